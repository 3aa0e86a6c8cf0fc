//! The data that all sheets of the workbook share.

use std::collections::BTreeMap;

use crate::consolidate::Consolidation;
use crate::ids::ProjectId;
use crate::plan::model::{Decision, Plan};
use crate::ratings::Effect;
use crate::report::categories::{Categories, Pending};
use crate::report::progress_list::positions::Positions;
use crate::report::progress_list::rows::{self, ListRow};
use crate::sheet::book::{Page, Paper};

/// The plan, the consolidation, and what is derived from them once for all sheets.
pub(super) struct Report<'a> {
    pub(super) plan: &'a Plan,
    pub(super) c: &'a Consolidation,
    /// The categories of 効果達成状況.
    pub(super) effect: Categories,
    /// The categories of 進捗状況.
    pub(super) progress: Categories,
    /// The rows of 進捗一覧.
    pub(super) rows: Vec<ListRow<'a>>,
    /// The positions of the columns of 進捗一覧.
    pub(super) columns: Positions,
    /// The committee's decisions by project.
    pub(super) decisions: BTreeMap<&'a ProjectId, Vec<&'a Decision>>,
    /// The committee's decisions about the whole plan.
    pub(super) of_plan: Vec<&'a Decision>,
    /// Paper and headers.
    pub(super) page: Page,
}

/// Tells whether any effect is 公表待ち.
fn pending(c: &Consolidation) -> Pending {
    let occurs = c.assessment.indicators.iter().any(|row| row.effect == Effect::Pending);
    if occurs { Pending::Occurs } else { Pending::Absent }
}

impl<'a> Report<'a> {
    pub(super) fn new(plan: &'a Plan, c: &'a Consolidation, columns: Positions) -> Self {
        let mut decisions: BTreeMap<&ProjectId, Vec<&Decision>> = BTreeMap::new();
        for decision in &plan.decisions {
            if let Some(project) = &decision.project {
                decisions.entry(project).or_default().push(decision);
            }
        }
        Self {
            plan,
            c,
            effect: Categories::effect(&plan.bands, pending(c)),
            progress: Categories::progress(&plan.bands),
            rows: rows::lay_out(plan, c),
            columns,
            decisions,
            of_plan: plan.decisions.iter().filter(|decision| decision.project.is_none()).collect(),
            page: Page {
                paper: Paper::A4Landscape,
                left: plan.full_title("　"),
                right: format!("進捗管理表　{}", c.as_of.japanese()),
            },
        }
    }

    /// Returns the first row of each project.
    pub(super) fn first_rows(&self) -> impl Iterator<Item = &ListRow<'a>> {
        self.rows.iter().filter(|row| row.is_first())
    }

    /// Returns all rows of the project whose first row is given.
    pub(super) fn rows_of(&self, first: &ListRow<'a>) -> &[ListRow<'a>] {
        self.rows.get(first.index..first.index + first.count).unwrap_or_default()
    }
}
