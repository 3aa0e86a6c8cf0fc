//! 進捗状況 as a value: a band of the plan or a fixed word, and its basis.

use crate::plan::model::{Band, Bands};
use crate::ratings::band::band_named;
use crate::text::fold;

/// 進捗状況. A band is a position in the plan's 判定区分, best first, and so is valid only with the bands of
/// that plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// A band of the plan.
    Band(usize),
    /// 未着手.
    NotStarted,
    /// 休止.
    Suspended,
    /// 完了.
    Completed,
    /// 中止.
    Cancelled,
    /// 終了.
    Ended,
    /// 未報告.
    Missing,
}

impl Progress {
    /// The fixed values that follow the bands wherever progress is counted.
    pub const FIXED: [Self; 6] =
        [Self::NotStarted, Self::Suspended, Self::Completed, Self::Cancelled, Self::Ended, Self::Missing];

    /// Returns the choices of a form: 未着手, the plan's bands, 休止, 完了, 中止. Empty if the plan does not
    /// judge progress.
    #[must_use]
    pub fn choices(bands: &Bands) -> Vec<String> {
        if bands.progress.is_empty() {
            return Vec::new();
        }
        let mut words = vec![Self::NotStarted.word(bands).to_owned()];
        words.extend(bands.progress.iter().map(|band| band.name.clone()));
        words.extend(
            [Self::Suspended, Self::Completed, Self::Cancelled].map(|fixed| fixed.word(bands).to_owned()),
        );
        words
    }

    /// Returns the band's name or the fixed word.
    #[must_use]
    pub fn word(self, bands: &Bands) -> &str {
        match self {
            Self::Band(at) => &bands.progress[at].name,
            Self::NotStarted => "未着手",
            Self::Suspended => "休止",
            Self::Completed => "完了",
            Self::Cancelled => "中止",
            Self::Ended => "終了",
            Self::Missing => "未報告",
        }
    }

    /// Finds one of [`Progress::choices`] by its name, as in the master and in records.
    /// [`crate::ratings::reported_progress`] reads what departments write.
    #[must_use]
    pub fn parse(text: &str, bands: &Bands) -> Option<Self> {
        let wanted = fold::key(text);
        let choice = |fixed: &Self| fold::key(fixed.word(bands)) == wanted;
        band_named(text, &bands.progress).map(Self::Band).or_else(|| {
            [Self::NotStarted, Self::Suspended, Self::Completed, Self::Cancelled].into_iter().find(choice)
        })
    }

    /// Returns `true` if it needs action (要対応): a band that the plan marks so, or 未報告.
    #[must_use]
    pub fn needs_action(self, bands: &Bands) -> bool {
        let is_missing = self == Self::Missing && !bands.progress.is_empty();
        is_missing || self.band(bands).is_some_and(|band| band.needs_action)
    }

    /// True if it counts into 順調割合: a band that the plan marks 良好, or 完了.
    #[must_use]
    pub fn is_good(self, bands: &Bands) -> bool {
        self == Self::Completed || self.band(bands).is_some_and(|band| band.good)
    }

    /// Returns the symbol that is shown with the word.
    #[must_use]
    pub fn symbol(self, bands: &Bands) -> &str {
        match self {
            Self::Band(at) => &bands.progress[at].symbol,
            Self::Missing => "・",
            _ => "－",
        }
    }

    /// Returns the band; `None` for a fixed word.
    #[must_use]
    pub fn band(self, bands: &Bands) -> Option<&Band> {
        match self {
            Self::Band(at) => Some(&bands.progress[at]),
            _ => None,
        }
    }
}

/// The basis of a progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProgressBasis {
    /// 報告.
    Reported,
    /// 計算.
    Computed,
    /// 事務局評価.
    Secretariat,
    /// 終了.
    Ended,
}

impl ProgressBasis {
    /// Returns the Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reported => "報告",
            Self::Computed => "計算",
            Self::Secretariat => "事務局評価",
            Self::Ended => "終了",
        }
    }
}
