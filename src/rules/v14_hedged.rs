//! V14: 約, 以上, 程度 beside the number, or a range: what was taken.

use crate::evaluate::rate::amount;
use crate::figure::Hedge;
use crate::finding::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::rules::entry::Entry;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V14",
        severity: Severity::Check,
        title: "約・以上・程度の付いた数値",
        help: "正確な数値を記入してください",
        explain: include_str!("v14_hedged.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let found = entry.quantity()?;
    let hedge = entry.value?.figure.as_ref()?.hedge?;
    // A forecast is an estimate by its nature.
    if entry.field == Field::Forecast && hedge == Hedge::Expected {
        return None;
    }
    let taken = amount(found.number, entry.unit());
    let message = format!(
        "{}「{}」を{taken}と読み取りました（「{}」は除いています）",
        entry.label(),
        entry.text(),
        hedge.words()
    );
    Some(RULE.kind.at(entry.cell(), message).expected(taken))
}

#[cfg(test)]
mod tests {
    use crate::rules::sample::codes_when;

    #[test]
    fn an_estimate_is_told() {
        assert_eq!(codes_when(|form| form.actual(0, "約411手続")), ["V14"]);
    }

    #[test]
    fn an_exact_number_is_not() {
        assert!(codes_when(|form| form.actual(0, "411手続")).is_empty());
    }
}
