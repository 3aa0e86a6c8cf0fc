//! The earlier values that an actual is compared with.

use rust_decimal::Decimal;

use crate::figure::Figure;
use crate::figure::said::OtherTime;
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::model::{Accumulation, Indicator, Plan};
use crate::returns::YearEnd;
use crate::returns::accepted::AcceptedMonths;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::unit;

/// An earlier value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Earlier {
    /// The number.
    pub number: Decimal,
    /// The text as written.
    pub text: String,
    /// The month of the value; March for a fiscal year's actual.
    pub month: Month,
}

/// Returns the value to compare an actual of `month` with: the end of the last fiscal year for a 率, the
/// latest earlier value for everything else. Uses only what was reported before the month `before`.
pub(super) fn previous(
    plan: &Plan,
    project: &ProjectId,
    indicator: &Indicator,
    month: Month,
    before: Month,
    earlier: &AcceptedMonths,
) -> Option<Earlier> {
    let last_year = month.fiscal_year().prev();
    if indicator.accumulation == Accumulation::Rate {
        return year_end(project, indicator, last_year, before, earlier);
    }
    returned(project, indicator, month.fiscal_year(), month, earlier).or_else(|| {
        let years = plan.fiscal_years.iter().rev().copied().filter(|year| *year <= last_year);
        years.into_iter().find_map(|year| {
            year_end(project, indicator, year, before, earlier)
                .or_else(|| returned(project, indicator, year, year.last_month().next(), earlier))
        })
    })
}

/// Returns a past fiscal year's actual: the plan's, otherwise a return's. `None` if that one may have a
/// slipped digit.
fn year_end(
    project: &ProjectId,
    indicator: &Indicator,
    year: FiscalYear,
    before: Month,
    earlier: &AcceptedMonths,
) -> Option<Earlier> {
    let (figure, text) = match earlier.year_end(project, indicator, year, before) {
        YearEnd::Planned(figure) => (figure, &figure.text),
        YearEnd::Reported(entry) if !entry.doubtful => (entry.figure.as_deref()?, &entry.text),
        YearEnd::Reported(_) | YearEnd::Open(_) => return None,
    };
    let number = number(figure, indicator)?;
    Some(Earlier { number, text: text.clone(), month: year.last_month() })
}

/// Returns the latest value of a fiscal year that was returned before a month.
fn returned(
    project: &ProjectId,
    indicator: &Indicator,
    year: FiscalYear,
    before: Month,
    earlier: &AcceptedMonths,
) -> Option<Earlier> {
    let months = earlier.months.range(year.first_month()..before).rev();
    months.into_iter().find_map(|(month, _)| value_of_month(project, indicator, year, *month, earlier))
}

/// Returns the value from a month's own return. `None` if it may have a slipped digit.
fn value_of_month(
    project: &ProjectId,
    indicator: &Indicator,
    year: FiscalYear,
    month: Month,
    earlier: &AcceptedMonths,
) -> Option<Earlier> {
    let accepted = earlier.months.get(&month)?.projects.get(project)?;
    let entry = accepted.of_indicator(Field::Actual, &indicator.id, year)?;
    // A value of another year is not comparable.
    let of_past_year = matches!(entry.time, Some(OtherTime::PastYear(_)));
    if entry.month != month || entry.doubtful || of_past_year {
        return None;
    }
    let number = number(entry.figure.as_ref()?, indicator)?;
    Some(Earlier { number, text: entry.text.clone(), month })
}

fn number(figure: &Figure, indicator: &Indicator) -> Option<Decimal> {
    let quantity = figure.quantity.as_ref()?;
    let fits = quantity.unit.is_empty() || unit::fits(&quantity.unit, &indicator.unit);
    fits.then_some(quantity.number)
}
