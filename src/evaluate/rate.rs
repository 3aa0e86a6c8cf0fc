//! Rates and paces: value, words and spreadsheet formula side by side.

use rust_decimal::Decimal;

/// How a rate is formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RateForm {
    /// 実績 ÷ 目標.
    Ratio,
    /// 目標 ÷ 実績.
    Inverse,
    /// (実績−基準値) ÷ (目標−基準値).
    Baseline,
}

/// 達成率 with what it was formed of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How.
    pub form: RateForm,
    /// 実績.
    pub actual: Decimal,
    /// 目標.
    pub target: Decimal,
    /// 基準値, for [`RateForm::Baseline`].
    pub baseline: Decimal,
}

/// How a pace is formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaceForm {
    /// The rate itself.
    Rate(RateForm),
    /// 累計: (実績−b) ÷ (目標−b) ÷ e.
    Growth,
    /// 単年, 増: 実績 ÷ (目標 × e).
    Yearly,
    /// 単年, 減: 目標 × e ÷ 実績.
    YearlyInverse,
}

/// 進度 with what it was formed of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How.
    pub form: PaceForm,
    /// 実績.
    pub actual: Decimal,
    /// 目標.
    pub target: Decimal,
    /// b, for [`PaceForm::Growth`]; 基準値 for a baseline rate.
    pub base: Decimal,
    /// Months elapsed.
    pub elapsed: u32,
    /// Months of the fiscal year that the plan covers.
    pub months: u32,
}
