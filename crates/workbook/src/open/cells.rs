//! calamine's values as cells of a grid, for the formats whose looks it does not show.

use calamine::{Data, Range, Sheet, SheetVisible};

use super::format::{DateParts, Shape};
use super::marks::Marks;
use super::{Budget, bool_cell, error_cell, number, text_cell};
use crate::grid::{Cell, Grid, Pos};
use crate::refusal::Refusal;

/// A sheet of which only the list of sheets has spoken.
pub(super) fn empty(sheet: &Sheet) -> Grid {
    Grid { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible, ..Grid::default() }
}

/// Puts a range into a grid. The range starts at the first used cell; the grid's positions are absolute.
pub(super) fn fill(
    grid: &mut Grid,
    range: &Range<Data>,
    marks: &Marks,
    is_1904: bool,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    let Some((top, left)) = range.start() else { return Ok(()) };
    for (row, col, value) in range.used_cells() {
        let place = |from: u32, by: usize| from.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
        put(grid, Pos::new(place(top, row), place(left, col)), value, marks, is_1904, budget)?;
    }
    Ok(())
}

/// Puts one value into a grid.
pub(super) fn put(
    grid: &mut Grid,
    pos: Pos,
    value: &Data,
    marks: &Marks,
    is_1904: bool,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    let Some(mut cell) = convert(value, &marks.look(pos).shape, is_1904) else { return Ok(()) };
    budget.spend(&cell.text)?;
    marks.strike(pos, &mut cell);
    grid.cells.insert(pos, cell);
    Ok(())
}

/// Where the number format says nothing of a date that calamine has seen, a month and a day were probably typed.
fn convert(value: &Data, shape: &Shape, is_1904: bool) -> Option<Cell> {
    let dated = |otherwise: DateParts| match shape {
        Shape::Date(_) | Shape::Dressed(_) => shape.clone(),
        Shape::General | Shape::Percent => Shape::Date(otherwise),
    };
    Some(match value {
        Data::Empty => return None,
        Data::String(text) => text_cell(text.clone()),
        // A whole number is exact up to 2^53, which no cell of these formats can exceed.
        Data::Int(value) if *shape == Shape::General => number::integer(*value),
        #[allow(clippy::cast_precision_loss, reason = "it was a 30-bit integer of the file")]
        Data::Int(value) => number::cell(*value as f64, shape, is_1904),
        Data::Float(value) => number::cell(*value, shape, is_1904),
        Data::DateTime(value) if value.is_duration() => {
            number::cell(value.as_f64(), &dated(DateParts::Elapsed), is_1904)
        }
        Data::DateTime(value) => number::cell(value.as_f64(), &dated(DateParts::MonthDay), is_1904),
        Data::Bool(value) => bool_cell(*value),
        Data::DateTimeIso(text) | Data::DurationIso(text) => number::iso(text),
        Data::Error(error) => error_cell(error.to_string()),
    })
}
