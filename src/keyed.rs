//! Rows in a fixed order, found by key. The index is built with the rows and cannot go stale.

mod names;

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::ops::Deref;

use crate::keyed::names::Names;
use crate::text::distance::Spelling;
use crate::text::fold;

/// A row that is found by a key.
pub trait Row {
    /// The type of the keys that find the row.
    type Key: Ord + Clone + Debug;
    /// The type of the parent to which the row belongs.
    type Parent: Ord + Clone + Debug;

    /// Returns every key that finds the row; none for rows that are found by parent only.
    fn keys(&self) -> Vec<Self::Key> {
        Vec::new()
    }

    /// Returns the keys that find the row unless another row has them as its own.
    fn aliases(&self) -> Vec<Self::Key> {
        Vec::new()
    }

    /// Returns the parent to which the row belongs.
    fn parent(&self) -> Self::Parent;

    /// Returns every name that people may write for the row. Several rows may share a name.
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// Rows in order, with indexes by key, by parent and by name. Reads like a slice.
#[derive(Clone, Debug)]
pub struct Keyed<T: Row> {
    rows: Vec<T>,
    by_key: BTreeMap<T::Key, usize>,
    by_alias: BTreeMap<T::Key, usize>,
    by_parent: BTreeMap<T::Parent, Vec<usize>>,
    names: Names,
}

impl<T: Row> Keyed<T> {
    /// Returns the first row with a key, else the first with it as an alias.
    #[must_use]
    pub fn find<Q>(&self, key: &Q) -> Option<&T>
    where
        T::Key: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.position(key).and_then(|at| self.rows.get(at))
    }

    /// Returns the first row that has a key as an alias.
    #[must_use]
    pub fn find_alias<Q>(&self, key: &Q) -> Option<&T>
    where
        T::Key: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.by_alias.get(key).and_then(|at| self.rows.get(*at))
    }

    /// Returns the position of the row that [`Self::find`] returns, counted from 0.
    #[must_use]
    pub fn position<Q>(&self, key: &Q) -> Option<usize>
    where
        T::Key: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.by_key.get(key).or_else(|| self.by_alias.get(key)).copied()
    }

    /// Returns the rows that belong to a parent, in order.
    pub fn of_parent<'a, Q>(&'a self, parent: &Q) -> impl Iterator<Item = &'a T> + Clone + use<'a, T, Q>
    where
        T::Parent: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let places = self.by_parent.get(parent).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| self.rows.get(*at))
    }

    /// Returns the rows with a name, in order.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &T> {
        self.names.places(&fold::key(name)).iter().filter_map(|at| self.rows.get(*at))
    }

    /// Returns the first row whose name is nearest to a text, with the number of characters by which they
    /// differ, if that is at most `most`.
    #[must_use]
    pub fn nearest(&self, text: &str, most: usize) -> Option<(usize, &T)> {
        let (steps, at) = self.names.nearest(&Spelling::of(text), most)?;
        Some((steps, self.rows.get(at)?))
    }

    /// Returns every name that occurs in a folded text: start, end, and each row with that name.
    #[must_use]
    pub fn named_within(&self, folded: &str) -> Vec<(usize, usize, &T)> {
        let mut found = Vec::new();
        for (from, to) in self.names.within(folded) {
            let places = folded.get(from..to).map_or(&[][..], |name| self.names.places(name));
            found.extend(places.iter().filter_map(|at| Some((from, to, self.rows.get(*at)?))));
        }
        found
    }

    /// Changes the rows and rebuilds the indexes.
    pub fn edit(&mut self, change: impl FnOnce(&mut Vec<T>)) {
        let mut rows = std::mem::take(&mut self.rows);
        change(&mut rows);
        *self = rows.into();
    }
}

impl<T: Row> From<Vec<T>> for Keyed<T> {
    fn from(rows: Vec<T>) -> Self {
        let mut by_key = BTreeMap::new();
        let mut by_alias = BTreeMap::new();
        let mut by_parent: BTreeMap<T::Parent, Vec<usize>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            for key in row.keys() {
                by_key.entry(key).or_insert(at);
            }
            for key in row.aliases() {
                by_alias.entry(key).or_insert(at);
            }
            by_parent.entry(row.parent()).or_default().push(at);
        }
        let names = Names::of(rows.iter().map(Row::names));
        Self { rows, by_key, by_alias, by_parent, names }
    }
}

impl<T: Row + PartialEq> PartialEq for Keyed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl<T: Row + Eq> Eq for Keyed<T> {}

impl<T: Row> FromIterator<T> for Keyed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        rows.into_iter().collect::<Vec<T>>().into()
    }
}

impl<T: Row> Default for Keyed<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T: Row> Deref for Keyed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.rows
    }
}

impl<'a, T: Row> IntoIterator for &'a Keyed<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

#[cfg(test)]
mod tests {
    use crate::keyed::{Keyed, Row};

    #[derive(Debug, PartialEq)]
    struct Word(&'static str);

    impl Row for Word {
        type Key = String;
        type Parent = usize;

        fn keys(&self) -> Vec<String> {
            vec![self.0.to_owned(), self.0.to_uppercase()]
        }

        fn parent(&self) -> usize {
            self.0.len()
        }
    }

    fn words() -> Keyed<Word> {
        ["one", "two", "three", "ONE"].map(Word).into_iter().collect()
    }

    #[test]
    fn a_row_is_found_by_each_of_its_keys_and_the_first_of_two_rows_counts() {
        let words = words();
        assert_eq!(words.find("TWO"), Some(&Word("two")));
        assert_eq!(words.find("ONE"), Some(&Word("one")));
        assert_eq!(words.find("four"), None);
        let short: Vec<&str> = words.of_parent(&3).map(|word| word.0).collect();
        assert_eq!(short, ["one", "two", "ONE"]);
        assert_eq!(words.of_parent(&9).count(), 0);
    }

    #[test]
    fn an_edited_row_is_found_by_its_new_key() {
        let mut words = words();
        words.edit(|rows| rows[1] = Word("four"));
        assert_eq!((words.find("two"), words.find("four")), (None, Some(&Word("four"))));
        assert_eq!(words.of_parent(&4).count(), 1);
        assert_eq!(words.len(), 4);
    }
}
