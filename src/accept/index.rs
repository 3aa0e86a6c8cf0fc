//! The returns of a run by month and project.

use std::collections::BTreeMap;

use crate::ids::ProjectId;
use crate::returns::Return;
use crate::text::calendar::Month;

/// The returns of a run by month and project, as indexes in ascending order.
#[derive(Debug, Default)]
pub(super) struct ReturnIndex {
    of_month: BTreeMap<Month, Vec<usize>>,
    of_project: BTreeMap<ProjectId, Vec<usize>>,
    /// The refused returns of all months.
    pub(super) refused: Vec<usize>,
}

impl ReturnIndex {
    pub(super) fn new(returns: &[Return]) -> Self {
        let mut index = Self::default();
        for (at, ret) in returns.iter().enumerate() {
            if ret.refused {
                index.refused.push(at);
                continue;
            }
            if let Some(month) = ret.month {
                index.of_month.entry(month).or_default().push(at);
            }
            if let Some(project) = &ret.project {
                index.of_project.entry(project.clone()).or_default().push(at);
            }
        }
        index
    }

    /// Returns the months that have a return.
    pub(super) fn months(&self) -> impl Iterator<Item = Month> + '_ {
        self.of_month.keys().copied()
    }

    /// Returns the returns of a month that were not refused.
    pub(super) fn of_month(&self, month: Month) -> &[usize] {
        self.of_month.get(&month).map_or(&[], Vec::as_slice)
    }

    /// Returns the returns of a project that were not refused.
    pub(super) fn of_project(&self, project: &ProjectId) -> &[usize] {
        self.of_project.get(project).map_or(&[], Vec::as_slice)
    }
}
