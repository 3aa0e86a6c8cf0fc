//! 年度末見込み in the running year: as reported, else computed from the pace, and its band.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::evaluate::effect::same_text;
use crate::evaluate::formula::{Cells, guarded};
use crate::evaluate::known_actual::{quantity, rate, shown_unit};
use crate::evaluate::pace::Pace;
use crate::evaluate::rate::rises;
use crate::evaluate::reason::OutlookWords;
use crate::figure::{Figure, FigureKind, Quantity, amount};
use crate::plan::model::{Bands, Indicator};
use crate::ratings::{Effect, ProgressBasis, rating};
use crate::returns::accepted::AcceptedEntry;
use crate::text::calendar::Month;
use crate::text::fold::one_line;
use crate::text::{fold, unit};

/// The first month of the fiscal year for which an outlook is computed: June. April and May say too little.
pub(super) const FIRST_MONTH: u8 = 3;

/// An outlook.
pub(super) struct Outlook {
    /// The number.
    pub(super) number: Option<Decimal>,
    /// The text as written, or the computed number with its unit.
    pub(super) text: String,
    /// 報告 or 計算.
    pub(super) basis: ProgressBasis,
    /// The band that the number falls into.
    pub(super) band: Option<usize>,
    /// The computed outlook beside a reported one.
    pub(super) computed_beside: Option<Figure>,
    /// The outlook in words.
    pub(super) words: OutlookWords,
}

/// Returns the outlook of an indicator whose target is due this year: the reported one, else one computed
/// from the pace. `pace` comes with the month of its actual.
pub(super) fn outlook(
    indicator: &Indicator,
    target: &Figure,
    reported: Option<&AcceptedEntry>,
    pace: Option<(&Pace, Month)>,
    bands: &Bands,
) -> Option<Outlook> {
    let computed = pace
        .filter(|(_, month)| month.number_in_fiscal_year() >= FIRST_MONTH)
        .and_then(|(pace, _)| extended(indicator, target, pace));
    let read = |entry: &AcceptedEntry| {
        entry.figure.as_deref().cloned().unwrap_or_else(|| Figure::parse(&entry.text, &indicator.unit))
    };
    let reported = reported.map(read);
    // `達成見込み`, `未達`: the department names the band itself.
    let named = reported
        .as_ref()
        .filter(|figure| figure.quantity.is_none())
        .and_then(|figure| named(&figure.text, bands));
    let says = |figure: &Figure| {
        quantity(indicator, figure).is_some() || named.is_some() || same_text(indicator, target, figure)
    };
    let in_words = reported.as_ref().filter(|figure| !says(figure)).map(|figure| one_line(&figure.text));
    let (figure, basis, beside) = match (reported, computed) {
        // A report with neither a number nor a band's name does not replace the computed outlook.
        (Some(_), Some(figure)) if in_words.is_some() => (figure, ProgressBasis::Computed, None),
        (Some(figure), computed) => (figure, ProgressBasis::Reported, computed),
        (None, Some(figure)) => (figure, ProgressBasis::Computed, None),
        (None, None) => return None,
    };
    let rate = rate(indicator, &figure, target);
    let band = match &rate {
        Some(rate) => rate.band(&bands.effect),
        None => named.or_else(|| same_text(indicator, target, &figure).then_some(0)),
    };
    let band = band.filter(|_| bands.judge_effect());
    let calculation = match &rate {
        Some(rate) => rate.words(shown_unit(indicator, [Some(target), Some(&figure)]), &bands.effect),
        None => one_line(&figure.text),
    };
    let written = in_words.filter(|_| basis == ProgressBasis::Computed);
    let name = band.and_then(|at| bands.effect.get(at)).map(|band| format!("、{}見込み", band.name));
    Some(Outlook {
        number: quantity(indicator, &figure).map(|quantity| quantity.number),
        words: OutlookWords {
            calculation,
            verdict: format!("{}{}", basis.word(), name.unwrap_or_default()),
            written,
        },
        text: figure.text,
        basis,
        computed_beside: beside,
        band,
    })
}

/// Returns the band that a forecast names: `達成見込み`, `未達の見込み`.
fn named(text: &str, bands: &Bands) -> Option<usize> {
    let squashed = fold::squash(text);
    let bare = ["の見込み", "見込み", "の見込", "見込", "の予定", "予定"]
        .iter()
        .find_map(|ending| squashed.strip_suffix(ending));
    match rating(bare.unwrap_or(&squashed), bands)? {
        Effect::Band(at) => Some(at),
        _ => None,
    }
}

/// Extends the pace linearly to the end of the year. An indicator on schedule reaches at least its target.
fn extended(indicator: &Indicator, target: &Figure, pace: &Pace) -> Option<Figure> {
    if !pace.form.over_time() {
        return None;
    }
    let (elapsed, months) = (Decimal::from(pace.elapsed), Decimal::from(pace.months));
    let growth = pace.actual.checked_sub(pace.start)?.checked_mul(months)?.checked_div(elapsed)?;
    let straight = pace.start.checked_add(growth)?;
    let straight = match pace.on_schedule() {
        true if rises(indicator) => straight.max(pace.target),
        true => straight.min(pace.target),
        false => straight,
    };
    let number = clamp_and_round_down(indicator, quantity(indicator, target)?, pace.actual, straight);
    let unit = shown_unit(indicator, [Some(target), None]);
    Some(Figure {
        text: amount(number, unit),
        kind: FigureKind::Quantity,
        quantity: Some(Quantity { number, unit: unit.to_owned(), population: None }),
        ..Figure::blank()
    })
}

