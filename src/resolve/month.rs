//! Finds the month that a form belongs to.

use workbook::{Cell, CellKind};

use crate::findings::Finding;
use crate::findings::form::{s05_no_month, s06_outside_its_folder, s12_month_and_folder};
use crate::form::field::Control;
use crate::form::raw::RawForm;
use crate::plan::model::Plan;
use crate::returns::Return;
use crate::sources::CellRef;
use crate::text::calendar::{Date, Month};
use crate::text::fold;

/// The result of finding a form's month.
#[derive(Debug)]
pub(super) struct FoundMonth {
    pub(super) month: Option<Month>,
    /// The month that the form itself names.
    pub(super) stated: Option<Month>,
    /// Every month of the plan that the form or its folder names.
    pub(super) months: Vec<Month>,
    /// S05 or S12.
    pub(super) refusal: Option<Finding>,
    /// S12: the cell is not readable, and the folder's month was taken.
    pub(super) note: Option<Finding>,
}

/// Returns the month of the form's 基準月, else of its folder. A filled-in cell that cannot be read is
/// reported.
pub(super) fn month_of(plan: &Plan, form: &RawForm, folder: Option<Month>) -> FoundMonth {
    let control = form.control(Control::Month);
    let written = control.and_then(|found| stated(plan, &found.cell, folder));
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
            Some(s05_no_month::outside(at, text, month, (plan.period_start, plan.period_end)))
        }
        (None, None) => Some(s05_no_month::unreadable(at, text)),
        _ => None,
    };
    let month = if refusal.is_some() { None } else { written.or(folder) };
    let note = folder
        .filter(|_| refusal.is_none() && written.is_none() && !fold::is_blank(text))
        .map(|folder| s12_month_and_folder::unreadable(at, text, folder));
    FoundMonth { month, stated: written, months, refusal, note }
}

/// Returns the month that a 基準月 cell names, ignoring what is struck through.
fn stated(plan: &Plan, cell: &Cell, folder: Option<Month>) -> Option<Month> {
    let text = cell.unstruck_text();
    // As a number, 2022.10 is shown as 2022.1, which would be read as January.
    let lost_digit = cell.kind == CellKind::Number && text.ends_with(".1");
    let covered = |month: &Month| plan.covers(*month);
    let read = || Month::stated(text, folder.map(Month::fiscal_year), |month| plan.covers(month));
    // A date that lost its number format is shown as its serial number.
    let serial = || {
        let days: i64 = fold::squash(text).parse().ok()?;
        Date::from_excel_serial(days, false)?.in_month().filter(covered)
    };
    (!lost_digit).then(|| read().or_else(serial)).flatten()
}

/// Returns S06 for a form of another month that lies in no month's folder.
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

#[cfg(test)]
mod tests {
    use crate::findings::Severity;
    use crate::form::field::Control;
    use crate::sample::forms::{
        AS_OF, Form, cell, codes_when, findings, form, month, plan, run, said_when, struck,
    };
    use workbook::CellKind;

    #[test]
    fn another_month_in_any_notation_is_refused() {
        for text in [
            "12月末",
            "2031年12月末（第3四半期）",
            "第3四半期",
            "2031年度12月末",
            "12/31",
            "31年12月末",
            "48213",
        ] {
            let said = said_when(|form| form.control(Control::Month, text));
            assert_eq!(said, ["S12 様式の基準月が2031年12月末です（今回は2032年3月末）"], "{text}");
        }
    }

    #[test]
    fn the_folder_s_month_in_any_notation_is_accepted() {
        for text in ["3月末", "第4四半期", "2031年度3月末現在", "2031年度末", "32年3月末（第4四半期）", "　"]
        {
            assert!(codes_when(|form| form.control(Control::Month, text)).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_unreadable_month_is_reported_and_the_folder_s_is_used() {
        for text in ["#REF!", "2031年12月未", "-", "12", "203", "99999", "2031年12月末→2032年3月末"]
        {
            let found = findings(|form| form.control(Control::Month, text));
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((found[0].kind.code, found[0].severity), ("S12", Severity::Check), "{text}");
            assert_eq!(
                found[0].message,
                format!(
                    "基準月の欄「{text}」は読み取れないため、今回（2032年3月末）の回答として取り扱いました"
                )
            );
        }
        let plan = plan();
        let told = form(&plan, "1-1-1", AS_OF).control(Control::Month, "前回どおり");
        assert!(run(&plan, vec![told]).accepted_months.months.contains_key(&month(AS_OF)));
    }

    #[test]
    fn a_struck_month_is_ignored_and_a_lost_digit_is_reported() {
        let mended =
            |form: Form| form.control_cell(Control::Month, struck("2031年12月末2032年3月末", "2032年3月末"));
        assert!(codes_when(mended).is_empty());
        let number = |form: Form| form.control_cell(Control::Month, cell("2032.1", CellKind::Number));
        assert_eq!(codes_when(number), ["S12"]);
    }
}
