//! What lies over the cells of a sheet of an .xls: looks, hidden rows and columns, notes and text boxes.

use std::collections::BTreeMap;

use super::super::marks::Marks;
use super::globals::Globals;
use super::records::{Record, records, u8_at, u16_at, u32_at};
use super::strings;
use crate::grid::{GridRemark, Pos, RemarkKind};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const DIMENSIONS: u16 = 0x0200;
const COL_INFO: u16 = 0x007D;
const ROW: u16 = 0x0208;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const RK: u16 = 0x027E;
const MUL_RK: u16 = 0x00BD;
const RICH_STRING: u16 = 0x00D6;
const LABEL_SST: u16 = 0x00FD;
const STRING: u16 = 0x0207;
const FORMULA: u16 = 0x0006;
const NOTE: u16 = 0x001C;
const OBJECT: u16 = 0x005D;
const DRAWING: u16 = 0x00EC;
const TEXT_OBJECT: u16 = 0x01B6;
/// The part of a drawing that says at which cell a shape begins.
const CLIENT_ANCHOR: u16 = 0xF010;
/// The columns that a sheet of this format has.
const COLUMNS: u32 = 256;

/// What was found on a sheet, and how far its cells reach.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What lies over the cells.
    pub marks: Marks,
    /// Rows and columns of the smallest rectangle around all cells, or of the one that the sheet announces, whichever is larger;
    /// nothing where it announces one that ends before it begins.
    pub extent: Option<(u64, u64)>,
    /// Formulas whose result was not saved.
    pub unsaved: Vec<Pos>,
}

/// Reads the sheet that begins at a place of the stream.
pub(super) fn read(stream: &[u8], start: usize, globals: &Globals) -> Found {
    let mut sheet = Reading::default();
    // A chart within a sheet is a sheet within a sheet: its cells are not the sheet's.
    let mut depth = 0_u32;
    for record in records(stream.get(start..).unwrap_or_default()) {
        match record.kind {
            BOF => depth += 1,
            EOF => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            _ if depth > 1 => {}
            _ => sheet.record(&record, globals),
        }
    }
    sheet.finish()
}

#[derive(Default)]
struct Reading {
    marks: Marks,
    cells: Option<(Pos, Pos)>,
    /// What the sheet announces, which it may do several times.
    announced: Vec<Option<(u64, u64)>>,
    /// A formula whose result is a text that has not come yet.
    awaited: Option<Pos>,
    unsaved: Vec<Pos>,
    /// The object that was declared last.
    object: Option<u16>,
    /// The cell at which the last drawing begins.
    anchor: Option<Pos>,
    /// The texts of objects, in order, each with its place.
    texts: Vec<(Option<u16>, String, Option<Pos>)>,
    /// The cells of notes, by object.
    notes: BTreeMap<u16, Pos>,
}

impl Reading {
    fn record(&mut self, record: &Record<'_>, globals: &Globals) {
        let data = record.data();
        match record.kind {
            DIMENSIONS => self.announced.push(announced(data)),
            COL_INFO => self.columns(data),
            ROW => {
                let hidden = u16_at(data, 12).is_some_and(|bits| bits & 0x20 != 0);
                self.marks.hidden_rows.extend(u16_at(data, 0).filter(|_| hidden).map(u32::from));
            }
            NUMBER | BOOL_ERR | RK => {
                self.cell(data, globals);
            }
            FORMULA => {
                let pos = self.cell(data, globals);
                // Where the result is a text, it follows in a record of its own.
                let text = data.get(12..14) == Some(&[0xFF, 0xFF]) && data.get(6) == Some(&0);
                self.awaited = pos.filter(|_| text);
            }
            LABEL_SST => {
                if let (Some(pos), Some(index)) = (self.cell(data, globals), u32_at(data, 6)) {
                    self.marks.runs.extend(globals.runs.get(&index).map(|runs| (pos, runs.clone())));
                }
            }
            LABEL | RICH_STRING => {
                if let Some(pos) = self.cell(data, globals) {
                    let rich = strings::in_cell(data, globals.is_biff8, globals.encoding);
                    let runs = rich.and_then(|rich| rich.runs(&|font| globals.is_struck(font)));
                    self.marks.runs.extend(runs.map(|runs| (pos, runs)));
                }
            }
            MUL_RK => self.cells(data, globals),
            // A shape goes on in further drawings, which have no anchor of their own.
            DRAWING => self.anchor = anchor(data).or(self.anchor),
            STRING => self.awaited = None,
            OBJECT => self.object = u16_at(data, 6),
            TEXT_OBJECT => {
                let count = usize::from(u16_at(data, 10).unwrap_or(0));
                let text = record.parts.get(1..).and_then(|parts| strings::of_box(parts, count));
                let object = self.object.take();
                self.texts.extend(text.map(|text| (object, text, self.anchor)));
            }
            NOTE => self.note(data, globals),
            _ => {}
        }
    }

