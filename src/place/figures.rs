//! Figures of a return, read with the indicator's unit.

use rust_decimal::Decimal;

use crate::figure::Figure;
use crate::figure::said::{Asked, Counting};
use crate::form::field::Field;
use crate::plan::model::{Accumulation, Indicator};
use crate::text::calendar::Month;
use crate::text::{numeral, unit};

/// The figure of an entry that holds one.
pub(super) fn figure(
    field: Field,
    indicator: Option<&Indicator>,
    month: Option<Month>,
    text: &str,
) -> Option<Figure> {
    if !matches!(field, Field::Target | Field::Actual | Field::Forecast) {
        return None;
    }
    let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
    let mut figure = match indicator.filter(|_| field == Field::Actual).and_then(|own| asked(own, month)) {
        Some(asked) => Figure::answer(text, &asked),
        None => Figure::parse(text, unit),
    };
    if field != Field::Target
        && let Some(percent) = meant_percent(text, unit)
        && let Some(quantity) = &mut figure.quantity
    {
        quantity.number = percent;
        unit.clone_into(&mut quantity.unit);
    }
    Some(figure)
}

/// What is asked of an indicator's department; `None` where the answer is words.
fn asked(indicator: &Indicator, month: Option<Month>) -> Option<Asked<'_>> {
    let counting = match indicator.accumulation {
        Accumulation::Stock => Counting::Total,
        Accumulation::Annual => Counting::OfYear,
        Accumulation::Rate => Counting::Level,
        Accumulation::Milestone => return None,
    };
    Some(Asked { unit: &indicator.unit, name: &indicator.name, counting, month })
}

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
