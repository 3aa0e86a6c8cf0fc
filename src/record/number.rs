//! Numbers as consolidation.json and the public files write them: plain decimals, percentages to 0.1.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::evaluate::rate::{Pace, PaceForm, Rate, RateForm};
use crate::plan::model::Band;

/// A figure's number: no grouping, no exponent, no zeros at the end of its fraction.
pub(super) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A percentage to one place, half up; to two where one place would show a band's limit that it did not reach.
pub(super) fn percentage(value: Decimal, bands: &[Band]) -> String {
    let shown = round(value, 1);
    let limit = bands.iter().filter_map(|band| band.floor).find(|floor| value < *floor && shown >= *floor);
    match limit {
        None => format!("{shown:.1}"),
        Some(floor) => {
            let finer = round(value, 2);
            // 79.996 would still show 80.00: what lies below a limit is never shown as the limit.
            let finer = if finer >= floor { value.trunc_with_scale(2) } else { finer };
            format!("{finer:.2}")
        }
    }
}

/// 達成率 in percent; none where nothing can be divided.
pub(super) fn rate(rate: &Rate) -> Option<Decimal> {
    let (part, whole) = match rate.form {
        RateForm::Ratio => (rate.actual, rate.target),
        RateForm::Inverse => (rate.target, rate.actual),
        RateForm::Baseline => (rate.actual - rate.baseline, rate.target - rate.baseline),
    };
    (part * Decimal::ONE_HUNDRED).checked_div(whole)
}

/// 進度 in percent; none where nothing can be divided.
pub(super) fn pace(pace: &Pace) -> Option<Decimal> {
    let (elapsed, months) = (Decimal::from(pace.elapsed), Decimal::from(pace.months));
    let (part, whole) = match pace.form {
        PaceForm::Rate(form) => {
            let ratio = Rate { form, actual: pace.actual, target: pace.target, baseline: pace.base };
            return self::rate(&ratio);
        }
        PaceForm::Growth => ((pace.actual - pace.base) * months, (pace.target - pace.base) * elapsed),
        PaceForm::Yearly => (pace.actual * months, pace.target * elapsed),
        PaceForm::YearlyInverse => (pace.target * elapsed, pace.actual * months),
    };
    (part * Decimal::ONE_HUNDRED).checked_div(whole)
}

fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use rust_decimal::Decimal;

    use crate::plan::model::Band;
    use crate::record::number::{percentage, plain};

    fn bands() -> Vec<Band> {
        let band = |floor: Option<i64>| Band {
            name: String::new(),
            symbol: String::new(),
            floor: floor.map(Decimal::from),
            needs_action: false,
        };
        vec![band(Some(100)), band(Some(80)), band(None)]
    }

    #[test]
    fn a_number_is_written_plainly() {
        for (given, expected) in
            [("7260", "7260"), ("169000.00", "169000"), ("72.10", "72.1"), ("-0.50", "-0.5"), ("0.0", "0")]
        {
            assert_eq!(plain(Decimal::from_str(given).unwrap()), expected);
        }
    }

    #[test]
    fn a_percentage_never_shows_a_limit_that_it_did_not_reach() {
        for (given, expected) in [
            ("102.75", "102.8"),
            ("80", "80.0"),
            ("79.94", "79.9"),
            ("79.96", "79.96"),
            ("79.996", "79.99"),
            ("99.951", "99.95"),
            ("80.04", "80.0"),
            ("60", "60.0"),
        ] {
            assert_eq!(percentage(Decimal::from_str(given).unwrap(), &bands()), expected);
        }
    }
}
