//! The ids of the plan's rows: a project's 整理番号 and an indicator's symbol.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::fold;

/// The most characters of a 整理番号.
pub const LONGEST_ID: usize = 20;

/// A project's 整理番号 as the plan prints it: `1-1-10`, `A-01`, `Ⅰ-1-(1)`, `R2-1`, `57`.
///
/// Two spellings that differ in width, case, kind of dash or leading zeros are one id. Ids are ordered by
/// their numbers (`1-1-9` before `1-1-10`) in maps; books follow the rows of the master.
#[derive(Clone, Debug)]
pub struct ProjectId(Arc<Spelling>);

#[derive(Debug)]
struct Spelling {
    /// As written, without white space around it.
    text: String,
    /// The key by which ids are compared.
    key: String,
}

impl ProjectId {
    /// Reads an id; `None` if the text is blank, longer than [`LONGEST_ID`], or has no letter and no digit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let key = number_key(text);
        let sound = !key.is_empty() && fold::squash(text).chars().count() <= LONGEST_ID;
        sound.then(|| Self(Arc::new(Spelling { text: fold::one_line(text), key })))
    }

    /// Returns the part before the last dash: the 施策番号 of a project that names no other. Empty if the id
    /// has no dash.
    #[must_use]
    pub fn measure(&self) -> &str {
        self.split().map_or("", |(upper, _)| upper)
    }

    /// Returns the number that the volume prints beside the project's name: the last part if the id begins
    /// with the number of the 施策, otherwise the whole id.
    #[must_use]
    pub fn number_within(&self, measure: &str) -> &str {
        match self.split() {
            Some((upper, last)) if number_key(upper) == number_key(measure) => last,
            _ => &self.0.text,
        }
    }

    fn split(&self) -> Option<(&str, &str)> {
        let text = self.0.text.as_str();
        let dash = |c: char| c == '.' || workbook::is_dash(c);
        let (at, c) = text.char_indices().rev().find(|(_, c)| dash(*c))?;
        let (upper, last) = (&text[..at], &text[at + c.len_utf8()..]);
        (!upper.trim().is_empty() && !last.trim().is_empty()).then(|| (upper.trim(), last.trim()))
    }
}

/// Returns the key by which the numbers of projects, 施策 and 基本方針 are compared. It orders runs of digits
/// as numbers. Empty if a text has no letter and no digit.
#[must_use]
pub fn number_key(text: &str) -> String {
    let folded = fold::key(text);
    if !folded.contains(char::is_alphanumeric) {
        return String::new();
    }
    let mut key = String::with_capacity(folded.len() + 4);
    let mut rest = folded.as_str();
    while let Some(c) = rest.chars().next() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits == 0 {
            key.push(if c == '.' { '-' } else { c });
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (number, after) = rest.split_at(digits);
        let number = number.trim_start_matches('0');
        // The length of a number precedes its digits, as a control character, so that numbers with more
        // digits are greater.
        let length = u32::try_from(number.len()).unwrap_or(u32::MAX).min(LONGEST_RUN);
        key.push(char::from_u32(length + 1).unwrap_or('\u{1}'));
        key.push_str(number);
        rest = after;
    }
    key
}

/// The greatest length of a number that a control character can encode.
const LONGEST_RUN: u32 = 30;

impl PartialEq for ProjectId {
    fn eq(&self, other: &Self) -> bool {
        self.0.key == other.0.key
    }
}

impl Eq for ProjectId {}

impl PartialOrd for ProjectId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ProjectId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.key.cmp(&other.0.key)
    }
}

impl Hash for ProjectId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.key.hash(state);
    }
}

impl fmt::Display for ProjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

/// Separates the symbol from the number of an added indicator.
const ADDED: &str = "追加";

/// An indicator's symbol within its project: `①`, `②`…, or empty if the project has a single unlabelled one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IndicatorId(String);

impl IndicatorId {
    /// Returns the id of a symbol as the plan writes it.
    #[must_use]
    pub fn new(symbol: &str) -> Self {
        Self(symbol.trim().to_owned())
    }

    /// Returns an id for an indicator that a form adds, if its own symbol is missing or taken.
    #[must_use]
    pub fn added(symbol: &str, number: usize) -> Self {
        Self(format!("{symbol}{ADDED}{number}"))
    }

    /// Returns the symbol as the form has it, without the number that [`IndicatorId::added`] appends.
    #[must_use]
    pub fn written(&self) -> &str {
        self.0.split_once(ADDED).map_or(&self.0, |(symbol, _)| symbol)
    }

    /// Returns the symbol; empty for the unlabelled indicator.
    #[must_use]
    pub fn symbol(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::ids::{ProjectId, number_key};

    fn id(text: &str) -> ProjectId {
        ProjectId::parse(text).unwrap()
    }

    #[test]
    fn ids_are_equal_in_any_width_and_ordered_by_their_numbers() {
        assert_eq!(id("１－１－９"), id(" 1-1-9 "));
        assert_eq!(id("a‐０１"), id("A-1"));
        assert_eq!(id("Ⅰ-1-(1)"), id("Ⅰ－１－（１）"));
        assert_ne!(id("1-11"), id("11-1"));
        assert_ne!(id("1-1①"), id("1-1②"));
        let mut ids = ["1-2", "1-1-10", "A-2", "1-1", "1-1-9", "1-1-0", "A-10", "9", "57"].map(id);
        ids.sort();
        let shown: Vec<String> = ids.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["1-1", "1-1-0", "1-1-9", "1-1-10", "1-2", "9", "57", "A-2", "A-10"]);
    }

    #[test]
    fn an_id_is_shown_as_it_is_printed() {
        for text in ["Ⅰ-1-(1)", "R2-1", "重点1", "１－２"] {
            assert_eq!(id(text).to_string(), text);
        }
    }

    #[test]
    fn the_measure_is_the_part_before_the_last_dash() {
        assert_eq!([id("1-1-10").measure(), id("Ⅰ-1-(1)").measure(), id("57").measure()], ["1-1", "Ⅰ-1", ""]);
        assert_eq!(id("1-1-10").number_within("１－１"), "10");
        assert_eq!(id("57").number_within("1-1"), "57");
        assert_eq!(id("A-01").number_within("1"), "A-01");
    }

    #[test]
    fn a_blank_or_too_long_text_is_not_an_id() {
        for text in ["", "　", "-", "1234567890-1234567890"] {
            assert_eq!(ProjectId::parse(text), None, "{text}");
        }
        assert_eq!(number_key("（－）"), "");
    }
}
