//! The pipeline's result, and the pipeline itself as one function.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use workbook::Pos;

use crate::accept::{self, Acceptance};
use crate::closed;
use crate::evaluate::evaluate;
use crate::evaluate::history::{self, Change};
use crate::evaluate::model::Assessment;
use crate::evaluate::summary::MonthSummary;
use crate::findings::file::f01_unreadable;
use crate::findings::{Finding, Location, Role, confirmed};
use crate::form::raw::CellRole;
use crate::ids::ProjectId;
use crate::intake::wire::{ClosedRecord, Returned, ReturnedFile};
use crate::plan::model::Plan;
use crate::resolve::{self, Resolved};
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{CellOutcome, FileOutcome, FormOutcome, Remark, Return};
use crate::review::{Review, of_assessment};
use crate::sources::{CellRef, SheetId, Sources};
use crate::text::calendar::{FiscalYear, Month};

/// Consolidates what was returned, summary from a month: place, settle, evaluate, review.
#[must_use]
pub fn consolidate(plan: &Plan, returned: Returned, as_of: Month) -> Consolidation {
    let Returned { sources, files, forms, records } = returned;
    let Resolved { mut returns, findings: of_forms } = resolve::resolve(plan, &sources, &files, forms);
    let Acceptance { accepted_months, counting, findings: of_the_month } =
        accept::accept(plan, &sources, &mut returns, as_of);

    let Closed { months: closed, findings: of_records } = closed_months(plan, &records, as_of);
    let reported_months = reported_months(plan, &returns, &closed, as_of);
    let reckoned = |month: Month| MonthSummary::of(plan, &evaluate(plan, &accepted_months, month));
    let summary = |month: &Month| closed.get(month).cloned().unwrap_or_else(|| reckoned(*month));
    let earlier: Vec<MonthSummary> = reported_months.iter().map(summary).collect();
    let since_closed = closed.values().map(|summary| Revised {
        month: summary.month,
        version: summary.version.clone(),
        changes: history::since_closed(summary, &reckoned(summary.month)),
    });
    let since_closed = since_closed.collect();
    let assessment = evaluate(plan, &accepted_months, as_of);

    let is_record =
        |finding: &Finding| records.iter().any(|record| finding.location == Location::File(record.file));
    let mut findings = resolve::findings_of_files(plan, &sources, &files, as_of);
    // A record is not passed over: it is what 前回 means.
    findings.retain(|finding| !is_record(finding));
    findings.extend(of_records);
    findings.extend(findings_of_forms(&files, &returns, of_forms, &accepted_months, as_of));
    findings.extend(of_the_month);
    findings.extend(review(plan, &returns, &counting, &assessment, &accepted_months, as_of));
    sort(&mut findings, &sources);

    let own = |ret: &&Return| ret.belongs_to(as_of);
    let remarks = returns.iter().filter(own).flat_map(resolve::remarks_of).collect();
    let files = files.into_iter().map(|file| record(&sources, file)).collect::<Vec<_>>();
    Consolidation {
        as_of,
        fiscal_year: as_of.fiscal_year(),
        previous: reported_months.last().copied(),
        reconciliation: reconcile(&files, &returns),
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

/// The month of a run that was given none (formats.md §3.9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthChoice {
    /// The month.
    pub month: Month,
    /// What the officer should know about the choice, in Japanese.
    pub note: Option<String>,
}

/// Chooses the latest month that is reported on and has a return. `None` where there is none.
#[must_use]
pub fn choose_month(plan: &Plan, returned: &Returned) -> Option<MonthChoice> {
    let resolved = resolve::resolve(plan, &returned.sources, &returned.files, returned.forms.clone());
    let mut counts: BTreeMap<Month, usize> = BTreeMap::new();
    for month in resolved.returns.iter().filter(|ret| !ret.refused).filter_map(|ret| ret.month) {
        if plan.schedule.is_empty() || plan.schedule.iter().any(|report| report.month == month) {
            *counts.entry(month).or_default() += 1;
        }
    }
    let mut latest = counts.into_iter().rev();
    let (month, count) = latest.next()?;
    let note = latest.next().filter(|(_, before)| count * 10 < *before).map(|(other, before)| {
        format!(
            "{}の回答は{count}件で、{}の{before}件に比べて少数です。{}を集計するときは --as-of {other} と指定してください",
            month.japanese(),
            other.japanese(),
            other.japanese(),
        )
    });
    Some(MonthChoice { month, note })
}

/// Everything a run knows. Renderers read it and decide nothing.
#[derive(Debug)]
pub struct Consolidation {
    /// The month.
    pub as_of: Month,
    /// Its fiscal year.
    pub fiscal_year: FiscalYear,
    /// 前回: the latest earlier month of the reported_months that has a return.
    pub previous: Option<Month>,
    /// Files and sheets by id.
    pub sources: Sources,
    /// Every file with its outcome.
    pub files: Vec<FileRecord>,
    /// Every form, resolved as far as it can be, with its outcome and its values' outcomes.
    pub returns: Vec<Return>,
    /// Text outside the fields, of the forms of this month.
    pub remarks: Vec<Remark>,
    /// The findings of the month, sorted (formats.md §7).
    pub findings: Vec<Finding>,
    /// What counts in each month.
    pub accepted_months: AcceptedMonths,
    /// The judgments of the month.
    pub assessment: Assessment,
    /// The earlier months of the reported_months, ascending, as the committee saw them; the last is 前回.
    pub earlier: Vec<MonthSummary>,
    /// The closed months up to this one, ascending, with what has come of each since (確定後の変更).
    pub since_closed: Vec<Revised>,
    /// Files, forms and cells in = out.
    pub reconciliation: Reconciliation,
}

impl Consolidation {
    /// 前回: as it was closed, else as it is reckoned today.
    #[must_use]
    pub fn before(&self) -> Option<&MonthSummary> {
        self.previous.and_then(|month| self.earlier.iter().find(|earlier| earlier.month == month))
    }

    /// The return that a finding was made of.
    #[must_use]
    pub fn return_of(&self, finding: &Finding) -> Option<&Return> {
        let id = finding.return_id.as_ref()?;
        self.returns.iter().find(|ret| &ret.id == id)
    }

    /// The return that counts for a project in the run's month.
    #[must_use]
    pub fn counting(&self, project: &ProjectId) -> Option<&Return> {
        let accepted = self.accepted_months.months.get(&self.as_of)?.projects.get(project)?;
        let id = accepted.return_id.as_ref()?;
        self.returns.iter().find(|ret| &ret.id == id)
    }

    /// How many 確定後の変更 there are in all.
    #[must_use]
    pub fn revised(&self) -> usize {
        self.since_closed.iter().map(|revised| revised.changes.len()).sum()
    }
}

/// A closed month, and what differs from its record today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revised {
    /// The month.
    pub month: Month,
    /// The plan's 版 that the record was made with.
    pub version: String,
    /// What differs; empty where nothing does.
    pub changes: Vec<Change>,
}

