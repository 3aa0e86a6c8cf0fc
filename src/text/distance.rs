//! The edit distance between two spellings.

use strsim::levenshtein;

/// The most characters that are compared. No name is longer, and the time grows with the square of it.
const COMPARED: usize = 200;

/// Returns the number of characters to insert, delete or replace, within the first `COMPARED` of both
/// texts.
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
