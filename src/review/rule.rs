//! What a rule of the review is.

use crate::findings::{Finding, Kind};
use crate::review::judged::Review;

/// A rule that needs the judgments. Its findings never withhold a value.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Code, severity, words.
    pub(crate) kind: Kind,
    /// Looks at a month's judgments.
    pub(crate) check: fn(&Review<'_>) -> Vec<Finding>,
}
