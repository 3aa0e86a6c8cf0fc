//! String items: the shared strings of a workbook, and texts that are stored in a cell.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::style::Run;
use super::super::xml::{decode_escapes, is_on, next, push_text, reader};

/// The shared strings, by index.
pub(super) type SharedStrings = Vec<StringItem>;

/// A text, and its parts if they have fonts of their own.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct StringItem {
    /// The whole text.
    pub text: String,
    /// The parts; `None` if the whole text has the font of its cell.
    pub runs: Option<Vec<Run>>,
}

/// Reads the part of the shared strings. `None` if it is cut off. The counts that it announces are often
/// wrong, and not used.
pub(super) fn read(text: &str) -> Option<SharedStrings> {
    let mut strings = Vec::new();
    let mut closed = false;
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        match event {
            Event::Start(start) if start.local_name().as_ref() == "si" => strings.push(item(&mut xml, "si")),
            Event::End(end) => closed = end.local_name().as_ref() == "sst",
            _ => {}
        }
    }
    closed.then_some(strings)
}

/// Reads a string item up to its end. Phonetic runs are readings of the text (フリガナ), not part of it.
pub(super) fn item(xml: &mut Reader<&[u8]>, end: &str) -> StringItem {
    let mut runs: Vec<Run> = Vec::new();
    let mut plain = String::new();
    let (mut in_run, mut in_text, mut in_phonetic) = (false, false, false);
    while let Some(event) = next(xml) {
        match &event {
            Event::Start(start) => match start.local_name().as_ref() {
                "rPh" => in_phonetic = true,
                "r" if !in_phonetic => {
                    in_run = true;
                    runs.push(Run { text: String::new(), is_struck: None });
                }
                "rPr" if in_run => set_struck(&mut runs, false),
                "strike" if in_run => set_struck(&mut runs, is_on(start)),
                "t" if !in_phonetic => in_text = true,
                _ => {}
            },
            Event::End(closed) => match closed.local_name().as_ref() {
                "rPh" => in_phonetic = false,
                "r" => in_run = false,
                "t" => in_text = false,
                name if name == end => break,
                _ => {}
            },
            _ if in_text => match runs.last_mut().filter(|_| in_run) {
                Some(run) => push_text(&event, &mut run.text),
                None => push_text(&event, &mut plain),
            },
            _ => {}
        }
    }
    if runs.is_empty() {
        return StringItem { text: decode_escapes(plain), runs: None };
    }
    for run in &mut runs {
        run.text = decode_escapes(std::mem::take(&mut run.text));
    }
    let text = runs.iter().map(|run| run.text.as_str()).collect();
    StringItem { text, runs: Some(runs) }
}

fn set_struck(runs: &mut [Run], is_struck: bool) {
    if let Some(run) = runs.last_mut() {
        run.is_struck = Some(is_struck);
    }
}

#[cfg(test)]
mod tests {
    use super::{StringItem, read};
    use crate::open::style::Run;

    #[test]
    fn runs_are_struck_as_their_fonts_are() {
        let strings = read(
            r#"<sst count="many" uniqueCount=""><si><t>plain</t></si>
            <si><r><rPr><strike/><sz val="11"/></rPr><t>400</t></r><r><rPr/><t>411</t></r></si>
            <si><r><t xml:space="preserve">a &amp; </t></r><r><rPr><strike val="0"/></rPr><t>b_x000D_</t></r><rPh sb="0" eb="1"><t>カナ</t></rPh></si>
            <si><t>東京</t><rPh><t>トウキョウ</t></rPh></si></sst>"#,
        );
        let run = |text: &str, is_struck| Run { text: text.to_owned(), is_struck };
        let item = |text: &str, runs| StringItem { text: text.to_owned(), runs };
        assert_eq!(
            strings.unwrap(),
            [
                item("plain", None),
                item("400411", Some(vec![run("400", Some(true)), run("411", Some(false))])),
                item("a & b\r", Some(vec![run("a & ", None), run("b\r", Some(false))])),
                item("東京", None),
            ]
        );
    }

    #[test]
    fn a_truncated_table_is_refused() {
        assert!(read("<sst><si><t>a</t></si>").is_none());
        assert!(read("<x:sst><x:si><x:t>a</x:t></x:si></x:sst>").is_some());
    }
}
