//! C02: a value is many times, or a small fraction of, the previous value or the target.

use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::amount_as_written;
use crate::findings::{Finding, Kind, Role, Severity};
use crate::form::field::Field;
use crate::plan::model::{Accumulation, Direction, Indicator, Plan};
use crate::text::calendar::Month;
use crate::text::unit;
use rust_decimal::Decimal;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C02",
        severity: Severity::Check,
        title: "桁の違う値",
        help: "桁を確かめ、誤っていれば直してください",
        explain: include_str!("c02_slipped_digit.md"),
        role: Role::Doubt,
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let indicator = entry.indicator?;
    // Without a target for the year no size is expected.
    entry.target()?;
    let now = entry.quantity()?.number;
    // A zero is compared only if less is better. Otherwise it means that nothing was achieved, not a slip.
    if now < Decimal::ZERO || (now.is_zero() && indicator.direction == Direction::Increase) {
        return None;
    }
    let against = match entry.field {
        Field::Actual => actual_against(entry, indicator, now)?,
        Field::Forecast if !entry.month.is_fiscal_year_end() => forecast_against(entry, now)?,
        _ => return None,
    };
    let message =
        format!("{}{}は、{against}と桁が違います", entry.label(), amount_as_written(now, entry.unit()));
    Some(RULE.kind.at(entry.cell(), message).expected(format!("{against}と同じくらいの桁")))
}

/// True if a value is at least the factor times `most`, or at most that fraction of `least`.
fn slipped(entry: &Entry<'_>, now: Decimal, least: Decimal, most: Decimal) -> bool {
    let factor = entry.plan.settings.slip_factor;
    // With whole things, a value below the factor is not a slipped digit: 1 where 0.1 is expected is merely
    // early.
    let enough = |number: Decimal| number >= factor || !unit::counts_whole_things(entry.unit());
    let far = most.checked_mul(factor).is_some_and(|limit| now >= limit) && enough(now);
    let near =
        now.checked_mul(factor).is_some_and(|limit| limit <= least) && (!now.is_zero() || enough(least));
    most > Decimal::ZERO && (far || near)
}

/// Returns the year's target in words if a forecast is of another size, and not between the actual and it.
fn forecast_against(entry: &Entry<'_>, now: Decimal) -> Option<String> {
    let target = entry.target()?.number;
    let actual = entry.other_field(Field::Actual).quantity().map(|actual| actual.number);
    let on_the_way = actual.is_some_and(|from| (from.min(target)..=from.max(target)).contains(&now));
    (!on_the_way && slipped(entry, now, target, target))
        .then(|| format!("目標の{}", amount_as_written(target, entry.unit())))
}

/// Returns, in words, the earlier value or the target whose size differs from an actual's.
fn actual_against(entry: &Entry<'_>, indicator: &Indicator, now: Decimal) -> Option<String> {
    let unit = entry.unit();
    let elapsed = elapsed_share(entry.plan, entry.month);
    // An annual count is scaled to the number of months that have passed.
    let anew = indicator.accumulation == Accumulation::Annual && !unit::per_year(unit);
    let share = if anew { elapsed } else { Decimal::ONE };
    let target = entry.target().map(|target| target.number);
    let due = target.and_then(|target| target.checked_mul(share));
    let before = entry.previous();
    let expected = before.as_ref().and_then(|before| {
        let then = if anew { elapsed_share(entry.plan, before.month) } else { Decimal::ONE };
        before.number.checked_mul(share)?.checked_div(then)
    });
    // Any value between the expected one and the target due by now is plausible.
    if expected.zip(due).is_some_and(|(from, to)| (from.min(to)..=from.max(to)).contains(&now)) {
        return None;
    }
    match (before, expected.filter(|expected| slipped(entry, now, *expected, *expected))) {
        (Some(before), Some(_)) => {
            Some(format!("{}の{}", before.month.japanese(), amount_as_written(before.number, unit)))
        }
        // An indicator that began this year may still be far below its target, so scale the lower limit by
        // elapsed time.
        _ => {
            let target = target?;
            let least = target.checked_mul(elapsed)?;
            slipped(entry, now, least, due?).then(|| format!("目標の{}", amount_as_written(target, unit)))
        }
    }
}

