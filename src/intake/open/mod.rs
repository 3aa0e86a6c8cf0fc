//! A workbook that nobody vouches for: bytes in, sheets out.
//!
//! calamine reads the cells of every format. What it does not show of an xlsx (merges, hidden rows, struck-through text, notes, text boxes) comes
//! from the parts themselves. Of an .xls or .xlsb only what calamine gives is known: a percentage arrives there as its bare number, and
//! nothing is known of struck-through or hidden rows.

mod format;
mod number;
mod ods;
mod parts;
mod whole;
mod xlsx;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::grid::{Cell, CellKind, Grid, Pos};
use crate::intake::sniff::{self, Format, Sniffed};
use crate::intake::wire::Reading;
use crate::limits::Limits;

/// A workbook as it was found.
#[derive(Debug)]
pub(super) struct Book {
    /// Its sheets, hidden ones too; charts and macros left out.
    pub sheets: Vec<Grid>,
    /// The document property that our own books carry.
    pub kind: Option<String>,
}

/// Reads a workbook.
///
/// # Errors
/// What becomes of the file where it cannot or must not be read.
pub(super) fn open(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Reading> {
    let mut book = match sniff::sniff(bytes, limits)? {
        Sniffed::Zip => return Err(Reading::NotAWorkbook("ZIPファイル".to_owned())),
        Sniffed::Workbook(Format::Xlsx) => xlsx::open(bytes, property, limits)?,
        Sniffed::Workbook(Format::Xlsb) => whole::open_xlsb(bytes, property, limits)?,
        Sniffed::Workbook(Format::Xls) => whole::open_xls(bytes, property, limits)?,
        Sniffed::Workbook(Format::Ods) => whole::open_ods(bytes, property, limits)?,
    };
    for sheet in &mut book.sheets {
        tidy(sheet);
    }
    Ok(book)
}

/// Drops what no person sees as an entry: white space, cells under a merge, and hidden rows and columns beyond the last cell.
fn tidy(grid: &mut Grid) {
    grid.cells.retain(|_, cell| !cell.text.trim().is_empty());
    let corners: BTreeMap<Pos, Pos> = grid.merges.iter().map(|merge| (merge.first, merge.last)).collect();
    if !corners.is_empty() {
        let covered: Vec<Pos> =
            grid.cells.keys().copied().filter(|pos| grid.top_left(*pos) != *pos).collect();
        for pos in covered {
            grid.cells.remove(&pos);
        }
    }
    let last_row = grid.cells.keys().map(|pos| pos.row).max().unwrap_or(0);
    let last_col = grid.cells.keys().map(|pos| pos.col).max().unwrap_or(0);
    grid.hidden_rows.retain(|row| *row <= last_row);
    grid.hidden_cols.retain(|col| *col <= last_col);
}

/// Counts cells against the limit of the file.
#[derive(Debug)]
struct Budget {
    left: u64,
    limit: u64,
}

impl Budget {
    fn new(sheets: usize, limits: &Limits) -> Result<Self, Reading> {
        if u64::try_from(sheets).unwrap_or(u64::MAX) > limits.sheets {
            let reason = format!(
                "シートが{sheets}枚あり、上限（{}枚）を超えています（設定「シート数の上限」）",
                limits.sheets
            );
            return Err(Reading::Refused(reason));
        }
        Ok(Self { left: limits.cells, limit: limits.cells })
    }

    fn spend(&mut self) -> Result<(), Reading> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            Reading::Refused(format!(
                "入力のあるセルが上限（{}個）を超えています（設定「セル数の上限」）",
                self.limit
            ))
        })?;
        Ok(())
    }
}

fn text_cell(text: String) -> Cell {
    Cell { text, kind: CellKind::Text, unstruck: None }
}

fn error_cell(text: String) -> Cell {
    Cell { text, kind: CellKind::Error, unstruck: None }
}

fn bool_cell(value: bool) -> Cell {
    let text = if value { "TRUE" } else { "FALSE" };
    Cell { text: text.to_owned(), kind: CellKind::Number, unstruck: None }
}

/// What the parsers say is in English and about bytes: it helps nobody who returns a form.
fn damaged() -> Reading {
    Reading::Unreadable("ブックの中身が壊れています。Excelで開き、保存し直してください".to_owned())
}
