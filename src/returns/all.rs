//! Every return of a run, found by its id.

use std::collections::BTreeMap;
use std::ops::Deref;

use crate::returns::submitted::Return;

/// Every return of a run, in the order of files and sheets.
#[derive(Clone, Debug, Default)]
pub struct Returns {
    all: Vec<Return>,
    by_id: BTreeMap<String, usize>,
}

impl Returns {
    /// Returns the return with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Return> {
        self.all.get(*self.by_id.get(id)?)
    }
}

impl From<Vec<Return>> for Returns {
    fn from(all: Vec<Return>) -> Self {
        let by_id = all.iter().enumerate().map(|(at, ret)| (ret.id.clone(), at)).collect();
        Self { all, by_id }
    }
}

impl Deref for Returns {
    type Target = [Return];

    fn deref(&self) -> &[Return] {
        &self.all
    }
}

impl<'a> IntoIterator for &'a Returns {
    type Item = &'a Return;
    type IntoIter = std::slice::Iter<'a, Return>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}
