//! The pace of one indicator: from its rate, its start of the year and the months elapsed.

use rust_decimal::Decimal;

use crate::evaluate::known_actual::{elapsed, year_end};
use crate::evaluate::pace::{DistanceToTarget, Pace, PaceForm};
use crate::evaluate::rate::{Rate, rises};
use crate::plan::Plan;
use crate::plan::model::{Accumulation, Indicator, Method, Project};
use crate::returns::accepted::AcceptedMonths;
use crate::text::calendar::Month;
use crate::text::unit;

/// The least distance, in the indicator's unit, from the value at the start of the year to the target for
/// which progress is compared with a straight line. A smaller distance is covered in steps.
const STEPWISE_BELOW: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// Returns the 進度 of an indicator in the as-of fiscal year, by the months elapsed when its actual was
/// reported.
///
/// # Errors
/// Returns the reason there is no pace, in Japanese; empty if none is expected.
pub(super) fn pace(
    plan: &Plan,
    accepted_months: &AcceptedMonths,
    project: &Project,
    indicator: &Indicator,
    rate: &Rate,
    month: Month,
) -> Result<Pace, &'static str> {
    if indicator.method == Method::Reached {
        return Err("");
    }
    let Some((elapsed, months)) = elapsed(plan, month) else { return Err("") };
    let formed = |form: PaceForm, start: Decimal| Pace {
        form,
        actual: rate.actual,
        target: rate.target,
        base: rate.baseline,
        places: rate.places,
        start,
        elapsed,
        months,
    };
    let as_rate = || formed(PaceForm::Rate(rate.form), Decimal::ZERO);
    if month.is_fiscal_year_end() {
        return Ok(as_rate());
    }
    let start = || {
        year_end(accepted_months, project, indicator, month.fiscal_year().prev(), month)
            .or(indicator.baseline)
    };
    let distance_to_target = |start: Decimal| {
        let distance = rate.target.checked_sub(start)?;
        Some(if rises(indicator) { distance } else { -distance })
    };
    match indicator.accumulation {
        Accumulation::Milestone => Err(""),
        Accumulation::Annual if !unit::per_year(&indicator.unit) => {
            let form = if rises(indicator) { PaceForm::Annual } else { PaceForm::AnnualInverse };
            Ok(formed(form, Decimal::ZERO))
        }
        Accumulation::Rate | Accumulation::Annual => {
            // Without last year's value, a rising level is assumed to start at 0; the start of a falling one
            // is unknown.
            let Some(start) = start().or_else(|| rises(indicator).then_some(Decimal::ZERO)) else {
                return Ok(formed(PaceForm::LevelRate(rate.form, DistanceToTarget::Unknown), Decimal::ZERO));
            };
            let distance = match distance_to_target(start).ok_or("")? {
                distance if distance >= STEPWISE_BELOW => DistanceToTarget::Long,
                distance if distance > Decimal::ZERO => DistanceToTarget::Short,
                _ => return Ok(as_rate()),
            };
            Ok(formed(PaceForm::LevelRate(rate.form, distance), start))
        }
        Accumulation::Stock => {
            let start = start().ok_or("前年度末の実績も基準値もないため進度は計算しません")?;
            match distance_to_target(start).ok_or("")? {
                distance if distance >= STEPWISE_BELOW => Ok(formed(PaceForm::Growth, start)),
                distance if distance > Decimal::ZERO => Err("段階的に増えるため進度は計算しません"),
                _ => Ok(as_rate()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::evaluate::pace::{DistanceToTarget, PaceForm};
    use crate::evaluate::rate::RateForm;
    use crate::evaluate::sample::{FIRST, SampleReturns, falling, indicator, number, plan, row};
    use crate::form::field::Field;
    use crate::plan::Plan;
    use crate::plan::model::Accumulation::{Annual, Milestone, Rate, Stock};
    use crate::plan::model::Indicator;
    use crate::returns::accepted::AcceptedMonths;

    /// The middle of the second fiscal year.
    const SEPTEMBER: &str = "2032-09";

    fn single(indicator: Indicator) -> Plan {
        plan(vec![("1-1-1", vec![indicator])])
    }

    fn returned(plan: &Plan, at: &str, actual: &str) -> AcceptedMonths {
        SampleReturns::default().returned(plan, at, "1-1-1", &[(Field::Actual, "", actual)]).0
    }

    #[test]
    fn each_kind_of_indicator_has_its_form_of_pace() {
        let stock = |before: &str| indicator("手続", Stock, &[("-", before), ("600手続", "-")]);
        let yearly = |unit| indicator(unit, Annual, &[("-", "-"), ("12,000", "-")]);
        let percent = |accumulation| indicator("%", accumulation, &[("-", "36.3%"), ("48.3%", "-")]);
        let rate = |before: &str| indicator("%", Rate, &[("-", before), ("48.3%", "-")]);
        let baseline = Indicator { baseline: Some(number("100")), ..stock("検討") };
        for (indicator, actual, form, shown) in [
            (stock("411手続"), "480手続", Some(PaceForm::Growth), "73.0"),
            (baseline, "350手続", Some(PaceForm::Growth), "100.0"),
            (stock("-"), "480手続", None, ""),
            (stock("588手続"), "594手続", Some(PaceForm::Growth), "100.0"),
            (stock("589手続"), "594手続", None, ""),
            (stock("600手続"), "594手続", Some(PaceForm::Rate(RateForm::Ratio)), "99.0"),
            (stock("700手続"), "594手続", Some(PaceForm::Rate(RateForm::Ratio)), "99.0"),
            (percent(Stock), "42.3%", Some(PaceForm::Growth), "100.0"),
            (
                percent(Rate),
                "42.3%",
                Some(PaceForm::LevelRate(RateForm::Ratio, DistanceToTarget::Long)),
                "87.6",
            ),
            (
                rate("36.4%"),
                "42.3%",
                Some(PaceForm::LevelRate(RateForm::Ratio, DistanceToTarget::Short)),
                "87.6",
            ),
            (rate("48.3%"), "42.3%", Some(PaceForm::Rate(RateForm::Ratio)), "87.6"),
            (rate("-"), "42.3%", Some(PaceForm::LevelRate(RateForm::Ratio, DistanceToTarget::Long)), "87.6"),
            (
                falling(rate("-")),
                "60.375%",
                Some(PaceForm::LevelRate(RateForm::Inverse, DistanceToTarget::Unknown)),
                "80.0",
            ),
            (yearly("人"), "5,000人", Some(PaceForm::Annual), "83.3"),
            (
                yearly("時間/年"),
                "6,000時間",
                Some(PaceForm::LevelRate(RateForm::Ratio, DistanceToTarget::Long)),
                "50.0",
            ),
            (falling(yearly("件")), "7,500件", Some(PaceForm::AnnualInverse), "80.0"),
            (indicator("回", Milestone, &[("-", "-"), ("2回", "-")]), "1回", None, ""),
        ] {
            let plan = single(indicator);
            let found = row(&plan, &returned(&plan, SEPTEMBER, actual), SEPTEMBER, "1-1-1", FIRST + 1);
            assert_eq!(found.pace.as_ref().map(|pace| pace.form), form, "{actual}: {}", found.reason);
            let value = found.pace.and_then(|pace| pace.shown(&plan.bands.progress));
            assert_eq!(value.unwrap_or_default(), shown, "{actual}");
        }
    }

    #[test]
    fn the_reason_gives_the_calculation_of_a_pace_or_says_that_growth_is_stepwise() {
        let plan = single(indicator("手続", Stock, &[("-", "411手続"), ("600手続", "-")]));
        let found = row(&plan, &returned(&plan, SEPTEMBER, "480手続"), SEPTEMBER, "1-1-1", FIRST + 1);
        assert_eq!(
            found.reason.to_string(),
            "年度途中（9月時点）。480手続 ÷ 600手続 = 80.0%。\
             今年度の伸び 189手続のうち 69手続 (36.5%)、経過 6/12 → 進度 73.0%。\
             年度末見込み 549手続 ÷ 600手続 = 91.5%（計算、概ね達成見込み）"
        );
        let plan = single(indicator("施設", Stock, &[("-", "6施設"), ("7施設", "-")]));
        let found = row(&plan, &returned(&plan, SEPTEMBER, "6施設"), SEPTEMBER, "1-1-1", FIRST + 1);
        assert_eq!(
            found.reason.to_string(),
            "年度途中（9月時点）。6施設 ÷ 7施設 = 85.7%。段階的に増えるため進度は計算しません"
        );
    }

    #[test]
    fn months_count_from_the_plans_start_and_in_march_the_pace_is_the_rate() {
        let years = [("120件", "-"), ("120件", "-")];
        let plan = single(indicator("件", Annual, &years));
        // The plan begins in November: December is the second of five months.
        let december = row(&plan, &returned(&plan, "2031-12", "24件"), "2031-12", "1-1-1", FIRST);
        let pace = december.pace.unwrap();
        assert_eq!((pace.elapsed, pace.months, pace.form), (2, 5, PaceForm::Annual));
        assert_eq!(pace.shown(&plan.bands.progress).unwrap(), "50.0");
        let march = row(&plan, &returned(&plan, "2033-03", "96件"), "2033-03", "1-1-1", FIRST + 1);
        assert_eq!(march.pace.unwrap().form, PaceForm::Rate(RateForm::Ratio));
    }
}
