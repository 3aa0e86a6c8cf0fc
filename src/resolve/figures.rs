//! Reads the figures of a return with the indicator's unit.

use crate::figure::said::{Asked, Counting};
use crate::figure::{Figure, meant_percent};
use crate::form::field::Field;
use crate::plan::model::{Accumulation, Indicator};
use crate::text::calendar::Month;

/// Reads a target, an actual or a forecast; an actual as an answer for `month`. `None` for other fields.
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
    let asked = indicator.and_then(|own| asked(own, month));
    let mut figure = match (field, &asked) {
        (Field::Actual, Some(asked)) => Figure::answer(text, asked),
        (Field::Forecast, Some(asked)) => Figure::forecast(text, asked),
        _ => Figure::parse(text, unit),
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

/// Returns what an answer for an indicator is read against. `None` for a milestone, which is answered in
/// words.
fn asked(indicator: &Indicator, month: Option<Month>) -> Option<Asked<'_>> {
    let counting = match indicator.accumulation {
        Accumulation::Stock => Counting::Total,
        Accumulation::Annual => Counting::OfYear,
        Accumulation::Rate => Counting::Level,
        Accumulation::Milestone => return None,
    };
    let target = month
        .and_then(|month| indicator.years.get(&month.fiscal_year()))
        .and_then(|cells| cells.target.quantity.as_ref());
    let planned = [target.map(|target| target.number), target.and_then(|target| target.population)];
    Some(Asked { unit: &indicator.unit, name: &indicator.name, counting, planned, month })
}
