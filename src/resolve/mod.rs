//! Turns forms into returns: finds the project, month and sender of each form and reads its figures.
//!
//! Raises the S findings of forms and the F findings of files. A form that cannot be resolved, or is a copy
//! of another one, is refused here and counts for nothing.

mod copies;
mod departments;
mod due_columns;
mod entered_on;
mod figures;
mod files;
mod identity;
mod indicators;
mod issue_number;
mod layout_findings;
mod month;
mod nearest;
mod other_department_notes;
mod sender;
mod typed_over;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::{Finding, Location};
use crate::form::field::{Control, Field};
use crate::form::raw::RawForm;
use crate::intake::wire::{ClosedRecord, Returned, ReturnedFile};
use crate::plan::model::Plan;
use crate::resolve::indicators::Matched;
use crate::resolve::other_department_notes::OtherDepartmentNotes;
use crate::returns::{FormOutcome, Remark, Return};
use crate::sources::{CellRef, FileId, Sources};
use crate::text::calendar::Month;

pub use files::{findings_of_files, outcome_of_file};
pub use month::misplaced;

/// The returned files with their resolved forms: the input of every month's consolidation.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// Files and sheets by id.
    pub sources: Sources,
    /// Every file, in path order.
    pub files: Vec<ReturnedFile>,
    /// The records of closed months, in path order.
    pub records: Vec<ClosedRecord>,
    /// Every form, in the order of files and sheets.
    pub returns: Vec<Return>,
    /// The findings about the forms of all months. Each names its return.
    pub findings: Vec<Finding>,
}

/// Resolves every form. The result does not depend on the order of the forms.
#[must_use]
pub fn resolve(plan: &Plan, returned: Returned) -> Resolved {
    let Returned { sources, files, mut forms, records } = returned;
    forms.sort_by_key(|form| (form.sheet, form.anchor));
    let folders: BTreeMap<FileId, Option<Month>> =
        files.iter().map(|file| (file.id, file.folder_month)).collect();
    let (mut returns, mut findings) = (Vec::new(), Vec::new());
    let notes = OtherDepartmentNotes::new(plan);
    for mut form in forms {
        notes.remove_from(&mut form);
        let folder = folders.get(&sources.file_of(form.sheet)).copied().flatten();
        let (ret, found) = resolve_form(plan, &sources, folder, form);
        returns.push(ret);
        findings.extend(found);
    }
    let mut resolved = Resolved { sources, files, records, returns, findings };
    copies::set_aside(plan, &mut resolved.returns, &mut resolved.findings);
    typed_over::record(plan, &mut resolved.returns);
    let outside = resolved.returns.iter().filter(|ret| !ret.refused).filter_map(outside_text);
    resolved.findings.extend(outside);
    merge_cover_findings(&mut resolved);
    resolved
}

/// Returns S09 for the texts on a return's sheet outside its fields.
fn outside_text(ret: &Return) -> Option<Finding> {
    let finding = layout_findings::outside_text(&ret.raw)?;
    Some(Finding {
        return_id: Some(ret.id.clone()),
        project: ret.project.clone(),
        department: ret.department.clone(),
        ..finding
    })
}

/// Keeps the first of the findings with one code that a book's forms of one month have about a cell of
/// another sheet, such as the cover.
fn merge_cover_findings(resolved: &mut Resolved) {
    let of_return: BTreeMap<&str, &Return> =
        resolved.returns.iter().map(|ret| (ret.id.as_str(), ret)).collect();
    let mut told = BTreeSet::new();
    resolved.findings.retain(|finding| {
        let ret = finding.return_id.as_deref().and_then(|id| of_return.get(id));
        match (finding.location, ret) {
            (Location::Cell(cell), Some(ret)) if cell.sheet != ret.sheet => {
                told.insert((cell, finding.kind.code, ret.month))
            }
            _ => true,
        }
    });
}

