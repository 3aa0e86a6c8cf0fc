//! Decides which entries of a project's answers are accepted or withheld, and from which department's return
//! each counts.

use std::collections::{BTreeMap, BTreeSet};

use workbook::Cell;

use crate::accept::answers::Answer;
use crate::accept::changes::Changes;
use crate::accept::confirmation::{confirmed_codes, is_confirmed};
use crate::accept::context::{Counting, MonthContext, MonthOutcome, Verdict};
use crate::accept::repeated::merge_repeated;
use crate::checks;
use crate::checks::entries::entries;
use crate::checks::entry::Entry;
use crate::checks::likely_correction::likely_correction;
use crate::checks::month_view::{FilledIn, is_from_department_of};
use crate::findings::{Finding, Kind, Role, Severity, confirmed};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::model::Project;
use crate::returns::accepted::{
    self, Accepted, AcceptedEntry, AcceptedMonths, UnreadProgress, WithheldEntry,
};
use crate::returns::{CellOutcome, EntryKey, FormOutcome, Value};
use crate::text::calendar::Month;
use crate::text::fold;

/// Accepts the answers of a project's departments; the first of `answers` is the one that counts for the
/// project. Returns the entries that a department filled in and the responsible one left blank.
pub(super) fn accept_project<'a>(
    cx: &MonthContext<'a>,
    project: &'a Project,
    answers: Vec<Answer<'a>>,
    outcome_of_month: &mut MonthOutcome,
) -> Vec<FilledIn<'a>> {
    let Some(main) = answers.first() else { return Vec::new() };
    let mut accepting = Accepting::new(cx, project, &answers, main);
    for entry in entries(cx.plan, project, cx.month, main.ret, cx.earlier) {
        accepting.entry(&entry);
    }
    let Accepting { accepted, refused, counting, told, filled_in, .. } = accepting;
    for told in told.into_values() {
        outcome_of_month.findings.extend(merge_repeated(told));
    }
    let disputed = answers.iter().any(|answer| !answer.disputed.is_empty());
    if disputed || !refused.is_empty() {
        outcome_of_month.state.to_correct.insert(project.id.clone());
    }
    outcome_of_month.state.projects.insert(project.id.clone(), accepted);
    outcome_of_month.counting.insert(project.id.clone(), counting);
    let nothing = BTreeSet::new();
    for answer in answers {
        let verdict = verdict(cx, &answer, refused.get(&answer.at).unwrap_or(&nothing));
        outcome_of_month.verdicts.insert(answer.at, verdict);
        outcome_of_month.findings.extend(answer.disputed.into_values());
    }
    filled_in.into_values().collect()
}

/// The state of accepting one project's entries.
struct Accepting<'a, 'b> {
    cx: &'b MonthContext<'a>,
    project: &'a Project,
    answers: &'b [Answer<'a>],
    main: &'b Answer<'a>,
    accepted: Accepted,
    counting: Counting,
    /// The withheld or missing keys, by index of the return.
    refused: BTreeMap<usize, BTreeSet<EntryKey>>,
    /// The findings with the names of their entries, by index of the return.
    told: BTreeMap<usize, Vec<(String, Finding)>>,
    /// Entries left blank by the responsible department and filled in by another, by index of the return and
    /// the responsible department.
    filled_in: BTreeMap<(usize, String), FilledIn<'a>>,
}

