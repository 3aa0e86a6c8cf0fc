//! The identities of the plan's things: a project's 整理番号 and an indicator's symbol.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::fold;

/// A project's 整理番号 such as `1-1-10`: two to four numbers, ordered as numbers (`1-1-9` before `1-1-10`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProjectId(Vec<u16>);

impl ProjectId {
    /// Reads an id in any width and with any dash; `None` where it is not two to four numbers.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded = fold::squash(text);
        let parts: Vec<&str> = folded.split(['-', '‐', '‑', '–', '—', '―', '－', 'ー', '−', '.']).collect();
        if !(2..=4).contains(&parts.len()) {
            return None;
        }
        let numbers: Option<Vec<u16>> = parts
            .iter()
            .map(|part| {
                (!part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
                    .then(|| part.parse().ok())
                    .flatten()
            })
            .collect();
        numbers.map(Self)
    }

    /// The number of the 施策 that the project belongs to: the id without its last part.
    #[must_use]
    pub fn measure(&self) -> String {
        let upper = self.0.split_last().map_or(&[][..], |(_, rest)| rest);
        join(upper)
    }

    /// The last part: the project's number within its 施策.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.0.last().copied().unwrap_or_default()
    }
}

impl fmt::Display for ProjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&join(&self.0))
    }
}

fn join(parts: &[u16]) -> String {
    let words: Vec<String> = parts.iter().map(u16::to_string).collect();
    words.join("-")
}

/// What stands between the symbol and the number of an added indicator.
const ADDED: &str = "追加";

/// An indicator's symbol within its project: `①`, `②`…, or empty where the project has a single unlabelled one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IndicatorId(String);

impl IndicatorId {
    /// The symbol as the plan writes it.
    #[must_use]
    pub fn new(symbol: &str) -> Self {
        Self(symbol.trim().to_owned())
    }

    /// The id of an indicator that a form adds, where its own symbol is missing or taken.
    #[must_use]
    pub fn added(symbol: &str, number: usize) -> Self {
        Self(format!("{symbol}{ADDED}{number}"))
    }

    /// The symbol as somebody wrote it, without what tells an added indicator from the plan's.
    #[must_use]
    pub fn written(&self) -> &str {
        self.0.split_once(ADDED).map_or(&self.0, |(symbol, _)| symbol)
    }

    /// The symbol; empty for the unlabelled indicator.
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
        assert_eq!(ten.measure(), "1-1");
        assert_eq!(ten.number(), 10);
    }

    #[test]
    fn what_is_not_numbers_is_no_id() {
        for text in ["", "1", "1-a-2", "1--2", "1-1-1-1-1", "事業名称"] {
            assert_eq!(ProjectId::parse(text), None, "{text}");
        }
    }
}
