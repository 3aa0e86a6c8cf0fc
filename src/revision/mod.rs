//! 計画の見直し: the differences between two versions of a plan, in the order of the 新旧対照表.
//!
//! Projects, indicators and departments are matched even if their numbers and names changed; then every item
//! of each pair is compared. Memos of the secretariat (備考, 連絡先) are not part of the plan and not
//! compared.

pub(crate) mod change;
mod departments;
mod final_targets;
mod indicators;
mod likeness;
mod matching;
mod pairs;
pub(crate) mod passages;
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

/// The differences between two versions of a plan.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The changes by part, in the order of the new plan.
    pub changes: Vec<Change>,
    /// The change of each indicator's final target, in the order of the new plan; indicators of removed
    /// projects are last.
    pub final_targets: Vec<FinalTarget>,
    /// The new ids of the old plan's projects, without removed ones.
    projects: BTreeMap<ProjectId, ProjectId>,
    /// The new ids of their indicators, without removed ones.
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

    /// Returns the id in the new plan of a project of the old one; `None` if it was removed.
    #[must_use]
    pub fn project_of(&self, old: &ProjectId) -> Option<&ProjectId> {
        self.projects.get(old)
    }

    /// Returns the ids in the new plan of an indicator of the old one and of its project; `None` if it was
    /// removed.
    #[must_use]
    pub fn indicator_of(&self, project: &ProjectId, old: &IndicatorId) -> Option<(&ProjectId, &IndicatorId)> {
        let (project, indicator) = self.indicators.get(&(project.clone(), old.clone()))?;
        Some((project, indicator))
    }

    /// True if the plans do not differ.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the number of changes of a part whose kind is counted.
    #[must_use]
    pub fn count(&self, part: Part, is_meant: impl Fn(ChangeKind) -> bool) -> usize {
        self.changes.iter().filter(|change| change.part == part && is_meant(change.kind)).count()
    }
}
