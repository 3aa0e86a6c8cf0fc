//! A day of the civil calendar.

use std::fmt;

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use crate::text::calendar::era::Era;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// Creates a day between the years 1 and 9999. `None` if it does not exist, like 30 February.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let (y, m, d) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let civil = jiff::civil::Date::new(y, m, d).ok().filter(|_| y > 0)?;
        Some(Self::from_civil(civil))
    }

    /// Returns the day of an Excel serial number. `None` outside Excel's calendar, and for day 60 of the 1900
    /// system, the non-existent 29 February 1900.
    pub fn from_excel_serial(days: i64, is_1904: bool) -> Option<Self> {
        let epoch = match (is_1904, days) {
            (_, ..0) | (false, 0 | 60) => return None,
            (true, _) => jiff::civil::date(1904, 1, 1),
            (false, ..60) => jiff::civil::date(1899, 12, 31),
            (false, _) => jiff::civil::date(1899, 12, 30),
        };
        // Excel's calendar ends in 9999, and jiff rejects spans far beyond it.
        if days > 2_958_465 {
            return None;
        }
        epoch.checked_add(days.days()).ok().map(Self::from_civil)
    }

    /// Creates a day that is known to exist.
    pub(super) fn of(year: i32, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    pub(super) fn last_of(year: i32, month: u8) -> Self {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let day = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        Self { year, month, day }
    }

    /// Returns the calendar year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Returns the month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Returns the day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Returns the day as `令和5年4月5日`.
    pub fn japanese(self) -> String {
        let year = Era::of(self.year, self.month, self.day)
            .map_or_else(|| format!("{}年", self.year), |era| era.words(self.year));
        format!("{year}{}月{}日", self.month, self.day)
    }

    fn from_civil(civil: jiff::civil::Date) -> Self {
        Self {
            year: i32::from(civil.year()),
            month: civil.month().unsigned_abs(),
            day: civil.day().unsigned_abs(),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}
