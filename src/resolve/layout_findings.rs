//! Turns the issues of shape that the reader found in a form into findings: S08 to S11 and S15.

use std::collections::BTreeMap;

use workbook::Pos;

use crate::findings::Finding;
use crate::findings::form::{s08_shifted, s09_outside_text, s10_labels, s11_hidden, s15_too_long};
use crate::form::field::Field;
use crate::form::raw::{Elsewhere, RawForm, RawRemark, ShapeIssue};
use crate::ids::IndicatorId;
use crate::plan::model::{Plan, Project};
use crate::sources::{CellRef, SheetId};
use crate::text::fold;

/// Returns S10 for labels without which a form cannot be read safely.
pub(super) fn refusals(form: &RawForm) -> Vec<Finding> {
    let mut missing = Vec::new();
    let mut findings = Vec::new();
    let mut conflicting = Vec::new();
    let mut duplicates: Vec<(&str, Vec<CellRef>)> = Vec::new();
    for issue in &form.shape_issues {
        match issue {
            ShapeIssue::Missing { label, expected } => missing.push((label.as_str(), expected.as_str())),
            ShapeIssue::Doubled { label, cells } => {
                duplicates.push((label.as_str(), cells.iter().map(|pos| at(form, *pos)).collect()));
            }
            ShapeIssue::Contested { what, cells } => conflicting
                .push((what.as_str(), cells.iter().map(|pos| at(form, *pos)).collect::<Vec<CellRef>>())),
            ShapeIssue::Shifted { .. }
            | ShapeIssue::Lost { .. }
            | ShapeIssue::Marked { .. }
            | ShapeIssue::Repeated { .. }
            | ShapeIssue::Misspelt { .. }
            | ShapeIssue::Invisible { .. }
            | ShapeIssue::Overlaid { .. }
            | ShapeIssue::MayBeStruck { .. }
            | ShapeIssue::TooLong { .. }
            | ShapeIssue::Hidden { .. } => {}
        }
    }
    findings.extend(s10_labels::duplicate_labels(&duplicates));
    findings.extend(s10_labels::conflicting_values(&conflicting));
    if !missing.is_empty() {
        // One finding for all of them: a form without a block lacks many labels.
        findings.insert(0, s10_labels::missing(at(form, form.anchor), &missing));
    }
    findings
}

/// Returns S08 to S11 and S15 for a form that is not refused.
pub(super) fn notes(
    plan: &Plan,
    project: Option<&Project>,
    form: &RawForm,
    matched: &[IndicatorId],
) -> Vec<Finding> {
    let mut shifted = Vec::new();
    let mut lost = Vec::new();
    let mut repeated = Vec::new();
    let mut hidden = Vec::new();
    let mut misspelt = Vec::new();
    let mut seen = Vec::new();
    let cells_of = |cells: &[Pos]| cells.iter().map(|pos| at(form, *pos)).collect::<Vec<CellRef>>();
    let mut long = Vec::new();
    for issue in &form.shape_issues {
        match issue {
            ShapeIssue::Shifted { what, pos } => shifted.push((what.as_str(), at(form, *pos))),
            ShapeIssue::Hidden { pos } => hidden.push(pos.map(|pos| at(form, pos))),
            ShapeIssue::Invisible { cells } => seen.extend(s11_hidden::invisible(&cells_of(cells))),
            ShapeIssue::Overlaid { drawing, cells } => {
                seen.extend(s09_outside_text::overlaid(*drawing, &cells_of(cells)));
            }
            ShapeIssue::MayBeStruck { cells } => {
                seen.extend(s09_outside_text::may_be_struck(&cells_of(cells)))
            }
            ShapeIssue::Misspelt { written, label, pos } => {
                misspelt.push((written.as_str(), label.as_str(), at(form, *pos)));
            }
            ShapeIssue::TooLong { pos, length, kept } => {
                long.push(s15_too_long::finding(at(form, *pos), *length, *kept));
            }
            ShapeIssue::Lost { label } => lost.push(format!("「{label}」の見出し")),
            ShapeIssue::Repeated { label, cells } => {
                let cells: Vec<CellRef> = cells.iter().map(|pos| at(form, *pos)).collect();
                repeated.push(s10_labels::repeated(at(form, form.anchor), label, &cells));
            }
            ShapeIssue::Missing { .. }
            | ShapeIssue::Doubled { .. }
            | ShapeIssue::Contested { .. }
            | ShapeIssue::Marked { .. } => {}
        }
    }
    if form.is_current_layout() {
        lost.extend(lost_of_plan(plan, project, form, matched));
    }
    [
        s08_shifted::finding(at(form, form.anchor), &shifted, &lost),
        s10_labels::misspelt(&misspelt),
        s11_hidden::finding(form.sheet, &hidden),
    ]
    .into_iter()
    .flatten()
    .chain(repeated)
    .chain(seen)
    .chain(long)
    .collect()
}

