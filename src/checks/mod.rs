//! The rules that run before evaluation: one small file for each code, with its message, its page and its
//! tests.
//!
//! A rule reads no files and does not decide what counts. It checks one entry or one month and returns its
//! findings.

mod comparison;
mod content;
mod earlier;
pub(crate) mod entries;
pub(crate) mod entry;
pub(crate) mod likely_correction;
pub(crate) mod month_view;
mod quantity;
mod report;
mod rule;
mod value;

use crate::checks::entry::Entry;
use crate::checks::month_view::MonthView;
pub(crate) use crate::checks::report::{no_code, states_wish};
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Role};

fn rules() -> impl Iterator<Item = &'static Rule> {
    [value::RULES, comparison::RULES, report::RULES].into_iter().flatten().copied()
}

/// Returns the kind of every rule in this module.
pub(crate) fn kinds() -> impl Iterator<Item = &'static Kind> {
    rules().map(|rule| &rule.kind)
}

/// Returns the findings about an entry, in the order of their codes.
#[must_use]
pub(crate) fn check_entry(entry: &Entry<'_>) -> Vec<Finding> {
    let ask = |rule: &Rule| match rule.check {
        Check::Entry(check) => check(entry),
        Check::Month(_) => None,
    };
    let mut found: Vec<Finding> = rules().filter_map(ask).map(|finding| entry.attribute(finding)).collect();
    found.sort_by_key(|finding| finding.kind.code);
    // A slipped digit also pushes a value beyond 100%, so report only the slip.
    let slipped = found.iter().any(|finding| finding.kind.role == Role::Doubt);
    found.retain(|finding| !slipped || finding.kind.role != Role::BeyondAll);
    found
}

/// Returns the findings about a month's returns, in the order of their codes.
#[must_use]
pub(crate) fn check_month(view: &MonthView<'_>) -> Vec<Finding> {
    let ask = |rule: &Rule| match rule.check {
        Check::Month(check) => check(view),
        Check::Entry(_) => Vec::new(),
    };
    let mut found: Vec<Finding> = rules().flat_map(ask).collect();
    found.sort_by_key(|finding| finding.kind.code);
    found
}
