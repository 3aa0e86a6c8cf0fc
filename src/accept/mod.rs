//! The fold over the months: which return counts, what is withheld, what is carried.
//!
//! Every month is accepted_months once, from its own returns and from what counted in the months before it; nothing is remembered
//! between runs.

mod changes;
mod confirmation;
mod context;
mod difference;
mod entries;
mod month;
mod order;
mod repeated;
mod sender;
mod two_projects;
mod untouched;

use std::collections::{BTreeMap, BTreeSet};

use crate::accept::context::MonthContext;
use crate::findings::Finding;
use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{CellOutcome, FormOutcome, Return};
use crate::sources::Sources;
use crate::text::calendar::Month;

pub use confirmation::is_confirmed;
pub use order::was_sent_for;

/// The months accepted_months up to the run's, with what the run's month has to say.
#[derive(Debug, Default)]
pub struct Acceptance {
    /// What counts in each month.
    pub accepted_months: AcceptedMonths,
    /// The return that counts for each project in the run's month, by its place among the returns.
    pub counting: BTreeMap<ProjectId, usize>,
    /// The findings of the run's month, those of the door aside.
    pub findings: Vec<Finding>,
}

/// Settles every month up to `as_of`, and gives every return and value its outcome relative to that month.
#[must_use]
pub fn accept(plan: &Plan, sources: &Sources, returns: &mut [Return], as_of: Month) -> Acceptance {
    let mut months: BTreeSet<Month> =
        returns.iter().filter(|ret| !ret.refused).filter_map(|ret| ret.month).collect();
    months.insert(as_of);
    two_projects::choose(plan, returns);
    let mut settling = Acceptance::default();
    for ret in returns.iter_mut() {
        let refused_here = ret.refused && ret.belongs_to(as_of);
        let outcome = if refused_here { FormOutcome::Refused } else { FormOutcome::OtherMonth };
        let cells = if refused_here { CellOutcome::Refused } else { CellOutcome::OtherMonth };
        ret.outcome = outcome;
        ret.values.iter_mut().for_each(|value| value.outcome = cells);
    }
    for month in months {
        // Months after the run's have their order, and no say in anything else.
        let is_past = month <= as_of;
        let found = month::accept_month(&MonthContext {
            plan,
            sources,
            returns,
            earlier: &settling.accepted_months,
            month,
        });
        for (at, verdict) in found.verdicts {
            let Some(ret) = returns.get_mut(at) else { continue };
            // A refused form has no place in the order of those that count.
            ret.rank = if ret.refused { None } else { Some(verdict.rank) };
            if month == as_of {
                ret.outcome = verdict.outcome;
                for (value, outcome) in ret.values.iter_mut().zip(verdict.values) {
                    value.outcome = outcome;
                }
            }
        }
        if is_past {
            settling.accepted_months.months.insert(month, found.state);
        }
        if month == as_of {
            settling.counting = found.counting;
            settling.findings = found.findings;
        }
    }
    settling
}
