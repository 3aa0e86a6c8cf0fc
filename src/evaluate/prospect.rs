//! 見通し: whether the plan's final target would be reached at this year's pace. It is linear arithmetic, not
//! a forecast.

use rust_decimal::Decimal;

use crate::evaluate::known_actual::{KnownActual, elapsed, quantity, rate, shown_unit, year_end};
use crate::evaluate::model::{Prospect, Reach};
use crate::evaluate::outlook::{FIRST_MONTH, clamp_and_round_down};
use crate::evaluate::pace::{DistanceToTarget, Pace, PaceForm};
use crate::evaluate::rate::{Rate, rises};
use crate::figure::{amount, amount_shown};
use crate::plan::Plan;
use crate::plan::model::{Accumulation, Indicator, Project};
use crate::returns::accepted::AcceptedMonths;
use crate::text::unit;

/// The months of a whole fiscal year.
const MONTHS: u32 = 12;

/// Extends the year's pace to the end of the final target's year; `None` where nothing can be computed, or
/// that year is over.
pub(super) fn prospect(
    plan: &Plan,
    accepted_months: &AcceptedMonths,
    project: &Project,
    indicator: &Indicator,
    known: &KnownActual,
    pace: Option<&Pace>,
) -> Option<Prospect> {
    let made_in = known.month?;
    let (figure, actual) = (known.any_value()?, quantity(indicator, known.any_value()?)?.number);
    let (by, goal) = indicator.final_target()?;
    let target = quantity(indicator, goal)?;
    let against = |number: Decimal| {
        Rate::of(indicator, number, target.number).filter(|_| rate(indicator, figure, goal).is_some())
    };
    let left = u32::try_from(by.last_month().months_since(made_in)).ok().filter(|months| *months > 0)?;
    let unit = shown_unit(indicator, [Some(goal), Some(figure)]);
    let shown = |number: Decimal| amount_shown(number, unit, figure.places);
    let final_words = format!("最終目標 {}", amount(target.number, unit));
    let counted_anew = indicator.accumulation == Accumulation::Annual && !unit::per_year(&indicator.unit);
    if !counted_anew && reaches(&against(actual)?) {
        let words = format!("{}で{final_words}に届いている", shown(actual));
        return Some(Prospect { reach: Reach::Reached, words });
    }
    if made_in.number_in_fiscal_year() < FIRST_MONTH {
        return None;
    }
    let (gone, months) = elapsed(plan, made_in)?;
    let (straight, how) = if counted_anew {
        // The plan's first year may be shorter than those that follow.
        let whole = if by == made_in.fiscal_year() { months } else { MONTHS };
        let straight = proportion(actual, whole, gone)?;
        (straight, format!("今年度の {}（{gone}か月）の割合で続くと年 ", shown(actual)))
    } else {
        let start = year_end(accepted_months, project, indicator, made_in.fiscal_year().prev(), made_in)
            .or(indicator.baseline)?;
        // Before the year's end, growth in steps has no pace.
        if !made_in.is_fiscal_year_end() && !pace.is_some_and(measured) {
            return None;
        }
        let growth = actual.checked_sub(start)?;
        let straight = actual.checked_add(proportion(growth, left, gone)?)?;
        let change = match (growth.is_sign_negative(), growth.is_zero()) {
            (_, true) => format!("増減なし（{gone}か月）が"),
            (true, _) => format!("減少 {}（{gone}か月）が", shown(-growth)),
            (false, _) => format!("伸び {}（{gone}か月）が", shown(growth)),
        };
        (straight, format!("今年度の{change}{}末まで続くと ", by.label()))
    };
    let kept =
        pace.filter(|pace| by == made_in.fiscal_year() && pace.target == target.number && pace.on_schedule());
    let straight = match kept {
        Some(_) if rises(indicator) => straight.max(target.number),
        Some(_) => straight.min(target.number),
        None => straight,
    };
    let number = clamp_and_round_down(indicator, target, actual, straight);
    let reach = if reaches(&against(number)?) { Reach::Reaches } else { Reach::FallsShort };
    let words = format!("{how}{}、{final_words}に{}", amount(number, unit), reach.word());
    Some(Prospect { reach, words })
}

