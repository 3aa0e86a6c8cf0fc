//! The information in an answer besides its number: time, doubt, objection.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::text::calendar::{FiscalYear, Month};

/// What the words around a department's number say about it. Empty for targets and for the master's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Said {
    /// The time of the number, if it is not the report's.
    pub time: Option<Stated>,
    /// The word that says the number is not final, or not what was asked for: `集計中`, `未達成`.
    pub doubt: Option<String>,
    /// The reason the number is not used (V02).
    pub objection: Option<Objection>,
    /// The month in which a pending value becomes known, if stated.
    pub known_in: Option<Month>,
}

/// A time other than the report's, with its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stated {
    /// The words: `12月末`.
    pub words: String,
    /// The time they name.
    pub time: OtherTime,
}

/// A time other than the report's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OtherTime {
    /// An earlier month of the same fiscal year; `None` if only a part of the year is named.
    Earlier(Option<Month>),
    /// A fiscal year that is over.
    PastYear(FiscalYear),
    /// A time after the report's.
    Later,
}

/// The reason a number in an answer is not its actual.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Objection {
    /// The word beside it says so: `目標`, `残り`, `届か`.
    NotAnActual {
        /// The number as written, with its unit.
        number: String,
        /// The word.
        word: String,
    },
    /// The number is only an increase, but the indicator is a 累計.
    Increment {
        /// The number as written, with its unit.
        number: String,
        /// The word.
        word: String,
    },
    /// The number has accumulated over years, but the indicator is a 単年.
    RunningTotal {
        /// The number as written, with its unit.
        number: String,
        /// The word.
        word: String,
    },
    /// Two numbers cannot be told apart.
    TwoNumbers {
        /// The first, as written.
        first: String,
        /// The second.
        second: String,
    },
}

/// What an indicator counts, which decides the meaning of 累計 and 今年度.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// A total that accumulates from year to year (累計).
    Total,
    /// The amount of one fiscal year (単年).
    OfYear,
    /// A level at one time (率).
    Level,
}

/// What a department is asked: the indicator and the month of the report.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The indicator's unit.
    pub unit: &'a str,
    /// The indicator's name. A word in it does not disqualify a number (`未交付` in 未交付数).
    pub name: &'a str,
    /// What the indicator counts.
    pub counting: Counting,
    /// The number and the population of the year's target, which an answer may repeat unexplained.
    pub planned: [Option<Decimal>; 2],
    /// The month of the report. If `None`, no time counts as different from the report's.
    pub month: Option<Month>,
}
