//! Notes, threaded comments and text boxes: what departments write beside the cells.

use std::collections::BTreeSet;

use quick_xml::events::Event;

use super::{Package, attribute, decode_escapes, next, position, push_text, reader, text_of};
use crate::grid::{GridRemark, Pos, RemarkKind};

/// The remarks of a sheet, notes first, in the order of the file. `notes_of` reads a part of notes, which differs between formats.
pub(in crate::open) fn read(
    package: &mut Package<'_>,
    sheet: &str,
    notes_of: fn(&[u8]) -> Vec<GridRemark>,
) -> Vec<GridRemark> {
    let (mut notes, mut threads, mut shapes) = (Vec::new(), Vec::new(), Vec::new());
    for relation in package.relations(sheet) {
        let list = match relation.kind.as_str() {
            "comments" => &mut notes,
            "threadedComment" => &mut threads,
            "drawing" => &mut shapes,
            _ => continue,
        };
        if let Some(bytes) = package.bytes(&relation.target) {
            list.extend(match relation.kind.as_str() {
                "comments" => notes_of(&bytes),
                "threadedComment" => threaded(&text_of(bytes)),
                _ => drawing(&text_of(bytes)),
            });
        }
    }
    // Excel keeps a note for old versions beside every thread; it says nothing new.
    let threaded_cells: BTreeSet<Option<Pos>> = threads.iter().map(|remark: &GridRemark| remark.at).collect();
    notes.retain(|note: &GridRemark| !threaded_cells.contains(&note.at));
    notes.into_iter().chain(threads).chain(shapes).collect()
}

/// The notes of a part of an xlsx.
pub(in crate::open) fn notes(part: &[u8]) -> Vec<GridRemark> {
    boxed(&String::from_utf8_lossy(part), "comment", RemarkKind::Note)
}

fn threaded(text: &str) -> Vec<GridRemark> {
    let mut remarks = Vec::new();
    let (mut at, mut inside, mut words) = (None, false, String::new());
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        match &event {
            Event::Start(start) => match start.local_name().as_ref() {
                "threadedComment" => at = attribute(start, "ref").and_then(|a1| position(&a1)),
                "text" => inside = true,
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "text" => {
                inside = false;
                push(&mut remarks, RemarkKind::Comment, &mut words, at);
            }
            _ if inside => push_text(&event, &mut words),
            _ => {}
        }
    }
    remarks
}

fn boxed(text: &str, element: &str, kind: RemarkKind) -> Vec<GridRemark> {
    let mut remarks = Vec::new();
    let (mut at, mut in_text, mut phonetic, mut words) = (None, false, false, String::new());
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        match &event {
            Event::Start(start) => match start.local_name().as_ref() {
                "t" if !phonetic => in_text = true,
                "rPh" => phonetic = true,
                name if name == element => at = attribute(start, "ref").and_then(|a1| position(&a1)),
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => phonetic = false,
                name if name == element => push(&mut remarks, kind, &mut words, at),
                _ => {}
            },
            _ if in_text => push_text(&event, &mut words),
            _ => {}
        }
    }
    remarks
}

fn drawing(text: &str) -> Vec<GridRemark> {
    let mut remarks = Vec::new();
    let (mut from, mut in_from, mut in_body, mut words) = (None, false, false, String::new());
    let (mut field, mut fallback) = (String::new(), 0_u32);
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        match &event {
            // What stands in a fallback is the same again for old versions.
            Event::Start(start) if start.local_name().as_ref() == "Fallback" => fallback += 1,
            Event::End(end) if end.local_name().as_ref() == "Fallback" => {
                fallback = fallback.saturating_sub(1)
            }
            _ if fallback > 0 => {}
            Event::Start(start) => match start.local_name().as_ref() {
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => from = None,
                "from" => {
                    in_from = true;
                    from = Some(Pos::new(0, 0));
                }
                "txBody" => in_body = true,
                "br" if in_body => words.push('\n'),
                name => {
                    name.clone_into(&mut field);
                }
            },
            Event::End(end) => {
                match end.local_name().as_ref() {
                    "from" => in_from = false,
                    "p" if in_body => words.push('\n'),
                    "txBody" => {
                        in_body = false;
                        push(&mut remarks, RemarkKind::Shape, &mut words, from);
                    }
                    _ => {}
                }
                field.clear();
            }
            _ if in_body && field == "t" => push_text(&event, &mut words),
            Event::Text(part) if in_from => {
                if let (Some(pos), Ok(number)) = (from.as_mut(), part.xml10_content().trim().parse()) {
                    match field.as_str() {
                        "row" => pos.row = number,
                        "col" => pos.col = number,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    remarks
}

fn push(remarks: &mut Vec<GridRemark>, kind: RemarkKind, words: &mut String, at: Option<Pos>) {
    let text = decode_escapes(words.trim());
    words.clear();
    if !text.is_empty() {
        remarks.push(GridRemark { kind, text, at });
    }
}

#[cfg(test)]
mod tests {
    use super::{drawing, notes, threaded};
    use crate::grid::Pos;

    #[test]
    fn notes_and_threads_belong_to_cells() {
        let notes = notes(
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

    #[test]
    fn a_text_box_starts_at_a_cell_and_is_read_once() {
        let shapes = drawing(
            "<xdr:wsDr><xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>5</xdr:colOff><xdr:row>4</xdr:row></xdr:from>\
             <xdr:to><xdr:col>9</xdr:col><xdr:row>9</xdr:row></xdr:to><mc:AlternateContent><mc:Choice><xdr:sp><xdr:txBody>\
             <a:p><a:r><a:t>一行目</a:t></a:r></a:p><a:p><a:r><a:t>二行目</a:t></a:r></a:p></xdr:txBody></xdr:sp></mc:Choice>\
             <mc:Fallback><xdr:txBody><a:p><a:r><a:t>一行目</a:t></a:r></a:p></xdr:txBody></mc:Fallback></mc:AlternateContent>\
             </xdr:twoCellAnchor></xdr:wsDr>",
        );
        assert_eq!(shapes.len(), 1);
        assert_eq!(shapes[0].text, "一行目\n二行目");
        assert_eq!(shapes[0].at, Some(Pos::new(4, 2)));
    }
}
