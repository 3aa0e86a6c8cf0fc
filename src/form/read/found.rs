//! A label that was found on a sheet.

use workbook::Pos;

use crate::form::field::Field;
use crate::form::labels::Label;
use crate::form::read::sheet::PieceId;

/// A label on a sheet.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// What it announces.
    pub(super) label: Label,
    /// The indicator's symbol that stands with it.
    pub(super) symbol: String,
    /// The number before it (`１　事業名称`).
    pub(super) number: Option<String>,
    /// Whether it was taken for the label although a character is wrong.
    pub(super) misspelt: bool,
    /// The cells it stands in, from top to bottom.
    pub(super) parts: Vec<PieceId>,
    /// Top left of them all.
    pub(super) first: Pos,
    /// Bottom right of them all.
    pub(super) last: Pos,
}

impl Found {
    /// The field it announces.
    pub(super) fn field(&self) -> Option<Field> {
        match self.label {
            Label::Field(field) => Some(field),
            _ => None,
        }
    }

    /// Whether it labels a row of the schedule block that has a cell for each year.
    pub(super) fn is_year_entry(&self) -> bool {
        match self.label {
            Label::Field(field) => field.in_schedule() && field != Field::IndicatorName,
            Label::Previous => true,
            _ => false,
        }
    }

    /// Whether it belongs to the 管理欄 or the plan block: what a form begins with.
    pub(super) fn begins_form(&self) -> bool {
        match self.label {
            Label::Control(_) => true,
            Label::Field(field) => field <= Field::Department,
            _ => false,
        }
    }

    /// Whether it belongs to the schedule or report block: what a form ends with.
    pub(super) fn ends_form(&self) -> bool {
        match self.label {
            Label::Field(field) => field > Field::Department && field < Field::Author,
            Label::Schedule | Label::Previous => true,
            _ => false,
        }
    }
}

pub(super) fn rows_of(label: &Found) -> std::ops::RangeInclusive<u32> {
    label.first.row..=label.last.row.min(label.first.row.saturating_add(400))
}
