//! R04: a band or an outlook is marked 要対応, and 今後の対応 is blank.

use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::review::judged::{Review, blank_despite_action};
use crate::review::rule::Rule;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R04",
        severity: Severity::Check,
        title: "今後の対応の未記入",
        help: "今後の対応を記入してください",
        explain: include_str!("r04_no_next_step.md"),
        asks: Some(Field::NextStep),
        ..Kind::PLAIN
    },
    check,
};

fn check(review: &Review<'_>) -> Vec<Finding> {
    blank_despite_action(review, &RULE.kind, Field::NextStep, "何をいつまでに行うか")
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn a_blank_next_step_beside_a_low_band_is_reported() {
        let late =
            |form: crate::sample::forms::Form| form.actual(0, "200手続").set(Field::Progress, "やや遅れ");
        assert_eq!(
            said_when(|form| late(form).set(Field::Reason, "説明")),
            ["R04 指標①の効果達成状況が「未達」ですが、今後の対応が記入されていません"]
        );
        assert_eq!(
            times(
                "R04",
                &findings(|form| late(form).set(Field::Reason, "説明").set(Field::NextStep, "なし"))
            ),
            1
        );
    }

    #[test]
    fn a_band_that_needs_no_action_is_accepted() {
        assert_eq!(times("R04", &findings(|form| form.actual(0, "330手続"))), 0);
    }
}
