//! The results of the evaluation: both judgments with basis and reason, per indicator, project and
//! department.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::evaluate::pace::Pace;
use crate::evaluate::rate::Rate;
use crate::evaluate::reason::Reason;
use crate::figure::Figure;
use crate::ids::{IndicatorId, ProjectId};
use crate::keyed::{Keyed, Row};
use crate::plan::model::Bands;
use crate::ratings::{Effect, EffectBasis, Progress, ProgressBasis};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};

pub use crate::evaluate::counts::{Counts, Group, Share, Totals};

/// 提出状況 of a project. Ordered: a department's state is the least of its projects' states.
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
    /// Every state, in the order in which counts list them.
    pub const ALL: [Self; 4] = [Self::Returned, Self::ToCorrect, Self::Missing, Self::NotDue];

    /// Returns the Japanese word.
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
    /// The as-of month.
    pub month: Month,
    /// Every indicator and fiscal year of the plan in the master's order; a project without indicator has a
    /// row per year.
    pub indicators: Keyed<IndicatorAssessment>,
    /// Every project, in the master's order.
    pub projects: Keyed<ProjectAssessment>,
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
    /// The target's number; `None` for words and for a 節目.
    pub target: Option<Decimal>,
    /// The actual's number; `None` for words and for a 節目.
    pub actual: Option<Decimal>,
    /// The decimal places to which the actual's cell rounds it; `None` if it shows the number itself.
    pub actual_places: Option<u32>,
    /// 達成率, where both are numbers of one unit.
    pub rate: Option<Rate>,
    /// 効果達成状況.
    pub effect: Effect,
    /// Its basis.
    pub effect_basis: EffectBasis,
    /// The effect without 事務局評価; equal to `effect` if there is none.
    pub effect_computed: Effect,
    /// Why.
    pub reason: Reason,
    /// 進度, in the as-of fiscal year.
    pub pace: Option<Pace>,
    /// 年度末見込み's number.
    pub forecast: Option<Decimal>,
    /// 年度末見込み as written or as computed, with its unit; empty where there is none.
    pub forecast_text: String,
    /// Whether the outlook is 報告 or 計算.
    pub forecast_basis: Option<ProgressBasis>,
    /// The outlook computed from the pace, if a 年度末見込み was reported.
    pub forecast_computed: Option<Figure>,
    /// The band that the outlook falls into (達成見込み…).
    pub outlook: Option<usize>,
    /// 到達度 against the plan's last numeric target, in percent.
    pub attainment: Option<Decimal>,
    /// The text of the plan's last numeric target.
    pub final_target_text: String,
    /// 見通し: whether this year's pace would reach that target; in the as-of fiscal year only.
    pub prospect: Option<Prospect>,
    /// Where the actual was read; `None` where the master is the source.
    pub source: Option<CellRef>,
    /// The earlier month whose actual this is, if the as-of month (in a past year, its last month) has none.
    pub carried_from: Option<Month>,
    /// The later month in which a past year's actual was reported.
    pub reported_late_in: Option<Month>,
}

/// The result of a 見通し.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// 到達済み: the final target is reached already.
    Reached,
    /// 届く計算.
    Reaches,
    /// 届かない計算.
    FallsShort,
}

impl Reach {
    /// Every result, in the order in which counts list them.
    pub const ALL: [Self; 3] = [Self::Reached, Self::Reaches, Self::FallsShort];

    /// Returns the Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reached => "到達済み",
            Self::Reaches => "届く計算",
            Self::FallsShort => "届かない計算",
        }
    }
}

/// 見通し of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// The result.
    pub reach: Reach,
    /// The calculation in words: `今年度の伸び 286手続（12か月）が2024年度末まで続くと 697手続、最終目標 800手続に届かない計算`.
    pub words: String,
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
    /// True if it was reported this month. 順調割合 counts these.
    pub reported_now: bool,
    /// Why, in words.
    pub progress_reason: String,
    /// 提出状況.
    pub state: State,
    /// True if this month's return replaced an earlier one (提出回 above 1, or a superseded return).
    pub resubmitted: bool,
    /// The earlier month whose return its values are carried from, if this month has none.
    pub carried_from: Option<Month>,
    /// True if a band or an outlook is marked 要対応, or a result is 要判断 or 未報告.
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

impl DepartmentAssessment {
    /// Returns how many of its projects were returned and need no correction.
    #[must_use]
    pub fn returned_well(&self) -> usize {
        self.returned.saturating_sub(self.to_correct)
    }

