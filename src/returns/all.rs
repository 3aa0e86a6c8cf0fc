//! Every return of a run, found by its id or its project.

use std::collections::BTreeMap;
use std::ops::Deref;

use crate::ids::ProjectId;
use crate::returns::submitted::Return;

/// Every return of a run, in the order of files and sheets.
#[derive(Clone, Debug, Default)]
pub struct Returns {
    all: Vec<Return>,
    by_id: BTreeMap<String, usize>,
    by_project: BTreeMap<ProjectId, Vec<usize>>,
}

impl Returns {
    /// Returns the returns of a project, in order.
    pub fn of_project(&self, project: &ProjectId) -> impl Iterator<Item = &Return> {
        let places = self.by_project.get(project).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| self.all.get(*at))
    }

    /// Returns the return with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Return> {
        self.all.get(*self.by_id.get(id)?)
    }
}

impl From<Vec<Return>> for Returns {
    fn from(all: Vec<Return>) -> Self {
        let by_id = all.iter().enumerate().map(|(at, ret)| (ret.id.clone(), at)).collect();
        let mut by_project: BTreeMap<ProjectId, Vec<usize>> = BTreeMap::new();
        for (at, ret) in all.iter().enumerate() {
            if let Some(project) = &ret.project {
                by_project.entry(project.clone()).or_default().push(at);
            }
        }
        Self { all, by_id, by_project }
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
