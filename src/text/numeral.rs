//! Numerals: digits of either width, groups of three, and the multipliers 百, 千, 万, 億, 兆; always exact.

use rust_decimal::Decimal;

use super::fold;

/// The number that a text consists of, or nothing.
pub fn parse(text: &str) -> Option<Decimal> {
    fold::squash(text).replace(',', "").parse().ok()
}
