//! The one reader of targets, actuals, forecasts and the master's figures.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::text::calendar::FiscalYear;
use crate::text::{fold, numeral, unit};

/// What a cell of figures holds.
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
    /// Nothing.
    Blank,
    /// `2025年度末までに…`, with its quantity where it has one.
    Deadline,
    /// `#REF!`
    Error,
}

/// Where a figure's number stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberSource {
    /// The whole cell is the quantity, a remark in brackets aside.
    Whole,
    /// The number was taken out of text.
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

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// The number.
    pub number: Decimal,
    /// The unit as written, `%` for percents, empty where there is none.
    pub unit: String,
    /// What the number is a part of: 800 in `150手続／800手続`.
    pub population: Option<Decimal>,
}

/// A cell of figures, read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// What the cell shows, verbatim.
    pub text: String,
    /// What it is.
    pub kind: FigureKind,
    /// Its quantity.
    pub quantity: Option<Quantity>,
    /// The remark beside the quantity: `実証実験` in `2施設（実証実験）`.
    pub note: String,
    /// The fiscal year by whose end a deadline target is due.
    pub deadline: Option<FiscalYear>,
    /// Where the number stood.
    pub source: NumberSource,
    /// What makes the number less than exact.
    pub hedge: Option<Hedge>,
}

impl Figure {
    /// Reads a cell. `unit` is the indicator's unit, empty where it has none and any is right.
    pub fn parse(text: &str, unit: &str) -> Self {
        let compact = fold::squash(text);
        if compact.is_empty() {
            return Self { text: text.to_owned(), ..Self::blank() };
        }
        let body = compact.strip_suffix(unit).unwrap_or(&compact);
        if let Some(number) = numeral::parse(body) {
            let quantity = Quantity { number, unit: compact[body.len()..].to_owned(), population: None };
            return Self {
                text: text.to_owned(),
                kind: FigureKind::Quantity,
                quantity: Some(quantity),
                ..Self::blank()
            };
        }
        let kind = match compact.as_str() {
            "終了" => FigureKind::Ended,
            "-" | "ー" | "―" | "なし" => FigureKind::None,
            _ => FigureKind::Text,
        };
        Self { text: text.to_owned(), kind, ..Self::blank() }
    }

    /// The figure of an empty cell.
    pub fn blank() -> Self {
        Self {
            text: String::new(),
            kind: FigureKind::Blank,
            quantity: None,
            note: String::new(),
            deadline: None,
            source: NumberSource::Whole,
            hedge: None,
        }
    }

    /// Whether the cell is empty (`-` is not).
    pub fn is_blank(&self) -> bool {
        self.kind == FigureKind::Blank
    }

    /// Its number, a deadline's included.
    pub fn number(&self) -> Option<Decimal> {
        self.quantity.as_ref().map(|quantity| quantity.number)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", decimal_words(self.number), self.unit)
    }
}

/// A number as it is printed: groups of three, no zeros at the end of its fraction.
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

/// Whether an entry refers to a value instead of giving it: `別紙参照`, `同上`, `〃`.
pub fn is_reference(text: &str) -> bool {
    matches!(fold::squash(text).as_str(), "別紙参照" | "同上" | "〃" | "別添のとおり")
}

/// Whether an entry is one of the spreadsheet's error values.
pub fn is_error_value(text: &str) -> bool {
    fold::squash(text).starts_with('#') && unit::canonical(text).len() > 1
}
