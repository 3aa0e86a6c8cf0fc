//! Recognises percentages typed without a percent sign.

use rust_decimal::Decimal;

use crate::text::{numeral, unit};

/// Returns the percentage that a bare fraction of one stands for (V04): 72.1 for `0.721`.
#[must_use]
pub fn meant_percent(text: &str, unit: &str) -> Option<Decimal> {
    let number = bare_number(text, unit)?;
    (number > Decimal::ZERO && number < Decimal::ONE).then(|| (number * Decimal::ONE_HUNDRED).normalize())
}

/// True if an entry is a bare `1` for a percentage, which may mean 1% or 100%.
#[must_use]
pub fn is_bare_one(text: &str, unit: &str) -> bool {
    bare_number(text, unit) == Some(Decimal::ONE)
}

/// Returns a number written without a percent sign where a percentage belongs.
fn bare_number(text: &str, unit: &str) -> Option<Decimal> {
    if unit::is_reduction(unit) {
        // The sign means the same as the word 削減.
        return numeral::parse(text).map(|number| number.abs());
    }
    unit::is_percent(unit).then(|| numeral::parse(text)).flatten()
}
