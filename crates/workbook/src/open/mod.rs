//! Opens a workbook from an untrusted source: bytes in, sheets out.
//!
//! Each format has a reader of its own, which walks the parts or records of the file once. The readers share
//! number formats, styles and the [`sheet_builder`] that turns values into cells.

pub(crate) mod address;
mod binary;
mod budget;
mod number_format;
mod ods;
pub(crate) mod package;
mod remarks;
mod rich_text;
mod sheet_builder;
mod style;
mod xls;
mod xlsb;
mod xlsx;
pub(crate) mod xml;

#[cfg(test)]
mod tests;

use crate::decrypt;
use crate::grid::{Grid, Pos};
use crate::identify::{self, Contents, Format};
use crate::limits::Limits;
use crate::refusal::Refusal;
use package::Package;

/// A workbook.
#[derive(Debug)]
pub struct Book {
    /// The worksheets in order, hidden ones too. Charts, dialogs and macro sheets are left out.
    pub sheets: Vec<Grid>,
    /// The names of the worksheets whose part is damaged. The others are complete.
    pub damaged: Vec<String>,
    /// The value of the document property that was asked for. The caller marks its own books with it.
    pub kind: Option<String>,
}

impl Book {
    /// Refuses a workbook of which no worksheet could be read.
    fn with_any_sheet(self) -> Result<Self, Refusal> {
        if self.sheets.is_empty() && !self.damaged.is_empty() { Err(damaged()) } else { Ok(self) }
    }
}

/// Reads a workbook. `property` names a custom document property whose value is returned in [`Book::kind`].
///
/// # Errors
/// A [`Refusal`] with its reason if the file is not a workbook, is damaged or protected, or exceeds a limit.
pub fn open(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Refusal> {
    let mut book = match identify::inspect(bytes, limits)? {
        Contents::Encrypted => {
            let plain = decrypt::package(bytes).ok_or(Refusal::Encrypted)?;
            // A decrypted package is not encrypted itself, so this recurses only once.
            return if plain.starts_with(b"PK") { open(&plain, property, limits) } else { Err(damaged()) };
        }
        Contents::Zip => return Err(Refusal::NotAWorkbook("ZIPファイル".to_owned())),
        Contents::Xls => xls::open(bytes, property, limits)?,
        Contents::Package(format, zip) => {
            let mut package = Package::new(zip);
            match format {
                Format::Xlsb => xlsb::open(&mut package, property, limits)?,
                Format::Ods => ods::open(&mut package, property, limits)?,
                Format::Xlsx | Format::Xls => xlsx::open(&mut package, property, limits)?,
            }
        }
    };
    for sheet in &mut book.sheets {
        tidy(sheet);
        check_places(sheet)?;
    }
    check_amount(&book.sheets, limits)?;
    Ok(book)
}

/// Refuses a book with too many cells, notes, comments and shapes together.
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

/// Refuses cells and ranges that are off the sheet, which no program shows.
fn check_places(grid: &Grid) -> Result<(), Refusal> {
    let on_sheet = |pos: &Pos| pos.row < Grid::ROWS && pos.col < Grid::COLUMNS;
    let all = grid.cells.keys().all(on_sheet) && grid.merges.iter().all(|merge| on_sheet(&merge.last));
    if all { Ok(()) } else { Err(damaged()) }
}

/// Removes what a person does not see: cells of white space, cells covered by a merged range, and hidden rows
/// and columns after the last cell.
fn tidy(grid: &mut Grid) {
    grid.cells.retain(|_, cell| !cell.text.trim().is_empty());
    for merge in &grid.merges {
        // One row at a time, so that a merge of whole columns does not visit the cells beside it.
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
    grid.hidden_cells.retain(|pos| grid.cells.contains_key(pos));
    let last_row = grid.cells.keys().map(|pos| pos.row).max().unwrap_or(0);
    let last_col = grid.cells.keys().map(|pos| pos.col).max().unwrap_or(0);
    grid.hidden_rows.retain(|row| *row <= last_row);
    grid.hidden_cols.retain(|col| *col <= last_col);
}

/// Returns the refusal of a damaged workbook. It leaves out the message of the parser, which does not help
/// the sender of a form.
fn damaged() -> Refusal {
    Refusal::Unreadable("ブックの中身が壊れています。Excelで開き、保存し直してください".to_owned())
}