/// Returns the texts outside the fields of a return.
#[must_use]
pub fn remarks_of(ret: &Return) -> Vec<Remark> {
    let remark = |raw: &crate::form::raw::RawRemark| {
        let sheet = raw.elsewhere.as_ref().map_or(ret.sheet, |elsewhere| elsewhere.sheet);
        Remark {
            return_id: ret.id.clone(),
            // A text on another sheet of the book belongs to none of its projects.
            project: ret.project.clone().filter(|_| raw.elsewhere.is_none()),
            kind: raw.kind,
            text: raw.text.clone(),
            sheet,
            at: raw.pos.map(|pos| CellRef { sheet, pos }),
        }
    };
    ret.raw.remarks.iter().map(remark).collect()
}

fn resolve_form(
    plan: &Plan,
    sources: &Sources,
    folder: Option<Month>,
    form: RawForm,
) -> (Return, Vec<Finding>) {
    let anchor = CellRef { sheet: form.sheet, pos: form.anchor };
    let id = format!("{}#{}!{}", sources.path_of(form.sheet), form.sheet_name, form.anchor.a1());
    let identity = identity::identify(plan, &form);
    let found_month = month::month_of(plan, &form, folder);
    let sender = sender::sender_of(plan, &form, identity.project.as_ref());
    let (issue_number, unread_number) = issue_number::issue_number(&form);
    let entered_on = entered_on::entered_on(&form, found_month.month);
    let broken = layout_findings::refusals(&form);

    // The blocks of a form belong to the project whose name it has.
    let named = identity.named.clone().or_else(|| identity.project.clone());
    let project = named.as_ref().and_then(|id| plan.project(id));
    let Matched { ids: indicators, refusals: of_blocks, notes: matching } =
        indicators::match_indicators(project, &form);
    let mut refusals = broken;
    refusals.extend(of_blocks);
    // An unknown project is reported only if the form has a label for its number or name.
    let nameless = form.value(Field::Id).is_none() && form.value(Field::Name).is_none();
    if refusals.is_empty() || !nameless {
        refusals.extend(identity.refusal);
    }
    refusals.extend(found_month.refusal);
    if refusals.is_empty() {
        refusals.extend(
            project
                .zip(found_month.month)
                .and_then(|(project, month)| due_columns::refusal(project, month, &form, &indicators)),
        );
    }
    let refused = !refusals.is_empty();

    let version = form.control(Control::PlanVersion).map(|found| found.cell.text.clone());
    let mut findings = refusals;
    // S11 reports the hidden sheet of a form only if the form is not refused.
    if form.is_on_hidden_sheet() {
        findings.iter_mut().for_each(|finding| finding.message.push_str("（非表示のシートにあります）"));
    }
    // A refused form gets only its refusals; the other findings wait until it is sent again.
    if !refused {
        findings.extend(identity.note);
        findings.extend(found_month.note);
        findings.extend(unread_number);
        findings.extend(entered_on.note);
        findings.extend(sender.note);
        findings.extend(matching);
        findings.extend(layout_findings::notes(plan, project, &form, &indicators));
    }
    // Texts on sheets without a form are reported even if the form they are assigned to is refused.
    findings.extend(layout_findings::elsewhere(&form));
    let ret = Return {
        file: sources.file_of(form.sheet),
        sheet: form.sheet,
        anchor,
        department: sender.department,
        unlisted_sender: sender.unlisted_sender,
        month: found_month.month,
        months: found_month.months,
        stated_month: found_month.stated,
        issue_number,
        plan_version: version,
        entered_on: entered_on.date,
        values: values::values(plan, named.as_ref(), found_month.month, &indicators, &form),
        indicators,
        project: identity.project,
        other_project: identity.named,
        refused,
        is_copy: false,
        typed_over: Vec::new(),
        outcome: if refused { FormOutcome::Refused } else { FormOutcome::Adopted },
        rank: None,
        raw: RawForm { values: Vec::new(), ..form },
        id,
    };
    for finding in &mut findings {
        finding.return_id = Some(ret.id.clone());
        // A finding on another sheet of the book belongs to none of its projects.
        let own = finding.location.sheet().is_none_or(|sheet| sheet == ret.sheet);
        finding.project = finding.project.take().or_else(|| ret.project.clone().filter(|_| own));
        finding.department = finding.department.take().or_else(|| ret.department.clone());
    }
    (ret, findings)
}