/// Returns the elapsed share (above 0, at most 1) of the fiscal year's months that the plan covers.
fn elapsed_share(plan: &Plan, month: Month) -> Decimal {
    let year = month.fiscal_year();
    let first = plan.first_month_of(year);
    let months = |last: Month| Decimal::from((last.months_since(first) + 1).max(1));
    months(month).checked_div(months(year.last_month())).unwrap_or(Decimal::ONE)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::plan::model::{Accumulation, Direction, Indicator};
    use crate::sample::forms::{
        Form, findings, findings_at, plan, plan_with, said, said_when, set_year, times,
    };
    use workbook::Cell;

    /// Returns the C02 messages for an actual of month `at`, given the indicator's unit, kind, last actual
    /// and target.
    fn slips(
        unit: &str,
        accumulation: Accumulation,
        before: &str,
        target: &str,
        at: &str,
        actual: &str,
    ) -> Vec<String> {
        let plan = plan_with(0, 0, |indicator: &mut Indicator| {
            indicator.unit = unit.to_owned();
            indicator.accumulation = accumulation;
            for (year, text) in [(2030, before), (2032, "-"), (2033, "-")] {
                set_year(indicator, year, "-", text);
            }
            set_year(indicator, 2031, target, "-");
        });
        let same_targets = |form: Form| {
            [2030, 2032, 2033].into_iter().fold(form, |form, year| form.of_year(Field::Target, 0, year, "-"))
        };
        let found = findings_at(&plan, at, |form| same_targets(form).actual(0, actual));
        said(&found).into_iter().filter(|told| told.starts_with("C02")).collect()
    }

    #[test]
    fn ten_times_the_previous_value_is_reported() {
        assert_eq!(times("C02", &findings(|form| form.actual(0, "1250手続"))), 1);
        assert_eq!(
            said_when(|form| form.actual(0, "1250手続"))[0],
            "C02 実績①1,250手続は、2031年3月末の125手続と桁が違います"
        );
    }

    #[test]
    fn a_tenth_of_the_target_is_reported_without_a_previous_value() {
        let told = slips("人", Accumulation::Stock, "-", "400人", "2032-03", "40人");
        assert_eq!(told, ["C02 実績①40人は、目標の400人と桁が違います"]);
    }

    #[test]
    fn a_forecast_is_compared_with_the_target_of_its_year() {
        let plan = plan();
        let told = |actual: &str, forecast: &str| {
            let found = findings_at(&plan, "2031-12", |form| {
                form.actual(0, actual).row(Field::Forecast, 0, Cell::text(forecast))
            });
            said(&found).into_iter().filter(|told| told.starts_with("C02")).collect::<Vec<_>>()
        };
        assert_eq!(
            told("330手続", "4000手続"),
            ["C02 年度末見込み①4,000手続は、目標の400手続と桁が違います"]
        );
        assert_eq!(told("330手続", "40手続"), ["C02 年度末見込み①40手続は、目標の400手続と桁が違います"]);
        for plausible in ["400手続", "900手続", "200手続"] {
            assert!(told("330手続", plausible).is_empty(), "{plausible}");
        }
        let early = told("35手続", "38手続");
        assert!(early.iter().all(|told| !told.contains("年度末見込み")), "{early:?}");
    }

    #[test]
    fn a_year_without_a_target_is_not_compared() {
        assert!(slips("人", Accumulation::Stock, "400人", "-", "2032-03", "40人").is_empty());
    }

    #[test]
    fn a_slipped_percentage_is_one_finding() {
        let found = findings(|form| form.actual(1, "721%"));
        assert_eq!((times("C02", &found), times("C05", &found), times("V07", &found)), (1, 0, 0));
    }

    #[test]
    fn a_smaller_difference_is_accepted() {
        assert_eq!(times("C02", &findings(|form| form.actual(0, "799手続"))), 0);
    }

    #[test]
    fn a_value_between_the_previous_one_and_a_far_target_is_accepted() {
        let told = |actual| slips("館", Accumulation::Stock, "3館", "100館", "2032-03", actual);
        assert_eq!(told("100館"), Vec::<String>::new());
        assert_eq!(told("9館"), Vec::<String>::new());
        assert_eq!(told("1000館"), ["C02 実績①1,000館は、2031年3月末の3館と桁が違います"]);
    }

    #[test]
    fn an_indicator_that_began_this_year_may_be_far_below_its_target() {
        for (unit, target, actual) in [("%", "15%", "1.3%"), ("台", "85台", "8台")] {
            let kind = if unit == "%" { Accumulation::Rate } else { Accumulation::Stock };
            assert!(slips(unit, kind, "-", target, "2031-04", actual).is_empty(), "{actual}");
            assert_eq!(slips(unit, kind, "-", target, "2032-03", actual).len(), 1, "{actual}");
        }
    }

    #[test]
    fn one_where_a_tenth_is_expected_is_no_slip() {
        assert!(slips("回", Accumulation::Annual, "-", "1回", "2031-04", "1回").is_empty());
        assert_eq!(slips("回", Accumulation::Annual, "-", "12回", "2031-04", "10回").len(), 1);
    }

    #[test]
    fn a_zero_is_reported_where_less_is_better() {
        let told = |unit: &str, direction, before: &str, target, actual| {
            let plan = plan_with(0, 0, |indicator: &mut Indicator| {
                (indicator.unit, indicator.direction) = (unit.to_owned(), direction);
                set_year(indicator, 2030, "-", before);
                set_year(indicator, 2031, target, "-");
                set_year(indicator, 2032, "-", "-");
                set_year(indicator, 2033, "-", "-");
            });
            said(&findings_at(&plan, "2031-12", |form| {
                let form = [2030, 2032, 2033]
                    .into_iter()
                    .fold(form, |form, year| form.of_year(Field::Target, 0, year, "-"));
                form.actual(0, actual)
            }))
            .into_iter()
            .filter(|told| told.starts_with("C02"))
            .collect::<Vec<_>>()
        };
        let slipped = ["C02 実績①0千円は、2031年3月末の590千円と桁が違います"];
        assert_eq!(told("千円", Direction::Decrease, "590千円", "500千円", "0千円"), slipped);
        assert!(told("千円", Direction::Increase, "590千円", "500千円", "0千円").is_empty());
        // A small number may fall to zero.
        assert!(told("件", Direction::Decrease, "3件", "2件", "0件").is_empty());
        assert_eq!(told("件", Direction::Decrease, "30件", "20件", "0件").len(), 1);
    }

    #[test]
    fn a_unit_per_year_is_not_divided_by_months() {
        let told =
            |actual| slips("時間/年", Accumulation::Annual, "20時間/年", "24時間/年", "2031-04", actual);
        assert!(told("24時間/年").is_empty());
        assert_eq!(told("240時間/年").len(), 1);
    }

    #[test]
    fn what_began_at_nought_is_compared_with_the_target_only() {
        assert!(slips("人", Accumulation::Stock, "0人", "100人", "2032-03", "150人").is_empty());
        assert_eq!(slips("人", Accumulation::Stock, "0人", "100人", "2032-03", "1500人").len(), 1);
    }

    #[test]
    fn a_forecast_at_the_year_s_end_is_not_compared() {
        let told = findings(|form| form.row(Field::Forecast, 0, Cell::text("4000手続")));
        assert_eq!(times("C02", &told), 0);
    }
}
