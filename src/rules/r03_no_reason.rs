//! R03: a band marked 要対応, or such an outlook, without a reason.

use crate::finding::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::rules::entry::says_nothing;
use crate::rules::review::Review;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R03",
        severity: Severity::Check,
        title: "理由の未記入",
        help: "遅れ・未達の理由を記入してください",
        explain: include_str!("r03_no_reason.md"),
    },
    check: Check::Assessment(check),
};

fn check(review: &Review<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for reviewed in review.projects() {
        let entry = reviewed.entry(Field::Reason);
        let Some(why) = reviewed.needs_action(review.plan).filter(|_| says_nothing(entry.text())) else {
            continue;
        };
        let message = format!("{why}ですが、遅れ・未達の理由が記入されていません");
        findings.push(entry.stamp(RULE.kind.at(entry.cell(), message)));
    }
    findings
}
