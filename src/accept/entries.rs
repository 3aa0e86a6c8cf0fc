//! The newest returns of a project and department: what of them is accepted, what is withheld, what they would change.

use std::collections::{BTreeMap, BTreeSet};

use crate::accept::changes::{Changes, changes};
use crate::accept::confirmation::{confirmed_codes, is_confirmed};
use crate::accept::context::{MonthContext, MonthOutcome, Verdict};
use crate::accept::difference::{Differing, Side, differing, side_of};
use crate::accept::order::Order;
use crate::accept::repeated::merge_repeated;
use crate::checks;
use crate::checks::entry::{Entry, entries};
use crate::checks::month_view::stamp;
use crate::findings::answer::c03_two_answers::{self, Answer};
use crate::findings::{Finding, Kind, Role, Severity, confirmed};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::model::Project;
use crate::returns::accepted::{Accepted, AcceptedEntry, AcceptedMonths, UnreadProgress, WithheldEntry};
use crate::returns::{CellOutcome, EntryKey, FormOutcome, Return, Value};
use crate::text::calendar::Month;
use crate::text::fold;

/// Fields in which two returns that cannot be ordered differ, with the finding of each.
type Disputed = BTreeMap<EntryKey, Finding>;

/// Judges the newest returns of a project and department; `counts` says whether they count for the project.
pub(super) fn judge(
    situation: &MonthContext<'_>,
    project: &Project,
    order: &Order,
    counts: bool,
    outcome_of_month: &mut MonthOutcome,
) {
    let MonthContext { plan, returns, earlier, month, .. } = *situation;
    let Some((place, ret)) = order.newest.first().and_then(|at| Some((*at, returns.get(*at)?))) else {
        return;
    };
    let changed = changes(plan, project, ret, month, earlier);
    let disputed = dispute(situation, project, ret, order, &changed, outcome_of_month);
    let mut withheld: BTreeSet<EntryKey> = disputed.keys().cloned().collect();
    if counts {
        let accepted = accept(situation, project, ret, &disputed, outcome_of_month);
        withheld.extend(accepted.refused);
        outcome_of_month.state.projects.insert(project.id.clone(), accepted.accepted);
    }
    if !withheld.is_empty() {
        outcome_of_month.state.to_correct.insert(project.id.clone());
    }
    let codes = confirmed_codes(ret);
    outcome_of_month.findings.extend(changed.findings.iter().cloned().filter_map(|finding| {
        let own = codes.iter().any(|code| code == finding.kind.code);
        confirmed::after_confirmation(finding, own)
    }));
    outcome_of_month.findings.extend(disputed.into_values());
    let values: Vec<CellOutcome> = ret
        .values
        .iter()
        .enumerate()
        .map(|(at, value)| outcome(value, at, month, &changed, &withheld))
        .collect();
    let partly = values.contains(&CellOutcome::Withheld);
    let outcome = if partly { FormOutcome::Partly } else { FormOutcome::Adopted };
    outcome_of_month.verdicts.insert(place, Verdict { outcome, rank: 1, values });
}

/// Compares the newest return with others that are just as new: what they agree in counts once.
fn dispute(
    situation: &MonthContext<'_>,
    project: &Project,
    ret: &Return,
    order: &Order,
    changed: &Changes,
    outcome_of_month: &mut MonthOutcome,
) -> Disputed {
    let MonthContext { plan, returns, earlier, month, sources } = *situation;
    let mut disputed: BTreeMap<EntryKey, Differing> = BTreeMap::new();
    for at in order.newest.iter().skip(1) {
        let Some(other) = returns.get(*at) else { continue };
        let differences = differing(ret, other);
        let mut new = changes(plan, project, other, month, earlier).findings;
        new.retain(|finding| {
            let told = |own: &Finding| (own.kind.code, &own.message) == (finding.kind.code, &finding.message);
            !changed.findings.iter().any(told)
        });
        let withheld = |value: &Value| differences.iter().any(|differing| differing.key == value.key);
        let values = other
            .values
            .iter()
            .map(|value| if withheld(value) { CellOutcome::Withheld } else { CellOutcome::Duplicate });
        let same = differences.is_empty() && new.is_empty();
        let outcome = if same { FormOutcome::Duplicate } else { FormOutcome::Partly };
        outcome_of_month.verdicts.insert(*at, Verdict { outcome, rank: 1, values: values.collect() });
        outcome_of_month.findings.extend(new);
        for differing in differences {
            disputed.entry(differing.key.clone()).or_insert(differing);
        }
    }
    let finding = |differing: Differing| {
        let newest = order.newest.iter().filter_map(|at| returns.get(*at));
        let sides: Vec<(&Return, Side)> = newest.map(|ret| (ret, side_of(ret, &differing.key))).collect();
        let answers: Vec<Answer<'_>> = sides
            .iter()
            .map(|(ret, side)| {
                let (file, sheet) = (sources.path(ret.file), sources.sheet_name(ret.sheet));
                Answer { text: &side.text, file, sheet, at: side.at }
            })
            .collect();
        let finding = c03_two_answers::finding(differing.at(), &differing.label, &answers);
        Finding { indicator: differing.key.indicator.clone(), ..stamp(finding, ret) }
    };
    disputed.into_iter().map(|(key, differing)| (key, finding(differing))).collect()
}

