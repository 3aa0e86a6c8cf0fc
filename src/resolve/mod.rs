//! Turns forms into returns: which project, month and department a form belongs to, and what its figures say.
//!
//! The findings that refuse a form or doubt where it belongs are raised here: S of forms, F of files.

mod block;
mod entered;
mod figures;
mod files;
mod identity;
mod indicators;
mod issue_number;
mod moment;
mod nearest;
mod notes;
mod sender;
mod shape;
mod values;

use std::collections::BTreeMap;

use crate::findings::{Finding, Location};
use crate::form::field::{Control, Field};
use crate::form::raw::RawForm;
use crate::intake::wire::{ClosedRecord, Returned, ReturnedFile};
use crate::plan::model::Plan;
use crate::resolve::indicators::Matched;
use crate::resolve::notes::Notes;
use crate::returns::{FormOutcome, Remark, Return};
use crate::sources::{CellRef, FileId, Sources};
use crate::text::calendar::Month;

pub use files::{findings_of_files, outcome_of_file};
pub use moment::misplaced;

/// What was returned, with its forms resolved: the input of every month's consolidation.
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
    /// What was found about the forms, of all months; each finding names its return.
    pub findings: Vec<Finding>,
}

/// Resolves every form. Nothing depends on the order in which the forms are given.
#[must_use]
pub fn resolve(plan: &Plan, returned: Returned) -> Resolved {
    let Returned { sources, files, mut forms, records } = returned;
    forms.sort_by_key(|form| (form.sheet, form.anchor));
    let folders: BTreeMap<FileId, Option<Month>> =
        files.iter().map(|file| (file.id, file.folder_month)).collect();
    let (mut returns, mut findings) = (Vec::new(), Vec::new());
    let notes = Notes::new(plan);
    for mut form in forms {
        notes.take_from(&mut form);
        let folder = folders.get(&sources.file_of(form.sheet)).copied().flatten();
        let (ret, found) = resolve_form(plan, &sources, folder, form);
        returns.push(ret);
        findings.extend(found);
    }
    Resolved { sources, files, records, returns, findings }
}

/// The text outside the fields of a return.
#[must_use]
pub fn remarks_of(ret: &Return) -> Vec<Remark> {
    let remark = |raw: &crate::form::raw::RawRemark| {
        let sheet = raw.elsewhere.as_ref().map_or(ret.sheet, |elsewhere| elsewhere.sheet);
        Remark {
            return_id: ret.id.clone(),
            // What stands on another sheet of the book is said of none of its projects in particular.
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
    let moment = moment::month_of(plan, &form, folder);
    let sender = sender::sender_of(plan, &form, identity.project.as_ref());
    let (issue_number, unread_number) = issue_number::issue_number(&form);
    let entered = entered::entered_on(&form, moment.month);
    let broken = shape::refusals(&form);

    // A form's blocks are those of the project whose name it bears.
    let named = identity.named.clone().or_else(|| identity.project.clone());
    let project = named.as_ref().and_then(|id| plan.project(id));
    let Matched { ids: indicators, refusals: doubled, notes: matching } =
        indicators::match_indicators(project, &form);
    let mut refusals = broken;
    refusals.extend(doubled);
    // Where the labels themselves are missing, an unknown project is only their consequence.
    let nameless = form.value(Field::Id).is_none() && form.value(Field::Name).is_none();
    if refusals.is_empty() || !nameless {
        refusals.extend(identity.refusal);
    }
    refusals.extend(moment.refusal);
    if refusals.is_empty() {
        refusals.extend(
            project
                .zip(moment.month)
                .and_then(|(project, month)| block::refusal(project, month, &form, &indicators)),
        );
    }
    let refused = !refusals.is_empty();

    let version = form.control(Control::PlanVersion).map(|found| found.cell.text.clone());
    let mut findings = refusals;
    // A refused form has one thing to be mended; what else is odd about it waits until it comes back.
    if !refused {
        findings.extend(identity.note);
        findings.extend(moment.note);
        findings.extend(unread_number);
        findings.extend(entered.note);
        findings.extend(sender.note);
        findings.extend(matching);
        findings.extend(shape::notes(plan, project, &form, &indicators));
    }
    // Sheets without a form speak of the whole book, whatever became of the form that they go with.
    findings.extend(shape::elsewhere(&form));
    let ret = Return {
        file: sources.file_of(form.sheet),
        sheet: form.sheet,
        anchor,
        department: sender.department,
        unknown_sender: sender.unknown,
        month: moment.month,
        months: moment.months,
        stated_month: moment.stated,
        issue_number,
        plan_version: version,
        entered_on: entered.date,
        values: values::values(plan, named.as_ref(), moment.month, &indicators, &form),
        indicators,
        project: identity.project,
        other_project: identity.named,
        refused,
        outcome: if refused { FormOutcome::Refused } else { FormOutcome::Adopted },
        rank: None,
        raw: form,
        id,
    };
    for finding in &mut findings {
        finding.return_id = Some(ret.id.clone());
        // What stands on another sheet of the book is said of none of its projects in particular.
        let own = match finding.location {
            Location::Cell(cell) => cell.sheet == ret.sheet,
            Location::Sheet(sheet) => sheet == ret.sheet,
            Location::Run | Location::File(_) | Location::Project => true,
        };
        finding.project = finding.project.take().or_else(|| ret.project.clone().filter(|_| own));
        finding.department = finding.department.take().or_else(|| ret.department.clone());
    }
    (ret, findings)
}