fn measured(pace: &Pace) -> bool {
    matches!(pace.form, PaceForm::Growth | PaceForm::LevelRate(_, DistanceToTarget::Long))
}

fn reaches(rate: &Rate) -> bool {
    rate.form.nothing_left(rate.actual, rate.target)
        || rate.value().is_some_and(|value| value.at_least(Decimal::ONE_HUNDRED))
}

fn proportion(amount: Decimal, of: u32, gone: u32) -> Option<Decimal> {
    amount.checked_mul(of.into())?.checked_div(gone.into())
}

#[cfg(test)]
mod tests {
    use crate::evaluate::sample::{FIRST, SampleReturns, falling, indicator, number, plan, row};
    use crate::form::field::Field;
    use crate::plan::model::Accumulation::{Annual, Milestone, Rate, Stock};
    use crate::plan::model::Indicator;

    fn told(indicator: Indicator, at: &str, actual: &str) -> String {
        let plan = plan(vec![("1-1-1", vec![indicator])]);
        let year = FIRST + if at < "2033-04" { 1 } else { 2 };
        let accepted_months =
            SampleReturns::default().returned(&plan, at, "1-1-1", &[(Field::Actual, "", actual)]);
        let found = row(&plan, &accepted_months.0, at, "1-1-1", year).prospect;
        found.map(|prospect| format!("{}: {}", prospect.reach.word(), prospect.words)).unwrap_or_default()
    }

    #[test]
    fn a_stock_is_extended_by_this_years_growth() {
        let stock = |last: &str| {
            indicator(
                "手続",
                Stock,
                &[("150手続", "125手続"), ("400手続", "-"), ("600手続", "-"), (last, "-")],
            )
        };
        assert_eq!(
            told(stock("1,200手続／1,500手続"), "2033-03", "411手続"),
            "届かない計算: 今年度の伸び 286手続（12か月）が2034年度末まで続くと 983手続、最終目標 1,200手続に届かない計算"
        );
        assert_eq!(
            told(stock("800手続／800手続"), "2033-03", "411手続"),
            "届く計算: 今年度の伸び 286手続（12か月）が2034年度末まで続くと 800手続、最終目標 800手続に届く計算"
        );
        assert_eq!(
            told(stock("800手続"), "2033-03", "800手続"),
            "到達済み: 800手続で最終目標 800手続に届いている"
        );
        assert!(
            told(stock("800手続"), "2032-09", "125手続")
                .starts_with("届かない計算: 今年度の増減なし（6か月）が2034年度末まで続くと 125手続")
        );
        // May is too early.
        assert_eq!(told(stock("800手続"), "2032-05", "170手続"), "");
    }

    #[test]
    fn the_prospect_extends_to_the_final_targets_year_or_deadline() {
        // The last numeric target is the third year's: words follow it.
        let years = [("2施設", "2施設"), ("7施設", "-"), ("14施設", "-"), ("状況を踏まえ拡大", "-")];
        assert_eq!(
            told(indicator("施設", Stock, &years), "2033-03", "7施設"),
            "届かない計算: 今年度の伸び 5施設（12か月）が2033年度末まで続くと 12施設、最終目標 14施設に届かない計算"
        );
        // Growth in steps has no pace before the year's end.
        assert_eq!(told(indicator("施設", Stock, &years), "2032-12", "2施設"), "");
        let deadline = [("2035年度末までに100%", "87.0%"), ("→", "-"), ("→", "-"), ("→", "-")];
        assert_eq!(
            told(indicator("%", Rate, &deadline), "2033-03", "84.5%"),
            "届かない計算: 今年度の減少 2.5%（12か月）が2035年度末まで続くと 77%、最終目標 100%に届かない計算"
        );
    }

