//! 判定区分: the bands of the two judgments.

use rust_decimal::Decimal;

/// The two lists of 判定区分, each best first. If a list is empty, the plan does not make that judgment.
#[derive(Clone, Debug, Default)]
pub struct Bands {
    /// 効果達成状況.
    pub effect: Vec<Band>,
    /// 進捗状況.
    pub progress: Vec<Band>,
}

impl Bands {
    /// True if the plan judges 効果達成状況.
    #[must_use]
    pub fn judge_effect(&self) -> bool {
        !self.effect.is_empty()
    }

    /// True if the plan judges 進捗状況.
    #[must_use]
    pub fn judge_progress(&self) -> bool {
        !self.progress.is_empty()
    }

    /// Returns the subject of reports, for titles and requests.
    #[must_use]
    pub fn subject(&self) -> &'static str {
        if self.judge_progress() { "進捗状況" } else { "取組の状況" }
    }
}

/// A band of a judgment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// 区分.
    pub name: String,
    /// 記号.
    pub symbol: String,
    /// 下限 in percent; `None` for the last band, and for all bands of a judgment that departments report.
    pub floor: Option<Decimal>,
    /// 要対応.
    pub needs_action: bool,
    /// 良好: it counts toward 達成割合 or 順調割合. If the plan marks no band, the reader marks the best.
    pub good: bool,
}

/// True if the judgment is computed from rates: some band has a 下限, or there is only one band. Otherwise
/// departments report it.
#[must_use]
pub(crate) fn are_computed(bands: &[Band]) -> bool {
    bands.len() == 1 || bands.iter().any(|band| band.floor.is_some())
}

/// True if a band with this name is 良好.
#[must_use]
pub(crate) fn is_good(bands: &[Band], name: &str) -> bool {
    bands.iter().any(|band| band.good && band.name == name)
}

/// Returns the names of the bands that are 良好, in order.
#[must_use]
pub(crate) fn good_names(bands: &[Band]) -> Vec<&str> {
    bands.iter().filter(|band| band.good).map(|band| band.name.as_str()).collect()
}
