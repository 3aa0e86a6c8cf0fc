//! Japanese text: folding for comparison, and the years, months, numerals and units written in it.

pub mod calendar;
pub mod distance;
pub mod fold;
pub mod numeral;
pub mod unit;
