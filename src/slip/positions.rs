//! The cell of a field on an issued form, and its label.

use workbook::Pos;

use crate::form::content::{FormContent, Mark};
use crate::form::field::{Control, Field};
use crate::form::layout::{Anchor, Layout};
use crate::form::write::block;

/// Returns the cell of a field's value on an issued form.
pub(super) fn cell(content: &FormContent, mark: &Mark) -> Option<Pos> {
    let layout = Layout::new(&content.shape(content.schedule.as_ref().map(block::shapes)));
    let anchors = layout.anchors();
    if !mark.field.in_schedule() {
        let (_, row, _) = anchors.iter().find(|(anchor, ..)| *anchor == Anchor::Field(mark.field))?;
        return Some(Pos::new(*row, u32::from(layout.columns.row_label)));
    }
    let schedule = content.schedule.as_ref()?;
    let symbol = mark.symbol.as_deref().unwrap_or_default();
    let indicator = schedule.indicators.iter().position(|indicator| indicator.symbol == symbol)?;
    let (_, row, column) = anchors.iter().find(|(anchor, ..)| match anchor {
        Anchor::Entry(at, entry) => *at == indicator && entry.field() == Some(mark.field),
        Anchor::Years(at) => *at == indicator && mark.field == Field::IndicatorName,
        _ => false,
    })?;
    let year = schedule.years.iter().position(|year| Some(*year) == mark.year);
    let column = year.and_then(|at| layout.columns.years.get(at)).map_or(*column, |(first, _)| *first);
    Some(Pos::new(*row, u32::from(column)))
}

/// Returns the cell of 提出課 on an issued form.
pub(super) fn sender(content: &FormContent) -> Option<Pos> {
    let layout = Layout::new(&content.shape(None));
    let anchors = layout.anchors();
    let (_, row, _) = anchors.iter().find(|(anchor, ..)| *anchor == Anchor::Control(Control::Sender))?;
    Some(Pos::new(*row, u32::from(layout.columns.second.1) + 1))
}

/// Returns the label of a field, with the year on a line of its own: `2022年度`, `実績①`.
pub(super) fn words(mark: &Mark) -> String {
    let year = mark.year.map(|year| format!("{}\n", year.label())).unwrap_or_default();
    format!("{year}{}{}", mark.field.label(), mark.symbol.as_deref().unwrap_or_default())
}
