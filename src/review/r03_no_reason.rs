//! R03: a band or an outlook is marked 要対応, and 遅れ・未達の理由 is blank.

use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::review::judged::{Review, blank_despite_action};
use crate::review::rule::Rule;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R03",
        severity: Severity::Check,
        title: "理由の未記入",
        help: "遅れ・未達の理由を記入してください",
        explain: include_str!("r03_no_reason.md"),
        asks: Some(Field::Reason),
        ..Kind::PLAIN
    },
    check,
};

fn check(review: &Review<'_>) -> Vec<Finding> {
    blank_despite_action(review, &RULE.kind, Field::Reason, "一、二文の理由")
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn a_blank_reason_beside_a_low_band_is_reported() {
        let late =
            |form: crate::sample::forms::Form| form.actual(0, "200手続").set(Field::Progress, "やや遅れ");
        assert_eq!(
            said_when(|form| late(form).set(Field::NextStep, "説明")),
            ["R03 指標①の効果達成状況が「未達」ですが、遅れ・未達の理由が記入されていません"]
        );
        assert_eq!(
            times(
                "R03",
                &findings(|form| late(form).set(Field::NextStep, "説明").set(Field::Reason, "なし"))
            ),
            1
        );
    }

    #[test]
    fn a_band_that_needs_no_action_is_accepted() {
        assert_eq!(times("R03", &findings(|form| form.actual(0, "330手続"))), 0);
    }
}
