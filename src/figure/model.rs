//! A figure as read from a cell, and numbers as the program prints them.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::figure::said::Said;
use crate::text::calendar::FiscalYear;

/// The kind of content in a figure's cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// A number, with or without a unit.
    Quantity,
    /// Words.
    Text,
    /// `終了`
    Ended,
    /// `-`, `なし`
    None,
    /// An empty cell.
    Blank,
    /// `2025年度末までに…`, with its quantity if it has one.
    Deadline,
    /// `#REF!`
    Error,
    /// `集計中`, `5月確定`: an answer that says the value is not known yet.
    Pending,
}

/// Where in the cell a figure's number was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberSource {
    /// The whole cell is the quantity, except for a remark in brackets.
    Whole,
    /// The number was taken from within text.
    Within,
}

/// What makes a number less than exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hedge {
    /// `約`
    About,
    /// `程度`
    Roughly,
    /// `以上`
    AtLeast,
    /// `以下`
    AtMost,
    /// `未満`
    LessThan,
    /// `見込`
    Expected,
    /// `10～20%`; the lower end is the figure's number.
    Range {
        /// The lower end.
        low: Decimal,
        /// The upper end.
        high: Decimal,
    },
}

impl Hedge {
    /// True if the number is a limit on the value and not the value itself.
    pub fn is_limit(self) -> bool {
        matches!(self, Self::AtLeast | Self::AtMost | Self::LessThan)
    }

    /// Returns the word for the hedge in a message: `約`, `以上`, `10～20`.
    pub fn words(self) -> String {
        match self {
            Self::About => "約".to_owned(),
            Self::Roughly => "程度".to_owned(),
            Self::AtLeast => "以上".to_owned(),
            Self::AtMost => "以下".to_owned(),
            Self::LessThan => "未満".to_owned(),
            Self::Expected => "見込".to_owned(),
            Self::Range { low, high } => format!("{}～{}", decimal_words(low), decimal_words(high)),
        }
    }
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// The number.
    pub number: Decimal,
    /// The unit as written: `%` for percentages, empty if there is none.
    pub unit: String,
    /// The whole that the number is a part of: 800 in `150手続／800手続`.
    pub population: Option<Decimal>,
}

/// A figure as read from a cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// The text shown in the cell, verbatim.
    pub text: String,
    /// The kind of content.
    pub kind: FigureKind,
    /// Its quantity.
    pub quantity: Option<Quantity>,
    /// The remark beside the quantity: `実証実験` in `2施設（実証実験）`.
    pub note: String,
    /// The fiscal year by whose end a target with a deadline is due.
    pub deadline: Option<FiscalYear>,
    /// Where the number was found.
    pub source: NumberSource,
    /// What makes the number less than exact.
    pub hedge: Option<Hedge>,
    /// What the words beside a department's number say about it.
    pub said: Said,
    /// The decimal places to which the cell rounds the number for show. `None` if it shows the number itself.
    pub places: Option<u32>,
}

impl Figure {
    /// True if the figure says nothing: blank, `-`, `なし`.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        matches!(self.kind, FigureKind::Blank | FigureKind::None)
    }

    /// Returns the figure of an empty cell.
    pub fn blank() -> Self {
        Self {
            text: String::new(),
            kind: FigureKind::Blank,
            quantity: None,
            note: String::new(),
            deadline: None,
            source: NumberSource::Whole,
            hedge: None,
            said: Said::default(),
            places: None,
        }
    }

    /// True if the cell is empty. A cell with `-` is not.
    pub fn is_blank(&self) -> bool {
        self.kind == FigureKind::Blank
    }

    /// Returns the number, including a deadline's.
    pub fn number(&self) -> Option<Decimal> {
        self.quantity.as_ref().map(|quantity| quantity.number)
    }
}

impl Quantity {
    /// Returns the quantity with its population: `35施設／148施設`.
    pub fn in_full(&self) -> String {
        match self.population {
            Some(population) => format!("{self}／{}{}", decimal_words(population), self.unit),
            None => self.to_string(),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", decimal_words(self.number), self.unit)
    }
}

/// Returns a number as printed: digits in groups of three, no trailing zeros.
pub fn decimal_words(number: Decimal) -> String {
    let plain = number.normalize().to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = sign.to_owned();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Rounds a number to decimal places as spreadsheets do, halves away from zero.
#[must_use]
pub fn rounded(number: Decimal, places: u32) -> Decimal {
    let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    // A rounded −0.04 would be shown as −0.0.
    if rounded.is_zero() { Decimal::ZERO } else { rounded }
}

/// Returns a number with its unit, rounded to the decimal places that its cell shows; unrounded for `None`.
#[must_use]
pub fn amount_shown(number: Decimal, unit: &str, places: Option<u32>) -> String {
    let Some(places) = places else { return amount(number, unit) };
    let rounded = rounded(number, places);
    let words = decimal_words(rounded);
    let missing = usize::try_from(places.saturating_sub(rounded.normalize().scale())).unwrap_or_default();
    let point = if missing > 0 && !words.contains('.') { "." } else { "" };
    format!("{words}{point}{}{unit}", "0".repeat(missing))
}

/// Returns a number with its unit, keeping the decimal places it was written with: 87.0% stays 87.0%.
#[must_use]
pub fn amount_as_written(number: Decimal, unit: &str) -> String {
    amount_shown(number, unit, Some(number.scale()))
}

/// Returns a number with its unit, as printed.
#[must_use]
pub fn amount(number: Decimal, unit: &str) -> String {
    format!("{}{unit}", decimal_words(number))
}