/// Returns the spreadsheet formula of the computed outlook, which gives the same as `extended`: a number, or
/// an empty text where figures are missing. `None` for a pace that does not use the months elapsed.
#[must_use]
pub fn computed_formula(
    indicator: &Indicator,
    target: &Figure,
    pace: &Pace,
    cells: &Cells,
) -> Option<String> {
    if !pace.form.over_time() {
        return None;
    }
    let goal = quantity(indicator, target)?;
    let Cells { actual, target, start, elapsed, months, .. } = cells;
    let mut needed = vec![actual, target, elapsed, months];
    let straight = if pace.form.has_start() {
        needed.push(start);
        format!("{start}+({actual}-{start})*{months}/{elapsed}")
    } else {
        format!("{actual}*{months}/{elapsed}")
    };
    let better = if rises(indicator) { "MAX" } else { "MIN" };
    let on_schedule = pace.on_schedule_formula(cells);
    let ahead = format!("IF({on_schedule},{better}({straight},{target}),{straight})");
    let ahead = match upper_bound(indicator, goal) {
        Some(bound) => format!("MIN({ahead},MAX({bound},{target}))"),
        None => ahead,
    };
    let ahead = format!("IF({actual}<0,{ahead},MAX(0,{ahead}))");
    let unit = format!("10^{}", places(indicator, [pace.actual, goal.number]));
    // Rounding at six more places first keeps INT from taking a whole number for one just below it.
    guarded(&needed, &format!("{elapsed}>0"), &format!("INT(ROUND({ahead}*{unit},6))/{unit}")).into()
}

/// Rounds a computed figure down to the decimal places of its unit, and keeps it between 0 and the population
/// or 100%. A negative actual lifts the lower bound.
pub(super) fn clamp_and_round_down(
    indicator: &Indicator,
    target: &Quantity,
    actual: Decimal,
    straight: Decimal,
) -> Decimal {
    // A target above the upper bound shows that the bound does not hold.
    let capped = upper_bound(indicator, target).map_or(straight, |cap| straight.min(cap.max(target.number)));
    let capped = if actual.is_sign_negative() { capped } else { capped.max(Decimal::ZERO) };
    let places = places(indicator, [actual, target.number]);
    capped.round_dp_with_strategy(places, RoundingStrategy::ToNegativeInfinity).normalize()
}

/// Returns the upper bound of a value: 100% for percentages, otherwise the population.
fn upper_bound(indicator: &Indicator, target: &Quantity) -> Option<Decimal> {
    let percent = unit::is_percent(&indicator.unit) || unit::is_reduction(&indicator.unit);
    if percent { Some(Decimal::ONE_HUNDRED) } else { target.population }
}

