//! The differences between two months, and between a closed month's record and today's result for it.

use std::cmp::Ordering;

use crate::evaluate::model::State;
use crate::evaluate::summary::{IndicatorSummary, MonthSummary, ProjectSummary};
use crate::figure;
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::plan::model::Bands;
use crate::ratings::{MID_YEAR, OUTLOOK, Progress, band_named};
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// The kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// 改善.
    Better,
    /// 悪化.
    Worse,
    /// 計画変更: the target itself differs, so that the judgments before and after cannot be compared.
    PlanChanged,
    /// 数値の変更.
    Figure,
    /// 新たに提出.
    Returned,
    /// 今回は未提出.
    Unreturned,
    /// 確定後の変更.
    SinceClosed,
}

impl ChangeKind {
    /// The Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "改善",
            Self::Worse => "悪化",
            Self::PlanChanged => "計画変更",
            Self::Figure => "数値の変更",
            Self::Returned => "新たに提出",
            Self::Unreturned => "今回は未提出",
            Self::SinceClosed => "確定後の変更",
        }
    }
}

/// What differs between two months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangedItem {
    /// A project that only one of the months has, or its name.
    Project,
    /// An indicator that only one of the months has.
    Indicator,
    /// 提出状況.
    State,
    /// 効果達成状況, or the outlook while the year is running.
    Effect,
    /// 進捗状況.
    Progress,
    /// 目標.
    Target,
    /// 実績.
    Actual,
    /// 年度末見込み.
    Forecast,
}

impl ChangedItem {
    /// Returns the word that the books print.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Project => "事業",
            Self::Indicator => "指標",
            Self::State => "提出状況",
            Self::Effect => "効果達成状況",
            Self::Progress => "進捗状況",
            Self::Target => "目標",
            Self::Actual => "実績",
            Self::Forecast => "年度末見込み",
        }
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind.
    pub kind: ChangeKind,
    /// The project.
    pub project: ProjectId,
    /// The indicator; `None` for a difference of the project.
    pub indicator: Option<IndicatorId>,
    /// The fiscal year; `None` for a difference of the project.
    pub year: Option<FiscalYear>,
    /// What differs.
    pub item: ChangedItem,
    /// The earlier text.
    pub before: String,
    /// The text now.
    pub now: String,
}

/// Returns the differences between an earlier month and this one, by kind and then in the master's order.
/// Compares effects within a fiscal year only; the outlook takes the place of an effect that is still 年度途中.
#[must_use]
pub fn changes(plan: &Plan, before: &MonthSummary, now: &MonthSummary) -> Vec<Change> {
    let bands = &plan.bands;
    let mut found = Vec::new();
    for new in &now.projects {
        let Some(old) = before.project(&new.project) else { continue };
        if let Some(kind) = moved(progress_rank(&old.progress, bands), progress_rank(&new.progress, bands)) {
            found.push(of_project(kind, new, ChangedItem::Progress, &old.progress, &new.progress));
        }
        let missing = State::Missing.word();
        let answered =
            |word: &str| [State::Returned, State::ToCorrect].iter().any(|state| state.word() == word);
        let kind = match (old.state == missing, new.state == missing) {
            (true, false) if answered(&new.state) => Some(ChangeKind::Returned),
            (false, true) if answered(&old.state) => Some(ChangeKind::Unreturned),
            _ => None,
        };
        if let Some(kind) = kind {
            found.push(of_project(kind, new, ChangedItem::State, &old.state, &new.state));
        }
        for row in now.indicators.of_parent(&new.project) {
            if let Some(old) = before.indicator(&row.project, row.indicator.as_ref(), row.year) {
                found.extend(between_months(bands, before, now, old, row));
            }
        }
    }
    found.sort_by_key(|change| change.kind);
    found
}

/// Returns the differences between a closed month's record and today's result for that month, in the order of
/// the record.
#[must_use]
pub fn since_closed(closed: &MonthSummary, today: &MonthSummary) -> Vec<Change> {
    let kind = ChangeKind::SinceClosed;
    let mut found = Vec::new();
    for old in &closed.projects {
        let Some(new) = today.project(&old.project) else {
            found.push(of_project(kind, old, ChangedItem::Project, &old.name, ""));
            continue;
        };
        for (item, before, now) in [
            (ChangedItem::Project, &old.name, &new.name),
            (ChangedItem::Effect, &old.effect, &new.effect),
            (ChangedItem::Progress, &old.progress, &new.progress),
            (ChangedItem::State, &old.state, &new.state),
        ] {
            if differ(before, now) && is_made(item, now) {
                found.push(of_project(kind, new, item, before, now));
            }
        }
        found.extend(rows_since_closed(closed, today, &old.project));
    }
    let added = today.projects.iter().filter(|new| closed.project(&new.project).is_none());
    found.extend(added.map(|new| of_project(kind, new, ChangedItem::Project, "", &new.name)));
    found
}

/// Returns `false` for a judgment that the plan no longer makes.
fn is_made(item: ChangedItem, now: &str) -> bool {
    !matches!(item, ChangedItem::Effect | ChangedItem::Progress) || !now.is_empty()
}

