//! How far apart two spellings are.

/// Characters of a text that are compared: no name is longer, and the work grows with the square of it.
const COMPARED: usize = 200;

/// How many characters have to be put in, left out or replaced, in the first [`COMPARED`] of both.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(COMPARED).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().take(COMPARED).enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        for ((to, diagonal), above) in b.iter().zip(&row).zip(row.iter().skip(1)) {
            left = (diagonal + usize::from(from != *to)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
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
