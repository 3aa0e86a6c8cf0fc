//! An .xls: calamine's cells, with what the book's records say about them.
//!
//! Of a book of Excel 95 or older the struck-through parts and the notes are known as well; text boxes are not.

mod globals;
mod records;
mod sheet;
mod strings;

use std::io::{Cursor, Read};

use calamine::{Reader, SheetType, Xls, XlsError};

use super::{Book, Budget, cells, check_names, check_sheets, damaged};
use crate::grid::{Cell, CellKind, Merge};
use crate::limits::Limits;
use crate::refusal::Refusal;

/// What calamine takes for a cell within the smallest rectangle around all cells, whether it holds anything or not.
const BYTES_PER_PLACE: u64 = 64;

pub(super) fn open(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Refusal> {
    let stream = stream(bytes)?;
    let globals = globals::read(&stream);
    if globals.is_encrypted {
        return Err(Refusal::Encrypted);
    }
    check_sheets(globals.sheets.len(), limits)?;
    let mut budget = Budget::new(limits);
    let found: Vec<sheet::Found> =
        globals.sheets.iter().map(|start| sheet::read(&stream, *start, &globals)).collect();
    found.iter().try_for_each(|sheet| check_extent(sheet.extent, limits))?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refusal::Encrypted,
        _ => damaged(),
    })?;
    let kind =
        book.workbook_properties().ok().and_then(|found| found.custom_properties.get(property).cloned());
    let is_1904 = book.has_1904_epoch();
    let listed = book.sheets_metadata().to_vec();
    check_names(listed.iter().map(|sheet| sheet.name.as_str()))?;
    let mut sheets = Vec::new();
    for (listed, found) in listed.iter().zip(found) {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        let mut grid = cells::empty(listed);
        let range = book.worksheet_range(&listed.name).map_err(|_| damaged())?;
        cells::fill(&mut grid, &range, &found.marks, is_1904, &mut budget)?;
        let formulas = found.unsaved.first().and_then(|_| book.worksheet_formula(&listed.name).ok());
        for pos in &found.unsaved {
            let formula = formulas.as_ref().and_then(|formulas| formulas.get_value((pos.row, pos.col)));
            let text = format!("={}", formula.map_or("", String::as_str).trim_start_matches('='));
            budget.spend(&text)?;
            grid.cells.insert(*pos, Cell { text, kind: CellKind::Unsaved, unstruck: None });
        }
        found.marks.lay_over(&mut grid);
        let merges = book.merge_cells_by_sheet_name(&listed.name).unwrap_or_default();
        grid.merges = merges.iter().map(|range| Merge::between(range.start, range.end)).collect();
        sheets.push(grid);
    }
    Ok(Book { sheets, kind })
}

/// The stream that holds the book. The library checks the chains of the file first: they may run in a circle.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)).ok_or_else(damaged)?;
    let mut stream = Vec::new();
    file.open_stream(name).and_then(|mut from| from.read_to_end(&mut stream)).map_err(|_| damaged())?;
    Ok(stream)
}

/// calamine sets a place aside for every cell between the first and the last, so that a single one far away would exhaust the memory.
fn check_extent(extent: Option<(u64, u64)>, limits: &Limits) -> Result<(), Refusal> {
    let (rows, cols) = extent.ok_or_else(damaged)?;
    let needed = rows.saturating_mul(cols).saturating_mul(BYTES_PER_PLACE) / (1024 * 1024);
    if needed > limits.memory_mb / 2 {
        return Err(Refusal::OverLimit(format!(
            "離れた位置に記入のあるセルがあり、表の広がり（{rows}行×{cols}列）が大きすぎます。離れた位置のセルを消すか、xlsx形式で保存し直してください（設定「読取メモリーの上限」{}MB）",
            limits.memory_mb
        )));
    }
    Ok(())
}
