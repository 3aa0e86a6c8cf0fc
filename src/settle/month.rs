//! One month: its returns in order, their entries judged, the rest carried.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Severity};
use crate::form::field::Field;
use crate::grid::{CellRef, Sources};
use crate::ids::ProjectId;
use crate::place::model::{CellOutcome, EntryKey, FormOutcome, Return, Value};
use crate::plan::model::{Plan, Project};
use crate::rules::entry::{Entry, entries, is_input, value_of};
use crate::rules::month_view::{MonthView, stamp};
use crate::rules::{self, c03_two_answers, c04_replaced, confirmed};
use crate::settle::changes::{Changes, changes};
use crate::settle::model::{Accepted, AcceptedEntry, MonthState, Settled, WithheldEntry};
use crate::settle::order::{Order, order};
use crate::text::calendar::Month;
use crate::text::fold;

/// What became of one return.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) outcome: FormOutcome,
    pub(super) rank: u32,
    /// For each of its values.
    pub(super) values: Vec<CellOutcome>,
}

/// A month, settled.
#[derive(Debug, Default)]
pub(super) struct MonthSettled {
    pub(super) state: MonthState,
    pub(super) verdicts: BTreeMap<usize, Verdict>,
    pub(super) counting: BTreeMap<ProjectId, usize>,
    pub(super) findings: Vec<Finding>,
}

/// Whether a finding of a code about an entry is confirmed: by this return, or by an earlier one that gave the same value.
#[must_use]
pub fn is_confirmed(
    ret: &Return,
    earlier: &Settled,
    month: Month,
    code: &str,
    entry: Option<(&EntryKey, &str)>,
) -> bool {
    if confirmed_codes(ret).iter().any(|own| own == code) {
        return true;
    }
    let Some(((key, text), project)) = entry.zip(ret.project.as_ref()) else { return false };
    let same_row = |other: &EntryKey| other.field == key.field && other.indicator == key.indicator;
    earlier.months.range(..month).any(|(at, state)| {
        state.projects.get(project).is_some_and(|accepted| {
            accepted.confirmed.iter().any(|confirmed| confirmed == code)
                && accepted.entries.iter().any(|(other, entry)| {
                    entry.month == *at
                        && same_row(other)
                        && !fold::is_blank(text)
                        && fold::prose(&entry.text) == fold::prose(text)
                })
        })
    })
}

pub(super) fn settle_month(
    plan: &Plan,
    sources: &Sources,
    returns: &[Return],
    earlier: &Settled,
    month: Month,
) -> MonthSettled {
    let mut settled = MonthSettled::default();
    let mut groups: BTreeMap<(ProjectId, String), Vec<usize>> = BTreeMap::new();
    for (at, ret) in returns.iter().enumerate().filter(|(_, ret)| !ret.refused && ret.month == Some(month)) {
        if let Some(project) = &ret.project {
            let department = ret.department.clone().unwrap_or_default();
            groups.entry((project.clone(), department)).or_default().push(at);
        }
    }
    let orders: BTreeMap<(ProjectId, String), Order> =
        groups.into_iter().map(|(key, places)| (key, order(returns, &places))).collect();
    let mut others = Vec::new();
    for project in &plan.projects {
        let of_project: Vec<(&str, &Order)> = orders
            .iter()
            .filter(|((id, _), _)| id == &project.id)
            .map(|((_, department), order)| (department.as_str(), order))
            .collect();
        let chosen = counting_department(project, &of_project).map(str::to_owned);
        for (department, order) in of_project {
            let Some(newest) = order.newest.first().copied() else { continue };
            let counts = chosen.as_deref() == Some(department);
            if counts {
                settled.counting.insert(project.id.clone(), newest);
            } else {
                others.extend(returns.get(newest));
            }
            group(&mut settled, sources, returns, order);
            newest_of(plan, project, month, returns, order, earlier, counts, &mut settled);
        }
    }
    for ret in returns.iter().filter(|ret| ret.refused && ret.months.contains(&month)) {
        settled.state.to_correct.extend(ret.project.clone());
    }
    carry(plan, earlier, month, &mut settled.state);
    let counting: BTreeMap<ProjectId, &Return> =
        settled.counting.iter().filter_map(|(id, at)| Some((id.clone(), returns.get(*at)?))).collect();
    // A refused form without any month may be this month's.
    let refused =
        returns.iter().filter(|ret| ret.refused && (ret.months.is_empty() || ret.months.contains(&month)));
    let seen: BTreeSet<ProjectId> =
        counting.keys().cloned().chain(refused.filter_map(|ret| ret.project.clone())).collect();
    let view = MonthView { plan, month, counting, others, seen, earlier };
    let by_id: BTreeMap<&str, &Return> = returns.iter().map(|ret| (ret.id.as_str(), ret)).collect();
    for finding in rules::of_month(&view) {
        let ret = finding.return_id.as_deref().and_then(|id| by_id.get(id));
        let own = ret.is_some_and(|ret| is_confirmed(ret, earlier, month, finding.kind.code, None));
        settled.findings.extend(confirmed::silence(finding, own));
    }
    settled
}