/// A file with its outcome.
#[derive(Clone, Debug)]
pub struct FileRecord {
    /// The file as found.
    pub file: ReturnedFile,
    /// What became of it.
    pub outcome: FileOutcome,
    /// Why, in Japanese; empty where it was simply read.
    pub reason: String,
}

/// In = out, for files, forms and cells.
#[derive(Clone, Debug, Default)]
pub struct Reconciliation {
    /// Files under `input/`.
    pub files: Balance<FileOutcome>,
    /// Forms in them.
    pub forms: Balance<FormOutcome>,
    /// Non-empty cells of sheets that hold a form.
    pub cells: Balance<CellOutcome>,
}

impl Reconciliation {
    /// Whether all three close.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.files.closes() && self.forms.closes() && self.cells.closes()
    }
}

/// What went in, and where it went.
#[derive(Clone, Debug)]
pub struct Balance<T: Ord> {
    /// How many went in, counted before anything was decided.
    pub input: u64,
    /// How many came out, by outcome.
    pub output: BTreeMap<T, u64>,
}

impl<T: Ord> Default for Balance<T> {
    fn default() -> Self {
        Self { input: 0, output: BTreeMap::new() }
    }
}

impl<T: Ord> Balance<T> {
    /// Whether the outcomes add up to what went in.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.input == self.output.values().sum::<u64>()
    }
}

