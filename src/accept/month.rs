//! One month: its returns in order, their entries judged, the rest carried.

use std::collections::{BTreeMap, BTreeSet};

use crate::accept::confirmation::is_confirmed;
use crate::accept::context::{MonthContext, MonthOutcome, Verdict};
use crate::accept::difference::{Differing, changed};
use crate::accept::entries::judge;
use crate::accept::order::{Order, mended, order, was_sent_for};
use crate::accept::sender::{Sender, corrected_senders};
use crate::accept::untouched;
use crate::checks;
use crate::checks::month_view::{MonthView, stamp};
use crate::findings::answer::c04_replaced::{self, Change};
use crate::findings::form::{s04_not_its_department, s13_untouched};
use crate::findings::{Finding, confirmed};
use crate::form::field::Control;
use crate::ids::ProjectId;
use crate::plan::model::{Plan, Project};
use crate::returns::accepted::{Accepted, AcceptedMonth, AcceptedMonths};
use crate::returns::{CellOutcome, FormOutcome, Return};
use crate::sources::CellRef;
use crate::text::calendar::Month;

/// Settles a month.
pub(super) fn accept_month(situation: &MonthContext<'_>) -> MonthOutcome {
    let MonthContext { plan, returns, earlier, month, .. } = *situation;
    let mut outcome_of_month = MonthOutcome::default();
    let mut groups: BTreeMap<(ProjectId, Sender), Vec<usize>> = BTreeMap::new();
    for (at, ret) in returns.iter().enumerate().filter(|(_, ret)| !ret.refused && ret.month == Some(month)) {
        if let Some(project) = &ret.project {
            groups.entry((project.clone(), Sender::of(ret))).or_default().push(at);
        }
    }
    groups.retain(|(id, _), places| {
        let is_untouched = |at: &usize| {
            let found = plan.project(id).zip(returns.get(*at));
            found.is_some_and(|(project, ret)| untouched::is_untouched(plan, project, ret, month, earlier))
        };
        let none_touched = places.iter().all(is_untouched);
        if none_touched {
            for (at, ret) in places.iter().filter_map(|at| Some((*at, returns.get(*at)?))) {
                pass_over((at, ret), s13_untouched::finding(ret.anchor), &mut outcome_of_month);
            }
        }
        !none_touched
    });
    let corrected = corrected_senders(returns, &mut groups);
    let orders: BTreeMap<(ProjectId, Sender), Order> =
        groups.into_iter().map(|(key, places)| (key, order(returns, &places))).collect();
    let mut others = Vec::new();
    for project in &plan.projects {
        let of_project: Vec<(&Sender, &Order)> = orders
            .iter()
            .filter(|((id, _), _)| id == &project.id)
            .map(|((_, sender), order)| (sender, order))
            .collect();
        let chosen = counting_sender(project, &of_project).cloned();
        for (sender, order) in of_project {
            let Some(newest) = order.newest.first().copied() else { continue };
            let counts = chosen.as_ref() == Some(sender);
            if counts {
                outcome_of_month.counting.insert(project.id.clone(), newest);
            } else if sender.owns() {
                others.extend(returns.get(newest));
            } else {
                let counting = outcome_of_month.counting.get(&project.id).copied();
                pass_over_outsider(situation, project, order, counting, &mut outcome_of_month);
                continue;
            }
            replace_older(situation, order, &mut outcome_of_month);
            judge(situation, project, order, counts, &mut outcome_of_month);
        }
    }
    for (at, newer) in corrected {
        let Some((old, newest)) = returns.get(at).zip(returns.get(newer)) else { continue };
        replace(situation, (at, old), (2, "提出課を改めた"), newest, &mut outcome_of_month);
    }
    for (at, ret) in returns.iter().enumerate().filter(|(_, ret)| ret.refused && !ret.is_copy) {
        if !ret.belongs_to(month) {
            continue;
        }
        if let Some((newer, why)) = mended(returns, ret, month) {
            supersede_mended(situation, (at, ret), newer, why, &mut outcome_of_month);
            continue;
        }
        // A refused form that was not sent for this month, or for none that is known, may still be this
        // month's, where nothing else was returned.
        let alone = !ret.project.iter().any(|id| outcome_of_month.counting.contains_key(id));
        if was_sent_for(ret, month) || alone {
            outcome_of_month.state.to_correct.extend(ret.project.clone());
        }
    }
    carry(plan, earlier, month, &mut outcome_of_month.state);
    let counting: BTreeMap<ProjectId, &Return> = outcome_of_month
        .counting
        .iter()
        .filter_map(|(id, at)| Some((id.clone(), returns.get(*at)?)))
        .collect();
    let seen: BTreeSet<ProjectId> =
        counting.keys().chain(&outcome_of_month.state.to_correct).cloned().collect();
    let view = MonthView { plan, month, counting, others, seen, earlier };
    let by_id: BTreeMap<&str, &Return> = returns.iter().map(|ret| (ret.id.as_str(), ret)).collect();
    for finding in checks::of_month(&view) {
        let ret = finding.return_id.as_deref().and_then(|id| by_id.get(id));
        let own = ret.is_some_and(|ret| is_confirmed(ret, earlier, month, finding.kind.code, None));
        outcome_of_month.findings.extend(confirmed::after_confirmation(finding, own));
    }
    outcome_of_month
}

