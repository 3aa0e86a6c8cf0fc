//! The parts of a review rule.

use crate::findings::{Finding, Kind};
use crate::review::judged::Review;

/// A rule that needs the judgments. Its findings never withhold a value.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Code, severity and texts.
    pub(crate) kind: Kind,
    /// Checks a month's judgments.
    pub(crate) check: fn(&Review<'_>) -> Vec<Finding>,
}
