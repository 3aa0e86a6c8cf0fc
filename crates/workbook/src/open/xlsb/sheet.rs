//! A sheet of an .xlsb: cells, merged ranges, hidden rows and columns.

use super::super::binary::{error_text, is_reference, rk};
use super::super::sheet_builder::{LEAST_HEIGHT, LEAST_WIDTH, SheetBuilder, UNKNOWN};
use super::records::{f64_at, records, text, u16_at, u32_at};
use super::strings::{SharedString, rich_text};
use super::{Shared, damaged};
use crate::grid::{Grid, Merge, Pos};
use crate::refusal::Refusal;

const ROW: u16 = 0;
const PACKED_NUMBER: u16 = 2;
const ERROR: u16 = 3;
const BOOLEAN: u16 = 4;
const NUMBER: u16 = 5;
const TEXT: u16 = 6;
const SHARED_STRING: u16 = 7;
const FORMULA_TEXT: u16 = 8;
const FORMULA_NUMBER: u16 = 9;
const FORMULA_BOOLEAN: u16 = 10;
const FORMULA_ERROR: u16 = 11;
const RICH_TEXT: u16 = 62;
const COLUMNS: u16 = 60;
const END_SHEET: u16 = 130;
const VIEW: u16 = 137;
const MERGE: u16 = 176;
/// The text of a formula without a result. The formula itself is not decompiled.
const FORMULA: &str = "（数式）";

/// Reads the part of a sheet.
///
/// # Errors
/// A refusal if the part is cut off or the workbook exceeds a limit.
pub(super) fn read(part: &[u8], shared: &Shared, builder: &mut SheetBuilder<'_>) -> Result<(), Refusal> {
    let (mut row, mut closed) = (0, false);
    for (kind, data) in records(part) {
        match kind {
            ROW => {
                row = u32_at(data, 0).unwrap_or(row);
                let is_hidden = data.get(11).is_some_and(|bits| bits & 0x10 != 0);
                // Heights are in 20ths of a point.
                let height = u16_at(data, 8).map_or(0.0, |height| f64::from(height) / 20.0);
                if is_hidden || (height > 0.0 && height < LEAST_HEIGHT) {
                    builder.grid.hidden_rows.push(row);
                }
            }
            PACKED_NUMBER..=FORMULA_ERROR | RICH_TEXT => cell(kind, data, row, shared, builder)?,
            COLUMNS => columns(data, &mut builder.grid),
            MERGE => builder.grid.merges.extend(merge(data)),
            VIEW => builder.hides_zeros |= u16_at(data, 0).is_some_and(|bits| bits & 0x10 == 0),
            END_SHEET => closed = true,
            _ => {}
        }
    }
    if closed { Ok(()) } else { Err(damaged()) }
}

/// Reads a cell: its column, its style in three bytes, a flag, and its value.
fn cell(
    kind: u16,
    data: &[u8],
    row: u32,
    shared: &Shared,
    builder: &mut SheetBuilder<'_>,
) -> Result<(), Refusal> {
    let (Some(col), Some(style)) = (u32_at(data, 0), u32_at(data, 4)) else { return Ok(()) };
    let pos = Pos::new(row, col);
    let style = shared.styles.cell(style & 0x00FF_FFFF);
    let byte = data.get(8).copied();
    match kind {
        PACKED_NUMBER => match u32_at(data, 8) {
            Some(bits) => builder.number(pos, rk(bits), style),
            None => builder.error(pos, UNKNOWN),
        },
        ERROR | FORMULA_ERROR => builder.error(pos, byte.map_or(UNKNOWN, error_text)),
        BOOLEAN | FORMULA_BOOLEAN => builder.boolean(pos, byte.is_some_and(|value| value != 0), style),
        TEXT | FORMULA_TEXT => match text(data, 8) {
            Some((text, _)) if text.is_empty() => Ok(()),
            Some((text, _)) => builder.text(pos, &text, None, style),
            None => builder.error(pos, UNKNOWN),
        },
        SHARED_STRING => {
            let index = u32_at(data, 8).and_then(|index| usize::try_from(index).ok());
            match index.and_then(|index| shared.strings.get(index)) {
                Some(string) if string.text.is_empty() => Ok(()),
                Some(string) => builder.text(pos, &string.text, string.runs.as_deref(), style),
                None => builder.error(pos, UNKNOWN),
            }
        }
        RICH_TEXT => match data.get(8..).and_then(rich_text) {
            Some(rich) => {
                let string = SharedString::new(&rich, &shared.styles);
                builder.text(pos, &string.text, string.runs.as_deref(), style)
            }
            None => builder.error(pos, UNKNOWN),
        },
        NUMBER | FORMULA_NUMBER => match f64_at(data, 8) {
            Some(value) if value == 0.0 && builder.is_blank(value, style) => Ok(()),
            Some(value) if value == 0.0 && kind == FORMULA_NUMBER && shared.recalculates_on_load => {
                builder.unsaved(pos, FORMULA)
            }
            Some(value) => {
                builder.number(pos, value, style)?;
                // The tokens of the formula follow its result, its flags and their length.
                if value == 0.0 && kind == FORMULA_NUMBER && is_linked(data) {
                    builder.mark_linked_zero(pos);
                }
                Ok(())
            }
            None => builder.error(pos, UNKNOWN),
        },
        _ => Ok(()),
    }
}

fn is_linked(formula: &[u8]) -> bool {
    let length = u32_at(formula, 18).and_then(|length| usize::try_from(length).ok());
    let tokens = length.and_then(|length| formula.get(22..)?.get(..length));
    tokens.is_some_and(is_reference)
}

fn columns(data: &[u8], grid: &mut Grid) {
    let (Some(first), Some(last), Some(width), Some(bits)) =
        (u32_at(data, 0), u32_at(data, 4), u32_at(data, 8), u16_at(data, 16))
    else {
        return;
    };
    // Widths are in 256ths of a character.
    if bits & 1 != 0 || f64::from(width) < LEAST_WIDTH * 256.0 {
        grid.hidden_cols.extend(first..last.saturating_add(1).min(Grid::COLUMNS));
    }
}

/// Reads a range: first and last row, first and last column.
fn merge(data: &[u8]) -> Option<Merge> {
    let number = |place: usize| u32_at(data, 4 * place);
    Some(Merge::between((number(0)?, number(2)?), (number(1)?, number(3)?)))
}