/// Returns the sender whose return counts: the lead, else the other departments as the plan lists them, else
/// whoever answered.
fn counting_sender<'a>(project: &Project, found: &[(&'a Sender, &Order)]) -> Option<&'a Sender> {
    let wanted = std::iter::once(&project.lead).chain(&project.departments);
    let is = |sender: &Sender, name: &String| matches!(sender, Sender::Department(own) if own == name);
    let listed = wanted.into_iter().find_map(|name| found.iter().find(|(sender, _)| is(sender, name)));
    listed.or_else(|| found.first()).map(|(sender, _)| *sender)
}

/// Keeps the answers of an outsider without using them, beside the answer that counts.
fn pass_over_outsider(
    situation: &MonthContext<'_>,
    project: &Project,
    order: &Order,
    counting: Option<usize>,
    outcome_of_month: &mut MonthOutcome,
) {
    let MonthContext { returns, sources, .. } = *situation;
    let counting = counting.and_then(|at| returns.get(at)).map_or("", |ret| sources.path(ret.file));
    let places = order.newest.iter().chain(order.older.iter().map(|(at, ..)| at));
    for (at, ret) in places.filter_map(|at| Some((*at, returns.get(*at)?))) {
        let control = ret.raw.control(Control::Sender);
        let (written, pos) =
            control.map_or(("", ret.anchor.pos), |found| (found.cell.text.as_str(), found.pos));
        let cell = CellRef { sheet: ret.sheet, pos };
        let finding = s04_not_its_department::passed_over(cell, written, &project.departments_text, counting);
        pass_over((at, ret), finding, outcome_of_month);
    }
}

/// Leaves a return aside: 不採用, with one finding that says why.
fn pass_over((at, ret): (usize, &Return), finding: Finding, outcome_of_month: &mut MonthOutcome) {
    let values = vec![CellOutcome::Refused; ret.values.len()];
    outcome_of_month.verdicts.insert(at, Verdict { outcome: FormOutcome::Refused, rank: 1, values });
    outcome_of_month.findings.push(stamp(finding, ret));
}

/// The older returns of a group: 差替え済, and C04 for each.
fn replace_older(situation: &MonthContext<'_>, order: &Order, outcome_of_month: &mut MonthOutcome) {
    let MonthContext { returns, .. } = *situation;
    let Some(newest) = order.newest.first().and_then(|at| returns.get(*at)) else { return };
    if let Some(project) = newest.project.clone()
        && (!order.older.is_empty() || newest.issue_number > 1)
    {
        outcome_of_month.state.resubmitted.insert(project);
    }
    for (at, rank, why) in &order.older {
        let Some(old) = returns.get(*at) else { continue };
        replace(situation, (*at, old), (*rank, why), newest, outcome_of_month);
    }
}

fn replace(
    situation: &MonthContext<'_>,
    (at, old): (usize, &Return),
    (rank, why): (u32, &str),
    newest: &Return,
    outcome_of_month: &mut MonthOutcome,
) {
    let values = vec![CellOutcome::Superseded; old.values.len()];
    outcome_of_month.verdicts.insert(at, Verdict { outcome: FormOutcome::Superseded, rank, values });
    let changed: Vec<Change> = changed(old, newest).into_iter().map(change).collect();
    let path = situation.sources.path(newest.file);
    let finding = c04_replaced::finding(old.anchor, path, &format!("{why}回答"), &changed);
    outcome_of_month.findings.push(stamp(finding, old));
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

/// A refused form that was mended and sent again: 差替え済, and C04 says so in the place of what it was
/// refused for.
fn supersede_mended(
    situation: &MonthContext<'_>,
    (at, ret): (usize, &Return),
    newer: &Return,
    why: &str,
    outcome_of_month: &mut MonthOutcome,
) {
    let values = vec![CellOutcome::Superseded; ret.values.len()];
    let rank = 2;
    outcome_of_month.verdicts.insert(at, Verdict { outcome: FormOutcome::Superseded, rank, values });
    let finding = c04_replaced::mended(ret.anchor, situation.sources.path(newer.file), why);
    outcome_of_month.findings.push(stamp(finding, ret));
}

/// Projects without a return keep what last counted in the fiscal year.
fn carry(plan: &Plan, earlier: &AcceptedMonths, month: Month, state: &mut AcceptedMonth) {
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
