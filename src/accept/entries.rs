//! The entries of a project's answers: what of them is accepted, what is withheld, and from which department's return each counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::accept::answers::Answer;
use crate::accept::changes::Changes;
use crate::accept::confirmation::{confirmed_codes, is_confirmed};
use crate::accept::context::{Counting, MonthContext, MonthOutcome, Verdict};
use crate::accept::repeated::merge_repeated;
use crate::checks;
use crate::checks::entry::{Entry, entries};
use crate::checks::month_view::FilledIn;
use crate::findings::{Finding, Kind, Role, Severity, confirmed};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::model::Project;
use crate::returns::accepted::{Accepted, AcceptedEntry, AcceptedMonths, UnreadProgress, WithheldEntry};
use crate::returns::{CellOutcome, EntryKey, FormOutcome, Value};
use crate::text::calendar::Month;
use crate::text::fold;

/// Accepts what a project's departments answered; `answers` begin with the one that counts for the project. Returns what departments
/// filled in that the responsible one left blank.
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

/// A project whose entries are being accepted.
struct Accepting<'a, 'b> {
    cx: &'b MonthContext<'a>,
    project: &'a Project,
    answers: &'b [Answer<'a>],
    main: &'b Answer<'a>,
    accepted: Accepted,
    counting: Counting,
    /// The keys that are withheld or missing, by the index of the return.
    refused: BTreeMap<usize, BTreeSet<EntryKey>>,
    /// What the rules say, with what each entry is called, by the index of the return.
    told: BTreeMap<usize, Vec<(String, Finding)>>,
    /// What departments filled in that the responsible one left blank, by the index of the return and the responsible department.
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
            .filter(|answer| shares(project, answer))
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

    /// Accepts or withholds an entry, of the return from which it counts.
    fn entry(&mut self, entry: &Entry<'a>) {
        let key = entry.key();
        let (responsible, waits) = self.responsible(entry);
        let own = entry.in_return(responsible.ret);
        if waits && own.value.is_none() {
            // The department whose indicator it is has not answered yet: what it said last stands.
            self.keep_last(&key);
            return;
        }
        let (answer, entry) = self.filled_in(responsible, own);
        if answer.at != self.main.at {
            self.counting.others.insert(key.clone(), answer.at);
        }
        // Of two answers neither is judged: there is no telling which is meant.
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

    /// The answer of the department that is responsible for an entry, and whether that department is still to answer.
    fn responsible(&self, entry: &Entry<'a>) -> (&'b Answer<'a>, bool) {
        let Some(department) = entry.indicator.and_then(|indicator| indicator.department.as_deref()) else {
            return (self.main, false);
        };
        let own = self.answers.iter().find(|answer| answer.ret.department.as_deref() == Some(department));
        (own.unwrap_or(self.main), own.is_none())
    }

    /// The answer from which an entry counts: that of the responsible department, or where it left the entry blank, of another
    /// department of the project that filled it in.
    fn filled_in(&mut self, responsible: &'b Answer<'a>, entry: Entry<'a>) -> (&'b Answer<'a>, Entry<'a>) {
        let key = entry.key();
        if entry.value.is_some() || responsible.disputed.contains_key(&key) || is_about_the_return(key.field)
        {
            return (responsible, entry);
        }
        let mut others =
            self.answers.iter().filter(|answer| answer.at != responsible.at && shares(self.project, answer));
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

    /// Withholds an entry: the last accepted one of the fiscal year stands. What was not filled in is missing, not withheld.
    fn withhold(&mut self, entry: &Entry<'a>, at: usize, errors: &[&'static Kind]) {
        let key = entry.key();
        self.refused.entry(at).or_default().insert(key.clone());
        if entry.field == Field::Progress {
            // The choice of an earlier month is not repeated: this month has a return of its own.
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
                meant: entry.meant(),
            };
            self.accepted.withheld.insert(key, withheld);
        }
    }

    fn keep_last(&mut self, key: &EntryKey) {
        if let Some(last) = last_accepted(self.cx.earlier, &self.project.id, self.cx.month, key) {
            self.accepted.entries.insert(key.clone(), last.clone());
        }
    }
}

/// True if an answer is of a department that shares the project.
fn shares(project: &Project, answer: &Answer<'_>) -> bool {
    answer.ret.outsider.is_none()
        && answer.ret.department.as_deref().is_some_and(|department| project.is_of(department))
}

/// True if a field says who filled the form in, and when, or what is confirmed: nobody does that for another department.
fn is_about_the_return(field: Field) -> bool {
    matches!(field, Field::Author | Field::Contact | Field::EnteredOn | Field::Confirmed)
}

/// What became of an answer and its values; `refused` are the keys that are withheld or missing.
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

/// True if the plan asks for an entry at all: of what has ended nothing is due, and what is reported all the same is kept as it stands.
fn is_asked(entry: &Entry<'_>) -> bool {
    let year = entry.year();
    !entry.project.ended(year) && !entry.indicator.is_some_and(|indicator| indicator.ended(year))
}

/// What the rules say of an entry, but for what is confirmed.
fn judged(entry: &Entry<'_>) -> Vec<Finding> {
    let key = entry.key();
    let after_confirmation = |finding: Finding| {
        let told = Some((&key, entry.text()));
        let own = is_confirmed(entry.ret, entry.earlier, entry.returned_in(), finding.kind.code, told);
        confirmed::after_confirmation(finding, own)
    };
    checks::of_entry(entry).into_iter().filter_map(after_confirmation).collect()
}

/// What the rules will say of a withheld entry when it is corrected, where that can be known: it is asked in the same round.
fn once_corrected(entry: &Entry<'_>, findings: &[Finding]) -> Vec<Finding> {
    let Some((meant, value)) = entry.meant().zip(entry.value) else { return Vec::new() };
    let corrected = Value { text: meant.text.clone(), figure: Some(meant.figure.clone()), ..value.clone() };
    let said = |finding: &Finding| findings.iter().any(|known| known.kind.code == finding.kind.code);
    let later = judged(&entry.with_value(&corrected)).into_iter().filter(|finding| !said(finding));
    later.map(|finding| finding.once_corrected(&value.cell.text, &meant.text)).collect()
}

fn accepted_entry(entry: &Entry<'_>, findings: &[Finding]) -> Option<AcceptedEntry> {
    let value = entry.value.filter(|value| !fold::is_blank(&value.text))?;
    Some(AcceptedEntry {
        text: value.text.clone(),
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

/// The last accepted entry of the fiscal year before a month.
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

/// What becomes of a value of a newest return.
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
