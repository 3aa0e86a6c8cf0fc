//! The columns of 概況.

use crate::report::Report;
use crate::report::scale::Scale;

/// The two blocks that stand side by side: for each judgment a name column, its counts, their sum and a share.
pub(super) struct Columns {
    pub(super) left_last: u16,
    pub(super) right: u16,
    pub(super) right_last: u16,
}

impl Columns {
    pub(super) fn new(report: &Report) -> Self {
        let steps = |scale: &Scale| u16::try_from(scale.steps.len()).unwrap_or(u16::MAX);
        let left_last = steps(&report.effect) + 2;
        let right = left_last + 2;
        Self { left_last, right, right_last: right + steps(&report.progress) + 2 }
    }
}
