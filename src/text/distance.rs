//! The edit distance between two spellings.

use strsim::levenshtein;

use crate::text::fold;

/// The number of leading characters that are compared. No name is longer, and the time is quadratic in it.
const COMPARED: usize = 200;

/// Returns the number of characters to insert, delete or replace, within the first `COMPARED` of both
/// texts.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let head = |text: &str| text.chars().take(COMPARED).collect::<String>();
    levenshtein(&head(a), &head(b))
}

/// A folded text with its length and its set of characters, which rule out most distant texts without
/// computing an edit distance.
#[derive(Clone, Debug)]
pub struct Spelling {
    key: String,
    length: usize,
    /// One bit for each of the compared characters; several characters share a bit.
    letters: u128,
}

impl Spelling {
    /// Folds a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let key = fold::key(text);
        let compared = || key.chars().take(COMPARED);
        let letters = compared().fold(0, |letters, c| letters | (1 << (u32::from(c) % u128::BITS)));
        Self { length: compared().count(), letters, key }
    }

    /// Returns the folded text.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the distance to another spelling if it is less than `below`.
    #[must_use]
    pub fn distance_below(&self, other: &Self, below: usize) -> Option<usize> {
        if self.lower_bound(other) >= below {
            return None;
        }
        Some(distance(&self.key, &other.key)).filter(|steps| *steps < below)
    }

    /// Returns a lower bound of the distance. A replaced character changes at most two bits, an inserted or
    /// deleted one a single bit and the length.
    fn lower_bound(&self, other: &Self) -> usize {
        let bits = usize::try_from((self.letters ^ other.letters).count_ones()).unwrap_or(0);
        bits.div_ceil(2).max(self.length.abs_diff(other.length))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{COMPARED, Spelling, distance};

    #[test]
    fn a_distance_counts_characters() {
        assert_eq!(distance("", "窓口"), 2);
        assert_eq!(distance("1-1-1", "1-1-7"), 1);
        assert_eq!(distance("窓口予約の導入", "窓口の予約導入"), 2);
        assert_eq!(distance("同じ", "同じ"), 0);
        assert_eq!(distance(&"あ".repeat(1_000_000), &"い".repeat(1_000_000)), COMPARED);
    }

    proptest! {
        #[test]
        fn steps_below_agrees_with_distance(a in "[あ-お事業]{0,8}", b in "[あ-お事業]{0,8}", below in 0usize..9) {
            let steps = distance(&a, &b);
            let found = Spelling::of(&a).distance_below(&Spelling::of(&b), below);
            prop_assert_eq!(found, (steps < below).then_some(steps));
        }
    }
}
