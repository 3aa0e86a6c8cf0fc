//! Rich text: which part of a cell's text is struck through (見え消し).

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{decode_escapes, next, push_text, reader};
use crate::open::look::Run;

/// The runs of every shared string that has any; by index.
pub(in crate::open) fn shared_runs(text: &str) -> Vec<Option<Vec<Run>>> {
    let mut all = Vec::new();
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        if let Event::Start(start) = event
            && start.local_name().as_ref() == "si"
        {
            all.push(runs(&mut xml, "si"));
        }
    }
    all
}

/// Whether a table announces more strings than its bytes can hold: the library sets memory aside for as many.
pub(in crate::open) fn announces_too_many(text: &str) -> bool {
    /// `<si/>` is the shortest string.
    const SHORTEST: usize = 5;
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        if let Event::Start(start) = event {
            let count = super::attribute(&start, "uniqueCount");
            return count
                .is_some_and(|count| count.parse().map_or(true, |n: usize| n > text.len() / SHORTEST));
        }
    }
    false
}

/// Reads a string item up to its end. `None` where it has no runs. Phonetic runs are readings, not text.
pub(in crate::open) fn runs(xml: &mut Reader<&[u8]>, end: &str) -> Option<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut in_run, mut in_text, mut phonetic) = (false, false, false);
    while let Some(event) = next(xml) {
        match &event {
            Event::Start(start) => match start.local_name().as_ref() {
                "rPh" => phonetic = true,
                "r" if !phonetic => {
                    in_run = true;
                    runs.push(Run { text: String::new(), struck: None });
                }
                "rPr" if in_run => set_struck(&mut runs, false),
                "strike" if in_run => {
                    let off =
                        super::attribute(start, "val").is_some_and(|value| value == "0" || value == "false");
                    set_struck(&mut runs, !off);
                }
                "t" if in_run && !phonetic => in_text = true,
                _ => {}
            },
            Event::End(closed) => match closed.local_name().as_ref() {
                "rPh" => phonetic = false,
                "r" => in_run = false,
                "t" => in_text = false,
                name if name == end => break,
                _ => {}
            },
            _ if in_text => {
                if let Some(run) = runs.last_mut() {
                    push_text(&event, &mut run.text);
                }
            }
            _ => {}
        }
    }
    for run in &mut runs {
        run.text = decode_escapes(&run.text);
    }
    (!runs.is_empty()).then_some(runs)
}

/// The font of a style, as far as it matters here.
pub(in crate::open) fn has_strike(text: &str) -> bool {
    text.contains("strike")
}

fn set_struck(runs: &mut [Run], struck: bool) {
    if let Some(run) = runs.last_mut() {
        run.struck = Some(struck);
    }
}

#[cfg(test)]
mod tests {
    use super::{announces_too_many, shared_runs};
    use crate::open::look::Run;

    const STRINGS: &str = r#"<sst><si><t>plain</t></si>
        <si><r><rPr><strike/><sz val="11"/></rPr><t>400</t></r><r><rPr/><t>411</t></r></si>
        <si><r><t xml:space="preserve">a &amp; </t></r><r><rPr><strike val="0"/></rPr><t>b_x000D_</t></r><rPh sb="0" eb="1"><t>カナ</t></rPh></si></sst>"#;

    #[test]
    fn a_table_cannot_announce_what_it_does_not_hold() {
        assert!(!announces_too_many(STRINGS));
        assert!(!announces_too_many(r#"<sst count="9" uniqueCount="1"><si/></sst>"#));
        for count in ["1000000000000", "99", "-1", "many"] {
            assert!(announces_too_many(&format!(
                r#"<?xml version="1.0"?><sst uniqueCount="{count}"><si/></sst>"#
            )));
        }
    }

    #[test]
    fn runs_know_whether_they_are_struck() {
        let run = |text: &str, struck| Run { text: text.to_owned(), struck };
        let struck = vec![run("400", Some(true)), run("411", Some(false))];
        let plain = vec![run("a & ", None), run("b\r", Some(false))];
        assert_eq!(shared_runs(STRINGS), [None, Some(struck), Some(plain)]);
    }
}