/// The records of closed months up to a month, and what is wrong with those that cannot be read.
struct Closed {
    months: BTreeMap<Month, MonthSummary>,
    findings: Vec<Finding>,
}

fn closed_months(plan: &Plan, records: &[ClosedRecord], as_of: Month) -> Closed {
    let mut found = Closed { months: BTreeMap::new(), findings: Vec::new() };
    for record in records.iter().filter(|record| record.month <= as_of) {
        let read = record.content.clone().and_then(|bytes| closed::read(plan, record.month, &bytes));
        match read {
            Ok(summary) => {
                found.months.insert(record.month, summary);
            }
            Err(reason) => found.findings.push(Finding {
                help: "確定したときの記録に戻すか、フォルダーから除いてください。それまでは計算し直した内容を前回とします"
                    .to_owned(),
                ..f01_unreadable::finding(record.file, &reason)
            }),
        }
    }
    found
}

/// The earlier months of the reported_months: rows of 報告予定, or every month where it has none, of which there is a return or a closed
/// record.
fn reported_months(
    plan: &Plan,
    returns: &[Return],
    closed: &BTreeMap<Month, MonthSummary>,
    as_of: Month,
) -> Vec<Month> {
    let returned = returns.iter().filter(|ret| !ret.refused).filter_map(|ret| ret.month);
    let mut months: Vec<Month> = returned
        .chain(closed.keys().copied())
        .filter(|month| *month < as_of)
        .filter(|month| plan.schedule.is_empty() || plan.schedule.iter().any(|row| row.month == *month))
        .collect();
    months.sort_unstable();
    months.dedup();
    months
}

/// The findings_of_forms's findings of a month: of its forms that are not replaced or doubled, and of forms that lie in no month's folder.
fn findings_of_forms(
    files: &[ReturnedFile],
    returns: &[Return],
    findings: Vec<Finding>,
    accepted_months: &AcceptedMonths,
    as_of: Month,
) -> Vec<Finding> {
    let speaks = |ret: &Return, finding: &Finding| match ret.outcome {
        FormOutcome::Duplicate | FormOutcome::OtherMonth => false,
        // Why it gave way is all that matters of it: a 提出回 that cannot be read may be the reason.
        FormOutcome::Superseded => finding.kind.role == Role::Replaced,
        // A return that was passed over has the one finding that says why.
        FormOutcome::Refused => ret.refused,
        FormOutcome::Adopted | FormOutcome::Partly => true,
    };
    let own = |ret: &&Return| ret.belongs_to(as_of);
    let by_id: BTreeMap<&str, &Return> =
        returns.iter().filter(own).map(|ret| (ret.id.as_str(), ret)).collect();
    let told = findings.into_iter().filter_map(|finding| {
        let ret = by_id.get(finding.return_id.as_deref()?)?;
        if !speaks(ret, &finding) {
            return None;
        }
        let own = accept::is_confirmed(ret, accepted_months, as_of, finding.kind.code, None);
        // Of a form of two projects settling has chosen one.
        let project = if ret.other_project.is_some() { ret.project.clone() } else { finding.project.clone() };
        confirmed::after_confirmation(Finding { project, ..finding }, own)
    });
    let folder =
        |ret: &Return| files.iter().find(|file| file.id == ret.file).and_then(|file| file.folder_month);
    let elsewhere = returns.iter().filter_map(|ret| resolve::misplaced(ret, folder(ret), as_of));
    told.chain(elsewhere).collect()
}

