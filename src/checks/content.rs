//! What a cell of a form contains: nothing, a number, an error value, a word for the lack of one.

use workbook::CellKind;

use crate::figure::{FigureKind, Quantity, is_error_value, is_reference};
use crate::form::field::Field;
use crate::returns::Value;
use crate::text::fold;

/// The content of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    /// An empty cell.
    Blank,
    /// `-`, `なし`.
    Dash,
    /// A formula without a saved result.
    Unsaved,
    /// `#REF!`.
    ErrorValue,
    /// A date, with the text that was probably typed (V15).
    Date(&'a str),
    /// Text that is struck through entirely.
    Struck,
    /// `別紙参照`.
    Reference,
    /// `集計中`, `5月確定`.
    Pending,
    /// A quantity in any unit.
    Number(&'a Quantity),
    /// Anything else.
    Words,
}

/// Returns the content of a field's cell.
pub(super) fn content(field: Field, value: Option<&Value>) -> Content<'_> {
    let Some(value) = value else { return Content::Blank };
    match &value.cell.kind {
        CellKind::Unsaved => return Content::Unsaved,
        CellKind::Error => return Content::ErrorValue,
        CellKind::Date { typed } => return Content::Date(typed),
        CellKind::Text | CellKind::Number | CellKind::Percent => {}
    }
    if fold::is_blank(&value.text) {
        return if value.cell.unstruck.is_some() { Content::Struck } else { Content::Blank };
    }
    if is_error_value(&value.text) {
        return Content::ErrorValue;
    }
    let Some(figure) = value.figure.as_ref().filter(|_| matches!(field, Field::Actual | Field::Forecast))
    else {
        return Content::Words;
    };
    if is_reference(&value.text) {
        return Content::Reference;
    }
    match (figure.kind, &figure.quantity) {
        (FigureKind::Blank, _) => Content::Blank,
        (FigureKind::None, _) => Content::Dash,
        (FigureKind::Error, _) => Content::ErrorValue,
        (FigureKind::Pending, _) => Content::Pending,
        (_, Some(quantity)) => Content::Number(quantity),
        (_, None) => Content::Words,
    }
}
