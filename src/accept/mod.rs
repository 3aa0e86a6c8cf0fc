//! Decides month by month what counts: which return is the newest, which of its entries are withheld, and
//! which entries are carried over from earlier months.
//!
//! Each month is accepted once per run, from its own returns and what counted in earlier months.

mod answers;
mod changes;
mod confirmation;
mod context;
mod difference;
mod entries;
mod index;
mod month;
mod old_version;
mod order;
mod repeated;
mod sender;
#[cfg(test)]
mod tests;
mod two_projects;
mod untouched;

use std::collections::{BTreeMap, BTreeSet};

use crate::accept::context::MonthContext;
use crate::accept::index::ReturnIndex;
use crate::findings::Finding;
use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{CellOutcome, FormOutcome, Return};
use crate::sources::Sources;
use crate::text::calendar::Month;

pub(crate) use confirmation::is_confirmed;
pub(crate) use context::Counting;
pub(crate) use order::{is_answered, was_sent_for};

/// The accepted months up to the run's month, with the counting returns and findings of the run's month.
#[derive(Debug, Default)]
pub(crate) struct Acceptance {
    /// The accepted entries of each month.
    pub accepted_months: AcceptedMonths,
    /// The returns that count for each project in the run's month.
    pub counting: BTreeMap<ProjectId, Counting>,
    /// The findings of the run's month, except those from resolving.
    pub findings: Vec<Finding>,
}

/// Accepts every month up to `as_of`, and sets the outcome of every return and value as of that month.
#[must_use]
pub(crate) fn accept(plan: &Plan, sources: &Sources, returns: &mut [Return], as_of: Month) -> Acceptance {
    two_projects::choose(plan, returns);
    let index = ReturnIndex::new(returns);
    let mut months: BTreeSet<Month> = index.months().collect();
    months.insert(as_of);
    let mut acceptance = Acceptance::default();
    for ret in returns.iter_mut() {
        let refused_here = ret.refused && ret.belongs_to(as_of);
        let outcome = if refused_here { FormOutcome::Refused } else { FormOutcome::OtherMonth };
        let cells = if refused_here { CellOutcome::Refused } else { CellOutcome::OtherMonth };
        ret.outcome = outcome;
        ret.values.iter_mut().for_each(|value| value.outcome = cells);
    }
    for month in months {
        let found = month::accept_month(&MonthContext {
            plan,
            sources,
            returns,
            index: &index,
            earlier: &acceptance.accepted_months,
            month,
        });
        for (at, verdict) in found.verdicts {
            let Some(ret) = returns.get_mut(at) else { continue };
            // Refused forms have no rank among the returns that count.
            ret.rank = if ret.refused { None } else { Some(verdict.rank) };
            if month == as_of {
                ret.outcome = verdict.outcome;
                for (value, outcome) in ret.values.iter_mut().zip(verdict.values) {
                    value.outcome = outcome;
                }
            }
        }
        // Returns for later months are ranked among themselves and affect nothing else.
        if month <= as_of {
            acceptance.accepted_months.months.insert(month, found.state);
        }
        if month == as_of {
            acceptance.counting = found.counting;
            acceptance.findings = found.findings;
        }
    }
    acceptance
}
