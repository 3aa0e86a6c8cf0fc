//! 計画の見直し: what differs between two versions of a plan, in the order of the 新旧対照表.
//!
//! Projects, indicators and departments are recognised even where their numbers and names changed
//! (`matching`); then every item of the pairs is compared. Memos of the secretariat (備考, 連絡先)
//! are not part of the plan and not compared.

pub mod change;
mod departments;
mod final_targets;
mod indicators;
mod likeness;
mod matching;
mod pairs;
pub mod passages;
mod plan_items;
mod projects;
mod records;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::revision::change::{Change, ChangeKind, Part};
pub use crate::revision::final_targets::{FinalTarget, Movement};
use crate::revision::matching::Matching;

/// Everything that differs between two versions of a plan.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The changes, part by part, in the order of the new plan.
    pub changes: Vec<Change>,
    /// What became of each indicator's final target, in the order of the new plan; removed indicators last.
    pub final_targets: Vec<FinalTarget>,
    /// What became of the old plan's projects.
    projects: BTreeMap<ProjectId, ProjectId>,
    /// What became of their indicators.
    indicators: BTreeMap<(ProjectId, IndicatorId), (ProjectId, IndicatorId)>,
}

impl Revision {
    /// Compares two versions of a plan.
    #[must_use]
    pub fn between(old: &Plan, new: &Plan) -> Self {
        let matching = Matching::new(old, new);
        let mut changes = plan_items::changes(old, new, &matching);
        changes.extend(projects::changes(old, new, &matching));
        changes.extend(indicators::changes(old, new, &matching));
        changes.extend(departments::changes(old, new));
        changes.extend(rules::changes(old, new, &matching));
        changes.extend(records::changes(old, new));
        changes.sort_by_key(|change| change.part);
        let (projects, indicators) = matching.ids(old, new);
        Self {
            changes,
            final_targets: final_targets::final_targets(old, new, &matching),
            projects,
            indicators,
        }
    }

    /// Returns what a project of the old plan is called in the new one; `None` if it is gone.
    #[must_use]
    pub fn project_of(&self, old: &ProjectId) -> Option<&ProjectId> {
        self.projects.get(old)
    }

    /// Returns what an indicator of the old plan is called in the new one; `None` if it is gone.
    #[must_use]
    pub fn indicator_of(&self, project: &ProjectId, old: &IndicatorId) -> Option<(&ProjectId, &IndicatorId)> {
        let (project, indicator) = self.indicators.get(&(project.clone(), old.clone()))?;
        Some((project, indicator))
    }

    /// True if the plans say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns how many changes of a kind a part has.
    #[must_use]
    pub fn count(&self, part: Part, is_meant: impl Fn(ChangeKind) -> bool) -> usize {
        self.changes.iter().filter(|change| change.part == part && is_meant(change.kind)).count()
    }
}