/// Returns how many decimal places a computed figure has: none for whole things, at least one for
/// percentages, else as many as the figures that it is computed from.
fn places(indicator: &Indicator, written: [Decimal; 2]) -> u32 {
    if unit::counts_whole_things(&indicator.unit) {
        return 0;
    }
    let least = u32::from(unit::is_percent(&indicator.unit) || unit::is_reduction(&indicator.unit));
    written.map(|number| number.normalize().scale()).into_iter().fold(least, u32::max)
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::evaluate::model::IndicatorAssessment;
    use crate::evaluate::sample::{FIRST, SampleReturns, falling, indicator, number, plan, row};
    use crate::form::field::Field;
    use crate::plan::model::Accumulation::{Annual, Milestone, Rate, Stock};
    use crate::plan::model::Indicator;
    use crate::ratings::{Effect, ProgressBasis};

    fn assessed(indicator: Indicator, at: &str, actual: &str, forecast: &str) -> IndicatorAssessment {
        let plan = plan(vec![("1-1-1", vec![indicator])]);
        let fields = [(Field::Actual, "", actual), (Field::Forecast, "", forecast)];
        row(&plan, &SampleReturns::default().returned(&plan, at, "1-1-1", &fields).0, at, "1-1-1", FIRST + 1)
    }

    #[test]
    fn a_reported_outlook_replaces_the_computed_one() {
        let one = || indicator("手続", Stock, &[("-", "411手続"), ("600手続", "-")]);
        let found = assessed(one(), "2032-09", "480手続", "610手続");
        assert_eq!((found.forecast, found.outlook), (Some(number("610")), Some(0)));
        assert_eq!(
            (found.forecast_text.as_str(), found.forecast_basis),
            ("610手続", Some(ProgressBasis::Reported))
        );
        assert!(
            found.reason.to_string().ends_with("年度末見込み 610手続 ÷ 600手続 = 101.7%（報告、達成見込み）")
        );
        assert_eq!(found.forecast_computed.map(|figure| figure.text).as_deref(), Some("549手続"));
        let found = assessed(one(), "2032-09", "480手続", "-");
        assert_eq!(found.forecast_computed, None);
        assert_eq!(
            (found.forecast_text.as_str(), found.forecast_basis),
            ("549手続", Some(ProgressBasis::Computed))
        );
        assert_eq!(found.outlook, Some(1));
        // Other words do not replace the computed outlook; a band's name gives that band.
        let found = assessed(one(), "2032-09", "480手続", "未定");
        assert_eq!((found.forecast_text.as_str(), found.outlook), ("549手続", Some(1)));
        assert!(
            found.reason.to_string().ends_with("（計算、概ね達成見込み）。担当課の記入は「未定」"),
            "{}",
            found.reason
        );
        for (text, band) in [("達成見込み", 0), ("未達の見込み", 2), ("概ね達成", 1)] {
            let found = assessed(one(), "2032-09", "480手続", text);
            assert_eq!((found.forecast_text.as_str(), found.outlook), (text, Some(band)));
        }
        let found = assessed(one(), "2033-03", "480手続", "610手続");
        assert_eq!((found.forecast, found.outlook, found.effect), (None, None, Effect::Band(1)));
    }

    #[test]
    fn outlooks_are_computed_from_june_on_and_only_for_paces_over_time() {
        let yearly = || indicator("件", Annual, &[("-", "-"), ("120件", "-")]);
        assert_eq!(assessed(yearly(), "2032-05", "20件", "").forecast, None);
        assert_eq!(assessed(yearly(), "2032-06", "20件", "").forecast, Some(number("80")));
        assert_eq!(assessed(yearly(), "2032-11", "55件", "").forecast, Some(number("82")));
        assert_eq!(assessed(falling(yearly()), "2032-09", "61件", "").outlook, Some(1));
        let rate = indicator("%", Rate, &[("-", "-"), ("80%", "-")]);
        assert_eq!(assessed(rate, "2032-09", "40%", "").forecast, None);
        let per_year = indicator("時間/年", Annual, &[("-", "-"), ("24時間/年", "-")]);
        assert_eq!(assessed(per_year, "2032-09", "12時間/年", "").forecast, None);
    }

    #[test]
    fn an_outlook_stays_between_zero_and_the_population_or_100_percent() {
        let of = |unit, target: &str, before: &str, actual: &str| {
            assessed(indicator(unit, Stock, &[("-", before), (target, "-")]), "2032-09", actual, "")
                .forecast_text
        };
        assert_eq!(of("施設", "40施設／45施設", "10施設", "30施設"), "45施設");
        assert_eq!(of("%", "90%", "50%", "80%"), "100%");
        assert_eq!(of("%", "90%", "50.5%", "60.2%"), "69.9%");
        // A target above the limit, a negative figure, and decimal places of the figures themselves.
        assert_eq!(of("%", "120%", "50%", "90%"), "120%");
        assert_eq!(of("億円", "▲6億円", "▲30億円", "▲20億円"), "-10億円");
        assert_eq!(of("km", "100km", "10.13km", "30.25km"), "50.37km");
        let falling = falling(indicator("件", Stock, &[("-", "100件"), ("40件", "-")]));
        assert_eq!(assessed(falling, "2032-09", "30件", "").forecast_text, "0件");
    }

    #[test]
    fn percentages_have_a_decimal_place_and_whole_things_none() {
        let of = |unit, one, other| places(&indicator(unit, Stock, &[]), [number(one), number(other)]);
        assert_eq!(["%", "%削減", "km", "施設"].map(|unit| of(unit, "20", "30")), [1, 1, 0, 0]);
        assert_eq!(["%削減", "km", "施設"].map(|unit| of(unit, "20.25", "3")), [2, 2, 0]);
    }

    #[test]
    fn an_outlook_in_the_targets_own_words_is_the_best_band() {
        let milestone = || indicator("", Milestone, &[("-", "-"), ("要件確定", "-")]);
        assert_eq!(assessed(milestone(), "2032-09", "検討中", "要件確定").outlook, Some(0));
        assert_eq!(assessed(milestone(), "2032-09", "検討中", "年度内に確定").outlook, None);
    }

    #[test]
    fn attainment_is_measured_against_the_last_numeric_target() {
        let attained = |one: Indicator, actual: &str| {
            let found = assessed(one, "2033-03", actual, "");
            (found.attainment.map(|percent| percent.round_dp(1)), found.final_target_text)
        };
        let years = [("-", "-"), ("400手続", "-"), ("800手続", "-"), ("運用を踏まえ拡大", "-")];
        assert_eq!(
            attained(indicator("手続", Stock, &years), "411手続"),
            (Some(number("51.4")), "800手続".to_owned())
        );
        assert_eq!(attained(indicator("手続", Annual, &years), "411手続").0, None);
        let deadline = indicator("%", Rate, &[("2035年度末までに100%", "87.0%"), ("→", "-"), ("→", "-")]);
        assert_eq!(attained(deadline, "84.5%"), (Some(number("84.5")), "2035年度末までに100%".to_owned()));
    }
}
