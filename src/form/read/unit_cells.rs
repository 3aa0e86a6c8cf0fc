//! A unit in a cell of its own beside its number (`411` | `手続`).

use workbook::{Cell, CellKind, Pos};

use crate::form::raw::RawValue;
use crate::text::fold;

/// The longest unit beside a number, in characters.
const LONGEST_UNIT: usize = 8;

/// Appends a unit from another cell to a number.
pub(super) fn join(value: &mut RawValue, unit: &Cell, at: Pos) {
    let (number, word) = (value.cell.text.trim().to_owned(), unit.text.trim());
    value.cell.unstruck = match (&value.cell.unstruck, &unit.unstruck) {
        (None, None) => None,
        (number, of_unit) => {
            Some(format!("{}{}", number.as_deref().unwrap_or_default(), of_unit.as_deref().unwrap_or(word)))
        }
    };
    value.cell.text = format!("{number}{word}");
    if value.cell.kind == CellKind::Number {
        value.cell.kind = CellKind::Text;
    }
    value.cells.push(at);
}

/// True if a text is a number without a unit: digits, signs and 約.
pub(super) fn is_bare_number(text: &str) -> bool {
    let folded = fold::squash(text);
    folded.chars().any(|c| c.is_ascii_digit())
        && folded.chars().all(|c| c.is_ascii_digit() || ",.+▲△約".contains(c) || workbook::is_dash(c))
}

pub(super) fn is_unit(cell: &Cell) -> bool {
    let folded = fold::squash(&cell.text);
    let short =
        (1..=LONGEST_UNIT).contains(&folded.chars().count()) && !folded.chars().all(workbook::is_dash);
    cell.kind == CellKind::Text && short && !folded.chars().any(|c| c.is_ascii_digit())
}
