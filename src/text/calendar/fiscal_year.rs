//! The fiscal year, April to March.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Date, Era, Month, scan};

/// A fiscal year, named by the calendar year of its April.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The fiscal year that begins in April of a calendar year.
    pub fn new(year: i32) -> Self {
        Self(year)
    }

    /// Reads `2023年度`, `令和5年度`, `R5`, `2023` and their like; years before 1950 or after 2150 are none.
    pub fn parse(text: &str) -> Option<Self> {
        scan::fiscal_year(text).map(Self)
    }

    /// The calendar year of its April.
    pub fn year(self) -> i32 {
        self.0
    }

    /// `2022年度`
    pub fn label(self) -> String {
        format!("{}年度", self.0)
    }

    /// `令和4年度`; the fiscal year of a change of era has the new era's name (令和元年度).
    pub fn era_label(self) -> String {
        match Date::new(self.0, 12, 31).and_then(Era::of) {
            Some(era) => format!("{}度", era.words(self.0)),
            None => self.label(),
        }
    }

    /// The fiscal year after this one.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The fiscal year before this one.
    pub fn prev(self) -> Self {
        Self(self.0 - 1)
    }

    /// Its April.
    pub fn first_month(self) -> Month {
        Month::of(self.0, 4)
    }

    /// Its March, in the next calendar year.
    pub fn last_month(self) -> Month {
        Month::of(self.0 + 1, 3)
    }

    /// Its twelve months in order.
    pub fn months(self) -> impl Iterator<Item = Month> {
        std::iter::successors(Some(self.first_month()), |month| Some(month.next())).take(12)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
