//! V05: the number is negative where only 0 or more makes sense.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V05",
        severity: Severity::Error,
        title: "負の数",
        help: "0以上の数で入力してください",
        explain: include_str!("v05_negative.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let Content::Number(quantity) = entry.content() else { return None };
    if !entry.is_number() || !entry.unit_fits(quantity) || !entry.is_wrongly_negative(quantity) {
        return None;
    }
    let message = format!("{}「{}」は負の数です", entry.label(), entry.text());
    Some(RULE.kind.at(entry.cell(), message).expected("0以上の数"))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::plan::model::Accumulation;
    use crate::sample::forms::{codes_when, findings, findings_of, plan_with, said_when, set_year, times};

    #[test]
    fn a_negative_count_is_refused() {
        assert_eq!(said_when(|form| form.actual(0, "▲9手続")), ["V05 実績①「▲9手続」は負の数です"]);
    }

    #[test]
    fn a_growth_rate_may_be_negative() {
        let plan = plan_with(0, 0, |indicator| indicator.name = "利用の伸び率".to_owned());
        let found = findings_of(&plan, |form| form.named(0, "利用の伸び率").actual(0, "▲9手続"));
        assert_eq!(times("V05", &found), 0);
    }

    #[test]
    fn a_positive_count_is_accepted() {
        assert_eq!(times("V05", &findings(|form| form.actual(0, "409手続"))), 0);
    }

    #[test]
    fn a_nought_in_the_plan_allows_for_less() {
        let plan = plan_with(0, 0, |indicator| set_year(indicator, 2030, "150手続／800手続", "0手続"));
        let found =
            findings_of(&plan, |form| form.of_year(Field::Actual, 0, 2030, "0手続").actual(0, "▲9手続"));
        assert_eq!(times("V05", &found), 0);
    }

    #[test]
    fn another_unit_and_the_words_of_a_milestone_are_not_told_twice() {
        assert_eq!(codes_when(|form| form.actual(0, "▲9人日")), ["V03"]);
        let plan = plan_with(0, 1, |indicator| indicator.accumulation = Accumulation::Milestone);
        assert_eq!(times("V05", &findings_of(&plan, |form| form.actual(1, "▲9%"))), 0);
    }
}
