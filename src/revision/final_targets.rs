//! The effect of the revision on the last target of each indicator.

use crate::figure::{Figure, FigureKind};
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::plan::model::{Indicator, Project};
use crate::revision::change::{ChangeKind, kind_of_text};
use crate::revision::indicators::{kind_of_target, shown};
use crate::revision::matching::Matching;
use crate::text::calendar::FiscalYear;

/// How a final target changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Movement {
    /// It is more ambitious.
    Raised,
    /// It is less ambitious.
    Lowered,
    /// It changed otherwise, in its text or in the year by which it is to be reached.
    Changed,
    /// The indicator is new, or had no target before.
    New,
    /// The indicator is gone, or has no target now.
    Gone,
    /// It did not change.
    Same,
}

impl Movement {
    /// Every movement, in the order of the counts.
    pub const ALL: [Self; 6] =
        [Self::Raised, Self::Lowered, Self::Changed, Self::New, Self::Gone, Self::Same];

    /// Returns its Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Raised => "引上げ",
            Self::Lowered => "引下げ",
            Self::Changed => "変更",
            Self::New => "新設",
            Self::Gone => "廃止",
            Self::Same => "変更なし",
        }
    }
}

/// An indicator's final target in both plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinalTarget {
    /// The project, by its new 整理番号 if the new plan has the project.
    pub project: ProjectId,
    /// Its 事業名称.
    pub name: String,
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its symbol and name.
    pub indicator_name: String,
    /// The old target and its fiscal year.
    pub old: Option<(FiscalYear, String)>,
    /// The new target and its fiscal year.
    pub new: Option<(FiscalYear, String)>,
    /// How it changed.
    pub movement: Movement,
}

pub(super) fn final_targets(old: &Plan, new: &Plan, matching: &Matching) -> Vec<FinalTarget> {
    let mut found = Vec::new();
    for (at, project) in new.projects.iter().enumerate() {
        let old_at = matching.projects.old_of(at);
        let before = old_at.and_then(|old_at| old.projects.get(old_at));
        let pairs = old_at.and_then(|old_at| matching.indicators.get(&(old_at, at)));
        for (place, row) in project.indicators.iter().enumerate() {
            let old_row = before.zip(pairs).and_then(|(before, pairs)| {
                pairs.old_of(place).and_then(|place| before.indicators.get(place))
            });
            found.push(of(project, row, old_row, Some(row)));
        }
        if let (Some(before), Some(pairs)) = (before, pairs) {
            let gone = pairs.free_olds().into_iter().filter_map(|place| before.indicators.get(place));
            found.extend(gone.map(|row| of(project, row, Some(row), None)));
        }
    }
    for project in matching.projects.free_olds().into_iter().filter_map(|at| old.projects.get(at)) {
        found.extend(project.indicators.iter().map(|row| of(project, row, Some(row), None)));
    }
    found
}

fn of(project: &Project, row: &Indicator, old: Option<&Indicator>, new: Option<&Indicator>) -> FinalTarget {
    let (before, after) = (old.and_then(last), new.and_then(last));
    let movement = match (before, after) {
        (None, None) => {
            if new.is_some() {
                Movement::Same
            } else {
                Movement::Gone
            }
        }
        (None, Some(_)) => Movement::New,
        (Some(_), None) => Movement::Gone,
        (Some((old_year, old_target)), Some((new_year, new_target))) => {
            match (kind_of_text(&old_target.text, &new_target.text), old.zip(new)) {
                (None, _) if old_year == new_year => Movement::Same,
                (Some(_), Some((old, new))) => match kind_of_target(old_target, new_target, old, new) {
                    ChangeKind::TargetRaised => Movement::Raised,
                    ChangeKind::TargetLowered => Movement::Lowered,
                    ChangeKind::Spelling if old_year == new_year => Movement::Same,
                    _ => Movement::Changed,
                },
                _ => Movement::Changed,
            }
        }
    };
    let told = |found: Option<(FiscalYear, &Figure)>| found.map(|(year, figure)| (year, figure.text.clone()));
    FinalTarget {
        project: project.id.clone(),
        name: project.name.clone(),
        indicator: row.id.clone(),
        indicator_name: shown(row),
        old: told(before),
        new: told(after),
        movement,
    }
}

/// Returns 最終目標, or else the last yearly target that is neither blank nor 終了, with its fiscal year.
fn last(row: &Indicator) -> Option<(FiscalYear, &Figure)> {
    if let Some(goal) = &row.goals.last {
        return Some((goal.year, &goal.target));
    }
    let mut years = row.years.iter().rev();
    years
        .find(|(_, cells)| !cells.target.says_nothing() && cells.target.kind != FigureKind::Ended)
        .map(|(year, cells)| (*year, &*cells.target))
}