/// The department whose return counts: the lead, else the others as the plan lists them, else whoever answered.
fn counting_department<'a>(project: &Project, found: &[(&'a str, &Order)]) -> Option<&'a str> {
    let wanted = std::iter::once(&project.lead).chain(&project.departments);
    let listed = wanted.into_iter().find_map(|name| found.iter().find(|(department, _)| department == name));
    listed.or_else(|| found.first()).map(|(department, _)| *department)
}

/// The older returns of a group: 差替え済, and C04 for each.
fn group(settled: &mut MonthSettled, sources: &Sources, returns: &[Return], order: &Order) {
    let Some(newest) = order.newest.first().and_then(|at| returns.get(*at)) else { return };
    if let Some(project) = newest.project.clone()
        && (!order.older.is_empty() || newest.issue_number > 1)
    {
        settled.state.resubmitted.insert(project);
    }
    for (at, rank, why) in &order.older {
        let Some(old) = returns.get(*at) else { continue };
        let values = vec![CellOutcome::Superseded; old.values.len()];
        settled.verdicts.insert(*at, Verdict { outcome: FormOutcome::Superseded, rank: *rank, values });
        let changed =
            differing(newest, old).into_iter().map(|(label, _, at)| (label, at)).collect::<Vec<_>>();
        let path = sources.path(newest.file);
        settled
            .findings
            .push(stamp(c04_replaced::finding(old.anchor, path, &format!("{why}回答"), &changed), old));
    }
}

/// The entries in which two returns differ, with a label and a cell: the first's, where it has one.
fn differing(a: &Return, b: &Return) -> Vec<(String, EntryKey, CellRef)> {
    let keys: BTreeSet<&EntryKey> =
        a.values.iter().chain(&b.values).map(|value| &value.key).filter(|key| is_told(key.field)).collect();
    let mut found = Vec::new();
    for key in keys {
        let (one, two) = (value_of(a, key), value_of(b, key));
        let text = |value: Option<&Value>| value.map_or_else(String::new, |value| fold::prose(&value.text));
        if text(one) != text(two) {
            let at = one.and_then(Value::at).or_else(|| two.and_then(Value::at)).unwrap_or(a.anchor);
            found.push((label(key), key.clone(), at));
        }
    }
    found
}

/// Whether two returns can contradict each other in a field: who filled a form in, and when, is no answer.
fn is_told(field: Field) -> bool {
    is_input(field) && !matches!(field, Field::Author | Field::Contact | Field::EnteredOn | Field::Confirmed)
}

fn label(key: &EntryKey) -> String {
    let year = key.year.map(|year| year.label()).unwrap_or_default();
    let symbol = key.indicator.as_ref().map_or("", |id| id.symbol());
    format!("{year}{}{symbol}", key.field.label())
}

/// The newest returns of a group: where there are several, what they differ in is withheld.
#[allow(clippy::too_many_arguments, reason = "the month's whole situation, asked for in one place")]
fn newest_of(
    plan: &Plan,
    project: &Project,
    month: Month,
    returns: &[Return],
    order: &Order,
    earlier: &Settled,
    counts: bool,
    settled: &mut MonthSettled,
) {
    let Some((first_at, ret)) = order.newest.first().and_then(|at| Some((*at, returns.get(*at)?))) else {
        return;
    };
    let mut disputed: BTreeMap<EntryKey, Finding> = BTreeMap::new();
    let codes = confirmed_codes(ret);
    let changed = changes(plan, project, ret, month, earlier);
    let told: Vec<(&str, String)> =
        changed.findings.iter().map(|finding| (finding.kind.code, finding.message.clone())).collect();
    for at in order.newest.iter().skip(1) {
        let Some(other) = returns.get(*at) else { continue };
        let differences = differing(ret, other);
        let own = changes(plan, project, other, month, earlier);
        let new: Vec<Finding> = own
            .findings
            .into_iter()
            .filter(|finding| !told.contains(&(finding.kind.code, finding.message.clone())))
            .collect();
        let values = other.values.iter().map(|value| {
            if differences.iter().any(|(_, key, _)| key == &value.key) {
                CellOutcome::Withheld
            } else {
                CellOutcome::Duplicate
            }
        });
        let values: Vec<CellOutcome> = values.collect();
        let same = differences.is_empty() && new.is_empty();
        let outcome = if same { FormOutcome::Duplicate } else { FormOutcome::Partly };
        settled.verdicts.insert(*at, Verdict { outcome, rank: 1, values });
        settled.findings.extend(new);
        for (label, key, cell) in differences {
            let (one, two) = (value_of(ret, &key), value_of(other, &key));
            let text = |value: Option<&Value>| value.map_or("", |value| value.text.as_str()).to_owned();
            let beside = two.and_then(Value::at).unwrap_or(other.anchor);
            let finding = c03_two_answers::finding(cell, beside, &label, (&text(one), &text(two)));
            let finding = Finding { indicator: key.indicator.clone(), ..stamp(finding, ret) };
            disputed.entry(key).or_insert(finding);
        }
    }
    let mut withheld: BTreeSet<EntryKey> = disputed.keys().cloned().collect();
    if counts {
        let accepted = accept(plan, project, month, ret, earlier, &disputed, &codes, settled, &mut withheld);
        settled.state.projects.insert(project.id.clone(), accepted);
    }
    let silenced = changed.findings.iter().cloned().filter_map(|finding| {
        let own = codes.iter().any(|code| code == finding.kind.code);
        confirmed::silence(finding, own)
    });
    settled.findings.extend(silenced);
    if !disputed.is_empty() {
        settled.state.to_correct.insert(project.id.clone());
    }
    settled.findings.extend(disputed.into_values());
    let values: Vec<CellOutcome> = ret
        .values
        .iter()
        .enumerate()
        .map(|(at, value)| outcome(value, at, month, &changed, &withheld))
        .collect();
    let partly = values.contains(&CellOutcome::Withheld);
    let outcome = if partly { FormOutcome::Partly } else { FormOutcome::Adopted };
    settled.verdicts.insert(first_at, Verdict { outcome, rank: 1, values });
}

