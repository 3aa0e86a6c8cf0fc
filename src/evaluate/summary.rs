//! A month as the committee sees it: judgments in words, counts and shares. Today's result and a closed
//! record both have this form, so that they can be compared even if the plan's bands have changed in between.

use rust_decimal::Decimal;

use crate::evaluate::model::{Assessment, IndicatorAssessment, Share};
use crate::ids::{IndicatorId, ProjectId};
use crate::keyed::{Keyed, Row};
use crate::plan::Plan;
use crate::plan::model::Bands;
use crate::ratings::{Effect, Progress, outlook_word};
use crate::text::calendar::{FiscalYear, Month};

/// A month in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthSummary {
    /// The month.
    pub month: Month,
    /// True if it is a closed record (確定); false if it is today's result.
    pub closed: bool,
    /// The plan's 版 that it was computed with.
    pub version: String,
    /// Every project.
    pub projects: Keyed<ProjectSummary>,
    /// Every indicator and fiscal year; a project without indicator has a row per year.
    pub indicators: Keyed<IndicatorSummary>,
    /// Returned ÷ due.
    pub submitted: Share,
    /// 達成割合 of the projects.
    pub achieved: Share,
    /// 順調割合 of the projects.
    pub on_track: Share,
    /// Indicators whose outlook is a band marked 良好 ÷ indicators with an outlook.
    pub outlook: Share,
    /// Projects that need action.
    pub needs_action: usize,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectSummary {
    /// The project.
    pub project: ProjectId,
    /// 事業名称.
    pub name: String,
    /// 効果達成状況; empty where the plan does not judge it.
    pub effect: String,
    /// 進捗状況; empty where the plan does not judge it.
    pub progress: String,
    /// 提出状況.
    pub state: String,
}

/// An indicator in a fiscal year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorSummary {
    /// The project.
    pub project: ProjectId,
    /// The indicator; `None` for a project without one.
    pub indicator: Option<IndicatorId>,
    /// The fiscal year.
    pub year: FiscalYear,
    /// The target as printed.
    pub target: String,
    /// The actual as written.
    pub actual: String,
    /// 効果達成状況.
    pub effect: String,
    /// 見込み, as `達成見込み`; empty where there is none.
    pub outlook: String,
    /// 年度末見込み's number.
    pub forecast: Option<Decimal>,
    /// The text of 年度末見込み; empty if there is none, or if the record does not keep it.
    pub forecast_text: String,
}

impl MonthSummary {
    /// Puts today's result for a month into words.
    #[must_use]
    pub fn of(plan: &Plan, assessment: &Assessment) -> Self {
        let bands = &plan.bands;
        let projects = assessment.projects.iter().map(|row| ProjectSummary {
            project: row.project.clone(),
            name: plan.project(&row.project).map(|project| project.name.clone()).unwrap_or_default(),
            effect: effect_word(row.effect, bands),
            progress: progress_word(row.progress, bands),
            state: row.state.word().to_owned(),
        });
        let indicators = assessment.indicators.iter().map(|row| IndicatorSummary {
            project: row.project.clone(),
            indicator: row.indicator.clone(),
            year: row.year,
            target: row.target_text.clone(),
            actual: row.actual_text.clone(),
            effect: effect_word(row.effect, bands),
            outlook: row.outlook.map(|at| outlook_word(at, bands)).unwrap_or_default(),
            forecast: row.forecast,
            forecast_text: row.forecast_text.clone(),
        });
        let totals = &assessment.totals;
        Self {
            month: assessment.month,
            closed: false,
            version: plan.version.clone(),
            projects: projects.collect(),
            indicators: indicators.collect(),
            submitted: totals.plan.submitted,
            achieved: totals.plan.achieved,
            on_track: totals.plan.on_track,
            outlook: outlook_share(&plan.bands, assessment),
            needs_action: totals.needs_action,
        }
    }

    /// Returns a project's row.
    #[must_use]
    pub fn project(&self, id: &ProjectId) -> Option<&ProjectSummary> {
        self.projects.find(id)
    }

    /// Returns an indicator's row of a fiscal year.
    #[must_use]
    pub fn indicator(
        &self,
        project: &ProjectId,
        indicator: Option<&IndicatorId>,
        year: FiscalYear,
    ) -> Option<&IndicatorSummary> {
        self.indicators.find(&(project.clone(), indicator.cloned(), year))
    }
}

impl Row for ProjectSummary {
    type Key = ProjectId;
    type Parent = ();

    fn keys(&self) -> Vec<ProjectId> {
        vec![self.project.clone()]
    }

    fn parent(&self) {}
}

impl Row for IndicatorSummary {
    type Key = (ProjectId, Option<IndicatorId>, FiscalYear);
    type Parent = ProjectId;

    fn keys(&self) -> Vec<Self::Key> {
        vec![(self.project.clone(), self.indicator.clone(), self.year)]
    }

    fn parent(&self) -> ProjectId {
        self.project.clone()
    }
}

fn effect_word(effect: Effect, bands: &Bands) -> String {
    if bands.judge_effect() { effect.word(bands).to_owned() } else { String::new() }
}

fn progress_word(progress: Progress, bands: &Bands) -> String {
    if bands.judge_progress() { progress.word(bands).to_owned() } else { String::new() }
}

/// Returns the share of outlooks in a band that is 良好, among the running year's indicators that have an
/// outlook.
#[must_use]
pub fn outlook_share(bands: &Bands, assessment: &Assessment) -> Share {
    let year = assessment.month.fiscal_year();
    let of_year = |row: &&IndicatorAssessment| row.year == year;
    let outlooks: Vec<usize> =
        assessment.indicators.iter().filter(of_year).filter_map(|row| row.outlook).collect();
    Share {
        part: outlooks.iter().filter(|band| Effect::Band(**band).is_good(bands)).count(),
        base: outlooks.len(),
    }
}
