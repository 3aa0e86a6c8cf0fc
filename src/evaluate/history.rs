//! What is different between two months: better, worse, figures changed, newly returned.

use crate::evaluate::model::{Assessment, Effect, IndicatorAssessment, Progress, State};
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::plan::model::Bands;
use crate::text::calendar::FiscalYear;

/// What kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// 改善.
    Better,
    /// 悪化.
    Worse,
    /// 数値の変更.
    Figure,
    /// 新たに提出.
    Returned,
}

impl ChangeKind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Better, Self::Worse, Self::Figure, Self::Returned];

    /// The Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "改善",
            Self::Worse => "悪化",
            Self::Figure => "数値の変更",
            Self::Returned => "新たに提出",
        }
    }
}

/// A difference between two months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind.
    pub kind: ChangeKind,
    /// The project.
    pub project: ProjectId,
    /// The indicator, where it concerns one.
    pub indicator: Option<IndicatorId>,
    /// The fiscal year, where it concerns an indicator's.
    pub year: Option<FiscalYear>,
    /// What differs: 効果達成状況, 進捗状況, 実績, 年度末見込み, 提出状況.
    pub item: &'static str,
    /// What it was.
    pub before: String,
    /// What it is.
    pub now: String,
}

/// What differs between an earlier month and this one, by kind and then in the master's order. Effects are compared within a fiscal
/// year only; an outlook stands for an effect that is not decided yet.
#[must_use]
pub fn changes(plan: &Plan, before: &Assessment, now: &Assessment) -> Vec<Change> {
    let mut found = Vec::new();
    for project in &plan.projects {
        let (Some(old), Some(new)) = (before.project(&project.id), now.project(&project.id)) else {
            continue;
        };
        let whole = |kind, item, before: &str, now: &str| Change {
            kind,
            project: project.id.clone(),
            indicator: None,
            year: None,
            item,
            before: before.to_owned(),
            now: now.to_owned(),
        };
        if let Some(kind) = moved(standing(old.progress, plan), standing(new.progress, plan)) {
            let words = (old.progress.word(&plan.bands), new.progress.word(&plan.bands));
            found.push(whole(kind, "進捗状況", words.0, words.1));
        }
        if old.state == State::Missing && matches!(new.state, State::Returned | State::ToCorrect) {
            found.push(whole(ChangeKind::Returned, "提出状況", old.state.word(), new.state.word()));
        }
        for row in now.indicators.iter().filter(|row| row.project == project.id) {
            if let Some(old) = before.indicator(&row.project, row.indicator.as_ref(), row.year) {
                found.extend(of_indicator(plan, before, now, old, row));
            }
        }
    }
    found.sort_by_key(|change| change.kind);
    found
}

fn of_indicator(
    plan: &Plan,
    before: &Assessment,
    now: &Assessment,
    old: &IndicatorAssessment,
    new: &IndicatorAssessment,
) -> Vec<Change> {
    let change = |kind, item, before: &str, now: &str| Change {
        kind,
        project: new.project.clone(),
        indicator: new.indicator.clone(),
        year: Some(new.year),
        item,
        before: before.to_owned(),
        now: now.to_owned(),
    };
    let mut found = Vec::new();
    let running = now.month.fiscal_year();
    if before.month.fiscal_year() == running && new.year == running {
        let (was, is) = (band(old), band(new));
        if let Some(kind) = moved(was.map(|(at, _)| at), is.map(|(at, _)| at)) {
            let words = |found| worded(found, &plan.bands);
            found.push(change(kind, "効果達成状況", &words(was), &words(is)));
        }
    }
    let differs = |before: &str, now: &str| !before.trim().is_empty() && before.trim() != now.trim();
    if differs(&old.actual_text, &new.actual_text) {
        found.push(change(ChangeKind::Figure, "実績", &old.actual_text, &new.actual_text));
    }
    // At the year's end the outlook gives way to the actual, which is no change of it.
    if !new.forecast_text.is_empty() && differs(&old.forecast_text, &new.forecast_text) {
        found.push(change(ChangeKind::Figure, "年度末見込み", &old.forecast_text, &new.forecast_text));
    }
    found
}

/// The band of an effect, or of the outlook while the year is running, and whether it is an outlook.
fn band(row: &IndicatorAssessment) -> Option<(usize, bool)> {
    match row.effect {
        Effect::Band(at) => Some((at, false)),
        Effect::MidYear => row.outlook.map(|at| (at, true)),
        Effect::Undecided | Effect::Missing | Effect::NotApplicable => None,
    }
}

fn worded(found: Option<(usize, bool)>, bands: &Bands) -> String {
    match found.and_then(|(at, ahead)| Some((bands.effect.get(at)?, ahead))) {
        Some((band, true)) => format!("{}見込み", band.name),
        Some((band, false)) => band.name.clone(),
        None => String::new(),
    }
}

/// A progress as a place from best to worst, where it can be compared.
fn standing(progress: Progress, plan: &Plan) -> Option<usize> {
    let worse = plan.bands.progress.len() + 1;
    match progress {
        Progress::Completed => Some(0),
        Progress::Band(at) => Some(at + 1),
        Progress::NotStarted => Some(worse),
        Progress::Suspended => Some(worse + 1),
        Progress::Cancelled => Some(worse + 2),
        Progress::Ended | Progress::Missing => None,
    }
}

fn moved(before: Option<usize>, now: Option<usize>) -> Option<ChangeKind> {
    let (before, now) = (before?, now?);
    match now.cmp(&before) {
        std::cmp::Ordering::Less => Some(ChangeKind::Better),
        std::cmp::Ordering::Greater => Some(ChangeKind::Worse),
        std::cmp::Ordering::Equal => None,
    }
}
