//! An exact fraction, shown as a percentage. Bands are decided on the fraction, never on the rounded
//! percentage.

use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figure::rounded;
use crate::plan::bands::are_computed;
use crate::plan::model::Band;

/// A fraction that is not rounded until it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: Decimal,
    denominator: Decimal,
    percent: Decimal,
}

impl Fraction {
    /// Makes `numerator ÷ denominator`; `None` for a zero denominator, or where the percentage overflows a
    /// decimal.
    #[must_use]
    pub fn new(numerator: Decimal, denominator: Decimal) -> Option<Self> {
        let (numerator, denominator) = if denominator.is_sign_negative() {
            (-numerator, -denominator)
        } else {
            (numerator, denominator)
        };
        let percent = numerator.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(denominator)?;
        Some(Self { numerator, denominator, percent })
    }

    /// Returns the percentage, to as many places as a decimal holds.
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.percent
    }

    /// True if the fraction is at or above a percentage. Compares by cross-multiplication: 64 ÷ 80 is exactly
    /// 80%.
    #[must_use]
    pub fn at_least(&self, percent: Decimal) -> bool {
        self.compare(percent) != Ordering::Less
    }

    /// True if the fraction is above a percentage.
    #[must_use]
    pub fn above(&self, percent: Decimal) -> bool {
        self.compare(percent) == Ordering::Greater
    }

    fn compare(&self, percent: Decimal) -> Ordering {
        cross_compare(self.numerator, self.denominator, percent).unwrap_or_else(|| self.percent.cmp(&percent))
    }

    /// Returns the first band whose 下限 the fraction reaches, else the last. `None` without bands, and for
    /// bands without 下限.
    #[must_use]
    pub fn band(&self, bands: &[Band]) -> Option<usize> {
        let last = bands.len().checked_sub(1).filter(|_| are_computed(bands))?;
        let reached = |band: &Band| band.floor.is_none_or(|floor| self.at_least(floor));
        Some(bands.iter().position(reached).unwrap_or(last))
    }

    /// True if a spreadsheet, which compares nine decimal places, finds the same band.
    #[must_use]
    pub fn agrees_with_nine_places(&self, bands: &[Band]) -> bool {
        let nine_places = rounded(self.percent, 7);
        bands.iter().filter_map(|band| band.floor).all(|floor| (nine_places >= floor) == self.at_least(floor))
    }

    /// Returns the percentage as people see it, without the percent sign: rounded half up to one place, or to
    /// two where one place would show a limit that the exact value does not reach.
    #[must_use]
    pub fn shown(&self, bands: &[Band]) -> String {
        match self.places(bands) {
            1 => tenths(self.percent),
            _ => {
                let rounded = rounded(self.percent, 2);
                let honest = if self.overstates(rounded, bands) {
                    self.percent.round_dp_with_strategy(2, RoundingStrategy::ToNegativeInfinity)
                } else {
                    rounded
                };
                format!("{honest:.2}")
            }
        }
    }

    /// Returns how many decimal places [`Fraction::shown`] uses: 1, or 2 just below a limit.
    #[must_use]
    pub fn places(&self, bands: &[Band]) -> u32 {
        if self.overstates(rounded(self.percent, 1), bands) { 2 } else { 1 }
    }

    /// True if a rounded value reaches a limit that the exact one does not.
    fn overstates(&self, rounded: Decimal, bands: &[Band]) -> bool {
        bands.iter().filter_map(|band| band.floor).any(|floor| rounded >= floor && !self.at_least(floor))
    }
}

/// Returns a percentage rounded half up to one place.
#[must_use]
pub fn tenths(percent: Decimal) -> String {
    format!("{:.1}", rounded(percent, 1))
}

/// Compares `numerator ÷ denominator` with a percentage in whole numbers, because a decimal product is
/// rounded at its 28th digit. `None` where that needs more than 38 digits. The denominator must be positive.
fn cross_compare(numerator: Decimal, denominator: Decimal, percent: Decimal) -> Option<Ordering> {
    let [numerator, denominator, percent] = [numerator, denominator, percent].map(|one| one.normalize());
    let ten = |power: u32| 10_i128.checked_pow(power);
    // n/10^a × 100 against p/10^b × d/10^c: multiply both sides by 10^a and 10^(b+c), less what they share.
    let (a, b, c) = (numerator.scale(), percent.scale(), denominator.scale());
    let shared = a.min(b + c);
    let left = numerator.mantissa().checked_mul(100)?.checked_mul(ten(b + c - shared)?)?;
    let right = percent.mantissa().checked_mul(denominator.mantissa())?.checked_mul(ten(a - shared)?)?;
    Some(left.cmp(&right))
}

