//! The fold over the months: which return counts, what is withheld, what is carried.
//!
//! Every month is settled once, from its own returns and from what counted in the months before it; nothing is remembered
//! between runs.

mod changes;
mod confirmation;
mod copied;
mod difference;
mod judge;
mod month;
mod order;
mod sender;
mod situation;
mod two_projects;

use std::collections::{BTreeMap, BTreeSet};

use crate::accept::situation::Situation;
use crate::findings::Finding;
use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::returns::accepted::Settled;
use crate::returns::{CellOutcome, FormOutcome, Return};
use crate::sources::Sources;
use crate::text::calendar::Month;

pub use confirmation::is_confirmed;
pub use order::was_sent_for;

/// The months settled up to the run's, with what the run's month has to say.
#[derive(Debug, Default)]
pub struct Settling {
    /// What counts in each month.
    pub settled: Settled,
    /// The return that counts for each project in the run's month, by its place among the returns.
    pub counting: BTreeMap<ProjectId, usize>,
    /// The findings of the run's month, those of the door aside.
    pub findings: Vec<Finding>,
}

/// Settles every month up to `as_of`, and gives every return and value its outcome relative to that month.
#[must_use]
pub fn settle(plan: &Plan, sources: &Sources, returns: &mut [Return], as_of: Month) -> Settling {
    let mut months: BTreeSet<Month> =
        returns.iter().filter(|ret| !ret.refused).filter_map(|ret| ret.month).collect();
    months.insert(as_of);
    two_projects::choose(plan, returns);
    let mut settling = Settling::default();
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
        let found =
            month::settle_month(&Situation { plan, sources, returns, earlier: &settling.settled, month });
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
            settling.settled.months.insert(month, found.state);
        }
        if month == as_of {
            settling.counting = found.counting;
            settling.findings = found.findings;
        }
    }
    settling
}
