//! V07: above 100 where the unit is %.

use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::amount;
use crate::findings::{Finding, Kind, Severity};
use crate::text::unit;
use rust_decimal::Decimal;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V07",
        severity: Severity::Check,
        title: "100%を超える割合",
        help: "割合の計算を確かめてください",
        explain: include_str!("v07_above_hundred.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let found = entry.quantity()?;
    let percent = unit::is_percent(entry.unit()) || unit::is_reduction(entry.unit());
    (percent && found.number > Decimal::ONE_HUNDRED).then(|| {
        let message = format!("{}{}が100%を超えています", entry.label(), amount(found.number, entry.unit()));
        RULE.kind.at(entry.cell(), message).expected("100%以下")
    })
}

#[cfg(test)]
mod tests {
    use crate::sample::forms::{codes_when, said_when};

    #[test]
    fn more_than_everything_is_named() {
        assert_eq!(said_when(|form| form.actual(1, "104%")), ["V07 実績②104%が100%を超えています"]);
    }

    #[test]
    fn everything_is_not() {
        assert!(codes_when(|form| form.actual(1, "100%")).is_empty());
    }
}
