//! Accepts one month: orders its returns, judges their entries, carries over the rest.

use std::collections::{BTreeMap, BTreeSet};

use crate::accept::answers::answers;
use crate::accept::confirmation::is_confirmed;
use crate::accept::context::{MonthContext, MonthOutcome, Verdict};
use crate::accept::difference::{Differing, changed};
use crate::accept::entries::accept_project;
use crate::accept::order::{Order, corrected_by, order, was_sent_for};
use crate::accept::sender::{Groups, Sender, corrected_senders};
use crate::accept::untouched;
use crate::checks;
use crate::checks::month_view::{FilledIn, MonthView, attribute_to_return};
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

/// Accepts a month.
pub(super) fn accept_month(cx: &MonthContext<'_>) -> MonthOutcome {
    let MonthContext { plan, returns, earlier, month, .. } = *cx;
    let mut outcome_of_month = MonthOutcome::default();
    let mut groups = groups(cx);
    set_untouched_aside(cx, &mut groups, &mut outcome_of_month);
    let corrected = corrected_senders(returns, &mut groups);
    let mut others = Vec::new();
    let mut filled_in = Vec::new();
    for project in &plan.projects {
        let Some(group) = groups.get(&project.id) else { continue };
        let mut orders: BTreeMap<&Sender, Order> =
            group.iter().map(|(sender, indexes)| (sender, order(returns, indexes))).collect();
        // Unlisted senders count only if no department of the project has answered.
        let is_answered = orders.keys().any(|sender| sender.is_department_of_project());
        let unlisted_senders = if is_answered { take_unlisted(&mut orders) } else { Vec::new() };
        for order in orders.values() {
            replace_older(cx, order, &mut outcome_of_month);
        }
        let answers = answers(cx, project, orders, &mut outcome_of_month);
        others.extend(answers.iter().skip(1).map(|answer| answer.ret));
        filled_in.extend(accept_project(cx, project, answers, &mut outcome_of_month));
        for order in unlisted_senders {
            refuse_unlisted_sender(cx, project, &order, &mut outcome_of_month);
        }
    }
    for (at, newer) in corrected {
        let Some((old, newest)) = returns.get(at).zip(returns.get(newer)) else { continue };
        replace(cx, (at, old), (2, "提出課を改めた"), newest, &mut outcome_of_month);
    }
    let refused_from = refused(cx, &mut outcome_of_month);
    outcome_of_month.state.unanswered = unanswered(cx, &groups, &refused_from);
    carry(plan, earlier, month, &mut outcome_of_month.state);
    let view = month_view(cx, &outcome_of_month, others, filled_in);
    let own = cx.index.of_month(month).iter().chain(&cx.index.refused).filter_map(|at| returns.get(*at));
    let by_id: BTreeMap<&str, &Return> = own.map(|ret| (ret.id.as_str(), ret)).collect();
    let told: Vec<Finding> = checks::check_month(&view)
        .into_iter()
        .filter_map(|finding| {
            let ret = finding.return_id.as_deref().and_then(|id| by_id.get(id));
            let own = ret.is_some_and(|ret| is_confirmed(ret, earlier, month, finding.kind.code, None));
            confirmed::after_confirmation(finding, own)
        })
        .collect();
    outcome_of_month.findings.extend(told);
    outcome_of_month
}

/// Groups the returns of the month by project and sender.
fn groups(cx: &MonthContext<'_>) -> Groups {
    let mut groups = Groups::new();
    for at in cx.index.of_month(cx.month) {
        let Some(ret) = cx.returns.get(*at) else { continue };
        if let Some(project) = &ret.project {
            groups.entry(project.clone()).or_default().entry(Sender::of(ret)).or_default().push(*at);
        }
    }
    groups
}

/// Refuses the returns of senders whose returns of a project are all still as they were issued (S13).
fn set_untouched_aside(cx: &MonthContext<'_>, groups: &mut Groups, outcome_of_month: &mut MonthOutcome) {
    let MonthContext { plan, returns, .. } = *cx;
    for project in &plan.projects {
        let Some(group) = groups.get_mut(&project.id) else { continue };
        group.retain(|_, indexes| {
            let is_untouched =
                |at: &usize| returns.get(*at).is_some_and(|ret| untouched::is_untouched(cx, project, ret));
            let none_touched = indexes.iter().all(is_untouched);
            if none_touched {
                for (at, ret) in indexes.iter().filter_map(|at| Some((*at, returns.get(*at)?))) {
                    pass_over((at, ret), s13_untouched::finding(ret.anchor), outcome_of_month);
                }
            }
            !none_touched
        });
    }
    groups.retain(|_, group| !group.is_empty());
}

