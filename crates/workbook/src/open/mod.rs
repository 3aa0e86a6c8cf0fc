//! A workbook that nobody vouches for: bytes in, sheets out.
//!
//! calamine reads the cells of an .xlsx, .xlsb and .xls. What it does not show (number formats, hidden rows, struck-through text, notes, text boxes)
//! comes from the parts and records of the file themselves. An .ods is read here whole.

mod cells;
mod dressed;
mod format;
mod look;
mod marks;
mod number;
mod ods;
mod parts;
mod rich;
mod section;
mod xls;
mod xlsb;
mod xlsx;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::grid::{Cell, CellKind, Grid, Pos};
use crate::limits::Limits;
use crate::refusal::Refusal;
use crate::sniff::{self, Format, Identity};

/// A workbook as it was found.
#[derive(Debug)]
pub struct Book {
    /// Its sheets, hidden ones too; charts and macros left out.
    pub sheets: Vec<Grid>,
    /// The document property that our own books carry.
    pub kind: Option<String>,
}

/// Reads a workbook.
///
/// # Errors
/// What becomes of the file where it cannot or must not be read.
pub fn open(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Refusal> {
    let mut book = match sniff::identify(bytes, limits)? {
        Identity::Zip => return Err(Refusal::NotAWorkbook("ZIPファイル".to_owned())),
        Identity::Workbook(Format::Xlsx) => xlsx::open(bytes, property, limits)?,
        Identity::Workbook(Format::Xlsb) => xlsb::open(bytes, property, limits)?,
        Identity::Workbook(Format::Xls) => xls::open(bytes, property, limits)?,
        Identity::Workbook(Format::Ods) => ods::open(bytes, property, limits)?,
    };
    for sheet in &mut book.sheets {
        tidy(sheet);
        check_places(sheet)?;
    }
    check_amount(&book.sheets, limits)?;
    Ok(book)
}

/// Refuses a book whose cells, notes, comments and shapes are too many together.
fn check_amount(sheets: &[Grid], limits: &Limits) -> Result<(), Refusal> {
    let count: usize = sheets.iter().map(|sheet| sheet.cells.len() + sheet.remarks.len()).sum();
    if count as u64 > limits.cells {
        return Err(Refusal::OverLimit(format!(
            "入力のあるセル、メモ、図形が合わせて上限（{}個）を超えています（設定「セル数の上限」）",
            limits.cells
        )));
    }
    Ok(())
}

/// Refuses cells and ranges off the sheet: no program shows them.
fn check_places(grid: &Grid) -> Result<(), Refusal> {
    let on_sheet = |pos: &Pos| pos.row < Grid::ROWS && pos.col < Grid::COLUMNS;
    let all = grid.cells.keys().all(on_sheet) && grid.merges.iter().all(|merge| on_sheet(&merge.last));
    if all { Ok(()) } else { Err(damaged()) }
}

/// Drops what no person sees as an entry: white space, cells under a merge, and hidden rows and columns beyond the last cell.
fn tidy(grid: &mut Grid) {
    grid.cells.retain(|_, cell| !cell.text.trim().is_empty());
    for merge in &grid.merges {
        // Row by row: whoever merges whole columns must not make this look at everything beside them.
        let mut row = merge.first.row;
        while let Some(pos) = grid.cells.range(Pos::new(row, 0)..=merge.last).next().map(|(pos, _)| *pos) {
            let within = Pos::new(pos.row, merge.first.col)..=Pos::new(pos.row, merge.last.col);
            let covered: Vec<Pos> =
                grid.cells.range(within).map(|(pos, _)| *pos).filter(|pos| *pos != merge.first).collect();
            for pos in covered {
                grid.cells.remove(&pos);
            }
            row = pos.row.saturating_add(1);
            if row > merge.last.row {
                break;
            }
        }
    }
    let last_row = grid.cells.keys().map(|pos| pos.row).max().unwrap_or(0);
    let last_col = grid.cells.keys().map(|pos| pos.col).max().unwrap_or(0);
    grid.hidden_rows.retain(|row| *row <= last_row);
    grid.hidden_cols.retain(|col| *col <= last_col);
}

/// Refuses a book of too many sheets.
fn check_sheets(sheets: usize, limits: &Limits) -> Result<(), Refusal> {
    if u64::try_from(sheets).unwrap_or(u64::MAX) > limits.sheets {
        let reason = format!("シートが上限（{}枚）を超えています（設定「シート数の上限」）", limits.sheets);
        return Err(Refusal::OverLimit(reason));
    }
    Ok(())
}

/// Refuses a book in which two sheets have one name: no program writes it, and nobody could say which of them was meant.
fn check_names<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(damaged());
        }
    }
    Ok(())
}

/// Counts cells and their text against the limits of the file: one long text may be shared by all its cells.
#[derive(Debug)]
struct Budget {
    cells: u64,
    bytes: u64,
    limits: Limits,
}

impl Budget {
    fn new(limits: &Limits) -> Self {
        let bytes = limits.unpacked_mb.saturating_mul(1024 * 1024);
        Self { cells: limits.cells, bytes, limits: *limits }
    }

    fn spend(&mut self, text: &str) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(1).ok_or_else(|| {
            Refusal::OverLimit(format!(
                "入力のあるセルが上限（{}個）を超えています（設定「セル数の上限」）",
                self.limits.cells
            ))
        })?;
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.checked_sub(length).ok_or_else(|| {
            Refusal::OverLimit(format!(
                "セルの文字の量が上限（{}MB）を超えています（設定「展開後の上限」）",
                self.limits.unpacked_mb
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
fn damaged() -> Refusal {
    Refusal::Unreadable("ブックの中身が壊れています。Excelで開き、保存し直してください".to_owned())
}
