//! C02: a value many times, or a small fraction of, the previous value or the target.

use crate::evaluate::rate::amount;
use crate::finding::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::plan::model::{Accumulation, Plan};
use crate::rules::entry::Entry;
use crate::rules::{Check, Rule};
use crate::text::calendar::Month;
use rust_decimal::Decimal;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C02",
        severity: Severity::Check,
        title: "桁の違う値",
        help: "桁を確かめてください",
        explain: include_str!("c02_slipped_digit.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let indicator = entry.indicator.filter(|_| entry.field == Field::Actual)?;
    let now = entry.quantity()?.number;
    // A slipped digit never makes a nought.
    if now <= Decimal::ZERO {
        return None;
    }
    let annual = indicator.accumulation == Accumulation::Annual;
    let factor = entry.plan.settings.slip_factor;
    let slipped = |yardstick: Decimal| {
        let far = yardstick.checked_mul(factor).is_some_and(|limit| now >= limit);
        let near = now.checked_mul(factor).is_some_and(|limit| limit <= yardstick);
        yardstick > Decimal::ZERO && (far || near)
    };
    let share = if annual { elapsed_share(entry.plan, entry.month) } else { Decimal::ONE };
    let before = entry.previous().filter(|before| {
        let then = if annual { elapsed_share(entry.plan, before.month) } else { Decimal::ONE };
        // A count of one year is compared over the same number of months.
        let scaled = before.number.checked_mul(share).and_then(|number| number.checked_div(then));
        scaled.is_some_and(slipped)
    });
    let unit = entry.unit();
    let against = match before {
        Some(before) => format!("{}の{}", before.month.japanese(), amount(before.number, unit)),
        None => {
            let target = entry.target()?.number;
            if !target.checked_mul(share).is_some_and(slipped) {
                return None;
            }
            format!("目標の{}", amount(target, unit))
        }
    };
    let message = format!("{}{}は、{against}と桁が違います", entry.label(), amount(now, unit));
    Some(RULE.kind.at(entry.cell(), message))
}

/// The part of the fiscal year that has gone by, of the months that the plan covers.
fn elapsed_share(plan: &Plan, month: Month) -> Decimal {
    let year = month.fiscal_year();
    let first = plan.first_month_of(year);
    let months = |last: Month| Decimal::from((last.months_since(first) + 1).max(1));
    months(month).checked_div(months(year.last_month())).unwrap_or(Decimal::ONE)
}

#[cfg(test)]
mod tests {
    use crate::rules::sample::codes_when;

    #[test]
    fn ten_times_the_value_before_is_named() {
        assert_eq!(codes_when(|form| form.actual(0, "1250手続")), ["C02", "C05", "V06"]);
    }

    #[test]
    fn less_is_not() {
        assert!(codes_when(|form| form.actual(0, "799手続")).is_empty());
    }
}
