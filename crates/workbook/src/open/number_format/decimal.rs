//! Converts binary numbers to decimal digits, without the noise of binary fractions.

use rust_decimal::{Decimal, RoundingStrategy};

/// Returns a number as the shortest plain decimal of at most 15 significant digits, as spreadsheets show it,
/// with its decimal point moved `shift` places to the right.
///
/// The point is moved in the text, because 0.721 × 100 is not 72.1 in binary.
pub(in crate::open) fn plain(value: f64, shift: i32) -> String {
    let scientific = format!("{:.14e}", value.abs());
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return value.to_string() };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let point = exponent + 1 + shift;
    let sign = if value < 0.0 { "-" } else { "" };
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if !(-20..=30).contains(&point) {
        return format!("{sign}{digits}E{}", point - count);
    }
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    if point <= 0 {
        return format!("{sign}0.{}{digits}", zeros(-point));
    }
    let (whole, rest) = digits.split_at(usize::try_from(point.min(count)).unwrap_or(0));
    let dot = if rest.is_empty() { "" } else { "." };
    format!("{sign}{whole}{}{dot}{rest}", zeros(point - count))
}

/// Rounds a plain decimal to `places`, halves away from zero, as Excel does for display.
pub(in crate::open) fn rounded(plain: &str, places: u32) -> Option<Decimal> {
    let exact: Decimal = plain.parse().ok()?;
    Some(exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero))
}

#[cfg(test)]
mod tests {
    use super::{plain, rounded};

    #[test]
    fn numbers_have_no_binary_noise() {
        for (value, text) in [
            (72.1, "72.1"),
            (0.1 + 0.2, "0.3"),
            (169_000.0, "169000"),
            (-0.05, "-0.05"),
            (0.0, "0"),
            (-0.0, "0"),
            (1e15, "1000000000000000"),
            (123_456_789.25, "123456789.25"),
            (1e-7, "0.0000001"),
            (1e300, "1E300"),
        ] {
            assert_eq!(plain(value, 0), text);
        }
    }

    #[test]
    fn moving_the_point_is_exact() {
        for (value, shift, text) in [(0.721, 2, "72.1"), (0.0005, 2, "0.05"), (9_660_500.0, -3, "9660.5")] {
            assert_eq!(plain(value, shift), text);
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (plain, places, text) in [("699.5", 0, "700"), ("-2.25", 1, "-2.3"), ("0.4", 0, "0")] {
            assert_eq!(rounded(plain, places).map(|decimal| decimal.to_string()).as_deref(), Some(text));
        }
    }
}
