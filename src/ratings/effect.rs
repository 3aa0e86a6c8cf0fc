//! 効果達成状況 as a value: a band of the plan or a fixed word, and its basis.

use crate::plan::model::{Band, Bands};
use crate::ratings::band::band_named;

/// The word for an effect while its year is running.
pub const MID_YEAR: &str = "年度途中";
/// The word of an effect whose actual is not known yet.
pub const PENDING: &str = "公表待ち";
/// The end of an outlook's word, after the band's name: `達成見込み`.
pub const OUTLOOK: &str = "見込み";

/// 効果達成状況. A band is a position in the plan's 判定区分, best first, and so is valid only with the bands
/// of that plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// A band of the plan.
    Band(usize),
    /// 要判断.
    Undecided,
    /// 未報告.
    Missing,
    /// 年度途中.
    MidYear,
    /// 対象外.
    NotApplicable,
    /// 公表待ち: the actual is not known yet.
    Pending,
}

impl Effect {
    /// The fixed values that follow the bands wherever effects are counted. 公表待ち follows them if it
    /// occurs.
    pub const FIXED: [Self; 4] = [Self::Undecided, Self::Missing, Self::MidYear, Self::NotApplicable];

    /// Returns the band's name or the fixed word.
    #[must_use]
    pub fn word(self, bands: &Bands) -> &str {
        match self {
            Self::Band(at) => &bands.effect[at].name,
            Self::Undecided => "要判断",
            Self::Missing => "未報告",
            Self::MidYear => MID_YEAR,
            Self::NotApplicable => "対象外",
            Self::Pending => PENDING,
        }
    }

    /// Finds the band that a 自己評価 or 事務局評価 names.
    #[must_use]
    pub fn parse(text: &str, bands: &Bands) -> Option<Self> {
        band_named(text, &bands.effect).map(Self::Band)
    }

    /// Returns `true` if it needs action (要対応): a band that the plan marks so, 要判断 or 未報告.
    #[must_use]
    pub fn needs_action(self, bands: &Bands) -> bool {
        match self {
            Self::Band(_) => self.band(bands).is_some_and(|band| band.needs_action),
            Self::Undecided | Self::Missing => true,
            Self::Pending | Self::MidYear | Self::NotApplicable => false,
        }
    }

    /// True if it counts into 達成割合: a band that the plan marks 良好.
    #[must_use]
    pub fn is_good(self, bands: &Bands) -> bool {
        self.band(bands).is_some_and(|band| band.good)
    }

    /// Returns the rank by which the worst of several effects is found, the worst first: the lowest of
    /// `bands` bands, 要判断, 未報告, 公表待ち, the other bands upwards, 年度途中, 対象外.
    #[must_use]
    pub fn rank(self, bands: usize) -> usize {
        match self {
            Self::Band(at) if at + 1 >= bands => 0,
            Self::Undecided => 1,
            Self::Missing => 2,
            Self::Pending => 3,
            Self::Band(at) => 4 + bands - at,
            Self::MidYear => 5 + bands,
            Self::NotApplicable => 6 + bands,
        }
    }

    /// Returns the symbol that is shown with the word.
    #[must_use]
    pub fn symbol(self, bands: &Bands) -> &str {
        match self {
            Self::Band(at) => &bands.effect[at].symbol,
            Self::Undecided => "？",
            Self::Missing | Self::MidYear | Self::Pending => "・",
            Self::NotApplicable => "－",
        }
    }

    /// Returns the band; `None` for a fixed word.
    #[must_use]
    pub fn band(self, bands: &Bands) -> Option<&Band> {
        match self {
            Self::Band(at) => Some(&bands.effect[at]),
            _ => None,
        }
    }
}

/// The basis of an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "`word` gives the Japanese term for each")]
pub enum EffectBasis {
    Figures,
    SameText,
    SelfRating,
    Secretariat,
    NoIndicator,
    Ended,
    NoTarget,
    DeadlineAhead,
    YearAhead,
    MidYear,
    NoActual,
    BeforeYearEnd,
    Pending,
    Withheld,
    NoGrounds,
    NotJudged,
}

impl EffectBasis {
    /// Returns the Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Figures => "数値",
            Self::SameText => "一致",
            Self::SelfRating => "自己評価",
            Self::Secretariat => "事務局評価",
            Self::NoIndicator => "指標なし",
            Self::Ended => "終了",
            Self::NoTarget => "目標なし",
            Self::DeadlineAhead => "期限未到来",
            Self::YearAhead => "未到来",
            Self::MidYear => "年度途中",
            Self::NoActual => "実績なし",
            Self::BeforeYearEnd => "年度末前",
            Self::Pending => PENDING,
            Self::Withheld => "保留",
            Self::NoGrounds => "判断材料なし",
            Self::NotJudged => "判定なし",
        }
    }
}

/// Returns the word for an outlook in a band: `達成見込み`.
#[must_use]
pub fn outlook_word(at: usize, bands: &Bands) -> String {
    format!("{}{OUTLOOK}", bands.effect[at].name)
}
