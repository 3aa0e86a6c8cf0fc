//! The parts of a rule: its declaration and its check function.

use crate::checks::entry::Entry;
use crate::checks::month_view::MonthView;
use crate::findings::{Finding, Kind};

/// A rule that runs before evaluation.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Code, severity and texts.
    pub(crate) kind: Kind,
    /// The check, by whether it runs for each entry or once for a month.
    pub(crate) check: Check,
}

/// The function of a rule.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// Runs for every entry, filled in or blank, of the counting return.
    Entry(fn(&Entry<'_>) -> Option<Finding>),
    /// Runs once for a month's returns.
    Month(fn(&MonthView<'_>) -> Vec<Finding>),
}