pub(super) fn positive(number: Decimal) -> bool {
    number > Decimal::ZERO
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::evaluate::fraction::{Fraction, tenths};
    use crate::evaluate::sample::{bands, number};

    fn fraction(numerator: &str, denominator: &str) -> Fraction {
        Fraction::new(number(numerator), number(denominator)).unwrap()
    }

    #[test]
    fn bands_are_decided_on_the_exact_value() {
        let three = bands(&[("A", Some("100")), ("B", Some("80")), ("C", None)]);
        for (numerator, denominator, shown, band) in [
            ("64", "80", "80.0", 1),
            ("1.2", "1.5", "80.0", 1),
            ("7946", "10000", "79.5", 2),
            ("79.46", "100", "79.5", 2),
            ("79.96", "100", "79.96", 2),
            ("79.949", "100", "79.9", 2),
            ("79.996", "100", "79.99", 2),
            ("99.95", "100", "99.95", 1),
            ("411", "400", "102.8", 0),
            ("125", "150", "83.3", 1),
            ("-5", "100", "-5.0", 2),
            ("-0.04", "100", "0.0", 2),
            ("1", "3", "33.3", 2),
        ] {
            let value = fraction(numerator, denominator);
            assert_eq!(value.shown(&three), shown, "{numerator}/{denominator}");
            assert_eq!(value.band(&three), Some(band), "{numerator}/{denominator}");
        }
    }

    #[test]
    fn comparisons_are_exact_to_the_last_digit() {
        assert!(fraction("1", "3").at_least(number("33.3333333333333333333")));
        assert!(!fraction("1", "3").at_least(number("33.3333333333333333334")));
        assert!(fraction("200.1", "100").above(number("200")));
        assert!(!fraction("200", "100").above(number("200")));
        // Sixteen digits on both sides: a decimal product would be rounded.
        let below = fraction("0.7999999999999999", "1.0000000000000001");
        assert!(!below.at_least(number("79.99999999999999")) && below.at_least(number("79.99999999999998")));
        assert!(fraction("80.000000000000000000", "100.00").at_least(number("80")));
    }

    #[test]
    fn numbers_too_long_to_cross_multiply_are_compared_by_their_percentage() {
        let third = fraction("1", "3.0000000000000000000000000001");
        assert!(third.at_least(number("33.33333333333333333333333")));
        assert!(third.above(number("33.33333333333333333333333")));
        assert!(!third.at_least(number("33.33333333333333333333334")));
    }

    #[test]
    fn a_fraction_that_nine_places_cannot_tell_from_a_limit_is_detected() {
        let three = bands(&[("A", Some("100")), ("B", Some("80")), ("C", None)]);
        for (numerator, denominator, alike) in [
            ("64", "80", true),
            ("1.2", "1.5", true),
            ("79999999", "100000000", true),
            // One short of 8,000,000,000.
            ("7999999999", "10000000000", false),
            ("7999999990", "10000000000", true),
        ] {
            assert_eq!(
                fraction(numerator, denominator).agrees_with_nine_places(&three),
                alike,
                "{numerator}"
            );
        }
    }

    #[test]
    fn a_zero_denominator_and_an_overflow_are_none() {
        assert_eq!(Fraction::new(Decimal::ONE, Decimal::ZERO), None);
        assert_eq!(Fraction::new(Decimal::MAX, Decimal::ONE), None);
    }

    #[test]
    fn two_bands_and_a_last_band_with_a_limit_are_supported() {
        let two = bands(&[("可", Some("60")), ("不可", None)]);
        assert_eq!(fraction("60", "100").band(&two), Some(0));
        assert_eq!(fraction("59.99", "100").band(&two), Some(1));
        assert_eq!(fraction("59.99", "100").shown(&two), "59.99");
        let closed = bands(&[("A", Some("80")), ("B", Some("20"))]);
        assert_eq!(fraction("1", "100").band(&closed), Some(1));
        assert_eq!(fraction("1", "100").band(&[]), None);
    }

    #[test]
    fn tenths_are_rounded_half_up() {
        assert_eq!(tenths(number("102.75")), "102.8");
        assert_eq!(tenths(number("-0.05")), "-0.1");
    }
}