impl<'a, 'b> Accepting<'a, 'b> {
    fn new(
        cx: &'b MonthContext<'a>,
        project: &'a Project,
        answers: &'b [Answer<'a>],
        main: &'b Answer<'a>,
    ) -> Self {
        let mut confirmed: Vec<String> = Vec::new();
        for code in answers
            .iter()
            .filter(|answer| is_from_department_of(project, answer.ret))
            .flat_map(|answer| confirmed_codes(answer.ret))
        {
            if !confirmed.contains(&code) {
                confirmed.push(code);
            }
        }
        Self {
            cx,
            project,
            answers,
            main,
            accepted: Accepted {
                return_id: Some(main.ret.id.clone()),
                issue_number: main.ret.issue_number,
                returned_in: Some(cx.month),
                confirmed,
                ..Accepted::default()
            },
            counting: Counting { main: main.at, others: BTreeMap::new() },
            refused: BTreeMap::new(),
            told: BTreeMap::new(),
            filled_in: BTreeMap::new(),
        }
    }

    /// Accepts or withholds an entry, taken from the return from which it counts.
    fn entry(&mut self, entry: &Entry<'a>) {
        let key = entry.key();
        let (responsible, waits) = self.responsible(entry);
        let own = entry.in_return(responsible.ret);
        if waits && own.value.is_none() {
            // The responsible department has not answered yet, so its last accepted entry counts.
            self.keep_last(&key);
            return;
        }
        let (answer, entry) = self.filled_in(responsible, own);
        if answer.at != self.main.at {
            self.counting.others.insert(key.clone(), answer.at);
        }
        // Disputed entries (C03) are not checked, because it is unclear which one is meant.
        let silent = answer.disputed.contains_key(&key) || !is_asked(&entry);
        let findings = if silent { Vec::new() } else { judged(&entry) };
        let errors: Vec<&'static Kind> = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .chain(answer.disputed.get(&key))
            .map(|finding| finding.kind)
            .collect();
        if errors.is_empty() {
            if let Some(accepted) = accepted_entry(&entry, &findings) {
                self.accepted.entries.insert(key, accepted);
            }
        } else {
            self.withhold(&entry, answer.at, &errors);
        }
        let once_corrected = if errors.is_empty() { Vec::new() } else { once_corrected(&entry, &findings) };
        let told = self.told.entry(answer.at).or_default();
        told.extend(findings.into_iter().chain(once_corrected).map(|finding| (entry.label(), finding)));
    }

    /// Returns the answer of the department responsible for an entry, and true if that department has yet to
    /// answer.
    fn responsible(&self, entry: &Entry<'a>) -> (&'b Answer<'a>, bool) {
        let Some(department) = entry.indicator.and_then(|indicator| indicator.department.as_deref()) else {
            return (self.main, false);
        };
        let own = self.answers.iter().find(|answer| answer.ret.department.as_deref() == Some(department));
        (own.unwrap_or(self.main), own.is_none())
    }

    /// Returns the answer from which an entry counts: the responsible department's, or if that is blank, the
    /// answer of another department of the project that filled it in.
    fn filled_in(&mut self, responsible: &'b Answer<'a>, entry: Entry<'a>) -> (&'b Answer<'a>, Entry<'a>) {
        let key = entry.key();
        if entry.value.is_some() || responsible.disputed.contains_key(&key) || key.field.is_about_return() {
            return (responsible, entry);
        }
        let others = self.answers.iter().filter(|answer| answer.at != responsible.at);
        let mut others = others.filter(|answer| is_from_department_of(self.project, answer.ret));
        let found = others.find_map(|answer| {
            let other = entry.in_return(answer.ret);
            (other.value.is_some() && !answer.disputed.contains_key(&key)).then_some((answer, other))
        });
        let Some((answer, other)) = found else { return (responsible, entry) };
        let department = responsible.ret.department.clone().unwrap_or_default();
        let filled = self.filled_in.entry((answer.at, department.clone())).or_insert_with(|| FilledIn {
            ret: answer.ret,
            responsible: department,
            entries: Vec::new(),
        });
        filled.entries.push((other.label(), other.cell()));
        (answer, other)
    }

    /// Withholds an entry; the last accepted one of the fiscal year counts instead. A blank entry is missing,
    /// not withheld.
    fn withhold(&mut self, entry: &Entry<'a>, at: usize, errors: &[&'static Kind]) {
        let key = entry.key();
        self.refused.entry(at).or_default().insert(key.clone());
        if entry.field == Field::Progress {
            // This month has a return of its own, so an earlier month's choice is not carried over.
            let last = last_accepted(self.cx.earlier, &self.project.id, self.cx.month, &key);
            let last = last.map(|last| (last.month, last.text.clone()));
            self.accepted.unread_progress = Some(UnreadProgress { withheld: entry.value.is_some(), last });
        } else {
            self.keep_last(&key);
        }
        let missing = errors.iter().all(|kind| kind.role == Role::Missing);
        if let Some(value) = entry.value.filter(|_| !missing) {
            let codes = errors.iter().map(|kind| kind.code).collect();
            let withheld = WithheldEntry {
                text: value.cell.text.clone(),
                at: entry.cell(),
                codes,
                correction: likely_correction(entry),
            };
            self.accepted.withheld.insert(key, withheld);
        } else if let Some(known) = likely_correction(entry) {
            let withheld = WithheldEntry {
                text: String::new(),
                at: entry.cell(),
                codes: Vec::new(),
                correction: Some(known),
            };
            self.accepted.elsewhere.insert(key, withheld);
        }
    }

    fn keep_last(&mut self, key: &EntryKey) {
        if let Some(last) = last_accepted(self.cx.earlier, &self.project.id, self.cx.month, key) {
            self.accepted.entries.insert(key.clone(), last.clone());
        }
    }
}

