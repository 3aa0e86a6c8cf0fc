//! The input and the result of accepting a month.

use std::collections::BTreeMap;

use crate::accept::index::ReturnIndex;
use crate::findings::Finding;
use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::returns::accepted::{AcceptedMonth, AcceptedMonths};
use crate::returns::{CellOutcome, EntryKey, FormOutcome, Return};
use crate::sources::Sources;
use crate::text::calendar::Month;

/// The outcome of one return.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) outcome: FormOutcome,
    pub(super) rank: u32,
    /// The outcome of each of its values, in their order.
    pub(super) values: Vec<CellOutcome>,
}

/// The outcome of a month.
#[derive(Debug, Default)]
pub(super) struct MonthOutcome {
    pub(super) state: AcceptedMonth,
    /// The verdict on each return, by its index.
    pub(super) verdicts: BTreeMap<usize, Verdict>,
    pub(super) counting: BTreeMap<ProjectId, Counting>,
    pub(super) findings: Vec<Finding>,
}

/// The returns that count for a project in a month, given by their indexes.
#[derive(Clone, Debug)]
pub(crate) struct Counting {
    /// The return that counts for the project.
    pub main: usize,
    /// The entries that count from another department's return.
    pub others: BTreeMap<EntryKey, usize>,
}

/// The input for accepting a month.
#[derive(Clone, Copy, Debug)]
pub(super) struct MonthContext<'a> {
    pub(super) plan: &'a Plan,
    pub(super) sources: &'a Sources,
    pub(super) returns: &'a [Return],
    pub(super) index: &'a ReturnIndex,
    /// What was accepted in earlier months.
    pub(super) earlier: &'a AcceptedMonths,
    pub(super) month: Month,
}
