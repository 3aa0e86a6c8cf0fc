//! The columns of 進捗一覧 that formulas, formats and other sheets point at, by id.

use crate::sheet::extent;
use std::collections::BTreeMap;

/// A column that something points at. A column that nothing points at needs no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Id {
    /// 目標値.
    Target,
    /// 実績値.
    Actual,
    /// 達成率.
    Rate,
    /// 効果達成状況.
    Effect,
    /// 進捗状況（事務局）.
    ProgressJudged,
    /// 進捗状況（報告）.
    ProgressReported,
    /// 進捗状況（計算）.
    ProgressComputed,
    /// 進度.
    Pace,
    /// 見込み.
    Outlook,
    /// 到達度.
    Attainment,
    /// 年度の推移.
    Trend,
    /// The number of the effect's category.
    EffectNumber,
    /// The weight of the effect: the smallest of several is the worst.
    EffectWeight,
    /// The number of the computed progress's category.
    ComputedNumber,
    /// The forecast's rate.
    OutlookRate,
    /// The number of the band that the forecast falls into.
    OutlookNumber,
    /// 1 if the row needs action.
    RowNeedsAction,
    /// The number of the project's effect.
    ProjectEffect,
    /// The number of the project's progress.
    ProjectProgress,
    /// 基準値 of the rate.
    Baseline,
    /// 前年度末値: the value from which the pace is counted.
    YearStart,
    /// Months of the period that have passed.
    MonthsPassed,
    /// Months of the period.
    Months,
    /// The forecast's number.
    ForecastNumber,
    /// The final target's number.
    FinalTarget,
}

impl Id {
    /// Every id.
    #[cfg(test)]
    pub(super) const ALL: [Self; 25] = [
        Self::Target,
        Self::Actual,
        Self::Rate,
        Self::Effect,
        Self::ProgressJudged,
        Self::ProgressReported,
        Self::ProgressComputed,
        Self::Pace,
        Self::Outlook,
        Self::Attainment,
        Self::Trend,
        Self::EffectNumber,
        Self::EffectWeight,
        Self::ComputedNumber,
        Self::OutlookRate,
        Self::OutlookNumber,
        Self::RowNeedsAction,
        Self::ProjectEffect,
        Self::ProjectProgress,
        Self::Baseline,
        Self::YearStart,
        Self::MonthsPassed,
        Self::Months,
        Self::ForecastNumber,
        Self::FinalTarget,
    ];
}

/// The positions of the columns that have an id, and how far the sheet reaches.
#[derive(Clone, Debug)]
pub(in crate::report) struct Positions {
    by_id: BTreeMap<Id, u16>,
    /// The last column that is printed.
    pub(in crate::report) last_printed: u16,
    /// The first column of the 計算欄, which is not printed.
    pub(in crate::report) first_calculated: u16,
    /// The column of the plan's first fiscal year; the others follow.
    pub(in crate::report) first_year: u16,
}

impl Positions {
    /// Returns the positions of `printed` columns, an empty one, and `calculated` columns; each is given by
    /// its id.
    pub(super) fn new(printed: &[Option<Id>], calculated: &[Option<Id>]) -> Self {
        let count = |ids: &[Option<Id>]| extent::columns(ids.len());
        let first_calculated = count(printed) + 1;
        let numbered = (0..).zip(printed).chain((first_calculated..).zip(calculated));
        Self {
            by_id: numbered.filter_map(|(position, id)| Some(((*id)?, position))).collect(),
            last_printed: count(printed) - 1,
            first_calculated,
            first_year: first_calculated + count(calculated),
        }
    }

    /// Returns the position of a column, counted from 0.
    #[expect(clippy::expect_used, reason = "a test holds that every id stands in the slice of columns")]
    pub(in crate::report) fn of(&self, id: Id) -> u16 {
        *self.by_id.get(&id).expect("every id has a column")
    }
}
