//! The two judgments as values, each with its basis and its reason in words.

use rust_decimal::Decimal;

use crate::evaluate::prospect::Prospect;
use crate::evaluate::rate::{Pace, Rate};
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::model::{Band, Bands};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

pub use crate::evaluate::counts::{Counts, Group, Share, Totals};

/// The word of an effect while its year is running.
pub const MID_YEAR: &str = "年度途中";
/// The word of an effect whose actual is not known yet.
pub const PENDING: &str = "公表待ち";
/// What stands behind a band's name where it is an outlook: `達成見込み`.
pub const OUTLOOK: &str = "見込み";

/// 効果達成状況. A band is its place in 判定区分, best first.
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
    /// The fixed values that follow the bands wherever effects are counted; 公表待ち follows them where it occurs.
    pub const FIXED: [Self; 4] = [Self::Undecided, Self::Missing, Self::MidYear, Self::NotApplicable];

    /// The word: the band's name or the fixed one.
    #[must_use]
    pub fn word(self, bands: &Bands) -> &str {
        match self {
            Self::Band(at) => bands.effect.get(at).map_or("", |band| band.name.as_str()),
            Self::Undecided => "要判断",
            Self::Missing => "未報告",
            Self::MidYear => MID_YEAR,
            Self::NotApplicable => "対象外",
            Self::Pending => PENDING,
        }
    }

    /// The band of a name, as a 自己評価 or 事務局評価 gives it.
    #[must_use]
    pub fn parse(text: &str, bands: &Bands) -> Option<Self> {
        at_place(text, &bands.effect).map(Self::Band)
    }

    /// The symbol that stands with the word.
    #[must_use]
    pub fn symbol(self, bands: &Bands) -> &str {
        match self {
            Self::Band(at) => bands.effect.get(at).map_or("", |band| band.symbol.as_str()),
            Self::Undecided => "？",
            Self::Missing | Self::MidYear | Self::Pending => "・",
            Self::NotApplicable => "－",
        }
    }

    /// The band, where it is one.
    #[must_use]
    pub fn band(self, bands: &Bands) -> Option<&Band> {
        match self {
            Self::Band(at) => bands.effect.get(at),
            _ => None,
        }
    }
}

/// Why an effect is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "`word` gives the term of evaluation.md for each")]
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
}

impl EffectBasis {
    /// The Japanese word.
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
        }
    }
}

/// 進捗状況. A band is its place in 判定区分, best first.
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

    /// The choices of a form: 未着手, the plan's bands, 休止, 完了, 中止.
    #[must_use]
    pub fn choices(bands: &Bands) -> Vec<String> {
        let mut words = vec![Self::NotStarted.word(bands).to_owned()];
        words.extend(bands.progress.iter().map(|band| band.name.clone()));
        words.extend(
            [Self::Suspended, Self::Completed, Self::Cancelled].map(|fixed| fixed.word(bands).to_owned()),
        );
        words
    }

    /// The word: the band's name or the fixed one.
    #[must_use]
    pub fn word(self, bands: &Bands) -> &str {
        match self {
            Self::Band(at) => bands.progress.get(at).map_or("", |band| band.name.as_str()),
            Self::NotStarted => "未着手",
            Self::Suspended => "休止",
            Self::Completed => "完了",
            Self::Cancelled => "中止",
            Self::Ended => "終了",
            Self::Missing => "未報告",
        }
    }

    /// The progress that a form's 進捗状況 or a 事務局評価 names: one of [`Progress::choices`].
    #[must_use]
    pub fn parse(text: &str, bands: &Bands) -> Option<Self> {
        let wanted = fold::key(text);
        let choice = |fixed: &Self| fold::key(fixed.word(bands)) == wanted;
        at_place(text, &bands.progress).map(Self::Band).or_else(|| {
            [Self::NotStarted, Self::Suspended, Self::Completed, Self::Cancelled].into_iter().find(choice)
        })
    }

    /// The symbol that stands with the word.
    #[must_use]
    pub fn symbol(self, bands: &Bands) -> &str {
        match self {
            Self::Band(at) => bands.progress.get(at).map_or("", |band| band.symbol.as_str()),
            Self::Missing => "・",
            _ => "－",
        }
    }

    /// The band, where it is one.
    #[must_use]
    pub fn band(self, bands: &Bands) -> Option<&Band> {
        match self {
            Self::Band(at) => bands.progress.get(at),
            _ => None,
        }
    }
}

/// Where a progress comes from.
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
    /// The Japanese word.
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

/// 提出状況 of a project. Ordered as a department's own state is chosen: the first of its projects' states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// 要訂正: returned, and 誤り remain.
    ToCorrect,
    /// 未提出.
    Missing,
    /// 提出.
    Returned,
    /// 提出不要.
    NotDue,
}

impl State {
    /// Every state, as counts list them.
    pub const ALL: [Self; 4] = [Self::Returned, Self::ToCorrect, Self::Missing, Self::NotDue];

    /// The Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Returned => "提出",
            Self::ToCorrect => "要訂正",
            Self::Missing => "未提出",
            Self::NotDue => "提出不要",
        }
    }
}

/// Everything judged about one month.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The month from which it is seen.
    pub month: Month,
    /// Every indicator and fiscal year of the plan in the master's order; a project without indicator has a row per year.
    pub indicators: Vec<IndicatorAssessment>,
    /// Every project, in the master's order.
    pub projects: Vec<ProjectAssessment>,
    /// Every department, in the master's order.
    pub departments: Vec<DepartmentAssessment>,
    /// Counts and shares.
    pub totals: Totals,
}

