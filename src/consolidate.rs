//! The pipeline as one function, and its result.

mod findings;
mod history;
mod month_choice;
mod reconciliation;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::accept::{self, Acceptance};
use crate::consolidate::history::Earlier;
use crate::evaluate::evaluate;
use crate::evaluate::model::Assessment;
use crate::evaluate::summary::MonthSummary;
use crate::findings::{Finding, Location, Role};
use crate::ids::ProjectId;
use crate::intake::wire::Returned;
use crate::plan::model::Plan;
use crate::resolve::{self, Resolved};
use crate::returns::accepted::{Accepted, AcceptedMonths};
use crate::returns::{Remark, Return, Returns};
use crate::review::confirmed_without_code;
use crate::sources::{FileId, Sources};
use crate::text::calendar::{FiscalYear, Month};

pub use history::Revised;
pub use month_choice::{MonthChoice, choose_month};
pub use reconciliation::{Balance, FileRecord, Reconciliation};

/// Consolidates what was returned, as seen from a month.
#[must_use]
pub fn consolidate(plan: &Plan, returned: Returned, as_of: Month) -> Consolidation {
    consolidate_resolved(plan, resolve::resolve(plan, returned), as_of)
}

/// Consolidates resolved returns, as seen from a month: accept, evaluate, review.
#[must_use]
pub fn consolidate_resolved(plan: &Plan, resolved: Resolved, as_of: Month) -> Consolidation {
    let Resolved { sources, files, records, mut returns, findings: of_forms } = resolved;
    let Acceptance { accepted_months, counting, findings: of_month } =
        accept::accept(plan, &sources, &mut returns, as_of);
    let returns = Returns::from(returns);
    let assessment = evaluate(plan, &accepted_months, as_of);
    let of_review = findings::of_review(plan, &returns, &counting, &assessment, &accepted_months, as_of);
    let Earlier { months: earlier, since_closed, findings: of_records } =
        history::earlier(plan, &records, &accepted_months, as_of);

    // Drops findings about the files of closed records: these are not returns, but define 前回.
    let records: BTreeSet<FileId> = records.iter().map(|record| record.file).collect();
    let is_record =
        |finding: &Finding| matches!(finding.location, Location::File(file) if records.contains(&file));
    let mut findings = resolve::findings_of_files(plan, &sources, &files, as_of);
    findings.retain(|finding| !is_record(finding));
    findings.extend(of_records);
    findings.extend(findings::of_forms(&files, &returns, of_forms, &accepted_months, as_of));
    findings.extend(of_month);
    findings.extend(of_review);
    let main = counting.values().filter_map(|counting| returns.get(counting.main));
    findings.extend(confirmed_without_code(main, &findings));
    findings::in_issued_words(&mut findings, plan);
    findings::sort(&mut findings, &sources);

    let own = returns.iter().filter(|ret| ret.belongs_to(as_of));
    let remarks = own.flat_map(resolve::remarks_of).collect();
    let files = files.into_iter().map(|file| reconciliation::record(&sources, file)).collect::<Vec<_>>();
    Consolidation {
        as_of,
        fiscal_year: as_of.fiscal_year(),
        previous: earlier.last().map(|summary| summary.month),
        reconciliation: reconciliation::reconcile(&files, &returns),
        sources,
        files,
        returns,
        remarks,
        findings,
        accepted_months,
        assessment,
        earlier,
        since_closed,
    }
}

/// The complete result of a run. Renderers only read it and make no decisions.
#[derive(Debug)]
pub struct Consolidation {
    /// The month.
    pub as_of: Month,
    /// Its fiscal year.
    pub fiscal_year: FiscalYear,
    /// 前回: the latest reported month before the run's that has a return or a closed record.
    pub previous: Option<Month>,
    /// Files and sheets by id.
    pub sources: Sources,
    /// Every file with its outcome.
    pub files: Vec<FileRecord>,
    /// Every form, resolved as far as possible, with its outcome and those of its values.
    pub returns: Returns,
    /// Texts outside the fields on this month's forms.
    pub remarks: Vec<Remark>,
    /// The findings of the month, sorted by path, sheet, row, column and code.
    pub findings: Vec<Finding>,
    /// The accepted entries of each month.
    pub accepted_months: AcceptedMonths,
    /// The judgments of the month.
    pub assessment: Assessment,
    /// The reported months before the run's month as the committee saw them, ascending; the last is 前回.
    pub earlier: Vec<MonthSummary>,
    /// The closed months up to this one, ascending, with their changes since (確定後の変更).
    pub since_closed: Vec<Revised>,
    /// The balances of files, forms and cells.
    pub reconciliation: Reconciliation,
}

impl Consolidation {
    /// Returns 前回 as it was closed, otherwise as computed today.
    #[must_use]
    pub fn before(&self) -> Option<&MonthSummary> {
        self.earlier.last().filter(|earlier| Some(earlier.month) == self.previous)
    }

    /// True if 前回 is in the same fiscal year, so that effects can be compared.
    #[must_use]
    pub fn same_year_as_before(&self) -> bool {
        self.previous.is_some_and(|month| month.fiscal_year() == self.fiscal_year)
    }

    /// Returns the return that a finding is about.
    #[must_use]
    pub fn return_of(&self, finding: &Finding) -> Option<&Return> {
        self.returns.find(finding.return_id.as_deref()?)
    }

    /// Returns the 変更申出 of the month, in the order of the findings. A request in words that gives the
    /// reason for a change in the same return belongs to that change, and is not listed by itself.
    #[must_use]
    pub fn requests(&self) -> Vec<&Finding> {
        let changes = self.findings.iter().filter(|finding| finding.kind.is_change());
        let with_change: BTreeSet<&str> =
            changes.filter_map(|finding| finding.return_id.as_deref()).collect();
        let gives_reason = |finding: &Finding| {
            let ret = finding.return_id.as_deref();
            finding.kind.role == Role::Wish && ret.is_some_and(|ret| with_change.contains(ret))
        };
        self.findings.iter().filter(|finding| finding.kind.is_request() && !gives_reason(finding)).collect()
    }

    /// Returns what was accepted for a project in the run's month, including carried values.
    #[must_use]
    pub fn accepted(&self, project: &ProjectId) -> Option<&Accepted> {
        self.accepted_months.months.get(&self.as_of)?.projects.get(project)
    }

    /// Returns the return that counts for a project in the run's month.
    #[must_use]
    pub fn counting(&self, project: &ProjectId) -> Option<&Return> {
        self.returns.find(self.accepted(project)?.return_id.as_deref()?)
    }

    /// Returns the departments that have not answered in the run's month, if several are asked about the
    /// project.
    #[must_use]
    pub fn unanswered(&self, project: &ProjectId) -> Option<&BTreeSet<String>> {
        self.accepted_months.months.get(&self.as_of)?.unanswered.get(project)
    }

    /// Returns the total number of 確定後の変更.
    #[must_use]
    pub fn revised(&self) -> usize {
        self.since_closed.iter().map(|revised| revised.changes.len()).sum()
    }
}