/// Removes and returns the orders of senders that are not departments of the project.
fn take_unlisted(orders: &mut BTreeMap<&Sender, Order>) -> Vec<Order> {
    let unlisted_senders: Vec<&Sender> =
        orders.keys().copied().filter(|sender| !sender.is_department_of_project()).collect();
    unlisted_senders.into_iter().filter_map(|sender| orders.remove(sender)).collect()
}

/// Refuses the returns of unlisted senders, because a department of the project has answered (S04).
fn refuse_unlisted_sender(
    cx: &MonthContext<'_>,
    project: &Project,
    order: &Order,
    outcome_of_month: &mut MonthOutcome,
) {
    let MonthContext { returns, sources, .. } = *cx;
    let counting = outcome_of_month.counting.get(&project.id).and_then(|counting| returns.get(counting.main));
    let counting = counting.map_or("", |ret| sources.path(ret.file));
    let indexes = order.newest.iter().chain(order.older.iter().map(|(at, ..)| at));
    for (at, ret) in indexes.filter_map(|at| Some((*at, returns.get(*at)?))) {
        let control = ret.raw.control(Control::Sender);
        let (written, pos) =
            control.map_or(("", ret.anchor.pos), |found| (found.cell.text.as_str(), found.pos));
        let cell = CellRef { sheet: ret.sheet, pos };
        let finding = s04_not_its_department::not_used(cell, written, &project.departments_text, counting);
        pass_over((at, ret), finding, outcome_of_month);
    }
}

/// Marks a return as 不採用, with one finding that says why.
fn pass_over((at, ret): (usize, &Return), finding: Finding, outcome_of_month: &mut MonthOutcome) {
    let values = vec![CellOutcome::Refused; ret.values.len()];
    outcome_of_month.verdicts.insert(at, Verdict { outcome: FormOutcome::Refused, rank: 1, values });
    outcome_of_month.findings.push(attribute_to_return(finding, ret));
}

/// A project and one of its departments.
type Asked = (ProjectId, String);

/// Decides the outcome of the month's refused forms: one that was corrected and sent again is superseded, any
/// other is to be corrected. Returns the projects and departments of the latter.
fn refused(cx: &MonthContext<'_>, outcome_of_month: &mut MonthOutcome) -> BTreeSet<Asked> {
    let mut refused_from = BTreeSet::new();
    let refused = cx.index.refused.iter().filter_map(|at| Some((*at, cx.returns.get(*at)?)));
    for (at, ret) in refused.filter(|(_, ret)| !ret.is_copy && ret.belongs_to(cx.month)) {
        if let Some((newer, why)) = corrected_by(cx.returns, cx.index, ret, cx.month) {
            supersede_mended(cx, (at, ret), newer, why, outcome_of_month);
            continue;
        }
        let Some(project) = &ret.project else { continue };
        // A refused form of another or unknown month may still belong to this one, if nothing else was
        // returned.
        if was_sent_for(ret, cx.month) || !outcome_of_month.counting.contains_key(project) {
            outcome_of_month.state.to_correct.insert(project.clone());
            refused_from.extend(ret.department.clone().map(|department| (project.clone(), department)));
        }
    }
    refused_from
}

/// Returns, for each project that several departments are asked about, those that have not answered. A
/// refused form counts as an answer.
fn unanswered(
    cx: &MonthContext<'_>,
    groups: &Groups,
    refused_from: &BTreeSet<Asked>,
) -> BTreeMap<ProjectId, BTreeSet<String>> {
    let year = cx.month.fiscal_year();
    let joint = cx.plan.projects.iter().filter(|project| !project.ended(year) && project.asked().len() > 1);
    joint
        .map(|project| {
            let group = groups.get(&project.id);
            let silent = project.asked().into_iter().map(str::to_owned).filter(|department| {
                !group.is_some_and(|group| group.contains_key(&Sender::Department(department.clone())))
                    && !refused_from.contains(&(project.id.clone(), department.clone()))
            });
            (project.id.clone(), silent.collect())
        })
        .collect()
}

