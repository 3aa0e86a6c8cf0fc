//! Notes, text boxes, form controls and drawings of a sheet of an .xls.

use std::collections::BTreeMap;

use super::globals::Globals;
use super::records::{Record, u8_at, u16_at, u32_at};
use super::strings;
use crate::grid::{Drawing, DrawingKind, GridRemark, Merge, Pos, RemarkKind};

/// The part of a drawing record that has the cells that a shape covers.
const CLIENT_ANCHOR: u16 = 0xF010;
/// The part of an object record that has the state of a check box.
const CHECK_BOX_STATE: u16 = 0x000A;

/// The objects of a sheet.
#[derive(Debug, Default)]
pub(super) struct Objects {
    /// The range of the shape whose object comes next.
    anchor: Option<Merge>,
    /// The object whose text comes next, if it has one.
    current: Option<Object>,
    texts: Vec<(Object, String)>,
    drawings: Vec<Drawing>,
    /// The cells of notes, by object.
    notes: BTreeMap<u16, Pos>,
    /// The notes of workbooks older than Excel 97.
    old_notes: Vec<GridRemark>,
}

#[derive(Clone, Debug)]
struct Object {
    id: u16,
    kind: u16,
    is_checked: bool,
    over: Option<Merge>,
}

impl Objects {
    /// Reads a drawing record. A shape may continue in further records, which have no anchor of their own.
    pub(super) fn drawing(&mut self, data: &[u8]) {
        self.anchor = anchor(data).or(self.anchor);
    }

    /// Reads an object record.
    pub(super) fn object(&mut self, data: &[u8]) {
        self.end_object();
        let (Some(kind), Some(id)) = (u16_at(data, 4), u16_at(data, 6)) else { return };
        self.current = Some(Object { id, kind, is_checked: is_checked(data), over: self.anchor });
    }

    /// Reads a text object: the text of the object before it.
    pub(super) fn text(&mut self, record: &Record<'_>) {
        let count = usize::from(u16_at(record.data(), 10).unwrap_or(0));
        let text = record.parts.get(1..).and_then(|parts| strings::of_box(parts, count));
        let text = text.filter(|text| count > 0 && !text.trim().is_empty());
        if let Some(text) = text {
            let unknown = Object { id: 0, kind: 0, is_checked: false, over: self.anchor };
            self.texts.push((self.current.take().unwrap_or(unknown), text));
        }
    }

    /// Reads a note record. Its text is in an object, or in workbooks older than Excel 97 in the note itself.
    pub(super) fn note(&mut self, data: &[u8], globals: &Globals) {
        let (Some(row), Some(col), Some(object)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 6)) else {
            return;
        };
        let pos = Pos::new(u32::from(row), u32::from(col));
        if globals.is_biff8 {
            self.notes.insert(object, pos);
            return;
        }
        let length = usize::from(u16_at(data, 4).unwrap_or(0));
        let bytes = data.get(6..).unwrap_or_default();
        let bytes = bytes.get(..length).unwrap_or(bytes);
        let text = globals.encoding().decode_without_bom_handling(bytes).0.into_owned();
        push(&mut self.old_notes, RemarkKind::Note, &text, Some(pos));
    }

    /// Returns the remarks, notes first, and the drawings without text.
    pub(super) fn finish(mut self) -> (Vec<GridRemark>, Vec<Drawing>) {
        self.end_object();
        let (mut notes, mut shapes) = (self.old_notes, Vec::new());
        for (object, text) in self.texts {
            match self.notes.get(&object.id) {
                Some(pos) => push(&mut notes, RemarkKind::Note, &text, Some(*pos)),
                None => {
                    let text = format!("{}{}", state(&object), text.trim());
                    push(&mut shapes, RemarkKind::Shape, &text, object.over.map(|over| over.first));
                }
            }
        }
        notes.sort_by_key(|remark| remark.at);
        notes.extend(shapes);
        (notes, self.drawings)
    }

    /// Ends the current object. It had no text, so it is a drawing.
    fn end_object(&mut self) {
        let Some(object) = self.current.take() else { return };
        self.drawings
            .extend(drawing_kind(object.kind).zip(object.over).map(|(kind, over)| Drawing { kind, over }));
    }
}

fn drawing_kind(object: u16) -> Option<DrawingKind> {
    Some(match object {
        1 => DrawingKind::Line,
        2..=4 | 9 | 0x1E => DrawingKind::Shape,
        5 => DrawingKind::Object,
        8 => DrawingKind::Picture,
        _ => return None,
    })
}

/// Returns the mark before the caption of a check box or an option button.
fn state(object: &Object) -> &'static str {
    match (object.kind, object.is_checked) {
        (0x0B | 0x0C, true) => "☑",
        (0x0B | 0x0C, false) => "☐",
        _ => "",
    }
}

/// True if an object record is of a check box or option button that is on.
fn is_checked(data: &[u8]) -> bool {
    let mut rest = data;
    while let (Some(kind), Some(length)) = (u16_at(rest, 0), u16_at(rest, 2)) {
        if kind == CHECK_BOX_STATE {
            return u16_at(rest, 4).is_some_and(|state| state != 0);
        }
        let Some(next) = rest.get(4 + usize::from(length)..).filter(|_| kind != 0) else { break };
        rest = next;
    }
    false
}

fn push(remarks: &mut Vec<GridRemark>, kind: RemarkKind, text: &str, at: Option<Pos>) {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0').replace('\r', "\n");
    if !text.is_empty() {
        remarks.push(GridRemark { kind, text, at });
    }
}

/// Returns the cells that the shape of a drawing record covers. The record may be continued after that.
fn anchor(data: &[u8]) -> Option<Merge> {
    let mut rest = data;
    let mut found = None;
    while let (Some(version), Some(kind), Some(length)) = (u8_at(rest, 0), u16_at(rest, 2), u32_at(rest, 4)) {
        let body = rest.get(8..)?;
        if kind == CLIENT_ANCHOR {
            found = corners(body);
        }
        // The parts of a container follow its header. The bytes of all other parts are skipped.
        let skipped = if version & 0x0F == 0x0F { 0 } else { usize::try_from(length).ok()? };
        let Some(next) = body.get(skipped..) else { break };
        rest = next;
    }
    found
}

/// Reads the range of an anchor: first column, offset, first row, offset, and the same for the last.
fn corners(body: &[u8]) -> Option<Merge> {
    let number = |at: usize| u16_at(body, at).map(u32::from);
    let (first_col, first_row) = (number(2)?, number(6)?);
    let last = |at: usize, first: u32| {
        let offset = number(at + 2).unwrap_or(1);
        number(at).map_or(first, |last| if offset == 0 && last > first { last - 1 } else { last })
    };
    Some(Merge::between((first_row, first_col), (last(14, first_row), last(10, first_col))))
}
