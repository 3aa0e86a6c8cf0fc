//! What an answer says beside its number.

use serde::{Deserialize, Serialize};

use crate::text::calendar::{FiscalYear, Month};

/// What the words around a department's number say of it. Nothing, for targets and for the master's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Said {
    /// The time that it is of, where that is not the report's.
    pub time: Option<Stated>,
    /// The word that says that it is not final, or not what was asked for: `集計中`, `未達成`.
    pub doubt: Option<String>,
    /// Why it is not used (V02).
    pub objection: Option<Objection>,
    /// The month in which a pending value becomes known, where it is told.
    pub known_in: Option<Month>,
}

/// A time other than the report's, with its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stated {
    /// The words: `12月末`.
    pub words: String,
    /// Which time it is.
    pub time: OtherTime,
}

/// A time other than the report's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OtherTime {
    /// An earlier month of the same fiscal year; `None` where only a part of the year is named.
    Earlier(Option<Month>),
    /// Another fiscal year, over already.
    PastYear(FiscalYear),
    /// A time after the report's.
    Later,
}

/// Why a number in an answer is not its actual.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Objection {
    /// The word beside it says so: `目標`, `残り`, `届か`.
    NotAnActual {
        /// The number as written, with its unit.
        number: String,
        /// The word.
        word: String,
    },
    /// Only what was added, of a 累計.
    Increment {
        /// The number as written, with its unit.
        number: String,
        /// The word.
        word: String,
    },
    /// What has piled up over years, of a 単年.
    RunningTotal {
        /// The number as written, with its unit.
        number: String,
        /// The word.
        word: String,
    },
    /// Two numbers that nothing tells apart.
    TwoNumbers {
        /// The first, as written.
        first: String,
        /// The second.
        second: String,
    },
}

/// What an indicator counts, for the words 累計 and 今年度.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// What piles up from year to year (累計).
    Total,
    /// What one fiscal year brings (単年).
    OfYear,
    /// A level at one time (率).
    Level,
}

/// What is asked of a department: the indicator and the month of the report.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The indicator's unit.
    pub unit: &'a str,
    /// Its name: a word in it says nothing against a number (`未交付` of 未交付数).
    pub name: &'a str,
    /// What it counts.
    pub counting: Counting,
    /// The month of the report; `None` where it is not known: then no time is another.
    pub month: Option<Month>,
}
