//! The ids of the columns of 進捗一覧 to which formulas, formats and other sheets refer.

/// A column to which something refers. Other columns need no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Id {
    /// 施策.
    Measure,
    /// 1 if the row repeats the name of the 施策.
    MeasureAgain,
    /// 整理番号.
    Number,
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
    /// The weight of the effect's category: the smallest of several is the worst.
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
    /// The number that is computed beside a reported forecast.
    ForecastBeside,
    /// The final target's number.
    FinalTarget,
}

impl Id {
    /// Every id.
    #[cfg(test)]
    pub(super) const ALL: [Self; 29] = [
        Self::Measure,
        Self::MeasureAgain,
        Self::Number,
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
        Self::ForecastBeside,
        Self::FinalTarget,
    ];
}
