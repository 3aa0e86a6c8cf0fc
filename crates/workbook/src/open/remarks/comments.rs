//! Notes (ノート) and threaded comments (コメント).

use quick_xml::events::Event;

use super::super::address::position;
use super::super::xml::{attribute, decode, next, push_text, reader};
use super::push;
use crate::grid::{GridRemark, RemarkKind};

/// Reads the notes of an .xlsx. Their phonetic runs are readings, not text.
pub(in crate::open) fn xml_notes(part: &[u8]) -> Vec<GridRemark> {
    let text = decode(part.to_vec());
    let mut remarks = Vec::new();
    let (mut at, mut in_text, mut in_phonetic, mut words) = (None, false, false, String::new());
    let mut xml = reader(&text);
    while let Some(event) = next(&mut xml) {
        match &event {
            Event::Start(start) => match start.local_name().as_ref() {
                "t" if !in_phonetic => in_text = true,
                "rPh" => in_phonetic = true,
                "comment" => at = attribute(start, "ref").and_then(|a1| position(&a1)),
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => in_phonetic = false,
                "comment" => push(&mut remarks, RemarkKind::Note, &mut words, at),
                _ => {}
            },
            _ if in_text => push_text(&event, &mut words),
            _ => {}
        }
    }
    remarks
}

/// Reads threaded comments.
pub(super) fn threaded(text: &str) -> Vec<GridRemark> {
    let mut remarks = Vec::new();
    let (mut at, mut in_text, mut words) = (None, false, String::new());
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        match &event {
            Event::Start(start) => match start.local_name().as_ref() {
                "threadedComment" => at = attribute(start, "ref").and_then(|a1| position(&a1)),
                "text" => in_text = true,
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "text" => {
                in_text = false;
                push(&mut remarks, RemarkKind::Comment, &mut words, at);
            }
            _ if in_text => push_text(&event, &mut words),
            _ => {}
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::{threaded, xml_notes};
    use crate::grid::Pos;

    #[test]
    fn notes_and_threads_belong_to_cells() {
        let notes = xml_notes(
            r#"<comments><commentList><comment ref="B2" authorId="0"><text><r><t>記入者:</t></r><r><t>
確認中</t></r><rPh><t>カナ</t></rPh></text></comment></commentList></comments>"#
                .as_bytes(),
        );
        assert_eq!(notes[0].text, "記入者:\n確認中");
        assert_eq!(notes[0].at, Some(Pos::new(1, 1)));
        let threads = threaded(
            r#"<ThreadedComments><threadedComment ref="C3" id="x"><text>なぜ &lt; 1</text></threadedComment></ThreadedComments>"#,
        );
        assert_eq!(threads[0].text, "なぜ < 1");
    }
}
