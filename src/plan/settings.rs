//! 設定: what the secretariat decides about the judgments and about reading.

use rust_decimal::Decimal;
use workbook::Limits;

/// 事業の判定: the indicator that decides a project's effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectEffect {
    /// 最も低い指標.
    Worst,
    /// 主指標: the first.
    Primary,
}

/// 年度目標のない年: what a fiscal year without a target in the plan is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WithoutTarget {
    /// 評価しない.
    #[default]
    NotRated,
    /// 直線で見込む: the value on the straight line to the next target.
    StraightLine,
    /// 最終目標と比べる.
    FinalTarget,
}

/// 設定.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// 過大の目安: the rate, in percent, above which the target should be reviewed.
    pub over_percent: Decimal,
    /// 桁違いの倍率: the factor between an actual and the last one or the target from which a slip of digits
    /// is suspected.
    pub slip_factor: Decimal,
    /// 事業の判定.
    pub project_effect: ProjectEffect,
    /// 年度目標のない年.
    pub without_target: WithoutTarget,
    /// The limits for reading returned files.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            over_percent: Decimal::from(200),
            slip_factor: Decimal::from(10),
            project_effect: ProjectEffect::Worst,
            without_target: WithoutTarget::NotRated,
            limits: Limits::default(),
        }
    }
}
