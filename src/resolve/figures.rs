//! Reads the figures of a return with the indicator's unit.

use crate::figure::{Figure, meant_percent};
use crate::form::field::Field;
use crate::plan::model::Indicator;

/// Returns the figure of a target, actual or forecast.
pub(super) fn figure(field: Field, indicator: Option<&Indicator>, text: &str) -> Option<Figure> {
    if !matches!(field, Field::Target | Field::Actual | Field::Forecast) {
        return None;
    }
    let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
    let mut figure = Figure::parse(text, unit);
    if field != Field::Target
        && let Some(percent) = meant_percent(text, unit)
        && let Some(quantity) = &mut figure.quantity
    {
        quantity.number = percent;
        unit.clone_into(&mut quantity.unit);
    }
    Some(figure)
}
