//! What accepting a month looks at, and what it gives.

use std::collections::BTreeMap;

use crate::findings::Finding;
use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::returns::accepted::{AcceptedMonth, AcceptedMonths};
use crate::returns::{CellOutcome, FormOutcome, Return};
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

/// A month, accepted_months.
#[derive(Debug, Default)]
pub(super) struct MonthOutcome {
    pub(super) state: AcceptedMonth,
    pub(super) verdicts: BTreeMap<usize, Verdict>,
    pub(super) counting: BTreeMap<ProjectId, usize>,
    pub(super) findings: Vec<Finding>,
}

/// What settling a month looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct MonthContext<'a> {
    pub(super) plan: &'a Plan,
    pub(super) sources: &'a Sources,
    pub(super) returns: &'a [Return],
    /// What counts in the months before.
    pub(super) earlier: &'a AcceptedMonths,
    pub(super) month: Month,
}
