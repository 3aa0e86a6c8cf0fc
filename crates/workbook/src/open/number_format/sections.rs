//! The sections of a number format: which of them a number falls into, and what it shows of the number.
//!
//! The words, currency signs and thousands that a person reads in the cell are kept. The number itself stays
//! exact; the number as the format shows it is returned beside it.

use super::date_parts::DateParts;
use rust_decimal::Decimal;

use super::decimal::{plain, rounded};
use super::section::{self, Section};
use super::words::{is_negative_sign, meaningful, without_negative_signs};

/// A parsed format code.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::open) struct Sections {
    /// The sections for numbers, in order; there is at least one.
    pub(super) numbers: Vec<Section>,
    /// The section for text, if the code has one.
    text: Option<Section>,
}

/// What a cell shows of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::open) enum Shown {
    /// A number, with the words that the format adds.
    Number {
        /// The text with the exact number.
        exact: String,
        /// The text with the number as the format shows it, if that differs.
        shown: Option<String>,
    },
    /// A date or time.
    Date(DateParts),
    /// Nothing (`;;`, a zero under `#,###`).
    Hidden,
}

impl Sections {
    /// Parses a format code.
    pub(super) fn parse(code: &str) -> Self {
        let mut numbers = section::parse_all(code);
        let text_at = (numbers.len() > 3).then_some(3).or_else(|| numbers.iter().position(|s| s.has_text));
        let text = text_at.and_then(|at| numbers.get(at).cloned());
        numbers.truncate(text_at.unwrap_or(3).clamp(1, 3));
        Self { numbers, text }
    }

    /// Returns what the format shows of a number.
    pub(super) fn show(&self, value: f64) -> Shown {
        let Some(section) = self.section_for(value) else { return bare(plain(value, 0)) };
        if let Some(parts) = section.date {
            return Shown::Date(parts);
        }
        let is_second = self.numbers.get(1).is_some_and(|second| std::ptr::eq(second, section));
        let drops_minus = section.is_for_negatives() || (is_second && !self.has_condition());
        show_in(section, value, value < 0.0 && drops_minus)
    }

    /// Returns what the format shows of a text. `None` if it hides the text.
    pub(super) fn show_text(&self, text: &str) -> Option<String> {
        let Some(section) = &self.text else { return Some(text.to_owned()) };
        if !section.has_text {
            return None;
        }
        let (before, after) = (meaningful(&section.before, false), meaningful(&section.after, false));
        Some(format!("{before}{text}{after}"))
    }

    /// Returns the section for a number: by its condition, else by the number's sign.
    fn section_for(&self, value: f64) -> Option<&Section> {
        let count = self.numbers.len();
        let fits = |(at, section): &(usize, &Section)| match (&section.condition, at) {
            (Some(condition), _) => condition.holds(value),
            (None, 0) if count == 1 => true,
            (None, 0) if count == 2 => self.has_condition() || value >= 0.0,
            (None, 0) => value > 0.0,
            (None, 1) if count > 2 => value < 0.0,
            (None, _) => true,
        };
        let found = self.numbers.iter().enumerate().find(fits).map(|(_, section)| section);
        found.or_else(|| self.numbers.last())
    }

    fn has_condition(&self) -> bool {
        self.numbers.iter().any(|section| section.condition.is_some())
    }
}

fn bare(exact: String) -> Shown {
    Shown::Number { exact, shown: None }
}

/// Shows a number in a section. If the section marks a negative number itself (`▲`, brackets), the mark
/// becomes a minus sign.
fn show_in(section: &Section, value: f64, drops_minus: bool) -> Shown {
    let exact = plain(value.abs(), section.shift);
    if !section.has_digits {
        return show_words(section, value);
    }
    let rounding = section.decimals.and_then(|places| rounded(&exact, places));
    let (before, after) = if drops_minus {
        let words = |words: &str| meaningful(&without_negative_signs(words), false);
        (words(&section.before), words(&section.after))
    } else {
        (meaningful(&section.before, value > 0.0), meaningful(&section.after, false))
    };
    let shows_zero = section.shows_zero || !(before.is_empty() && after.is_empty());
    if !shows_zero && (value == 0.0 || rounding.is_some_and(|rounded| rounded.is_zero())) {
        return Shown::Hidden;
    }
    let minus = if value < 0.0 { "-" } else { "" };
    // The minus sign goes directly before the digits, after the words.
    let write = |digits: &str| format!("{before}{minus}{}{after}", with_text_between(section, digits));
    let shown = rounding.map(|rounding| write(&digits_shown(section, rounding)));
    // Literal digits continue the number (`#,##0",000"`), so only the number as shown makes sense.
    let continues = after.starts_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let exact = if value == 0.0 && !section.shows_zero { format!("{before}{after}") } else { write(&exact) };
    match shown {
        Some(shown) if continues => bare(shown),
        shown => Shown::Number { shown: shown.filter(|shown| *shown != exact), exact },
    }
}

/// Returns a rounded number as the section writes it: with its decimal places, in groups of three.
fn digits_shown(section: &Section, rounding: Decimal) -> String {
    let mut number = rounding.normalize();
    number.rescale(number.scale().max(section.kept_decimals));
    let plain = number.to_string();
    if !section.grouped || !section.between.is_empty() {
        return plain;
    }
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut grouped = String::with_capacity(plain.len() * 2);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// Shows a number in a section without placeholders, which shows only its words. A dash, as for zero, is
/// replaced by the number.
fn show_words(section: &Section, value: f64) -> Shown {
    let words = section.before.trim();
    if words.is_empty() {
        Shown::Hidden
    } else if words.chars().any(|c| !c.is_whitespace() && !is_negative_sign(c)) {
        bare(words.to_owned())
    } else {
        bare(plain(value, 0))
    }
}

/// Puts the literal text between the placeholders of a whole number (`0-0-0`, `0000"年"00"月"`) between its
/// digits.
fn with_text_between(section: &Section, plain: &str) -> String {
    if section.between.is_empty() || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return plain.to_owned();
    }
    let mut digits = plain.to_owned();
    while digits.len() < section.padded {
        digits.insert(0, '0');
    }
    // From the left, so that the positions of the remaining texts, counted from the right, stay valid.
    for (from_right, text) in &section.between {
        digits.insert_str(digits.len().saturating_sub(*from_right), text);
    }
    digits
}
