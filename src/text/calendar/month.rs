//! Calendar months. Every report is for one month.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::text::calendar::date::Date;

/// The calendar years that are accepted. A year outside them is treated as a misreading.
pub(super) const ACCEPTED_YEARS: RangeInclusive<i32> = 1950..=2150;

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i32,
    month: u8,
}

impl Month {
    /// Creates a month of a year between 1950 and 2150. `None` otherwise.
    pub fn new(year: i32, month: u8) -> Option<Self> {
        (ACCEPTED_YEARS.contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// Creates a month that is known to exist.
    pub(super) fn of(year: i32, month: u8) -> Self {
        Self { year, month }
    }

    /// Reads exactly `2023-03`, the format of `--as-of` and consolidation.json.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// Returns the calendar year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Returns the month's number, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Returns the month's position in the fiscal year: 1 for April, 12 for March.
    pub fn number_in_fiscal_year(self) -> u8 {
        if self.month < 4 { self.month + 9 } else { self.month - 3 }
    }

    /// True for March, the month in which a year's effect is judged.
    pub fn is_fiscal_year_end(self) -> bool {
        self.month == 3
    }

    /// Returns the next month.
    pub fn next(self) -> Self {
        if self.month == 12 { Self::of(self.year + 1, 1) } else { Self::of(self.year, self.month + 1) }
    }

    /// Returns the previous month.
    pub fn prev(self) -> Self {
        if self.month == 1 { Self::of(self.year - 1, 12) } else { Self::of(self.year, self.month - 1) }
    }

    /// Returns the number of months from `other` to this month, negative if `other` is later.
    pub fn months_since(self, other: Self) -> i32 {
        (self.year - other.year) * 12 + i32::from(self.month) - i32::from(other.month)
    }

    /// Returns the first day of the month.
    pub fn first_day(self) -> Date {
        Date::of(self.year, self.month, 1)
    }

    /// Returns the last day of the month.
    pub fn last_day(self) -> Date {
        Date::last_of(self.year, self.month)
    }

    /// Returns the note beside a value older than the current month: `12月時点`.
    #[must_use]
    pub fn as_of_note(self) -> String {
        format!("{}月時点", self.month())
    }

    /// Returns year and month: `2023年9月`.
    pub fn japanese_month(self) -> String {
        format!("{}年{}月", self.year, self.month)
    }

    /// Returns the name of the month's report: `2023年9月の報告`.
    pub fn japanese_report(self) -> String {
        format!("{}の報告", self.japanese_month())
    }

    /// Returns the month as a report names its date: `2023年3月末`.
    pub fn japanese(self) -> String {
        format!("{}末", self.japanese_month())
    }

    /// Returns the last day as `令和5年3月31日`.
    pub fn japanese_last_day(self) -> String {
        self.last_day().japanese()
    }
}

impl Date {
    /// Returns the month of the day. `None` outside the years 1950 to 2150.
    pub fn in_month(self) -> Option<Month> {
        Month::new(self.year(), self.month())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse_iso(&text).ok_or_else(|| format!("年月として読めません: {text}"))
    }
}