/// Returns S09 for texts on the form's sheet outside its fields.
pub(super) fn outside_text(form: &RawForm) -> Option<Finding> {
    let own = form.remarks.iter().filter(|remark| remark.elsewhere.is_none());
    let texts: Vec<(&str, CellRef)> =
        own.map(|remark| (remark.text.as_str(), at(form, remark.pos.unwrap_or(form.anchor)))).collect();
    s09_outside_text::finding(&texts)
}

/// Returns S09 for texts on sheets of the book without a form, once for each sheet.
pub(super) fn elsewhere(form: &RawForm) -> Vec<Finding> {
    let mut sheets: BTreeMap<SheetId, Vec<(&RawRemark, &Elsewhere)>> = BTreeMap::new();
    for remark in &form.remarks {
        if let Some(elsewhere) = &remark.elsewhere {
            sheets.entry(elsewhere.sheet).or_default().push((remark, elsewhere));
        }
    }
    let finding = |(sheet, remarks): (SheetId, Vec<(&RawRemark, &Elsewhere)>)| {
        let count = remarks.iter().map(|(_, elsewhere)| elsewhere.cells).fold(0, u32::saturating_add);
        let name = remarks.first().map_or("", |(_, elsewhere)| elsewhere.name.as_str());
        let texts: Vec<&str> = remarks.iter().map(|(remark, _)| remark.text.as_str()).collect();
        let pos = remarks.iter().find_map(|(remark, _)| remark.pos);
        s09_outside_text::elsewhere(sheet, pos, name, count, &texts)
    };
    sheets.into_iter().map(finding).collect()
}

/// Describes in Japanese the years and names of indicators that an issued form shows and this one lacks.
fn lost_of_plan(
    plan: &Plan,
    project: Option<&Project>,
    form: &RawForm,
    matched: &[IndicatorId],
) -> Vec<String> {
    let mut lost = Vec::new();
    let Some(project) = project.filter(|_| !form.indicators.is_empty()) else { return lost };
    for year in &plan.fiscal_years {
        let lacking: Vec<String> = matched
            .iter()
            .zip(&form.indicators)
            .filter(|(_, raw)| !raw.years.contains(year))
            .map(|(id, _)| id.to_string())
            .collect();
        let whose = if lacking.len() == matched.len() {
            String::new()
        } else {
            format!("指標{}の", lacking.join("、"))
        };
        if !lacking.is_empty() {
            lost.push(format!("{whose}「{}」の列", year.label()));
        }
    }
    for (index, id) in matched.iter().enumerate() {
        let Some(indicator) = project.indicator(id).filter(|indicator| !fold::is_blank(&indicator.name))
        else {
            continue;
        };
        let named = form
            .values
            .iter()
            .any(|value| value.field == Field::IndicatorName && value.indicator == Some(index));
        if !named {
            lost.push(format!("指標{}の名称", indicator.id));
        }
    }
    lost
}

fn at(form: &RawForm, pos: Pos) -> CellRef {
    CellRef { sheet: form.sheet, pos }
}

#[cfg(test)]
mod tests {
    use crate::form::field::{Control, Field};
    use crate::form::layout;
    use crate::ids::IndicatorId;
    use crate::resolve::layout_findings::lost_of_plan;
    use crate::sample::forms::{AS_OF, Form, form, plan};
    use crate::text::calendar::FiscalYear;

    /// Returns what a form in the current layout lacks of the plan.
    fn lost(change: impl Fn(Form) -> Form) -> Vec<String> {
        let plan = plan();
        let form = change(form(&plan, "1-1-1", AS_OF).control(Control::Layout, layout::VERSION));
        let matched = ["①", "②"].map(IndicatorId::new);
        lost_of_plan(&plan, plan.projects.first(), &form.raw, &matched)
    }

    #[test]
    fn a_form_as_issued_lacks_nothing() {
        assert_eq!(lost(|form| form), Vec::<String>::new());
    }

    #[test]
    fn a_year_that_all_indicators_lack_is_named_without_them() {
        assert_eq!(lost(|form| form.without_year(2033)), ["「2033年度」の列"]);
    }

    #[test]
    fn a_year_or_a_name_that_one_indicator_lacks_is_named_with_it() {
        let year = FiscalYear::new(2030);
        let without = lost(|mut form| {
            form.raw.indicators[1].years.retain(|own| *own != year);
            form.raw.values.retain(|value| value.field != Field::IndicatorName || value.indicator != Some(0));
            form
        });
        assert_eq!(without, ["指標②の「2030年度」の列", "指標①の名称"]);
    }

    #[test]
    fn a_form_without_a_schedule_lacks_nothing() {
        let bare = lost(|mut form| {
            form.raw.indicators.clear();
            form
        });
        assert_eq!(bare, Vec::<String>::new());
    }
}
