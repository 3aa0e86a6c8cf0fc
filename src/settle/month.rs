//! One month: its returns in order, their entries judged, the rest carried.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::ids::ProjectId;
use crate::place::model::{CellOutcome, FormOutcome, Return};
use crate::plan::model::{Plan, Project};
use crate::rules::c04_replaced::{self, Change};
use crate::rules::month_view::{MonthView, stamp};
use crate::rules::{self, confirmed};
use crate::settle::belongs;
use crate::settle::confirmation::is_confirmed;
use crate::settle::difference::{Differing, changed};
use crate::settle::judge::judge;
use crate::settle::model::{Accepted, MonthState, Settled};
use crate::settle::order::{Order, mended, order, was_sent_for};
use crate::settle::sender::corrected_senders;
use crate::sources::Sources;
use crate::text::calendar::Month;

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

/// What settling a month looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Situation<'a> {
    pub(super) plan: &'a Plan,
    pub(super) sources: &'a Sources,
    pub(super) returns: &'a [Return],
    /// What counts in the months before.
    pub(super) earlier: &'a Settled,
    pub(super) month: Month,
}

/// Settles a month.
pub(super) fn settle_month(situation: &Situation<'_>) -> MonthSettled {
    let Situation { plan, returns, earlier, month, .. } = *situation;
    let mut settled = MonthSettled::default();
    let mut groups: BTreeMap<(ProjectId, String), Vec<usize>> = BTreeMap::new();
    for (at, ret) in returns.iter().enumerate().filter(|(_, ret)| !ret.refused && ret.month == Some(month)) {
        if let Some(project) = &ret.project {
            let department = sender_key(ret);
            groups.entry((project.clone(), department)).or_default().push(at);
        }
    }
    let corrected = corrected_senders(plan, returns, &mut groups);
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
            replace_older(situation, order, &mut settled);
            judge(situation, project, order, counts, &mut settled);
        }
    }
    for (at, newer) in corrected {
        let Some((old, newest)) = returns.get(at).zip(returns.get(newer)) else { continue };
        replace(situation, (at, old), (2, "提出課を改めた"), newest, &mut settled);
    }
    for (at, ret) in returns.iter().enumerate().filter(|(_, ret)| ret.refused) {
        if !belongs(ret, month) {
            continue;
        }
        if let Some((newer, why)) = mended(returns, ret, month) {
            settle_mended(situation, (at, ret), newer, why, &mut settled);
            continue;
        }
        // A refused form that was not sent for this month, or for none that is known, may still be this month's, where nothing else
        // was returned.
        let alone = !ret.project.iter().any(|id| settled.counting.contains_key(id));
        if was_sent_for(ret, month) || alone {
            settled.state.to_correct.extend(ret.project.clone());
        }
    }
    carry(plan, earlier, month, &mut settled.state);
    let counting: BTreeMap<ProjectId, &Return> =
        settled.counting.iter().filter_map(|(id, at)| Some((id.clone(), returns.get(*at)?))).collect();
    let seen: BTreeSet<ProjectId> = counting.keys().chain(&settled.state.to_correct).cloned().collect();
    let view = MonthView { plan, month, counting, others, seen, earlier };
    let by_id: BTreeMap<&str, &Return> = returns.iter().map(|ret| (ret.id.as_str(), ret)).collect();
    for finding in rules::of_month(&view) {
        let ret = finding.return_id.as_deref().and_then(|id| by_id.get(id));
        let own = ret.is_some_and(|ret| is_confirmed(ret, earlier, month, finding.kind.code, None));
        settled.findings.extend(confirmed::silence(finding, own));
    }
    settled
}

/// Whose answers a return is one of. An unknown sender's are in an order of their own, and count only where nobody else answers.
fn sender_key(ret: &Return) -> String {
    match &ret.unknown_sender {
        Some(written) => format!("?{written}"),
        None => ret.department.clone().unwrap_or_default(),
    }
}

/// The department whose return counts: the lead, else the others as the plan lists them, else whoever answered.
fn counting_department<'a>(project: &Project, found: &[(&'a str, &Order)]) -> Option<&'a str> {
    let wanted = std::iter::once(&project.lead).chain(&project.departments);
    let listed = wanted.into_iter().find_map(|name| found.iter().find(|(department, _)| department == name));
    listed.or_else(|| found.first()).map(|(department, _)| *department)
}

/// The older returns of a group: 差替え済, and C04 for each.
fn replace_older(situation: &Situation<'_>, order: &Order, settled: &mut MonthSettled) {
    let Situation { returns, .. } = *situation;
    let Some(newest) = order.newest.first().and_then(|at| returns.get(*at)) else { return };
    if let Some(project) = newest.project.clone()
        && (!order.older.is_empty() || newest.issue_number > 1)
    {
        settled.state.resubmitted.insert(project);
    }
    for (at, rank, why) in &order.older {
        let Some(old) = returns.get(*at) else { continue };
        replace(situation, (*at, old), (*rank, why), newest, settled);
    }
}

fn replace(
    situation: &Situation<'_>,
    (at, old): (usize, &Return),
    (rank, why): (u32, &str),
    newest: &Return,
    settled: &mut MonthSettled,
) {
    let values = vec![CellOutcome::Superseded; old.values.len()];
    settled.verdicts.insert(at, Verdict { outcome: FormOutcome::Superseded, rank, values });
    let changed: Vec<Change> = changed(old, newest).into_iter().map(change).collect();
    let path = situation.sources.path(newest.file);
    let finding = c04_replaced::finding(old.anchor, path, &format!("{why}回答"), &changed);
    settled.findings.push(stamp(finding, old));
}

/// A difference in the words of C04: short answers are shown, prose is only named.
fn change(differing: Differing) -> Change {
    let shown = !differing.key.field.is_prose();
    Change {
        label: differing.label,
        texts: shown.then_some((differing.one.text, differing.two.text)),
        cells: [differing.one.at, differing.two.at],
    }
}

/// A refused form that was mended and sent again: 差替え済, and C04 says so in the place of what it was refused for.
fn settle_mended(
    situation: &Situation<'_>,
    (at, ret): (usize, &Return),
    newer: &Return,
    why: &str,
    settled: &mut MonthSettled,
) {
    let values = vec![CellOutcome::Superseded; ret.values.len()];
    let rank = 2;
    settled.verdicts.insert(at, Verdict { outcome: FormOutcome::Superseded, rank, values });
    let finding = c04_replaced::mended(ret.anchor, situation.sources.path(newer.file), why);
    settled.findings.push(stamp(finding, ret));
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
