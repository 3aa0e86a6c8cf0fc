//! The identities of the plan's things: a project's 整理番号 and an indicator's symbol.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::fold;

/// The most numbers that a 整理番号 has.
const MOST_PARTS: usize = 4;
/// What people put between the numbers of a 整理番号.
const DASHES: [char; 10] = ['-', '‐', '‑', '–', '—', '―', '－', 'ー', '−', '.'];

/// A project's 整理番号 such as `1-1-10`: two to four numbers, ordered as numbers (`1-1-9` before `1-1-10`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectId {
    /// The numbers, and zeros behind them. Comes first: ids are compared by it.
    parts: [u16; MOST_PARTS],
    /// How many of them are the id's: 2 to 4.
    count: u8,
}

impl ProjectId {
    /// Reads an id in any width and with any dash; `None` where it is not two to four numbers.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded = fold::squash(text);
        let mut parts = [0; MOST_PARTS];
        let mut count = 0;
        for part in folded.split(DASHES) {
            let is_number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            *parts.get_mut(usize::from(count))? = part.parse::<u16>().ok().filter(|_| is_number)?;
            count += 1;
        }
        (count >= 2).then_some(Self { parts, count })
    }

    /// Returns the number of the 施策 that the project belongs to: the id without its last part.
    #[must_use]
    pub fn measure(&self) -> String {
        let words: Vec<String> = self.upper().iter().map(u16::to_string).collect();
        words.join("-")
    }

    /// Returns the last part: the project's number within its 施策.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.parts().last().copied().unwrap_or_default()
    }

    fn parts(&self) -> &[u16] {
        self.parts.get(..usize::from(self.count)).unwrap_or_default()
    }

    fn upper(&self) -> &[u16] {
        self.parts().split_last().map_or(&[][..], |(_, upper)| upper)
    }
}

impl fmt::Display for ProjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.upper() {
            write!(f, "{part}-")?;
        }
        write!(f, "{}", self.number())
    }
}

/// Parts the symbol from the number of an added indicator.
const ADDED: &str = "追加";

/// An indicator's symbol within its project: `①`, `②`…, or empty where the project has a single unlabelled
/// one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IndicatorId(String);

impl IndicatorId {
    /// Takes the symbol as the plan writes it.
    #[must_use]
    pub fn new(symbol: &str) -> Self {
        Self(symbol.trim().to_owned())
    }

    /// Returns an id for an indicator that a form adds, where its own symbol is missing or taken.
    #[must_use]
    pub fn added(symbol: &str, number: usize) -> Self {
        Self(format!("{symbol}{ADDED}{number}"))
    }

    /// Returns the symbol as somebody wrote it, without the number that [`IndicatorId::added`] puts behind
    /// it.
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
    use crate::ids::ProjectId;

    #[test]
    fn an_id_is_read_in_any_width_and_ordered_as_numbers() {
        let nine = ProjectId::parse("１－１－９").unwrap();
        let ten = ProjectId::parse(" 1-1-10 ").unwrap();
        assert_eq!(nine.to_string(), "1-1-9");
        assert!(nine < ten);
        assert!(ProjectId::parse("1-1").unwrap() < ProjectId::parse("1-1-0").unwrap());
        assert!(ProjectId::parse("1-1-5-9").unwrap() < ProjectId::parse("1-2").unwrap());
        assert_eq!(ten.measure(), "1-1");
        assert_eq!(ten.number(), 10);
    }

    #[test]
    fn what_is_not_two_to_four_numbers_is_no_id() {
        for text in ["", "1", "1-a-2", "1--2", "1-1-1-1-1", "1-65536", "1-+2", "事業名称"] {
            assert_eq!(ProjectId::parse(text), None, "{text}");
        }
    }
}
