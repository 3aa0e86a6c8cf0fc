//! What a rule is: what it declares, and what it is asked of.

use crate::checks::entry::Entry;
use crate::checks::month_view::MonthView;
use crate::findings::{Finding, Kind};

/// A rule that is asked before evaluation.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Code, severity, words.
    pub(crate) kind: Kind,
    /// What it looks at.
    pub(crate) check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// Every entry of the return that counts.
    Entry(fn(&Entry<'_>) -> Option<Finding>),
    /// A month's returns, once.
    Month(fn(&MonthView<'_>) -> Vec<Finding>),
}
