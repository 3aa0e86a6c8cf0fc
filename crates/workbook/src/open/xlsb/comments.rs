//! The notes of an .xlsb.

use super::records::{records, u32_at};
use super::strings::rich_text;
use crate::grid::{GridRemark, Pos, RemarkKind};

const BEGIN_COMMENT: u16 = 635;
const COMMENT_TEXT: u16 = 637;

/// Reads a part of notes.
pub(super) fn read(part: &[u8]) -> Vec<GridRemark> {
    let mut notes = Vec::new();
    let mut at = None;
    for (kind, data) in records(part) {
        match kind {
            // The range begins with its first and last row, then its first and last column.
            BEGIN_COMMENT => at = u32_at(data, 4).zip(u32_at(data, 12)).map(|(row, col)| Pos::new(row, col)),
            COMMENT_TEXT => {
                let text = rich_text(data).map(|rich| rich.text().trim().to_owned()).unwrap_or_default();
                if !text.is_empty() {
                    notes.push(GridRemark { kind: RemarkKind::Note, text, at });
                }
            }
            _ => {}
        }
    }
    notes
}
