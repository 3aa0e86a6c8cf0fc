//! R08: the effect would be 要判断, and there is no 自己評価.

use crate::evaluate::model::Effect;
use crate::finding::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::rules::entry::says_nothing;
use crate::rules::review::Review;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R08",
        severity: Severity::Check,
        title: "自己評価のない要判断",
        help: "自己評価の欄で区分を選んでください",
        explain: include_str!("r08_undecided.md"),
    },
    check: Check::Assessment(check),
};

fn check(review: &Review<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !review.month.is_fiscal_year_end() {
        return findings;
    }
    for reviewed in review.projects() {
        for row in reviewed.indicators.iter().filter(|row| row.effect == Effect::Undecided) {
            let entry = reviewed.row(Field::SelfRating, row);
            if says_nothing(entry.text()) {
                let message = format!(
                    "実績「{}」が目標「{}」を達成したか、数値では判断できません。自己評価がありません",
                    one_line(&row.actual_text),
                    one_line(&row.target_text)
                );
                findings.push(entry.stamp(RULE.kind.at(entry.cell(), message)));
            }
        }
    }
    findings
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
