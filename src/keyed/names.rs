//! The names of rows, folded once.

use std::collections::BTreeMap;

use crate::text::distance::Spelling;

/// An index of folded names, each with the positions of its rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    by_key: BTreeMap<String, Vec<usize>>,
    /// Every name with the position of its row, in the order of the rows.
    spellings: Vec<(Spelling, usize)>,
    /// The length of the longest name, in characters.
    longest: usize,
}

impl Names {
    /// Indexes the names of rows, given in their order.
    pub(super) fn of<'a>(rows: impl Iterator<Item = Vec<&'a str>>) -> Self {
        let mut names = Self::default();
        for (at, own) in rows.enumerate() {
            for spelling in own.into_iter().map(Spelling::of) {
                if spelling.key().is_empty() {
                    continue;
                }
                names.longest = names.longest.max(spelling.key().chars().count());
                let places = names.by_key.entry(spelling.key().to_owned()).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                    names.spellings.push((spelling, at));
                }
            }
        }
        names
    }

    /// Returns the positions of the rows with a folded name.
    pub(super) fn places(&self, key: &str) -> &[usize] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns the edit distance of the nearest name and the position of its row, if the distance is at most
    /// `most`. Of equally near names the first counts.
    pub(super) fn nearest(&self, wanted: &Spelling, most: usize) -> Option<(usize, usize)> {
        let mut nearest = None;
        let mut below = most.saturating_add(1);
        for (spelling, at) in &self.spellings {
            if let Some(steps) = spelling.distance_below(wanted, below) {
                nearest = Some((steps, *at));
                below = steps;
            }
        }
        nearest
    }

    /// Returns the byte ranges at which a folded text contains a name.
    pub(super) fn within(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (from, _) in text.char_indices() {
            let rest = text.get(from..).unwrap_or_default();
            for (at, c) in rest.char_indices().take(self.longest) {
                let to = from + at + c.len_utf8();
                if text.get(from..to).is_some_and(|part| self.by_key.contains_key(part)) {
                    found.push((from, to));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::text::distance::Spelling;
    use crate::text::fold::key;

    fn names() -> Names {
        Names::of([vec!["窓口の改善", "窓口"], vec!["手続の拡大"], vec!["窓口の改革", "窓口"]].into_iter())
    }

    #[test]
    fn a_name_may_be_that_of_several_rows() {
        assert_eq!(names().places(&key("窓口")), [0, 2]);
        assert_eq!(names().places(&key("手続")), [0; 0]);
    }

    #[test]
    fn of_equally_near_names_the_first_counts() {
        let nearest = |text: &str, most: usize| names().nearest(&Spelling::of(text), most);
        assert_eq!(nearest("窓口の改良", 2), Some((1, 0)));
        assert_eq!(nearest("手続きの拡大", 2), Some((1, 1)));
        assert_eq!(nearest("手続きの拡大", 0), None);
    }

    #[test]
    fn names_are_found_within_a_text() {
        assert_eq!(names().within(&key("新窓口の改善")), [(3, 9), (3, 18)]);
    }
}