fn rows_since_closed(closed: &MonthSummary, today: &MonthSummary, project: &ProjectId) -> Vec<Change> {
    let kind = ChangeKind::SinceClosed;
    let mut found = Vec::new();
    for old in closed.indicators.of_parent(project).filter(|row| row.indicator.is_some()) {
        let Some(new) = today.indicator(project, old.indicator.as_ref(), old.year) else {
            found.push(of_row(kind, old, ChangedItem::Indicator, &old.target, ""));
            continue;
        };
        if differ(&old.target, &new.target) {
            found.push(of_row(kind, new, ChangedItem::Target, &old.target, &new.target));
        }
        // The committee has seen no actual and no effect of a later year.
        if old.year > closed.month.fiscal_year() {
            continue;
        }
        if differ(&old.actual, &new.actual) {
            found.push(of_row(kind, new, ChangedItem::Actual, &old.actual, &new.actual));
        }
        if forecasts_differ(old, new) {
            found.push(of_row(kind, new, ChangedItem::Forecast, &old.forecast_text, &new.forecast_text));
        }
        let (was, is) = (effect_word(old), effect_word(new));
        if differ(was, is) && is_made(ChangedItem::Effect, is) {
            found.push(of_row(kind, new, ChangedItem::Effect, was, is));
        }
    }
    let rows = today.indicators.of_parent(project).filter(|row| row.indicator.is_some());
    let added = rows.filter(|row| closed.indicator(project, row.indicator.as_ref(), row.year).is_none());
    found.extend(added.map(|row| of_row(kind, row, ChangedItem::Indicator, "", &row.target)));
    found
}

fn between_months(
    bands: &Bands,
    before: &MonthSummary,
    now: &MonthSummary,
    old: &IndicatorSummary,
    new: &IndicatorSummary,
) -> Vec<Change> {
    let mut found = Vec::new();
    let running = now.month.fiscal_year();
    let comparable = before.month.fiscal_year() == running && new.year == running;
    // Only a closed record knows the targets of an earlier version of the plan.
    let is_another_target = differ(&fold::prose(&old.target), &fold::prose(&new.target));
    if is_another_target {
        found.push(of_row(ChangeKind::PlanChanged, new, ChangedItem::Target, &old.target, &new.target));
    }
    if let Some(kind) = moved(effect_rank(old, bands), effect_rank(new, bands)).filter(|_| comparable) {
        // Against a different target, an effect is neither better nor worse.
        let kind = if is_another_target { ChangeKind::PlanChanged } else { kind };
        found.push(of_row(kind, new, ChangedItem::Effect, effect_word(old), effect_word(new)));
    }
    if !figure::says_nothing(&old.actual) && differ(&old.actual, &new.actual) {
        found.push(of_row(ChangeKind::Figure, new, ChangedItem::Actual, &old.actual, &new.actual));
    }
    // At the year's end the actual replaces the outlook, which is not a change of the outlook.
    let both = !old.forecast_text.is_empty() && !new.forecast_text.is_empty();
    if both && forecasts_differ(old, new) {
        let (was, is) = (&old.forecast_text, &new.forecast_text);
        found.push(of_row(ChangeKind::Figure, new, ChangedItem::Forecast, was, is));
    }
    found
}

fn of_project(kind: ChangeKind, row: &ProjectSummary, item: ChangedItem, before: &str, now: &str) -> Change {
    let (before, now) = (before.to_owned(), now.to_owned());
    Change { kind, project: row.project.clone(), indicator: None, year: None, item, before, now }
}

fn of_row(kind: ChangeKind, row: &IndicatorSummary, item: ChangedItem, before: &str, now: &str) -> Change {
    Change {
        kind,
        project: row.project.clone(),
        indicator: row.indicator.clone(),
        year: Some(row.year),
        item,
        before: before.to_owned(),
        now: now.to_owned(),
    }
}

/// Returns the effect in words, or the outlook while the year is running.
fn effect_word(row: &IndicatorSummary) -> &str {
    if row.effect == MID_YEAR && !row.outlook.is_empty() { &row.outlook } else { &row.effect }
}

/// Returns the rank of the effect or outlook, 0 the best; `None` where it is no band.
fn effect_rank(row: &IndicatorSummary, bands: &Bands) -> Option<usize> {
    let word = if row.effect == MID_YEAR { row.outlook.strip_suffix(OUTLOOK)? } else { &row.effect };
    band_named(word, &bands.effect)
}

/// Compares 年度末見込み by number, or by words unless both have one.
fn forecasts_differ(old: &IndicatorSummary, new: &IndicatorSummary) -> bool {
    match (old.forecast, new.forecast) {
        (Some(old), Some(new)) => old != new,
        _ => differ(&old.forecast_text, &new.forecast_text),
    }
}

fn differ(before: &str, now: &str) -> bool {
    before.trim() != now.trim()
}

/// Returns the rank of a progress, 0 the best; `None` for 終了, 未報告 and any other word.
fn progress_rank(word: &str, bands: &Bands) -> Option<usize> {
    let worse = bands.progress.len() + 1;
    match Progress::parse(word, bands)? {
        Progress::Completed => Some(0),
        Progress::Band(at) => Some(at + 1),
        Progress::NotStarted => Some(worse),
        Progress::Suspended => Some(worse + 1),
        Progress::Cancelled => Some(worse + 2),
        Progress::Ended | Progress::Missing => None,
    }
}

/// Returns whether a rank got better or worse; `None` where it stayed or either side has none.
fn moved(before: Option<usize>, now: Option<usize>) -> Option<ChangeKind> {
    match now?.cmp(&before?) {
        Ordering::Less => Some(ChangeKind::Better),
        Ordering::Greater => Some(ChangeKind::Worse),
        Ordering::Equal => None,
    }
}
