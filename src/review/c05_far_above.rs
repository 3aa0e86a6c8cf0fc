//! C05: an achievement rate is above 過大の目安, a setting of the master.

use crate::figure::decimal_words;
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::ratings::EffectBasis;
use crate::review::judged::Review;
use crate::review::rule::Rule;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C05",
        severity: Severity::Check,
        title: "目標を大きく超えた達成率",
        help: "実績の数え方と桁を確かめてください。正しいときは、目標の見直しを検討してください",
        explain: include_str!("c05_far_above.md"),
        ..Kind::PLAIN
    },
    check,
};

fn check(review: &Review<'_>) -> Vec<Finding> {
    let limit = review.plan.settings.over_percent;
    let mut findings = Vec::new();
    for reviewed in review.projects() {
        for row in reviewed.indicators.iter().filter(|row| row.effect_basis == EffectBasis::Figures) {
            let Some(rate) = &row.rate else { continue };
            let above = rate.value().is_some_and(|value| value.above(limit));
            let entry = reviewed.row(Field::Actual, row);
            // C02 already asks about a slipped digit.
            let accepted = review
                .accepted_months
                .months
                .get(&review.month)
                .and_then(|month| month.projects.get(&row.project));
            let slipped = accepted
                .and_then(|accepted| accepted.entries.get(&entry.key()))
                .is_some_and(|entry| entry.doubtful);
            if above && !slipped {
                let shown = rate.shown(&review.plan.bands.effect).unwrap_or_default();
                let message = format!(
                    "達成率が{shown}%です（目標「{}」、実績「{}」）",
                    row.target_text, row.actual_text
                );
                let expected = format!("{}%以下", decimal_words(limit));
                findings.push(entry.attribute(RULE.kind.at(entry.cell(), message).expected(expected)));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, findings_of, plan_with, said, set_year, times};

    #[test]
    fn a_rate_above_the_limit_is_reported() {
        let plan = plan_with(0, 0, |indicator| set_year(indicator, 2031, "200手続／800手続", "-"));
        assert_eq!(
            said(&findings_of(&plan, |form| form)),
            ["C05 達成率が205.5%です（目標「200手続／800手続」、実績「411手続」）"]
        );
        assert!(findings_of(&plan, |form| form.set(Field::Confirmed, "C05")).is_empty());
    }

    #[test]
    fn a_rate_at_the_limit_is_accepted() {
        assert_eq!(times("C05", &findings(|form| form.actual(0, "800手続"))), 0);
    }
}
