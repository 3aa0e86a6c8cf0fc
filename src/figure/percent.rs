//! Percentages that were typed without a sign of percent.

use rust_decimal::Decimal;

use crate::text::{numeral, unit};

/// The percentage that a bare fraction of one stands for (V04): `0.721` where 72.1% is meant.
#[must_use]
pub fn meant_percent(text: &str, unit: &str) -> Option<Decimal> {
    let number = bare_number(text, unit)?;
    (number > Decimal::ZERO && number < Decimal::ONE).then(|| (number * Decimal::ONE_HUNDRED).normalize())
}

/// Whether an entry is a bare `1` for a percentage, which may be 1% or 100%.
#[must_use]
pub fn is_bare_one(text: &str, unit: &str) -> bool {
    bare_number(text, unit) == Some(Decimal::ONE)
}

/// A number written without any sign of percent where a percentage belongs.
fn bare_number(text: &str, unit: &str) -> Option<Decimal> {
    if unit::is_reduction(unit) {
        // The sign says what the word 削減 says.
        return numeral::parse(text).map(|number| number.abs());
    }
    unit::is_percent(unit).then(|| numeral::parse(text)).flatten()
}
