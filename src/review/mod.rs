//! The rules that run after evaluation. None of them is an 誤り, so the judgments do not change.

mod c05_far_above;
mod confirmed;
mod judged;
mod r03_no_reason;
mod r04_no_next_step;
mod r05_contradiction;
mod r08_undecided;
mod rule;
mod v19_rounded;

use crate::findings::{Finding, Kind};
use crate::review::rule::Rule;

pub(crate) use confirmed::confirmed_without_code;
pub(crate) use judged::Review;

/// The rules, by code.
static RULES: &[&Rule] = &[
    &c05_far_above::RULE,
    &r03_no_reason::RULE,
    &r04_no_next_step::RULE,
    &r05_contradiction::RULE,
    &r08_undecided::RULE,
    &v19_rounded::RULE,
];

/// Returns the kind of every rule in this module.
pub(crate) fn kinds() -> impl Iterator<Item = &'static Kind> {
    RULES.iter().map(|rule| &rule.kind)
}

/// Returns the findings about a month's judgments.
#[must_use]
pub(crate) fn of_assessment(review: &Review<'_>) -> Vec<Finding> {
    RULES.iter().flat_map(|rule| (rule.check)(review)).collect()
}

#[cfg(test)]
mod tests {
    use crate::findings::Severity;

    #[test]
    fn no_rule_after_evaluation_withholds_a_value() {
        for kind in super::kinds() {
            assert_ne!(kind.severity, Severity::Error, "{}", kind.code);
        }
    }
}
