//! Numbers in the sentences of rules.

use rust_decimal::Decimal;

use crate::figure::decimal_words;

/// A number with its unit as it is printed; a share of a year is left out of it.
pub(super) fn amount(number: Decimal, unit: &str) -> String {
    format!("{}{unit}", decimal_words(number))
}