/// What the rules say after evaluation.
fn review(
    plan: &Plan,
    returns: &[Return],
    counting: &BTreeMap<ProjectId, usize>,
    assessment: &Assessment,
    accepted_months: &AcceptedMonths,
    as_of: Month,
) -> Vec<Finding> {
    let counting: BTreeMap<ProjectId, &Return> =
        counting.iter().filter_map(|(id, at)| Some((id.clone(), returns.get(*at)?))).collect();
    let review = Review { plan, month: as_of, counting, assessment, accepted_months };
    let findings = of_assessment(&review).into_iter();
    let told = findings.filter_map(|finding| {
        let ret = finding.project.as_ref().and_then(|id| review.counting.get(id));
        let own = ret.is_some_and(|ret| {
            let value =
                ret.values.iter().find(|value| value.at().map(Location::Cell) == Some(finding.location));
            let entry = value.map(|value| (&value.key, value.text.as_str()));
            accept::is_confirmed(ret, accepted_months, as_of, finding.kind.code, entry)
        });
        confirmed::after_confirmation(finding, own)
    });
    told.collect()
}

/// Sorts findings by path, sheet, row, column and code; what lacks one of them comes last (formats.md §7).
fn sort(findings: &mut [Finding], sources: &Sources) {
    findings.sort_by_cached_key(|finding| {
        let (path, sheet, pos) = match finding.location {
            Location::File(file) => (Some(sources.path(file)), None, None),
            Location::Sheet(sheet) => (Some(sources.path_of(sheet)), Some(sheet), None),
            Location::Cell(CellRef { sheet, pos }) => (Some(sources.path_of(sheet)), Some(sheet), Some(pos)),
            Location::Project | Location::Run => (None, None, None),
        };
        let last = |path: Option<&str>| (path.is_none(), path.unwrap_or_default().as_bytes().to_vec());
        let sheet = (sheet.is_none(), sheet.unwrap_or(SheetId(0)));
        let pos = (pos.is_none(), pos.unwrap_or(Pos::new(0, 0)));
        let rest = (finding.project.clone(), finding.indicator.clone(), finding.message.clone());
        (last(path), sheet, pos, finding.kind.code, rest)
    });
}

fn record(sources: &Sources, file: ReturnedFile) -> FileRecord {
    let (outcome, reason) = resolve::outcome_of_file(sources, &file);
    FileRecord { file, outcome, reason }
}

/// Counts what went in and what became of it.
fn reconcile(files: &[FileRecord], returns: &[Return]) -> Reconciliation {
    let mut found = Reconciliation::default();
    for record in files {
        found.files.input += 1;
        *found.files.output.entry(record.outcome).or_default() += 1;
        found.forms.input += u64::try_from(record.file.forms).unwrap_or(u64::MAX);
        found.cells.input += record.file.cells;
    }
    for ret in returns {
        *found.forms.output.entry(ret.outcome).or_default() += 1;
        for outcome in cell_outcomes(ret) {
            *found.cells.output.entry(outcome).or_default() += 1;
        }
    }
    found
}

/// What became of each non-empty cell of a form's part of its sheet.
fn cell_outcomes(ret: &Return) -> Vec<CellOutcome> {
    let mut of_values: BTreeMap<CellRef, CellOutcome> = BTreeMap::new();
    for value in &ret.values {
        for cell in &value.cells {
            let outcome = of_values.entry(*cell).or_insert(value.outcome);
            // A cell over several years is told by the year that matters most.
            if weight(value.outcome) > weight(*outcome) {
                *outcome = value.outcome;
            }
        }
    }
    let of_cell = |(pos, role): &(Pos, CellRole)| match role {
        CellRole::Heading => CellOutcome::Heading,
        CellRole::Outside => CellOutcome::Outside,
        CellRole::Value(place) => of_values
            .get(&CellRef { sheet: ret.sheet, pos: *pos })
            .copied()
            .or_else(|| ret.values.get(*place).map(|value| value.outcome))
            .unwrap_or(CellOutcome::Outside),
    };
    ret.raw.cells.iter().map(of_cell).collect()
}

fn weight(outcome: CellOutcome) -> u8 {
    match outcome {
        CellOutcome::Withheld => 3,
        CellOutcome::Adopted => 2,
        CellOutcome::ChangeRequest => 1,
        _ => 0,
    }
}
