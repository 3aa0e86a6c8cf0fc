//! Japanese text: folding for comparison, and the years, months, numerals and units written in it.

/// What our books show where a value does not apply.
pub const NOT_APPLICABLE: &str = "－";

pub mod calendar;
pub(crate) mod distance;
pub mod fold;
pub mod numeral;
pub mod unit;
pub(crate) mod utf16;