    #[test]
    fn an_annual_count_is_compared_year_by_year() {
        let yearly = [("-", "-"), ("700km", "-"), ("1,050km", "-"), ("1,050km", "-")];
        assert_eq!(
            told(indicator("km", Annual, &yearly), "2032-09", "400km"),
            "届かない計算: 今年度の 400km（6か月）の割合で続くと年 800km、最終目標 1,050kmに届かない計算"
        );
        assert!(told(indicator("km", Annual, &yearly), "2033-03", "1,100km").starts_with("届く計算"));
        // The plan begins in November: 100km in two of five months are 600km in a whole year.
        let first = indicator("km", Annual, &[("250km", "-"), ("700km", "-"), ("1,050km", "-")]);
        let plan = plan(vec![("1-1-1", vec![first])]);
        let accepted_months =
            SampleReturns::default().returned(&plan, "2031-12", "1-1-1", &[(Field::Actual, "", "100km")]);
        let found = row(&plan, &accepted_months.0, "2031-12", "1-1-1", FIRST).prospect.unwrap();
        assert!(
            found.words.starts_with("今年度の 100km（2か月）の割合で続くと年 600km、"),
            "{}",
            found.words
        );
        let fewer = falling(indicator("件", Annual, &[("-", "-"), ("40件", "-"), ("30件", "-")]));
        assert!(told(fewer.clone(), "2032-09", "15件").starts_with("届く計算"));
        assert!(told(fewer, "2032-09", "16件").starts_with("届かない計算"));
    }

    #[test]
    fn in_the_final_year_the_prospect_agrees_with_the_outlook() {
        let last = |actual: &str| {
            let years = [("-", "-"), ("-", "100件"), ("123件", "-")];
            told(indicator("件", Stock, &years), "2033-07", actual)
        };
        // Seven and two thirds are due by July: seven are on schedule, and reach the target.
        assert_eq!(
            last("107件"),
            "届く計算: 今年度の伸び 7件（4か月）が2033年度末まで続くと 123件、最終目標 123件に届く計算"
        );
        assert!(last("106件").starts_with("届かない計算"));
        // Down from 100 to 77: seven of the 7.7 due by July are on schedule as well.
        let falls = falling(indicator("件", Stock, &[("-", "-"), ("-", "100件"), ("77件", "-")]));
        assert_eq!(
            told(falls, "2033-07", "93件"),
            "届く計算: 今年度の減少 7件（4か月）が2033年度末まで続くと 77件、最終目標 77件に届く計算"
        );
    }

    #[test]
    fn there_is_no_prospect_in_the_final_month_and_a_falling_zero_is_reached() {
        let years = [("-", "-"), ("-", "100件"), ("123件", "-")];
        assert_eq!(told(indicator("件", Stock, &years), "2034-03", "110件"), "");
        let falls = falling(indicator("件", Stock, &[("-", "100件"), ("40件", "-"), ("20件", "-")]));
        assert_eq!(told(falls, "2032-09", "0件"), "到達済み: 0件で最終目標 20件に届いている");
    }

    #[test]
    fn there_is_no_prospect_for_words_nor_without_a_value_at_the_start() {
        assert_eq!(
            told(indicator("", Milestone, &[("-", "-"), ("整備", "-"), ("運用", "-")]), "2033-03", "整備"),
            ""
        );
        assert_eq!(
            told(indicator("件", Stock, &[("-", "-"), ("10件", "-"), ("99件", "-")]), "2033-03", "10件"),
            ""
        );
        let mut known = indicator("件", Stock, &[("-", "-"), ("10件", "-"), ("99件", "-")]);
        known.baseline = Some(number("0"));
        assert!(told(known, "2033-03", "10件").starts_with("届かない計算"));
    }

    #[test]
    fn a_pace_is_extended_from_june_on_unless_the_way_is_short() {
        let stock =
            || indicator("手続", Stock, &[("150手続", "125手続"), ("400手続", "-"), ("800手続", "-")]);
        assert_eq!(told(stock(), "2032-05", "170手続"), "");
        assert!(told(stock(), "2032-06", "170手続").starts_with("届かない計算"));
        let short = indicator("%", Rate, &[("50%", "50%"), ("55%", "-"), ("80%", "-")]);
        assert_eq!(told(short, "2032-09", "52%"), "");
    }
}
