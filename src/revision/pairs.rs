//! Pairs of rows of the old and the new plan.

use std::collections::BTreeMap;

/// Rows of the old and the new plan, paired one to one if they are known to be the same.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    new_by_old: Vec<Option<usize>>,
    old_by_new: Vec<Option<usize>>,
}

impl Pairs {
    /// Creates unpaired rows; `olds` and `news` are their numbers.
    pub(super) fn new(olds: usize, news: usize) -> Self {
        Self { new_by_old: vec![None; olds], old_by_new: vec![None; news] }
    }

    /// Pairs two rows unless one of them is paired already.
    pub(super) fn pair(&mut self, old: usize, new: usize) {
        if let (Some(to @ None), Some(from @ None)) =
            (self.new_by_old.get_mut(old), self.old_by_new.get_mut(new))
        {
            (*to, *from) = (Some(new), Some(old));
        }
    }

    /// Pairs the rows that have the same key. Several rows with one key are paired in order if both plans
    /// have equally many.
    pub(super) fn by_key<K: Ord>(
        &mut self,
        old: impl Fn(usize) -> Option<K>,
        new: impl Fn(usize) -> Option<K>,
    ) {
        let mut groups: BTreeMap<K, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for at in self.free_olds() {
            if let Some(key) = old(at) {
                groups.entry(key).or_default().0.push(at);
            }
        }
        for at in self.free_news() {
            if let Some(key) = new(at) {
                groups.entry(key).or_default().1.push(at);
            }
        }
        for (olds, news) in groups.into_values().filter(|(olds, news)| olds.len() == news.len()) {
            for (old, new) in olds.into_iter().zip(news) {
                self.pair(old, new);
            }
        }
    }

    /// Returns the new row of an old one.
    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        self.new_by_old.get(old).copied().flatten()
    }

    /// Returns the old row of a new one.
    pub(super) fn old_of(&self, new: usize) -> Option<usize> {
        self.old_by_new.get(new).copied().flatten()
    }

    /// Returns the old rows without a pair.
    pub(super) fn free_olds(&self) -> Vec<usize> {
        free(&self.new_by_old)
    }

    /// Returns the new rows without a pair.
    pub(super) fn free_news(&self) -> Vec<usize> {
        free(&self.old_by_new)
    }

    /// Returns the new rows that moved: the fewest that must be moved back to restore the old order.
    pub(super) fn out_of_order(&self) -> Vec<usize> {
        let kept = longest_ascent(&self.old_by_new);
        (0..self.old_by_new.len()).filter(|new| self.old_of(*new).is_some() && !kept.contains(new)).collect()
    }
}

fn free(rows: &[Option<usize>]) -> Vec<usize> {
    rows.iter().enumerate().filter(|(_, row)| row.is_none()).map(|(at, _)| at).collect()
}

/// Returns the indices of a longest ascending subsequence, by patience sorting.
fn longest_ascent(numbers: &[Option<usize>]) -> std::collections::BTreeSet<usize> {
    // For each length, the index of the smallest last number of an ascending subsequence of that length.
    let mut lasts: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let Some(number) = number else { continue };
        let length = lasts.partition_point(|last| numbers.get(*last).copied().flatten() < Some(*number));
        if let Some(place) = before.get_mut(at) {
            *place = length.checked_sub(1).and_then(|shorter| lasts.get(shorter).copied());
        }
        if length < lasts.len() {
            if let Some(last) = lasts.get_mut(length) {
                *last = at;
            }
        } else {
            lasts.push(at);
        }
    }
    let mut kept = std::collections::BTreeSet::new();
    let mut next = lasts.last().copied();
    while let Some(at) = next {
        kept.insert(at);
        next = before.get(at).copied().flatten();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    #[test]
    fn rows_with_one_key_are_paired_in_order_if_equally_many() {
        let (olds, news) = (["a", "b", "a", "c"], ["a", "a", "b", "b"]);
        let mut pairs = Pairs::new(olds.len(), news.len());
        pairs.by_key(|at| olds.get(at), |at| news.get(at));
        assert_eq!((pairs.new_of(0), pairs.new_of(2), pairs.new_of(1)), (Some(0), Some(1), None));
        assert_eq!((pairs.free_olds(), pairs.free_news()), (vec![1, 3], vec![2, 3]));
    }

    #[test]
    fn only_the_row_moved_to_the_front_is_out_of_order() {
        let mut pairs = Pairs::new(4, 5);
        for (old, new) in [(3, 0), (0, 1), (1, 3), (2, 4)] {
            pairs.pair(old, new);
        }
        assert_eq!(pairs.out_of_order(), [0]);
    }
}
