//! The one reader of targets, actuals, forecasts and the master's figures.

mod answer;
mod deadline;
mod measure;
mod model;
mod percent;
mod read;
pub mod said;
#[cfg(test)]
mod tests;
mod words;

pub use model::{Figure, FigureKind, Hedge, NumberSource, Quantity, amount, decimal_words};
pub use percent::{is_bare_one, meant_percent};
pub use words::{has_no_content, is_error_value, is_reference};

use said::Asked;

impl Figure {
    /// Reads a cell. `unit` is the indicator's unit, empty where it has none and any is right.
    ///
    /// A number inside text counts only when it is the one quantity there in the indicator's unit. Whether the unit is the
    /// indicator's, or the number likely, is not decided here: rules judge what a figure says.
    pub fn parse(text: &str, unit: &str) -> Self {
        read::figure(text, unit)
    }

    /// Reads what a department answers where an actual is asked for. The words beside the number are understood: a number that they say
    /// is something else is none, and what they say of the number is kept in `said`.
    pub fn answer(text: &str, asked: &Asked<'_>) -> Self {
        answer::figure(text, asked)
    }
}

/// Returns whether an answer in words says nothing: blank, `-`, `なし`.
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    Figure::parse(text, "").says_nothing()
}
