//! Number formats that put words and signs around a number: `0"件"`, `"約"0`, `"▲"0`, `#,##0,"千人"`, `[>=100]0"件以上";0"件"`.
//!
//! What a person reads in the cell is kept; the number itself stays the shortest plain decimal, whatever the format rounds it to.

use super::format::DateParts;
use super::number;
use super::section::Section;
use crate::characters;

/// A format's sections for numbers, in order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dressed {
    sections: Vec<Section>,
}

/// What a number is shown as under a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Its text.
    Text(String),
    /// A date.
    Date(DateParts),
}

impl Dressed {
    /// The format of such sections; there is one at least.
    pub(super) fn new(sections: Vec<Section>) -> Self {
        Self { sections }
    }

    /// What a number is shown as.
    pub(super) fn show(&self, value: f64) -> Shown {
        let Some(section) = self.section_for(value) else { return Shown::Text(number::plain(value, 0)) };
        if let Some(parts) = section.date {
            return Shown::Date(parts);
        }
        let signless = value < 0.0 && (section.is_negative() || self.is_second(section));
        Shown::Text(written(section, value, signless))
    }

    /// The section that a number falls into: by its condition, else by its sign.
    fn section_for(&self, value: f64) -> Option<&Section> {
        let count = self.sections.len();
        let fits = |(at, section): &(usize, &Section)| match (&section.condition, at) {
            (Some(condition), _) => condition.holds(value),
            (None, 0) if count == 1 => true,
            (None, 0) if count == 2 => self.has_condition() || value >= 0.0,
            (None, 0) => value > 0.0,
            (None, 1) if count > 2 => value < 0.0,
            (None, _) => true,
        };
        let found = self.sections.iter().enumerate().find(fits).map(|(_, section)| section);
        found.or_else(|| self.sections.last())
    }

    fn has_condition(&self) -> bool {
        self.sections.iter().any(|section| section.condition.is_some())
    }

    /// Whether a section is the one for negative numbers, which shows them without their sign.
    fn is_second(&self, section: &Section) -> bool {
        let second = self.sections.get(1).is_some_and(|second| std::ptr::eq(second, section));
        second && !self.has_condition()
    }
}

/// A number in a section's words. Where the section itself marks it as negative (`▲`, brackets, red), the mark gives way to a plain minus.
fn written(section: &Section, value: f64, signless: bool) -> String {
    if !section.has_digits {
        // A section without any place for digits shows its words alone; a dash for zero says what the number says.
        let says = section.before.chars().any(|c| !c.is_whitespace() && !is_mark(c));
        return if says { section.before.trim().to_owned() } else { number::plain(value, 0) };
    }
    let plain = number::plain(value.abs(), section.shift);
    let figures = grouped(section, &plain);
    let minus = if value < 0.0 { "-" } else { "" };
    let (before, after) = if signless {
        (kept(&without_marks(&section.before), false), kept(&without_marks(&section.after), false))
    } else {
        (kept(&section.before, value > 0.0), kept(&section.after, false))
    };
    // The minus stands with the figures, whatever stands before them.
    format!("{before}{minus}{figures}{after}")
}

/// The words before or behind a number, where they say anything: a sign of its own counts before a positive number.
pub(super) fn kept(words: &str, may_be_minus: bool) -> String {
    let says = |c: char| {
        c.is_alphanumeric()
            || (may_be_minus && characters::is_dash(c))
            || "%‰％▲△▼▽¥￥$＄€£+＋±<>＜＞≦≧≤≥~〜～/／→※○◎●×".contains(c)
    };
    if words.chars().any(says) { words.trim().to_owned() } else { String::new() }
}

/// The words without what marks a negative number.
pub(super) fn without_marks(words: &str) -> String {
    words.chars().filter(|c| !is_mark(*c) && !"▲△▼▽".contains(*c)).collect()
}

fn is_mark(c: char) -> bool {
    characters::is_dash(c) || matches!(c, '(' | ')' | '（' | '）')
}

/// Puts what stands between the places of a whole number (`0-0-0`, `0000"年"00"月"`) between its digits.
fn grouped(section: &Section, plain: &str) -> String {
    if section.between.is_empty() || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return plain.to_owned();
    }
    let mut digits = plain.to_owned();
    while digits.len() < section.places {
        digits.insert(0, '0');
    }
    // From the left, so that the places that follow are still those of digits.
    for (from_right, words) in &section.between {
        digits.insert_str(digits.len().saturating_sub(*from_right), words);
    }
    digits
}
