//! R04: a band marked 要対応, or such an outlook, without 今後の対応.

use crate::finding::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::rules::entry::says_nothing;
use crate::rules::review::Review;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R04",
        severity: Severity::Check,
        title: "今後の対応の未記入",
        help: "今後の対応を記入してください",
        explain: include_str!("r04_no_next_step.md"),
    },
    check: Check::Assessment(check),
};

fn check(review: &Review<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for reviewed in review.projects() {
        let entry = reviewed.entry(Field::NextStep);
        let Some(why) = reviewed.needs_action(review.plan).filter(|_| says_nothing(entry.text())) else {
            continue;
        };
        let message = format!("{why}ですが、今後の対応が記入されていません");
        findings.push(entry.stamp(RULE.kind.at(entry.cell(), message)));
    }
    findings
}