/// Returns the outcome of an answer and its values; `refused` holds the withheld or missing keys.
fn verdict(cx: &MonthContext<'_>, answer: &Answer<'_>, refused: &BTreeSet<EntryKey>) -> Verdict {
    let withheld = |key: &EntryKey| refused.contains(key) || answer.disputed.contains_key(key);
    let values = answer.ret.values.iter().enumerate();
    let values: Vec<CellOutcome> = values
        .map(|(at, value)| outcome(value, at, cx.month, &answer.changes, withheld(&value.key)))
        .collect();
    let partly = values.contains(&CellOutcome::Withheld);
    let outcome = if partly { FormOutcome::Partly } else { FormOutcome::Adopted };
    Verdict { outcome, rank: 1, values }
}

/// True if the plan still asks for an entry. Entries for ended projects or indicators are kept unjudged.
fn is_asked(entry: &Entry<'_>) -> bool {
    let year = entry.year();
    !entry.indicator.map_or_else(|| entry.project.ended(year), |indicator| indicator.ended(year))
}

/// Returns the findings about an entry, adjusted for what the department has confirmed.
fn judged(entry: &Entry<'_>) -> Vec<Finding> {
    let key = entry.key();
    let after_confirmation = |finding: Finding| {
        let told = Some((&key, entry.value.map_or("", Value::as_shown)));
        let own = is_confirmed(entry.ret, entry.earlier, entry.returned_in(), finding.kind.code, told);
        confirmed::after_confirmation(finding, own)
    };
    checks::check_entry(entry).into_iter().filter_map(after_confirmation).collect()
}

/// Returns the further findings that a withheld entry will have once it is corrected, so that the department
/// gets all questions in one round. Empty if its correction cannot be guessed.
fn once_corrected(entry: &Entry<'_>, findings: &[Finding]) -> Vec<Finding> {
    let Some(correction) = likely_correction(entry) else { return Vec::new() };
    let corrected = Value {
        key: entry.key(),
        cell: Cell::text(&correction.text),
        text: correction.text.clone(),
        figure: correction.figure.clone(),
        cells: vec![entry.cell()],
        outcome: CellOutcome::Adopted,
    };
    let said = |finding: &Finding| findings.iter().any(|known| known.kind.code == finding.kind.code);
    let written = entry.value.map_or("", |value| value.cell.text.as_str());
    let how = accepted::once_corrected([(written, &correction)]);
    let later = judged(&entry.with_value(&corrected)).into_iter().filter(|finding| !said(finding));
    later.map(|finding| finding.once_corrected(&how)).collect()
}

fn accepted_entry(entry: &Entry<'_>, findings: &[Finding]) -> Option<AcceptedEntry> {
    let value = entry.value.filter(|value| !fold::is_blank(&value.text))?;
    Some(AcceptedEntry {
        text: value.as_shown().to_owned(),
        figure: value.figure.clone(),
        at: entry.cell(),
        month: entry.returned_in(),
        time: entry
            .said()
            .and_then(|said| said.time.as_ref())
            .filter(|_| findings.iter().any(|finding| finding.kind.role == Role::OtherTime))
            .map(|stated| stated.time),
        doubtful: findings.iter().any(|finding| finding.kind.role == Role::Doubt),
    })
}

/// Returns the last entry accepted in the fiscal year before a month.
fn last_accepted<'a>(
    earlier: &'a AcceptedMonths,
    project: &ProjectId,
    month: Month,
    key: &EntryKey,
) -> Option<&'a AcceptedEntry> {
    let year = month.fiscal_year();
    let (_, state) = earlier.months.range(year.first_month()..month).next_back()?;
    state.projects.get(project)?.entries.get(key)
}

/// Returns the outcome of one value of a newest return.
fn outcome(value: &Value, at: usize, month: Month, changes: &Changes, withheld: bool) -> CellOutcome {
    let EntryKey { field, indicator, year } = &value.key;
    let past = year.filter(|year| *field == Field::Actual && *year < month.fiscal_year());
    let asked_again = indicator.clone().zip(past).is_some_and(|key| changes.open.contains(&key));
    let plans = field.of_plan() || past.is_some() && !asked_again;
    if changes.values.contains(&at) {
        CellOutcome::ChangeRequest
    } else if plans {
        CellOutcome::Unchanged
    } else if withheld {
        CellOutcome::Withheld
    } else {
        CellOutcome::Adopted
    }
}
