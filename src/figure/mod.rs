//! Reads targets, actuals, forecasts and the master's figures. No other code parses figures.

mod answer;
mod deadline;
mod measure;
mod model;
mod no_value;
mod percent;
mod read;
pub mod said;
#[cfg(test)]
mod tests;

pub use model::{
    Figure, FigureKind, Hedge, NumberSource, Quantity, amount, amount_as_written, amount_shown,
    decimal_words, rounded,
};
pub use no_value::{has_no_content, is_error_value, is_reference};
pub use percent::{is_bare_one, meant_percent};

use said::Asked;

impl Figure {
    /// Reads a cell. `unit` is the indicator's unit, or empty if it has none and any unit is right.
    ///
    /// A number within text counts only if it is the only quantity there in the indicator's unit. The rules
    /// check whether the unit is right and the number plausible.
    pub fn parse(text: &str, unit: &str) -> Self {
        read::figure(text, unit)
    }

    /// Reads a department's 年度末見込み. A number of another time, an increase, a remainder, and one that it
    /// expects to miss or to exceed are no forecast.
    pub fn forecast(text: &str, asked: &Asked<'_>) -> Self {
        answer::forecast(text, asked)
    }

    /// Reads a department's actual, with the words beside the number: discards a number that they say is
    /// something else, and keeps in `said` what else they say about it.
    pub fn answer(text: &str, asked: &Asked<'_>) -> Self {
        answer::figure(text, asked)
    }
}

/// True if a text answer says nothing: blank, `-`, `なし`.
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    Figure::parse(text, "").says_nothing()
}
