//! How far apart two spellings are.

use strsim::levenshtein;

/// Characters of a text that are compared: no name is longer, and the work grows with the square of it.
const COMPARED: usize = 200;

/// Returns how many characters have to be put in, left out or replaced, in the first [`COMPARED`] of both.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let head = |text: &str| text.chars().take(COMPARED).collect::<String>();
    levenshtein(&head(a), &head(b))
}

#[cfg(test)]
mod tests {
    use super::{COMPARED, distance};

    #[test]
    fn a_distance_counts_characters() {
        assert_eq!(distance("", "窓口"), 2);
        assert_eq!(distance("1-1-1", "1-1-7"), 1);
        assert_eq!(distance("窓口予約の導入", "窓口の予約導入"), 2);
        assert_eq!(distance("同じ", "同じ"), 0);
        assert_eq!(distance(&"あ".repeat(1_000_000), &"い".repeat(1_000_000)), COMPARED);
    }
}
