//! R08: the effect would be 要判断, and there is no 自己評価.

use crate::evaluate::model::Effect;
use crate::finding::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::rules::entry::{one_line, says_nothing};
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
                let bands: Vec<&str> =
                    review.plan.bands.effect.iter().map(|band| band.name.as_str()).collect();
                findings.push(entry.stamp(RULE.kind.at(entry.cell(), message).expected(bands.join("・"))));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::grid::Cell;
    use crate::rules::sample::{AS_OF, Form, form, plan, run, said};

    fn milestone(change: impl Fn(Form) -> Form) -> Vec<String> {
        let plan = plan();
        said(&run(&plan, vec![form(&plan, "1-1-1", AS_OF), change(form(&plan, "1-1-2", AS_OF))]).findings)
    }

    #[test]
    fn words_that_are_not_the_target_s_ask_for_a_rating() {
        assert_eq!(
            milestone(|form| form.actual(0, "整備完了・運用開始")),
            [
                "R08 実績「整備完了・運用開始」が目標「整備・運用」を達成したか、数値では判断できません。自己評価がありません"
            ]
        );
    }

    #[test]
    fn a_rating_a_confirmation_or_the_same_words_do_not() {
        let done = |form: Form| form.actual(0, "整備完了・運用開始");
        assert!(milestone(|form| done(form).row(Field::SelfRating, 0, Cell::text("達成"))).is_empty());
        assert!(milestone(|form| done(form).set(Field::Confirmed, "R08")).is_empty());
        assert!(milestone(|form| form.actual(0, "整備・ 運用")).is_empty());
    }
}
