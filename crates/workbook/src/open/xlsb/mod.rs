//! An .xlsb: calamine's cells, with what the parts say about them.

mod overlay;
mod records;

use std::io::Cursor;

use calamine::{Data, Reader, SheetType, Xlsb, XlsbError};

use super::parts::{Package, remarks};
use super::{Book, Budget, cells, check_names, check_sheets, damaged, error_cell};
use crate::grid::Pos;
use crate::limits::Limits;
use crate::refusal::Refusal;

pub(super) fn open(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Refusal> {
    let mut package = Package::new(bytes)?;
    let workbook = package.workbook("xl/workbook.bin");
    let relations = package.relations(&workbook);
    let listed = overlay::sheets(&package.bytes(&workbook).ok_or_else(damaged)?);
    check_sheets(listed.len(), limits)?;
    let mut budget = Budget::new(limits);
    let mut part = |kind: &str| {
        let relation = relations.iter().find(|relation| relation.kind == kind);
        relation.and_then(|relation| package.bytes(&relation.target)).unwrap_or_default()
    };
    let styles = overlay::styles(&part("styles"));
    let strings = overlay::struck_strings(&part("sharedStrings"), &styles);

    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => Refusal::Encrypted,
        _ => damaged(),
    })?;
    let kind =
        book.workbook_properties().ok().and_then(|found| found.custom_properties.get(property).cloned());
    let is_1904 = book.has_1904_epoch();
    let known = book.sheets_metadata().to_vec();
    check_names(known.iter().map(|sheet| sheet.name.as_str()))?;
    let mut sheets = Vec::new();
    for (sheet, id) in known.iter().zip(&listed).filter(|(sheet, _)| sheet.typ == SheetType::WorkSheet) {
        let part = relations.iter().find(|relation| relation.id == *id).ok_or_else(damaged)?;
        let mut found = overlay::sheet(&package.bytes(&part.target).ok_or_else(damaged)?, &styles, &strings);
        found.marks.remarks = remarks::read(&mut package, &part.target, overlay::notes);
        let mut grid = cells::empty(sheet);
        let mut reader = book.worksheet_cells_reader(&sheet.name).map_err(|_| damaged())?;
        let mut faults = found.errors.len();
        loop {
            match reader.next_cell() {
                Ok(Some(cell)) => {
                    let (row, col) = cell.get_position();
                    let value = Data::from(cell.get_value().clone());
                    cells::put(&mut grid, Pos::new(row, col), &value, &found.marks, is_1904, &mut budget)?;
                }
                Ok(None) => break,
                // It has gone past the cell already.
                Err(XlsbError::CellError(_)) if faults > 0 => faults -= 1,
                Err(_) => return Err(damaged()),
            }
        }
        for (pos, value) in &found.errors {
            if !grid.cells.contains_key(pos) {
                budget.spend(value)?;
                grid.cells.insert(*pos, error_cell((*value).to_owned()));
            }
        }
        found.marks.lay_over(&mut grid);
        sheets.push(grid);
    }
    Ok(Book { sheets, kind })
}
