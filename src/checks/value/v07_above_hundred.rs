//! V07: a percentage or a reduction above 100%.

use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::amount;
use crate::findings::{Finding, Kind, Role, Severity};
use crate::text::unit;
use rust_decimal::Decimal;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V07",
        severity: Severity::Check,
        title: "100%を超える割合",
        help: "割合の計算を確かめてください",
        explain: include_str!("v07_above_hundred.md"),
        role: Role::BeyondAll,
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let found = entry.quantity()?;
    let percent = unit::is_percent(entry.unit()) || unit::is_reduction(entry.unit());
    // More than 100% is possible where the target or an earlier value already exceeds it.
    let above = |number: Decimal| number > Decimal::ONE_HUNDRED;
    let known = entry.target().is_some_and(|target| above(target.number))
        || entry.previous().is_some_and(|before| above(before.number));
    (percent && !known && above(found.number)).then(|| {
        let message = format!("{}{}が100%を超えています", entry.label(), amount(found.number, entry.unit()));
        RULE.kind.at(entry.cell(), message).expected("100%以下")
    })
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, findings_of, plan_with, said_when, set_year, times};

    #[test]
    fn a_percentage_above_100_is_reported() {
        assert_eq!(said_when(|form| form.actual(1, "104%")), ["V07 実績②104%が100%を超えています"]);
    }

    #[test]
    fn a_target_or_an_earlier_value_above_100_allows_it() {
        for (target, before) in [("120%", "90%"), ("60%", "102%")] {
            let plan = plan_with(0, 1, |indicator| {
                set_year(indicator, 2030, "40%", before);
                set_year(indicator, 2031, target, "-");
            });
            let found = findings_of(&plan, |form| {
                form.of_year(Field::Actual, 1, 2030, before)
                    .of_year(Field::Target, 1, 2031, target)
                    .actual(1, "110%")
            });
            assert_eq!(times("V07", &found), 0, "{target} {before}");
        }
    }

    #[test]
    fn a_percentage_of_100_is_accepted() {
        assert_eq!(times("V07", &findings(|form| form.actual(1, "100%"))), 0);
    }
}
