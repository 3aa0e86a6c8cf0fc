//! How alike texts are, and which of several texts is most like a given one.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::fold;

/// The number of characters in a shingle, by which texts are compared.
const LENGTH: usize = 4;
/// The most texts that may share a shingle; a commoner one does not distinguish texts.
const COMMON: usize = 12;

/// The number of characters in a shingle, by which names are compared.
const PAIR: usize = 2;

/// True if two names, or two texts, may mean the same: they share at least half of their pairs of characters.
pub(super) fn are_similar(one: &str, other: &str) -> bool {
    let (one, other) = (shingles(one, PAIR), shingles(other, PAIR));
    let shared = one.intersection(&other).count();
    shared > 0 && shared * 4 >= one.len() + other.len()
}

/// An index of texts by their shingles.
pub(super) struct ShingleIndex {
    holders: BTreeMap<Vec<char>, Vec<usize>>,
    sizes: BTreeMap<usize, usize>,
}

impl ShingleIndex {
    pub(super) fn new<'t>(texts: impl Iterator<Item = (usize, &'t str)>) -> Self {
        let mut index = Self { holders: BTreeMap::new(), sizes: BTreeMap::new() };
        for (at, text) in texts {
            let shingles = shingles(text, LENGTH);
            index.sizes.insert(at, shingles.len());
            for shingle in shingles {
                index.holders.entry(shingle).or_default().push(at);
            }
        }
        index
    }

    /// Returns the text that shares the most shingles with this one, if that is at least half.
    pub(super) fn most_like(&self, text: &str) -> Option<usize> {
        let own = shingles(text, LENGTH);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for holders in own.iter().filter_map(|shingle| self.holders.get(shingle)) {
            if holders.len() <= COMMON {
                for at in holders {
                    *shared.entry(*at).or_default() += 1;
                }
            }
        }
        let (at, count) = shared.into_iter().max_by_key(|(at, count)| (*count, usize::MAX - at))?;
        let both = own.len() + self.sizes.get(&at).copied().unwrap_or_default();
        (count * 4 >= both).then_some(at)
    }
}

fn shingles(text: &str, length: usize) -> BTreeSet<Vec<char>> {
    let folded: Vec<char> = fold::key(text).chars().collect();
    folded.windows(length).map(<[char]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::{ShingleIndex, are_similar};

    #[test]
    fn names_are_alike_whatever_their_width() {
        assert!(are_similar("ＡＩ議事録の導入", "AI議事録の活用"));
        assert!(!are_similar("窓口の案内", "道路の補修"));
        assert!(!are_similar("", ""));
    }

    #[test]
    fn only_a_text_like_enough_is_found() {
        let texts = ["窓口の待ち時間を短くします。", "道路の補修を早めます。"];
        let index = ShingleIndex::new(texts.into_iter().enumerate());
        assert_eq!(index.most_like("窓口の待ち時間を今より短くします。"), Some(0));
        assert_eq!(index.most_like("保育所の申込みを電子化します。"), None);
    }
}
