//! The month, the grain of every report.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::text::calendar::date::Date;

/// The years that a plan can speak of; what lies outside is a misreading.
pub(super) const SANE: RangeInclusive<i32> = 1950..=2150;

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i32,
    month: u8,
}

impl Month {
    /// A month of a year between 1950 and 2150.
    pub fn new(year: i32, month: u8) -> Option<Self> {
        (SANE.contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// For months that are known to exist.
    pub(super) fn of(year: i32, month: u8) -> Self {
        Self { year, month }
    }

    /// Reads `2023-03` and nothing else: the form of `--as-of` and of consolidation.json.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// Its calendar year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Its number, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Its place in the fiscal year: April is 1, March is 12.
    pub fn number_in_fiscal_year(self) -> u8 {
        if self.month < 4 { self.month + 9 } else { self.month - 3 }
    }

    /// Whether it is March, the month in which a year's effect is judged.
    pub fn is_fiscal_year_end(self) -> bool {
        self.month == 3
    }

    /// The month after.
    pub fn next(self) -> Self {
        if self.month == 12 { Self::of(self.year + 1, 1) } else { Self::of(self.year, self.month + 1) }
    }

    /// The month before.
    pub fn prev(self) -> Self {
        if self.month == 1 { Self::of(self.year - 1, 12) } else { Self::of(self.year, self.month - 1) }
    }

    /// How many months lie between an earlier month and this one; negative where `other` is later.
    pub fn months_since(self, other: Self) -> i32 {
        (self.year - other.year) * 12 + i32::from(self.month) - i32::from(other.month)
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        Date::of(self.year, self.month, 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        Date::last_of(self.year, self.month)
    }

    /// As it stands beside a value that is older than the month at hand: `12月時点`.
    #[must_use]
    pub fn beside_a_value(self) -> String {
        format!("{}月時点", self.month())
    }

    /// `2023年3月末`, the way a report names its date.
    pub fn japanese(self) -> String {
        format!("{}年{}月末", self.year, self.month)
    }

    /// `令和5年3月31日`
    pub fn japanese_last_day(self) -> String {
        self.last_day().japanese()
    }
}

impl Date {
    /// The month it lies in; none where that is outside the years a plan can have.
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
