//! A small neutral plan for the tests of the judgments.

use rust_decimal::Decimal;

use crate::plan::model::Band;

/// An exact number.
pub(crate) fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Bands by name and 下限; the last needs action.
pub(crate) fn bands(rows: &[(&str, Option<&str>)]) -> Vec<Band> {
    let last = rows.len().saturating_sub(1);
    rows.iter()
        .enumerate()
        .map(|(at, (name, floor))| Band {
            name: (*name).to_owned(),
            symbol: "○".to_owned(),
            floor: floor.map(number),
            needs_action: at == last,
        })
        .collect()
}
