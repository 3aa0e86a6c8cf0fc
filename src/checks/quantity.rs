//! The number of an entry, and whether it can be one of its indicator: in its unit, with a sign that the plan
//! allows.

use rust_decimal::Decimal;

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::figure::{Figure, Quantity, is_bare_one};
use crate::plan::model::Accumulation;
use crate::text::unit;

/// Words in the names of indicators whose values may be negative.
const GROWTH: [&str; 9] =
    ["増減", "伸び率", "成長率", "増加率", "変化率", "増減率", "前年比", "前年度比", "収支"];

impl<'a> Entry<'a> {
    /// True if the entry is judged as a number: a figure of an indicator that is not a 節目.
    #[must_use]
    pub(crate) fn is_number(&self) -> bool {
        self.is_figure()
            && self.indicator.is_some_and(|indicator| indicator.accumulation != Accumulation::Milestone)
    }

    /// Returns the year's target, if one is due.
    #[must_use]
    pub(crate) fn due(&self) -> Option<&'a Figure> {
        self.indicator?.due(self.year(), self.month).ok()
    }

    /// Returns the quantity of the year's target, if one is due.
    #[must_use]
    pub(crate) fn target(&self) -> Option<&'a Quantity> {
        self.due()?.quantity.as_ref()
    }

    /// Returns the quantity in the indicator's unit. `None` if another rule withholds it (V03, V04, V05),
    /// or if it is of a time other than the report's.
    #[must_use]
    pub(crate) fn quantity(&self) -> Option<&'a Quantity> {
        if self.said().is_some_and(|said| said.time.is_some()) {
            return None;
        }
        let Content::Number(quantity) = self.content() else { return None };
        let usable = self.is_number()
            && self.unit_fits(quantity)
            && !self.is_wrongly_negative(quantity)
            && !is_bare_one(self.text(), self.unit());
        usable.then_some(quantity)
    }

    /// True if a quantity is in the indicator's unit. A bare number always is.
    #[must_use]
    pub(crate) fn unit_fits(&self, quantity: &Quantity) -> bool {
        // Where the plan names no unit, any unit fits, except a percentage where the target is a count.
        let share = self.unit().is_empty()
            && unit::is_percent(&quantity.unit)
            && self.target().is_some_and(|target| !unit::is_percent(&target.unit));
        quantity.unit.is_empty() || unit::fits(&quantity.unit, self.unit()) && !share
    }

    /// True if a number is negative although every figure of the plan is above zero, and the indicator's
    /// name does not allow for it.
    #[must_use]
    pub(crate) fn is_wrongly_negative(&self, quantity: &Quantity) -> bool {
        let Some(indicator) = self.indicator else { return false };
        let negative = |number: Decimal| number <= Decimal::ZERO;
        let planned = indicator.years.values().any(|cells| {
            [&cells.target, &cells.actual].into_iter().filter_map(|figure| figure.number()).any(negative)
        });
        quantity.number < Decimal::ZERO
            && !GROWTH.iter().any(|word| indicator.name.contains(word))
            && !planned
            && !indicator.baseline.is_some_and(negative)
            && !unit::is_reduction(self.unit())
    }
}