fn month_view<'a>(
    cx: &MonthContext<'a>,
    outcome_of_month: &'a MonthOutcome,
    others: Vec<&'a Return>,
    filled_in: Vec<FilledIn<'a>>,
) -> MonthView<'a> {
    let MonthOutcome { state, counting, .. } = outcome_of_month;
    let of = |at: usize| cx.returns.get(at);
    MonthView {
        plan: cx.plan,
        month: cx.month,
        counting: counting
            .iter()
            .filter_map(|(id, counting)| Some((id.clone(), of(counting.main)?)))
            .collect(),
        sources: counting
            .iter()
            .map(|(id, counting)| {
                let others = counting.others.iter();
                (id.clone(), others.filter_map(|(key, at)| Some((key.clone(), of(*at)?))).collect())
            })
            .collect(),
        others,
        filled_in,
        seen: counting.keys().chain(&state.to_correct).cloned().collect(),
        unanswered: &state.unanswered,
        earlier: cx.earlier,
    }
}

/// Marks a department's older returns as 差替え済, with a C04 for each.
fn replace_older(cx: &MonthContext<'_>, order: &Order, outcome_of_month: &mut MonthOutcome) {
    let MonthContext { returns, .. } = *cx;
    let Some(newest) = order.newest.first().and_then(|at| returns.get(*at)) else { return };
    if let Some(project) = newest.project.clone()
        && (!order.older.is_empty() || newest.issue_number > 1)
    {
        outcome_of_month.state.resubmitted.insert(project);
    }
    for (at, rank, why) in &order.older {
        let Some(old) = returns.get(*at) else { continue };
        replace(cx, (*at, old), (*rank, why), newest, outcome_of_month);
    }
}

fn replace(
    cx: &MonthContext<'_>,
    (at, old): (usize, &Return),
    (rank, why): (u32, &str),
    newest: &Return,
    outcome_of_month: &mut MonthOutcome,
) {
    let values = vec![CellOutcome::Superseded; old.values.len()];
    outcome_of_month.verdicts.insert(at, Verdict { outcome: FormOutcome::Superseded, rank, values });
    let changed: Vec<Change> = changed(old, newest).into_iter().map(change).collect();
    let path = cx.sources.path(newest.file);
    let finding = c04_replaced::finding(old.anchor, path, &format!("{why}回答"), &changed);
    outcome_of_month.findings.push(attribute_to_return(finding, old));
}

/// Converts a difference for C04, which quotes short answers and only names prose.
fn change(differing: Differing) -> Change {
    let shown = !differing.key.field.is_prose();
    Change {
        label: differing.label,
        texts: shown.then_some((differing.one.text, differing.two.text)),
        cells: [differing.one.at, differing.two.at],
    }
}

/// Marks a refused form that was corrected and sent again as 差替え済. C04 replaces the findings it was
/// refused for.
fn supersede_mended(
    cx: &MonthContext<'_>,
    (at, ret): (usize, &Return),
    newer: &Return,
    why: &str,
    outcome_of_month: &mut MonthOutcome,
) {
    let values = vec![CellOutcome::Superseded; ret.values.len()];
    let rank = 2;
    outcome_of_month.verdicts.insert(at, Verdict { outcome: FormOutcome::Superseded, rank, values });
    let finding = c04_replaced::corrected(ret.anchor, cx.sources.path(newer.file), why);
    outcome_of_month.findings.push(attribute_to_return(finding, ret));
}

/// Carries over what last counted in the fiscal year for projects without a return.
fn carry(plan: &Plan, earlier: &AcceptedMonths, month: Month, state: &mut AcceptedMonth) {
    let year = month.fiscal_year();
    let Some((_, last)) = earlier.months.range(year.first_month()..month).next_back() else { return };
    for project in &plan.projects {
        if let Some(before) = last.projects.get(&project.id) {
            state.projects.entry(project.id.clone()).or_insert_with(|| Accepted {
                return_id: None,
                issue_number: 0,
                withheld: BTreeMap::new(),
                elsewhere: BTreeMap::new(),
                ..before.clone()
            });
        }
    }
}
