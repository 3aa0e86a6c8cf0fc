//! The rows and columns of 集計, to which 概況 and ロードマップ refer.

use std::collections::BTreeMap;

use crate::evaluate::model::State;
use crate::sheet::counts;

/// The row of the headings, counted from 0.
pub(super) const HEADING_ROW: u32 = 3;

/// The number of rows about indicators below the plan's, if the plan judges 効果達成状況.
pub(super) const INDICATOR_ROWS: u32 = 4;

/// A column of 集計. Categories are numbered from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Id {
    /// The number of the group within its kind.
    Number,
    /// The number that the group's rows on 進捗一覧 hold.
    Key,
    /// The group's name, cut to fit beside a bar.
    Short,
    /// The group's name.
    Name,
    /// The number of indicators whose forecast falls into a band.
    Outlook(usize),
    /// The number of indicators without an outlook.
    NoOutlook,
    /// The number of indicators.
    OutlookSum,
    /// The share of 良好 bands among the indicators with an outlook.
    OutlookShare,
    /// The number of projects in a category of effect.
    Effect(usize),
    /// The sum over all categories of effect.
    EffectSum,
    /// 達成割合.
    Achieved,
    /// The base of 達成割合 in words.
    AchievedBase,
    /// The number of projects in a category of progress.
    Progress(usize),
    /// The sum over all categories of progress.
    ProgressSum,
    /// The number of projects reported this month.
    Reported,
    /// 順調割合.
    OnTrack,
    /// The number of projects in a 提出状況.
    State(State),
    /// 提出率.
    Submitted,
    /// 要対応.
    NeedsAction,
}

/// The positions of the counts.
pub(in crate::report) struct Layout {
    positions: BTreeMap<Id, u16>,
    policies: u32,
    measures: u32,
    indicator_rows: u32,
}

impl Layout {
    /// Returns the layout of these columns, given the numbers of 基本方針 and 施策.
    pub(super) fn new(columns: impl Iterator<Item = Id>, policies: usize, measures: usize) -> Self {
        let positions: BTreeMap<Id, u16> = columns.zip(0..).collect();
        Self {
            indicator_rows: if positions.contains_key(&Id::EffectSum) { INDICATOR_ROWS } else { 0 },
            positions,
            policies: counts::rows(policies),
            measures: counts::rows(measures),
        }
    }

    /// Returns the position of a column, counted from 0.
    #[expect(clippy::expect_used, reason = "ids and columns come from the same categories and states")]
    pub(in crate::report) fn col(&self, id: Id) -> u16 {
        *self.positions.get(&id).expect("a column of 集計")
    }

    /// Returns the row of the whole plan.
    pub(in crate::report) fn plan_row(&self) -> u32 {
        HEADING_ROW + 1
    }

    /// Returns the row of a 基本方針 by its position in the plan, counted from 0. Above the first are the
    /// rows about indicators and a heading.
    pub(in crate::report) fn policy_row(&self, position: u32) -> u32 {
        self.plan_row() + self.indicator_rows + 2 + position
    }

    /// Returns the row of a 施策 by its position in the plan, counted from 0. Above the first is a heading.
    pub(in crate::report) fn measure_row(&self, position: u32) -> u32 {
        self.policy_row(self.policies) + 1 + position
    }

    /// Returns the row of a 中項目 by its position in the plan, counted from 0. Above the first is a heading.
    pub(in crate::report) fn middle_row(&self, position: u32) -> u32 {
        self.measure_row(self.measures) + 1 + position
    }
}
