//! The fiscal year, April to March.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::calendar::era::Era;
use crate::text::calendar::month::Month;

/// A fiscal year, named by the calendar year of its April.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// Creates the fiscal year that begins in April of a calendar year.
    pub fn new(year: i32) -> Self {
        Self(year)
    }

    /// Returns the calendar year of its April.
    pub fn year(self) -> i32 {
        self.0
    }

    /// Returns the year as `2022年度`.
    pub fn label(self) -> String {
        format!("{}年度", self.0)
    }

    /// Returns the year as `令和4年度`. A year in which the era changes has the new era's name (令和元年度).
    pub fn era_label(self) -> String {
        match Era::of(self.0, 12, 31) {
            Some(era) => format!("{}度", era.words(self.0)),
            None => self.label(),
        }
    }

    /// Returns the next fiscal year.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Returns the previous fiscal year.
    pub fn prev(self) -> Self {
        Self(self.0 - 1)
    }

    /// Returns its April.
    pub fn first_month(self) -> Month {
        Month::of(self.0, 4)
    }

    /// Returns its March, which lies in the next calendar year.
    pub fn last_month(self) -> Month {
        Month::of(self.0 + 1, 3)
    }

    /// Returns its twelve months in order.
    pub fn months(self) -> impl Iterator<Item = Month> {
        std::iter::successors(Some(self.first_month()), |month| Some(month.next())).take(12)
    }
}

impl Month {
    /// Returns the fiscal year's month with this number: 4 to 12 lie in its first calendar year, 1 to 3 in
    /// the next.
    pub fn from_fiscal(year: FiscalYear, month: u8) -> Option<Self> {
        Self::new(if month < 4 { year.year() + 1 } else { year.year() }, month)
    }

    /// Returns the fiscal year of the month.
    pub fn fiscal_year(self) -> FiscalYear {
        FiscalYear::new(if self.month() < 4 { self.year() - 1 } else { self.year() })
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
