//! xlsb, xls and ods: what calamine gives of them.

use std::io::Cursor;

use calamine::{
    Data, Dimensions, Ods, OdsError, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError,
};

use super::format::{DateParts, Shape};
use super::ods;
use super::{Book, Budget, bool_cell, damaged, error_cell, number, text_cell};
use crate::grid::{Cell, Grid, Merge, Pos};
use crate::intake::wire::Reading;
use crate::limits::Limits;

pub(super) fn open_xlsb(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Reading> {
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => Reading::Encrypted,
        _ => damaged(),
    })?;
    let kind =
        book.workbook_properties().ok().and_then(|found| found.custom_properties.get(property).cloned());
    let is_1904 = book.has_1904_epoch();
    let listed = worksheets(book.sheets_metadata());
    let mut budget = Budget::new(listed.len(), limits)?;
    let mut sheets = Vec::new();
    for sheet in &listed {
        let mut grid = empty(sheet);
        let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(|_| damaged())?;
        let mut faults = 0;
        loop {
            match cells.next_cell() {
                Ok(Some(found)) => {
                    let Some(cell) = convert(&Data::from(found.get_value().clone()), is_1904) else {
                        continue;
                    };
                    budget.spend()?;
                    let (row, col) = found.get_position();
                    grid.cells.insert(Pos::new(row, col), cell);
                }
                Ok(None) => break,
                Err(XlsbError::CellError(_)) if faults < limits.cells => faults += 1,
                Err(_) => return Err(damaged()),
            }
        }
        sheets.push(grid);
    }
    Ok(Book { sheets, kind })
}

pub(super) fn open_xls(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Reading> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Reading::Encrypted,
        _ => damaged(),
    })?;
    let kind =
        book.workbook_properties().ok().and_then(|found| found.custom_properties.get(property).cloned());
    let is_1904 = book.has_1904_epoch();
    let listed = worksheets(book.sheets_metadata());
    let mut budget = Budget::new(listed.len(), limits)?;
    let mut sheets = Vec::new();
    for sheet in &listed {
        let mut grid = empty(sheet);
        let range = book.worksheet_range(&sheet.name).map_err(|_| damaged())?;
        fill(&mut grid, &range, is_1904, &mut budget)?;
        grid.merges =
            book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default().iter().map(merge).collect();
        sheets.push(grid);
    }
    Ok(Book { sheets, kind })
}

pub(super) fn open_ods(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Reading> {
    if ods::is_encrypted(bytes) {
        return Err(Reading::Encrypted);
    }
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Reading::Encrypted,
        _ => damaged(),
    })?;
    let kind =
        book.workbook_properties().ok().and_then(|found| found.custom_properties.get(property).cloned());
    let listed = worksheets(book.sheets_metadata());
    let mut marks = ods::read(bytes);
    let mut budget = Budget::new(listed.len(), limits)?;
    let mut sheets = Vec::new();
    for sheet in &listed {
        let mut grid = empty(sheet);
        let range = book.worksheet_range(&sheet.name).map_err(|_| damaged())?;
        fill(&mut grid, &range, false, &mut budget)?;
        marks.remove(&sheet.name).unwrap_or_default().apply(&mut grid);
        sheets.push(grid);
    }
    Ok(Book { sheets, kind })
}

fn worksheets(listed: &[Sheet]) -> Vec<Sheet> {
    listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect()
}

fn empty(sheet: &Sheet) -> Grid {
    Grid { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible, ..Grid::default() }
}

/// A range starts at the first used cell; the grid's positions are absolute.
fn fill(
    grid: &mut Grid,
    range: &calamine::Range<Data>,
    is_1904: bool,
    budget: &mut Budget,
) -> Result<(), Reading> {
    let Some((top, left)) = range.start() else { return Ok(()) };
    for (row, col, value) in range.used_cells() {
        let Some(cell) = convert(value, is_1904) else { continue };
        budget.spend()?;
        let place = |from: u32, by: usize| from.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
        grid.cells.insert(Pos::new(place(top, row), place(left, col)), cell);
    }
    Ok(())
}

/// The number format is not known here, only that a number is a date. What turns into a date against the typist's will is a month and a day.
fn convert(value: &Data, is_1904: bool) -> Option<Cell> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) => text_cell(text.clone()),
        Data::Int(value) => number::integer(*value),
        Data::Float(value) => number::cell(*value, Shape::General, is_1904),
        Data::DateTime(value) if value.is_duration() => {
            number::cell(value.as_f64(), Shape::Date(DateParts::Elapsed), is_1904)
        }
        Data::DateTime(value) => number::cell(value.as_f64(), Shape::Date(DateParts::MonthDay), is_1904),
        Data::Bool(value) => bool_cell(*value),
        Data::DateTimeIso(text) | Data::DurationIso(text) => number::iso(text),
        Data::Error(error) => error_cell(error.to_string()),
    })
}

fn merge(range: &Dimensions) -> Merge {
    Merge { first: Pos::new(range.start.0, range.start.1), last: Pos::new(range.end.0, range.end.1) }
}