/// One indicator in one fiscal year.
#[derive(Clone, Debug)]
pub struct IndicatorAssessment {
    /// The project.
    pub project: ProjectId,
    /// The indicator; `None` for a project without one.
    pub indicator: Option<IndicatorId>,
    /// The fiscal year.
    pub year: FiscalYear,
    /// The target as printed (of a spanned year: the spanning cell's text).
    pub target_text: String,
    /// The actual as written; empty where there is none.
    pub actual_text: String,
    /// The target's number, where one counts.
    pub target: Option<Decimal>,
    /// The actual's number, where one counts.
    pub actual: Option<Decimal>,
    /// 達成率, where both are numbers of one unit.
    pub rate: Option<Rate>,
    /// 効果達成状況.
    pub effect: Effect,
    /// Its basis.
    pub effect_basis: EffectBasis,
    /// What the program would say where the secretariat's judgment stands, else the same as `effect`.
    pub effect_computed: Effect,
    /// Why, in words.
    pub reason: String,
    /// 進度, in the as-of fiscal year.
    pub pace: Option<Pace>,
    /// 年度末見込み's number.
    pub forecast: Option<Decimal>,
    /// 年度末見込み as written or as computed, with its unit; empty where there is none.
    pub forecast_text: String,
    /// Whether the outlook is 報告 or 計算.
    pub forecast_basis: Option<ProgressBasis>,
    /// What the pace would come to, beside a reported 年度末見込み; with its unit.
    pub forecast_computed: Option<String>,
    /// The band that the outlook falls into (達成見込み…).
    pub outlook: Option<usize>,
    /// 到達度 against the plan's last numeric target, in percent.
    pub attainment: Option<Decimal>,
    /// The text of the plan's last numeric target.
    pub final_target_text: String,
    /// 見通し: whether this year's pace would reach that target, in the as-of fiscal year.
    pub prospect: Option<Prospect>,
    /// Where the actual was read; `None` where the master is the source.
    pub source: Option<CellRef>,
    /// The month that the actual is carried from.
    pub carried_from: Option<Month>,
}

/// One project.
#[derive(Clone, Debug)]
pub struct ProjectAssessment {
    /// The project.
    pub project: ProjectId,
    /// 効果達成状況 of the as-of fiscal year: its worst indicator's, or its first's.
    pub effect: Effect,
    /// 進捗状況.
    pub progress: Progress,
    /// Its basis; `None` for 未報告.
    pub progress_basis: Option<ProgressBasis>,
    /// The worst computed pace's band.
    pub progress_computed: Option<Progress>,
    /// What the department reports, carried values included.
    pub progress_reported: Option<Progress>,
    /// Whether it was reported this month: the base of 順調割合.
    pub reported_now: bool,
    /// Why, in words.
    pub progress_reason: String,
    /// 提出状況.
    pub state: State,
    /// Whether this month's return replaced an earlier one (提出回 above 1, or a superseded return).
    pub resubmitted: bool,
    /// The month that its values are carried from.
    pub carried_from: Option<Month>,
    /// Whether something about it needs action: a band marked 要対応, such an outlook, 要判断 or 未報告.
    pub needs_action: bool,
}

/// One department, over the projects that it leads.
#[derive(Clone, Debug)]
pub struct DepartmentAssessment {
    /// 課名.
    pub department: String,
    /// 部局.
    pub bureau: String,
    /// Projects that it leads.
    pub projects: usize,
    /// Of these, returned (要訂正 included).
    pub returned: usize,
    /// Of these, 要訂正.
    pub to_correct: usize,
    /// Of these, 未提出.
    pub missing: usize,
    /// The first of 要訂正, 未提出, 提出, 提出不要 among them.
    pub state: State,
}

impl IndicatorAssessment {
    /// Whether it needs action: a band marked 要対応, such an outlook, 要判断 or 未報告.
    #[must_use]
    pub fn needs_action(&self, bands: &Bands) -> bool {
        let outlook = self.outlook.and_then(|at| bands.effect.get(at));
        matches!(self.effect, Effect::Undecided | Effect::Missing)
            || self.effect.band(bands).is_some_and(|band| band.needs_action)
            || outlook.is_some_and(|band| band.needs_action)
    }
}

/// The word of an outlook that falls into a band: `達成見込み`.
#[must_use]
pub fn outlook_word(at: usize, bands: &Bands) -> Option<String> {
    bands.effect.get(at).map(|band| format!("{}{OUTLOOK}", band.name))
}

/// The place of a band's name in 判定区分.
pub(super) fn at_place(text: &str, bands: &[Band]) -> Option<usize> {
    let wanted = fold::key(text);
    bands.iter().position(|band| !wanted.is_empty() && fold::key(&band.name) == wanted)
}

impl Assessment {
    /// A project's row.
    #[must_use]
    pub fn project(&self, id: &ProjectId) -> Option<&ProjectAssessment> {
        self.projects.iter().find(|row| &row.project == id)
    }

    /// An indicator's row of a fiscal year.
    #[must_use]
    pub fn indicator(
        &self,
        project: &ProjectId,
        indicator: Option<&IndicatorId>,
        year: FiscalYear,
    ) -> Option<&IndicatorAssessment> {
        self.indicators
            .iter()
            .find(|row| &row.project == project && row.indicator.as_ref() == indicator && row.year == year)
    }
}
