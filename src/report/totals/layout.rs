//! Where the counts of 集計 stand. 概況 and ロードマップ point at them.

use std::collections::BTreeMap;

use crate::evaluate::model::State;
use crate::sheet::extent;

/// The row of the headings, counted from 0.
pub(super) const HEADING_ROW: u32 = 3;

/// How many rows below the plan's are about its indicators, where it has a 効果達成状況.
pub(super) const INDICATOR_ROWS: u32 = 4;

/// A column of 集計. The numbers of categories count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Id {
    /// The number of the group within its kind.
    Number,
    /// What the rows of 進捗一覧 hold that belong to the group.
    Key,
    /// The group's name, as a chart has room for it.
    Short,
    /// The group.
    Name,
    /// How many indicators are expected to come to a band.
    Outlook(usize),
    /// How many have no outlook.
    NoOutlook,
    /// How many indicators there are.
    OutlookSum,
    /// The share of those expected to come to the best band.
    OutlookShare,
    /// The count of an effect's category.
    Effect(usize),
    /// The sum of the effects.
    EffectSum,
    /// 達成割合.
    Achieved,
    /// What 達成割合 is a share of, in words.
    AchievedBase,
    /// The count of a progress's category.
    Progress(usize),
    /// The sum of the progresses.
    ProgressSum,
    /// How many were reported this month.
    Reported,
    /// 順調割合.
    OnTrack,
    /// The count of a 提出状況.
    State(State),
    /// 提出率.
    Submitted,
    /// 要対応.
    NeedsAction,
}

/// Where the counts stand.
pub(in crate::report) struct Layout {
    positions: BTreeMap<Id, u16>,
    policies: u32,
    measures: u32,
    indicator_rows: u32,
}

impl Layout {
    /// Returns the layout of these columns, for so many 基本方針 and 施策.
    pub(super) fn new(columns: impl Iterator<Item = Id>, policies: usize, measures: usize) -> Self {
        let positions: BTreeMap<Id, u16> = columns.zip(0..).collect();
        Self {
            indicator_rows: if positions.contains_key(&Id::EffectSum) { INDICATOR_ROWS } else { 0 },
            positions,
            policies: extent::rows(policies),
            measures: extent::rows(measures),
        }
    }

    /// Returns the position of a column, counted from 0.
    #[expect(clippy::expect_used, reason = "the columns are made of the same categories and states")]
    pub(in crate::report) fn col(&self, id: Id) -> u16 {
        *self.positions.get(&id).expect("a column of 集計")
    }

    /// Returns the row of the whole plan.
    pub(in crate::report) fn plan_row(&self) -> u32 {
        HEADING_ROW + 1
    }

    /// Returns the row of a 基本方針 by its position in the plan, counted from 0. The rows about indicators and a
    /// heading stand above the first.
    pub(in crate::report) fn policy_row(&self, position: u32) -> u32 {
        self.plan_row() + self.indicator_rows + 2 + position
    }

    /// Returns the row of a 施策 by its position in the plan, counted from 0. A heading stands above the first.
    pub(in crate::report) fn measure_row(&self, position: u32) -> u32 {
        self.policy_row(self.policies) + 1 + position
    }

    /// Returns the row of a 中項目 by its position in the plan, counted from 0. A heading stands above the first.
    pub(in crate::report) fn middle_row(&self, position: u32) -> u32 {
        self.measure_row(self.measures) + 1 + position
    }
}
