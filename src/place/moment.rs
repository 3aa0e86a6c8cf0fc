//! Which month a form belongs to (formats.md §3.8).

use crate::finding::Finding;
use crate::form::field::Control;
use crate::form::raw::RawForm;
use crate::grid::CellRef;
use crate::place::model::Return;
use crate::plan::model::Plan;
use crate::rules::{s05_no_month, s06_outside_its_folder, s12_month_and_folder};
use crate::text::calendar::Month;

/// The month, as far as it is certain.
#[derive(Debug)]
pub(super) struct Moment {
    pub(super) month: Option<Month>,
    /// Every month of the plan that the form or its folder names.
    pub(super) months: Vec<Month>,
    /// S05 or S12.
    pub(super) refusal: Option<Finding>,
}

/// The month that the form's 基準月 names, else its folder's.
pub(super) fn month_of(plan: &Plan, form: &RawForm, folder: Option<Month>) -> Moment {
    let control = form.control(Control::Month);
    let written = control.and_then(|found| Month::parse(&found.cell.text));
    let at = CellRef { sheet: form.sheet, pos: control.map_or(form.anchor, |found| found.pos) };
    let text = control.map_or("", |found| found.cell.text.as_str());
    let mut months: Vec<Month> =
        written.into_iter().chain(folder).filter(|month| plan.covers(*month)).collect();
    months.sort_unstable();
    months.dedup();
    let refusal = match (written, folder) {
        (Some(cell), Some(folder)) if cell != folder => {
            Some(s12_month_and_folder::finding(at, text, cell, folder))
        }
        (Some(month), _) | (None, Some(month)) if !plan.covers(month) => {
            Some(s05_no_month::outside(at, text, month, plan))
        }
        (None, None) => Some(s05_no_month::unreadable(at, text)),
        _ => None,
    };
    let month = if refusal.is_some() { None } else { written.or(folder) };
    Moment { month, months, refusal }
}

/// S06: a form of another month that lies where no folder says so.
#[must_use]
pub fn misplaced(ret: &Return, folder: Option<Month>, as_of: Month) -> Option<Finding> {
    let month = ret.month.filter(|month| !ret.refused && *month != as_of && folder.is_none())?;
    let pos = ret.raw.control(Control::Month).map_or(ret.raw.anchor, |found| found.pos);
    let finding = s06_outside_its_folder::finding(CellRef { sheet: ret.sheet, pos }, month, as_of);
    Some(Finding {
        return_id: Some(ret.id.clone()),
        project: ret.project.clone(),
        department: ret.department.clone(),
        ..finding
    })
}
