//! The times that a text can name, and how they relate to the month of a report.

use crate::figure::said::OtherTime;
use crate::text::calendar::{Date, FiscalYear, Month};

/// A time found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it begins, in bytes.
    pub(crate) at: usize,
    /// Its length in bytes.
    pub(crate) len: usize,
    /// The time it names.
    pub(crate) time: Time,
}

/// A time as a text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// A day.
    Day(Date, Written),
    /// A whole month.
    Month(Month),
    /// A month without a year.
    Yearless(u8),
    /// A fiscal year.
    Year(FiscalYear),
    /// A calendar year.
    Calendar(i32),
    /// A part of the fiscal year other than its first months.
    Part,
    /// A part of the fiscal year that ends with the report's month, so that a 累計 is of the report's time.
    PartUntilReport,
    /// A part of the fiscal year, for a 単年, whose value needs the whole year so far.
    PartOfAnnual,
    /// Several fiscal years that end with the report's.
    Years,
}

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// With its year.
    InFull,
    /// Without its year: a day of the report's fiscal year.
    Yearless,
    /// As two numbers that may not be a date: `3/31`.
    AsNumbers,
}

/// How a time relates to the month of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// It is the report's own time.
    Now,
    /// It is another time.
    Other(OtherTime),
}

impl Time {
    /// Returns how the time relates to the month of a report.
    pub(crate) fn seen_from(self, month: Month) -> When {
        match self {
            Self::Day(day, _) => seen_day(day, month),
            Self::Month(named) => seen_month(named, month),
            Self::Yearless(number) => Month::from_fiscal(month.fiscal_year(), number)
                .map_or(When::Now, |named| seen_month(named, month)),
            Self::Year(year) if year == month.fiscal_year() => When::Now,
            Self::Year(year) if year < month.fiscal_year() => When::Other(OtherTime::PastYear(year)),
            Self::Year(_) => When::Other(OtherTime::Later),
            Self::Calendar(year) if year == month.year() => When::Now,
            Self::Calendar(year) if year > month.year() => When::Other(OtherTime::Later),
            Self::Calendar(year) if year == month.fiscal_year().year() => {
                When::Other(OtherTime::Earlier(None))
            }
            Self::Calendar(year) => When::Other(OtherTime::PastYear(FiscalYear::new(year))),
            Self::Part if month.is_fiscal_year_end() => When::Other(OtherTime::Earlier(None)),
            Self::PartOfAnnual => When::Other(OtherTime::Earlier(None)),
            Self::Part | Self::PartUntilReport | Self::Years => When::Now,
        }
    }

    /// Returns the first month after the report's that the time can mean, as the month when a value becomes
    /// known.
    pub(crate) fn next_after(self, month: Month) -> Option<Month> {
        let named = match self {
            Self::Day(day, Written::InFull) => day.in_month()?,
            Self::Day(day, _) => return Self::Yearless(day.month()).next_after(month),
            Self::Month(named) => named,
            // The report's own month is not later than itself.
            Self::Yearless(number) if number == month.month() => return None,
            Self::Yearless(number) => {
                let year = month.year() + i32::from(number < month.month());
                Month::new(year, number)?
            }
            Self::Year(_)
            | Self::Calendar(_)
            | Self::Part
            | Self::PartUntilReport
            | Self::PartOfAnnual
            | Self::Years => {
                return None;
            }
        };
        (named > month).then_some(named)
    }
}

fn seen_day(day: Date, month: Month) -> When {
    let Some(named) = day.in_month() else { return When::Now };
    if day == month.next().first_day() {
        return When::Now;
    }
    if named == month && day != month.last_day() {
        return When::Other(OtherTime::Earlier(None));
    }
    seen_month(named, month)
}

fn seen_month(named: Month, month: Month) -> When {
    if named == month {
        return When::Now;
    }
    if named > month {
        return When::Other(OtherTime::Later);
    }
    if named.fiscal_year() < month.fiscal_year() {
        return When::Other(OtherTime::PastYear(named.fiscal_year()));
    }
    // Within the year a value may be months old; only a report for March needs the value of the year's end.
    if month.is_fiscal_year_end() { When::Other(OtherTime::Earlier(Some(named))) } else { When::Now }
}
