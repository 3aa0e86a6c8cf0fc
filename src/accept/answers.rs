//! Finds each department's newest return of a project, the plan changes that it asks for, and the entries in
//! which equally new returns contradict it.

use std::collections::BTreeMap;

use crate::accept::changes::{Changes, changes};
use crate::accept::confirmation::confirmed_codes;
use crate::accept::context::{MonthContext, MonthOutcome, Verdict};
use crate::accept::difference::{Differing, Side, differing, side_of};
use crate::accept::order::Order;
use crate::accept::sender::Sender;
use crate::checks::month_view::attribute_to_return;
use crate::findings::answer::c03_two_answers::{self, Answer as OneAnswer};
use crate::findings::{Finding, confirmed};
use crate::plan::model::Project;
use crate::returns::{CellOutcome, EntryKey, FormOutcome, Return, Value};

/// The entries in which returns that cannot be ordered differ, each with its finding.
pub(super) type Disputed = BTreeMap<EntryKey, Finding>;

/// The newest return of a department for a project.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    /// Its index among the returns.
    pub(super) at: usize,
    pub(super) ret: &'a Return,
    pub(super) changes: Changes,
    pub(super) disputed: Disputed,
}

/// Returns the answers of a project's departments. The one that counts for the project comes first, then the
/// plan's departments in their order, then departments that do not share the project.
pub(super) fn answers<'a>(
    cx: &MonthContext<'a>,
    project: &Project,
    orders: BTreeMap<&Sender, Order>,
    outcome_of_month: &mut MonthOutcome,
) -> Vec<Answer<'a>> {
    let mut listed: Vec<(usize, Order)> =
        orders.into_iter().map(|(sender, order)| (rank_of(project, sender), order)).collect();
    // The sort is stable, so departments that do not share the project stay ordered by name.
    listed.sort_by_key(|(rank, _)| *rank);
    listed.iter().filter_map(|(_, order)| answer(cx, project, order, outcome_of_month)).collect()
}

/// Returns the rank of a department: the lead, the project's other departments in plan order, those of
/// indicators, the rest.
fn rank_of(project: &Project, sender: &Sender) -> usize {
    let Sender::Department(department) = sender else { return usize::MAX };
    let listed = project.departments.iter().map(String::as_str).chain(project.asked());
    let mut wanted = std::iter::once(project.lead.as_str()).chain(listed);
    wanted.position(|name| name == department).unwrap_or(usize::MAX)
}

fn answer<'a>(
    cx: &MonthContext<'a>,
    project: &Project,
    order: &Order,
    outcome_of_month: &mut MonthOutcome,
) -> Option<Answer<'a>> {
    let at = *order.newest.first()?;
    let ret = cx.returns.get(at)?;
    let changes = changes(cx, project, ret);
    let disputed = dispute(cx, project, ret, order, &changes, outcome_of_month);
    let codes = confirmed_codes(ret);
    outcome_of_month.findings.extend(changes.findings.iter().cloned().filter_map(|finding| {
        let own = codes.iter().any(|code| code == finding.kind.code);
        confirmed::after_confirmation(finding, own)
    }));
    Some(Answer { at, ret, changes, disputed })
}

/// Compares the newest return with equally new ones. Returns the entries in which they differ; equal entries
/// and equal change requests count once.
fn dispute(
    cx: &MonthContext<'_>,
    project: &Project,
    ret: &Return,
    order: &Order,
    changed: &Changes,
    outcome_of_month: &mut MonthOutcome,
) -> Disputed {
    let MonthContext { returns, sources, .. } = *cx;
    let mut disputed: BTreeMap<EntryKey, Differing> = BTreeMap::new();
    for at in order.newest.iter().skip(1) {
        let Some(other) = returns.get(*at) else { continue };
        let differences = differing(ret, other);
        let mut new = changes(cx, project, other).findings;
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
        let answers: Vec<OneAnswer<'_>> = sides
            .iter()
            .map(|(ret, side)| OneAnswer {
                text: &side.text,
                file: sources.path(ret.file),
                sheet: sources.sheet_name(ret.sheet),
                at: side.at,
            })
            .collect();
        let finding = c03_two_answers::finding(differing.at(), &differing.label, &answers);
        Finding { indicator: differing.key.indicator.clone(), ..attribute_to_return(finding, ret) }
    };
    disputed.into_iter().map(|(key, differing)| (key, finding(differing))).collect()
}