/// The entries of the return that counts: judged by the rules, accepted or withheld.
#[allow(clippy::too_many_arguments, reason = "the month's whole situation, asked for in one place")]
fn accept(
    plan: &Plan,
    project: &Project,
    month: Month,
    ret: &Return,
    earlier: &Settled,
    disputed: &BTreeMap<EntryKey, Finding>,
    codes: &[String],
    settled: &mut MonthSettled,
    withheld: &mut BTreeSet<EntryKey>,
) -> Accepted {
    let mut accepted = Accepted {
        return_id: Some(ret.id.clone()),
        issue_number: ret.issue_number,
        returned_in: Some(month),
        confirmed: codes.to_vec(),
        ..Accepted::default()
    };
    for entry in entries(plan, project, month, ret, earlier) {
        let key = entry.key();
        // Of two answers neither is judged: there is no telling which is meant.
        let findings = if disputed.contains_key(&key) { Vec::new() } else { judged(&entry, earlier, month) };
        let mut errors: Vec<&'static str> = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.kind.code)
            .collect();
        errors.extend(disputed.get(&key).map(|finding| finding.kind.code));
        if errors.is_empty() {
            if let Some(standing) = standing(&entry, &findings) {
                accepted.entries.insert(key, standing);
            }
        } else {
            settled.state.to_correct.insert(project.id.clone());
            withheld.insert(key.clone());
            if let Some(last) = last_accepted(earlier, &project.id, month, &key) {
                accepted.entries.insert(key.clone(), last.clone());
            }
            // What was not filled in is missing, not withheld.
            if errors != ["V01"] && entry.value.is_some() {
                let text = entry.value.map_or_else(String::new, |value| value.cell.text.clone());
                accepted.withheld.insert(key, WithheldEntry { text, at: entry.cell(), codes: errors });
            }
        }
        settled.findings.extend(findings);
    }
    accepted
}

/// What the rules say of an entry, but for what is confirmed.
fn judged(entry: &Entry<'_>, earlier: &Settled, month: Month) -> Vec<Finding> {
    let key = entry.key();
    let silence = |finding: Finding| {
        let own = is_confirmed(entry.ret, earlier, month, finding.kind.code, Some((&key, entry.text())));
        confirmed::silence(finding, own)
    };
    rules::of_entry(entry).into_iter().filter_map(silence).collect()
}

fn standing(entry: &Entry<'_>, findings: &[Finding]) -> Option<AcceptedEntry> {
    let value = entry.value.filter(|value| !fold::is_blank(&value.text))?;
    Some(AcceptedEntry {
        text: value.text.clone(),
        figure: value.figure.clone(),
        at: entry.cell(),
        month: entry.month,
        doubtful: findings.iter().any(|finding| finding.kind.code == "C02"),
    })
}

/// The last accepted entry of the fiscal year before a month.
fn last_accepted<'a>(
    earlier: &'a Settled,
    project: &ProjectId,
    month: Month,
    key: &EntryKey,
) -> Option<&'a AcceptedEntry> {
    let year = month.fiscal_year();
    let (_, state) = earlier.months.range(year.first_month()..month).next_back()?;
    state.projects.get(project)?.entries.get(key)
}

/// Projects without a return keep what last counted in the fiscal year.
fn carry(plan: &Plan, earlier: &Settled, month: Month, state: &mut MonthState) {
    let year = month.fiscal_year();
    let Some((_, last)) = earlier.months.range(year.first_month()..month).next_back() else { return };
    for project in &plan.projects {
        if let Some(before) = last.projects.get(&project.id) {
            state.projects.entry(project.id.clone()).or_insert_with(|| Accepted {
                return_id: None,
                issue_number: 0,
                withheld: BTreeMap::new(),
                ..before.clone()
            });
        }
    }
}

fn confirmed_codes(ret: &Return) -> Vec<String> {
    let key = EntryKey { field: Field::Confirmed, indicator: None, year: None };
    value_of(ret, &key).map(|value| confirmed::codes(&value.text)).unwrap_or_default()
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
