//! A label found on a sheet.

use workbook::Pos;

use crate::form::field::Field;
use crate::form::labels::Label;
use crate::form::read::sheet::PieceId;

/// A label on a sheet.
#[derive(Clone, Debug)]
pub(super) struct FoundLabel {
    /// The label that it is.
    pub(super) label: Label,
    /// The indicator's symbol beside it; empty if there is none.
    pub(super) symbol: String,
    /// The number before it (`１　事業名称`).
    pub(super) number: Option<String>,
    /// True if it is doubtful: one character is wrong, or its hint names another time. It is read and
    /// reported (S10).
    pub(super) misspelt: bool,
    /// The pieces that hold it, from top to bottom.
    pub(super) parts: Vec<PieceId>,
    /// The top left cell of all parts.
    pub(super) first: Pos,
    /// The bottom right cell of all parts.
    pub(super) last: Pos,
}

impl FoundLabel {
    /// Returns the field that it labels.
    pub(super) fn field(&self) -> Option<Field> {
        match self.label {
            Label::Field(field) => Some(field),
            _ => None,
        }
    }

    /// True if it labels a row of the schedule block that has a cell for each year.
    pub(super) fn is_year_entry(&self) -> bool {
        match self.label {
            Label::Field(field) => field.in_schedule() && field != Field::IndicatorName,
            Label::Previous => true,
            _ => false,
        }
    }

    /// True if it belongs to the 管理欄 or the plan block, the first blocks of a form.
    pub(super) fn begins_form(&self) -> bool {
        match self.label {
            Label::Control(_) => true,
            Label::Field(field) => field < Field::IndicatorName,
            _ => false,
        }
    }

    /// True if it belongs to the schedule or report block, the last blocks of a form.
    pub(super) fn ends_form(&self) -> bool {
        match self.label {
            Label::Field(field) => field >= Field::IndicatorName && field < Field::Author,
            Label::Schedule | Label::Previous => true,
            _ => false,
        }
    }
}

pub(super) fn rows_of(label: &FoundLabel) -> std::ops::RangeInclusive<u32> {
    label.first.row..=label.last.row.min(label.first.row.saturating_add(400))
}
