//! Findings: what is wrong or noteworthy about a return or the master workbook, where, and how to correct it.
//!
//! A [`Kind`] declares what its findings share: code, severity, texts, and their meaning to later stages. The
//! kinds here are raised by a stage itself: `file` and `form` by resolving, `change` by comparing a
//! form with the plan, `answer` by ordering the returns, `plan` by reading the master. Rules about each
//! entry or month declare theirs in `checks`, those that need the judgments in `review`. `catalogue` lists
//! all kinds.

pub(crate) mod answer;
pub(crate) mod change;
pub(crate) mod confirmed;
pub(crate) mod file;
mod finding;
pub(crate) mod form;
pub(crate) mod plan;

pub use finding::{Finding, Kind, Location, Planned, Role, Severity};

/// Returns the kinds that stages raise, including those of the master workbook.
pub fn raised() -> impl Iterator<Item = &'static Kind> {
    [file::KINDS, form::KINDS, change::KINDS, answer::KINDS, plan::KINDS].into_iter().flatten().copied()
}