    /// Returns how many of its projects need not be returned (提出不要).
    #[must_use]
    pub fn not_due(&self) -> usize {
        self.projects.saturating_sub(self.returned + self.missing)
    }
}

impl IndicatorAssessment {
    /// Returns the actual as the books print it: a carried value with its month, and a past year's actual
    /// that was reported late with that report.
    #[must_use]
    pub fn dated_actual(&self) -> String {
        let remark =
            self.carried_from.map(Month::as_of_note).or(self.reported_late_in.map(Month::japanese_report));
        match remark.filter(|_| !self.actual_text.trim().is_empty()) {
            Some(remark) => format!("{}（{remark}）", self.actual_text),
            None => self.actual_text.clone(),
        }
    }

    /// True if the band or the outlook is marked 要対応, or the effect is 要判断 or 未報告.
    #[must_use]
    pub fn needs_action(&self, bands: &Bands) -> bool {
        let outlook = self.outlook.and_then(|at| bands.effect.get(at));
        self.effect.needs_action(bands) || outlook.is_some_and(|band| band.needs_action)
    }
}

impl Assessment {
    /// Returns the projects for which a 事務局評価 counts this month, in the master's order.
    pub fn judged_by_secretariat(&self) -> impl Iterator<Item = &ProjectId> {
        let year = self.month.fiscal_year();
        let of_indicators: BTreeSet<&ProjectId> = self
            .indicators
            .iter()
            .filter(|row| row.year == year && row.effect_basis == EffectBasis::Secretariat)
            .map(|row| &row.project)
            .collect();
        let judged = self.projects.iter().filter(move |project| {
            project.progress_basis == Some(ProgressBasis::Secretariat)
                || of_indicators.contains(&project.project)
        });
        judged.map(|project| &project.project)
    }

    /// Returns a project's row.
    #[must_use]
    pub fn project(&self, id: &ProjectId) -> Option<&ProjectAssessment> {
        self.projects.find(id)
    }

    /// Returns an indicator's row of a fiscal year.
    #[must_use]
    pub fn indicator(
        &self,
        project: &ProjectId,
        indicator: Option<&IndicatorId>,
        year: FiscalYear,
    ) -> Option<&IndicatorAssessment> {
        self.indicators.find(&(project.clone(), indicator.cloned(), year))
    }
}

impl Row for ProjectAssessment {
    type Key = ProjectId;
    type Parent = ();

    fn keys(&self) -> Vec<ProjectId> {
        vec![self.project.clone()]
    }

    fn parent(&self) {}
}

impl Row for IndicatorAssessment {
    type Key = (ProjectId, Option<IndicatorId>, FiscalYear);
    type Parent = ProjectId;

    fn keys(&self) -> Vec<Self::Key> {
        vec![(self.project.clone(), self.indicator.clone(), self.year)]
    }

    fn parent(&self) -> ProjectId {
        self.project.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{DepartmentAssessment, State};
    use crate::evaluate::evaluate;
    use crate::evaluate::sample::{FIRST, SampleReturns, indicator, judgment, month, plan};
    use crate::plan::model::Accumulation::Annual;

    #[test]
    fn projects_that_are_not_due_are_neither_returned_nor_missing() {
        let department = DepartmentAssessment {
            department: "市民課".to_owned(),
            bureau: String::new(),
            projects: 7,
            returned: 4,
            to_correct: 1,
            missing: 2,
            state: State::ToCorrect,
        };
        assert_eq!((department.returned_well(), department.not_due()), (3, 1));
    }

    #[test]
    fn a_judgment_of_the_secretariat_counts_by_effect_or_progress_of_this_year() {
        let one = || vec![indicator("件", Annual, &[("100件", "90件"), ("100件", "-")])];
        let mut plan = plan(vec![("1-1-1", one()), ("1-1-2", one()), ("1-2-1", one()), ("2-1-1", one())]);
        plan.judgments = vec![
            judgment("1-1-1", FIRST + 1, "2033-03", "達成", ""),
            judgment("1-1-2", FIRST + 1, "2033-03", "", "順調"),
            judgment("1-2-1", FIRST, "2032-03", "達成", ""),
        ]
        .into();
        let assessment = evaluate(&plan, &SampleReturns::default().month("2033-03").0, month("2033-03"));
        let judged: Vec<String> = assessment.judged_by_secretariat().map(ToString::to_string).collect();
        assert_eq!(judged, ["1-1-1", "1-1-2"]);
    }
}