/// What counts of a return, and the keys of what does not.
struct Judged {
    accepted: Accepted,
    refused: Vec<EntryKey>,
}

/// The entries of the return that counts: judged by the rules, accepted or withheld.
fn accept(
    situation: &MonthContext<'_>,
    project: &Project,
    ret: &Return,
    disputed: &Disputed,
    outcome_of_month: &mut MonthOutcome,
) -> Judged {
    let MonthContext { plan, earlier, month, .. } = *situation;
    let mut accepted = Accepted {
        return_id: Some(ret.id.clone()),
        issue_number: ret.issue_number,
        returned_in: Some(month),
        confirmed: confirmed_codes(ret),
        ..Accepted::default()
    };
    let mut refused = Vec::new();
    let mut told = Vec::new();
    for entry in entries(plan, project, month, ret, earlier) {
        let key = entry.key();
        // Of two answers neither is judged: there is no telling which is meant.
        let silent = disputed.contains_key(&key) || !is_asked(&entry);
        let findings = if silent { Vec::new() } else { judged(&entry) };
        let errors: Vec<&'static Kind> = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .chain(disputed.get(&key))
            .map(|finding| finding.kind)
            .collect();
        if errors.is_empty() {
            if let Some(standing) = standing(&entry, &findings) {
                accepted.entries.insert(key, standing);
            }
        } else {
            refused.push(key.clone());
            if entry.field == Field::Progress {
                let last = last_accepted(earlier, &project.id, month, &key);
                let last = last.map(|last| (last.month, last.text.clone()));
                accepted.unread_progress = Some(UnreadProgress { withheld: entry.value.is_some(), last });
            } else if let Some(last) = last_accepted(earlier, &project.id, month, &key) {
                accepted.entries.insert(key.clone(), last.clone());
            }
            // What was not filled in is missing, not withheld.
            let missing = errors.iter().all(|kind| kind.role == Role::Missing);
            if !missing && entry.value.is_some() {
                let text = entry.value.map_or_else(String::new, |value| value.cell.text.clone());
                accepted.withheld.insert(
                    key,
                    WithheldEntry {
                        text,
                        at: entry.cell(),
                        codes: errors.iter().map(|kind| kind.code).collect(),
                    },
                );
            }
        }
        told.extend(findings.into_iter().map(|finding| (entry.label(), finding)));
    }
    outcome_of_month.findings.extend(merge_repeated(told));
    Judged { accepted, refused }
}

/// Whether the plan asks for an entry at all: of what has ended nothing is due, and what is reported all the same is kept as it stands.
fn is_asked(entry: &Entry<'_>) -> bool {
    let year = entry.year();
    !entry.project.ended(year) && !entry.indicator.is_some_and(|indicator| indicator.ended(year))
}

/// What the rules say of an entry, but for what is confirmed.
fn judged(entry: &Entry<'_>) -> Vec<Finding> {
    let key = entry.key();
    let after_confirmation = |finding: Finding| {
        let told = Some((&key, entry.text()));
        let own = is_confirmed(entry.ret, entry.earlier, entry.month, finding.kind.code, told);
        confirmed::after_confirmation(finding, own)
    };
    checks::of_entry(entry).into_iter().filter_map(after_confirmation).collect()
}

fn standing(entry: &Entry<'_>, findings: &[Finding]) -> Option<AcceptedEntry> {
    let value = entry.value.filter(|value| !fold::is_blank(&value.text))?;
    Some(AcceptedEntry {
        text: value.text.clone(),
        figure: value.figure.clone(),
        at: entry.cell(),
        month: entry.month,
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
fn outcome(
    value: &Value,
    at: usize,
    month: Month,
    changed: &Changes,
    withheld: &BTreeSet<EntryKey>,
) -> CellOutcome {
    let plans = value.key.field.of_plan()
        || (value.key.field == Field::Actual
            && value.key.year.is_some_and(|year| year < month.fiscal_year()));
    if changed.values.contains(&at) {
        CellOutcome::ChangeRequest
    } else if plans {
        CellOutcome::Unchanged
    } else if withheld.contains(&value.key) {
        CellOutcome::Withheld
    } else {
        CellOutcome::Adopted
    }
}
