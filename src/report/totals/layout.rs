//! Where the counts of 集計 stand; 概況 and ロードマップ point at them.

use crate::report::Report;

/// The heading row of 集計, zero-based.
pub(super) const HEADING_ROW: u32 = 3;
/// The column of the first effect's count.
pub(super) const EFFECT: u16 = 2;

/// Where the counts stand; 概況 and ロードマップ point at them.
pub(super) struct Layout {
    effects: u16,
    progresses: u16,
    policies: u32,
    measures: u32,
}

impl Layout {
    pub(super) fn new(report: &Report) -> Self {
        let count = |steps: usize| u16::try_from(steps).unwrap_or(u16::MAX);
        let rows = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        Self {
            effects: count(report.effect.steps.len()),
            progresses: count(report.progress.steps.len()),
            policies: rows(report.plan.policies.len()),
            measures: rows(report.plan.measures.len()),
        }
    }

    /// The column of an effect's count; its number counts from 1.
    pub(super) fn effect(&self, number: usize) -> u16 {
        EFFECT + u16::try_from(number).unwrap_or(u16::MAX) - 1
    }

    /// The column of the sum of effects.
    pub(super) fn effect_sum(&self) -> u16 {
        EFFECT + self.effects
    }

    /// The column of 達成割合.
    pub(super) fn achieved(&self) -> u16 {
        self.effect_sum() + 1
    }

    /// The column of 達成割合's base in words.
    pub(super) fn achieved_base(&self) -> u16 {
        self.achieved() + 1
    }

    /// The column of a progress's count.
    pub(super) fn progress(&self, number: usize) -> u16 {
        self.achieved_base() + u16::try_from(number).unwrap_or(u16::MAX)
    }

    /// The column of the sum of progresses.
    pub(super) fn progress_sum(&self) -> u16 {
        self.achieved_base() + self.progresses + 1
    }

    /// The column that counts what was reported this month.
    pub(super) fn reported(&self) -> u16 {
        self.progress_sum() + 1
    }

    /// The column of 順調割合.
    pub(super) fn on_track(&self) -> u16 {
        self.progress_sum() + 2
    }

    /// The column of a state's count, by its place in [`State::ALL`].
    pub(super) fn state(&self, place: u16) -> u16 {
        self.on_track() + 1 + place
    }

    /// The column of 提出率.
    pub(super) fn submitted(&self) -> u16 {
        self.state(4)
    }

    /// The column of 要対応.
    pub(super) fn action(&self) -> u16 {
        self.submitted() + 1
    }

    /// The row of the whole plan.
    pub(super) fn plan_row(&self) -> u32 {
        HEADING_ROW + 1
    }

    /// The row of a 基本方針 by its place.
    pub(super) fn policy_row(&self, place: u32) -> u32 {
        self.plan_row() + 2 + place
    }

    /// The row of a 施策 by its place.
    pub(super) fn measure_row(&self, place: u32) -> u32 {
        self.policy_row(self.policies) + 1 + place
    }

    /// How many 施策 there are.
    pub(super) fn measures(&self) -> u32 {
        self.measures
    }
}