    fn columns(&mut self, data: &[u8]) {
        let (Some(first), Some(last), Some(width), Some(bits)) =
            (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4), u16_at(data, 8))
        else {
            return;
        };
        if bits & 1 != 0 || width == 0 {
            self.marks.hidden_cols.extend(u32::from(first)..u32::from(last).saturating_add(1).min(COLUMNS));
        }
    }

    /// A cell that begins with its row, its column and its style.
    fn cell(&mut self, data: &[u8], globals: &Globals) -> Option<Pos> {
        let pos = Pos::new(u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?));
        self.look(pos, u16_at(data, 4)?, globals);
        Some(pos)
    }

    /// Several numbers beside one another: a row, a first column, then style and number of each.
    fn cells(&mut self, data: &[u8], globals: &Globals) {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
        for (col, number) in
            (u32::from(first)..COLUMNS).zip(data.get(4..).unwrap_or_default().chunks_exact(6))
        {
            if let Some(style) = u16_at(number, 0) {
                self.look(Pos::new(u32::from(row), col), style, globals);
            }
        }
    }

    fn look(&mut self, pos: Pos, style: u16, globals: &Globals) {
        // Another cell has come before the text of a formula.
        self.unsaved.extend(self.awaited.take());
        if let Some(look) = globals.looks.get(usize::from(style)) {
            self.marks.set_look(pos, look.clone());
        }
        let (first, last) = self.cells.unwrap_or((pos, pos));
        self.cells = Some((
            Pos::new(first.row.min(pos.row), first.col.min(pos.col)),
            Pos::new(last.row.max(pos.row), last.col.max(pos.col)),
        ));
    }

    /// A note: the text stands with its object, in old books in the note itself.
    fn note(&mut self, data: &[u8], globals: &Globals) {
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
        let text = globals.encoding.decode_without_bom_handling(bytes).0.into_owned();
        push(&mut self.marks.remarks, RemarkKind::Note, &text, Some(pos));
    }

    fn finish(mut self) -> Found {
        self.unsaved.extend(self.awaited.take());
        let (mut notes, mut shapes) = (Vec::new(), Vec::new());
        for (object, text, anchor) in self.texts {
            match object.and_then(|object| self.notes.get(&object)) {
                Some(pos) => push(&mut notes, RemarkKind::Note, &text, Some(*pos)),
                None => push(&mut shapes, RemarkKind::Shape, &text, anchor),
            }
        }
        notes.sort_by_key(|remark| remark.at);
        self.marks.remarks.extend(notes.into_iter().chain(shapes));
        let side = |first: u32, last: u32| u64::from(last - first) + 1;
        let around =
            self.cells.map_or((0, 0), |(first, last)| (side(first.row, last.row), side(first.col, last.col)));
        let area = |(rows, cols): &(u64, u64)| rows.saturating_mul(*cols);
        let extent = self
            .announced
            .into_iter()
            .try_fold(around, |most, one| one.map(|one| if area(&one) > area(&most) { one } else { most }));
        Found { marks: self.marks, extent, unsaved: self.unsaved }
    }
}

fn push(remarks: &mut Vec<GridRemark>, kind: RemarkKind, text: &str, at: Option<Pos>) {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0').replace('\r', "\n");
    if !text.is_empty() {
        remarks.push(GridRemark { kind, text, at });
    }
}

/// The rows and columns that a sheet announces, in the longer record of newer books or the shorter one of old ones.
fn announced(data: &[u8]) -> Option<(u64, u64)> {
    let short = |at: usize| u16_at(data, at).map(u32::from);
    let (rows, cols) = match data.len() {
        10 => ((short(0)?, short(2)?), (short(4)?, short(6)?)),
        _ => ((u32_at(data, 0)?, u32_at(data, 4)?), (short(8)?, short(10)?)),
    };
    if rows.1 == 0 || cols.1 == 0 {
        return Some((0, 0));
    }
    // The column at which it begins is not always told.
    let cols = if cols.0 >= COLUMNS || cols.1 < cols.0 { (0, cols.1) } else { cols };
    Some((u64::from(rows.1.checked_sub(rows.0)?), u64::from(cols.1 - cols.0)))
}

/// The cell at which the shape of a drawing begins. Its parts may go on in the next record; the anchor stands before that.
fn anchor(data: &[u8]) -> Option<Pos> {
    let mut rest = data;
    let mut found = None;
    while let (Some(version), Some(kind), Some(length)) = (u8_at(rest, 0), u16_at(rest, 2), u32_at(rest, 4)) {
        let body = rest.get(8..)?;
        if kind == CLIENT_ANCHOR {
            found = u16_at(body, 6)
                .zip(u16_at(body, 2))
                .map(|(row, col)| Pos::new(u32::from(row), u32::from(col)));
        }
        // A container's parts follow its head; anything else is passed over.
        let passed = if version & 0x0F == 0x0F { 0 } else { usize::try_from(length).ok()? };
        let Some(next) = body.get(passed..) else { break };
        rest = next;
    }
    found
}
