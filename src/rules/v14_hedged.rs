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
    let how = match hedge {
        Hedge::Range { high, .. } => {
            format!("{}までの範囲のうち、小さいほうです", amount(high, entry.unit()))
        }
        _ => format!("「{}」は除いています", hedge.words()),
    };
    let message = format!("{}「{}」を{taken}と読み取りました（{how}）", entry.label(), entry.text());
    Some(RULE.kind.at(entry.cell(), message).expected(taken))
}

#[cfg(test)]
mod tests {
    use crate::rules::sample::{codes_when, findings};

    #[test]
    fn an_estimate_is_told() {
        assert_eq!(codes_when(|form| form.actual(0, "約411手続")), ["V14"]);
        let found = findings(|form| form.actual(0, "約411手続"));
        assert_eq!(found[0].message, "実績①「約411手続」を411手続と読み取りました（「約」は除いています）");
    }

    #[test]
    fn of_a_range_both_ends_are_told() {
        let found = findings(|form| form.actual(1, "65～70%"));
        assert_eq!(found.iter().map(|finding| finding.kind.code).collect::<Vec<_>>(), ["V14"]);
        assert_eq!(
            found[0].message,
            "実績②「65～70%」を65%と読み取りました（70%までの範囲のうち、小さいほうです）"
        );
    }

    #[test]
    fn an_exact_number_is_not() {
        assert!(codes_when(|form| form.actual(0, "411手続")).is_empty());
    }
}
