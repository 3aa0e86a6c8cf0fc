//! Reads what lies over the cells of a sheet of an .xlsx or .xlsb: notes, threaded comments, text boxes, form
//! controls and drawings.

mod comments;
mod controls;
mod shapes;

use std::collections::BTreeSet;

use super::package::Package;
use super::xml::decode;
use crate::grid::{Drawing, GridRemark, Pos, RemarkKind};

pub(super) use comments::xml_notes;

/// What lies over the cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct Overlays {
    /// Texts, notes first, in the order of the file.
    pub remarks: Vec<GridRemark>,
    /// Drawings without text.
    pub drawings: Vec<Drawing>,
}

/// Reads what lies over the cells of a sheet. A damaged part is skipped, and the sheet is read without it.
///
/// `read_notes` reads a part of notes, which is XML in an .xlsx and binary in an .xlsb.
pub(super) fn read(
    package: &mut Package<'_>,
    sheet: &str,
    read_notes: fn(&[u8]) -> Vec<GridRemark>,
) -> Overlays {
    let (mut notes, mut threads, mut shapes, mut controls) =
        (Vec::new(), Vec::new(), Overlays::default(), Vec::new());
    for relation in package.relations(sheet) {
        if !matches!(relation.kind.as_str(), "comments" | "threadedComment" | "drawing" | "vmlDrawing") {
            continue;
        }
        let Some(bytes) = package.bytes(&relation.target) else { continue };
        match relation.kind.as_str() {
            "comments" => notes.extend(read_notes(&bytes)),
            "threadedComment" => threads.extend(comments::threaded(&decode(bytes))),
            "drawing" => shapes::read(&decode(bytes), &mut shapes),
            _ => controls.extend(controls::read(&decode(bytes))),
        }
    }
    // Excel writes a note with the same text beside every thread, for its old versions.
    let threaded_cells: BTreeSet<Option<Pos>> = threads.iter().map(|remark: &GridRemark| remark.at).collect();
    notes.retain(|note: &GridRemark| !threaded_cells.contains(&note.at));
    let remarks = notes.into_iter().chain(threads).chain(shapes.remarks).chain(controls).collect();
    Overlays { remarks, drawings: shapes.drawings }
}

fn push(remarks: &mut Vec<GridRemark>, kind: RemarkKind, words: &mut String, at: Option<Pos>) {
    let text = super::xml::decode_escapes(words.trim().to_owned());
    words.clear();
    if !text.is_empty() {
        remarks.push(GridRemark { kind, text, at });
    }
}
