//! R codes that need no judgment: missing returns, and what a return reports besides its figures.

mod r01_not_returned;
mod r02_progress;
mod r06_revision_wish;
mod r07_ended;
mod wish;

use crate::checks::rule::Rule;
pub(crate) use r02_progress::no_code;
pub(crate) use r06_revision_wish::states_wish;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] =
    &[&r01_not_returned::RULE, &r02_progress::RULE, &r06_revision_wish::RULE, &r07_ended::RULE];
