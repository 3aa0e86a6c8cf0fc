//! Reads a closed month (確定) from its consolidation.json, as the committee saw it.
//!
//! Reads only what is compared with later months. The bands are those of the record, not of the plan: its
//! counts list them before the fixed values.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::evaluate::model::{Share, State};
use crate::evaluate::summary::{IndicatorSummary, MonthSummary, ProjectSummary};
use crate::figure::decimal_words;
use crate::ids::{IndicatorId, ProjectId};
use crate::keyed::Keyed;
use crate::plan::Plan;
use crate::plan::bands::{Band, is_good};
use crate::ratings::{Effect, OUTLOOK, Progress};
use crate::text::calendar::{FiscalYear, Month};

/// The version of the record's schema that can be read.
const SCHEMA: u32 = 1;

/// Reads the record of a month.
///
/// # Errors
/// If it is not a record of that month: the reason in Japanese.
pub(crate) fn read(plan: &Plan, month: Month, bytes: &[u8]) -> Result<MonthSummary, String> {
    let Shape { schema } = serde_json::from_slice(bytes).map_err(|_| NOT_A_RECORD.to_owned())?;
    if schema != SCHEMA {
        return Err(format!("この版では読み取れない形式（schema {schema}）の記録です"));
    }
    let record: Record = serde_json::from_slice(bytes).map_err(|_| NOT_A_RECORD.to_owned())?;
    if record.as_of != month.to_string() {
        return Err(format!("ファイル名は {month} ですが、中の基準月は {} です", record.as_of));
    }
    summary(plan, month, record).ok_or_else(|| NOT_A_RECORD.to_owned())
}

const NOT_A_RECORD: &str = "確定の記録として読み取れません";

/// The schema of a record, which decides whether the rest can be read.
#[derive(Deserialize)]
struct Shape {
    schema: u32,
}

#[derive(Deserialize)]
struct Record {
    plan: PlanPart,
    as_of: String,
    values: Vec<ValuePart>,
    indicators: Vec<IndicatorPart>,
    projects: Vec<ProjectPart>,
    summary: SummaryPart,
}

#[derive(Deserialize)]
struct PlanPart {
    version: String,
}

#[derive(Deserialize)]
struct ValuePart {
    project: Option<String>,
    indicator: Option<String>,
    field: String,
    fiscal_year: Option<i32>,
    text: String,
    outcome: String,
}

#[derive(Deserialize)]
struct IndicatorPart {
    project: String,
    indicator: Option<String>,
    fiscal_year: i32,
    target_text: Option<String>,
    actual_text: Option<String>,
    effect: Option<String>,
    forecast: Option<Decimal>,
    forecast_basis: Option<String>,
    outlook: Option<String>,
}

#[derive(Deserialize)]
struct ProjectPart {
    project: String,
    name: String,
    effect: Option<String>,
    progress: Option<String>,
    state: String,
}

#[derive(Deserialize)]
struct SummaryPart {
    effect: EffectPart,
    progress: Vec<CountPart>,
}

#[derive(Deserialize)]
struct EffectPart {
    projects: Vec<CountPart>,
}

#[derive(Deserialize)]
struct CountPart {
    name: String,
    count: usize,
}

fn summary(plan: &Plan, month: Month, record: Record) -> Option<MonthSummary> {
    let year = month.fiscal_year();
    // A project that was renumbered later keeps its history.
    let today = |number: &str| {
        let id = ProjectId::parse(number)?;
        Some(plan.project_in(&record.plan.version, &id).map_or(id, |project| project.id.clone()))
    };
    let mut projects = Vec::new();
    for row in &record.projects {
        projects.push(ProjectSummary {
            project: today(&row.project)?,
            name: row.name.clone(),
            effect: row.effect.clone().unwrap_or_default(),
            progress: row.progress.clone().unwrap_or_default(),
            state: row.state.clone(),
        });
    }
    let forecasts = written_forecasts(&record);
    let mut indicators = Vec::new();
    for row in &record.indicators {
        indicators.push(IndicatorSummary {
            project: today(&row.project)?,
            indicator: row.indicator.as_deref().map(IndicatorId::new),
            year: FiscalYear::new(row.fiscal_year),
            target: row.target_text.clone().unwrap_or_default(),
            actual: row.actual_text.clone().unwrap_or_default(),
            effect: row.effect.clone().unwrap_or_default(),
            outlook: row.outlook.clone().unwrap_or_default(),
            forecast: row.forecast,
            forecast_text: forecast_text(plan, &record.plan.version, &forecasts, row),
        });
    }
    let indicators = Keyed::from(indicators);
    let bands = bands_of(&record.summary.effect.projects, Effect::Undecided.word(&plan.bands));
    let banded = record.summary.effect.projects.iter().take(bands.len());
    let outlooks: Vec<&IndicatorSummary> =
        indicators.iter().filter(|row| row.year == year && !row.outlook.is_empty()).collect();
    let fine = good(&bands, &plan.bands.effect);
    Some(MonthSummary {
        month,
        closed: true,
        version: record.plan.version.clone(),
        submitted: submitted(&projects),
        achieved: Share {
            part: banded
                .clone()
                .filter(|count| fine.contains(&count.name.as_str()))
                .map(|count| count.count)
                .sum(),
            base: banded.map(|count| count.count).sum(),
        },
        on_track: on_track(plan, &record, &projects),
        outlook: Share {
            part: outlooks
                .iter()
                .filter(|row| row.outlook.strip_suffix(OUTLOOK).is_some_and(|name| fine.contains(&name)))
                .count(),
            base: outlooks.len(),
        },
        needs_action: projects.iter().filter(|row| needs_action(plan, row, &indicators, year)).count(),
        projects: projects.into(),
        indicators,
    })
}

/// Returns the bands of a judgment: the names that its counts list before the first fixed value.
fn bands_of<'a>(counts: &'a [CountPart], first_fixed: &str) -> Vec<&'a str> {
    counts.iter().map(|count| count.name.as_str()).take_while(|name| *name != first_fixed).collect()
}

/// Returns the bands of a record that are 良好 in the current plan; the best one if the plan no longer has
/// any of them.
fn good<'a>(recorded: &[&'a str], bands: &'a [Band]) -> Vec<&'a str> {
    let known = |name: &&str| bands.iter().any(|band| band.name == **name);
    if !recorded.iter().any(known) {
        return recorded.first().copied().into_iter().collect();
    }
    recorded.iter().copied().filter(|name| is_good(bands, name)).collect()
}

/// A fiscal year of an indicator, by the record's own ids: project, indicator, year.
type RecordKey<'a> = (&'a str, Option<&'a str>, i32);

/// Returns each adopted 年度末見込み as the department wrote it.
fn written_forecasts(record: &Record) -> BTreeMap<RecordKey<'_>, &str> {
    let mut forecasts = BTreeMap::new();
    for value in record.values.iter().filter(|value| value.field == "forecast" && value.outcome == ADOPTED) {
        if let Some((project, year)) = value.project.as_deref().zip(value.fiscal_year) {
            forecasts.entry((project, value.indicator.as_deref(), year)).or_insert(value.text.as_str());
        }
    }
    forecasts
}

/// Returns 年度末見込み as the department wrote it, else its number with the indicator's unit.
fn forecast_text(
    plan: &Plan,
    version: &str,
    forecasts: &BTreeMap<RecordKey<'_>, &str>,
    row: &IndicatorPart,
) -> String {
    if row.forecast_basis.is_none() {
        return String::new();
    }
    let written = forecasts.get(&(row.project.as_str(), row.indicator.as_deref(), row.fiscal_year));
    let unit = || {
        let project = plan.project_in(version, &ProjectId::parse(&row.project)?)?;
        Some(project.indicator(&IndicatorId::new(row.indicator.as_deref()?))?.unit.clone())
    };
    let number = || Some(format!("{}{}", decimal_words(row.forecast?), unit().unwrap_or_default()));
    written.map(|text| (*text).to_owned()).or_else(number).unwrap_or_default()
}

/// The outcome of a value that counts.
const ADOPTED: &str = "採用";

fn submitted(projects: &[ProjectSummary]) -> Share {
    let is = |row: &ProjectSummary, state: State| row.state == state.word();
    Share {
        part: projects.iter().filter(|row| is(row, State::Returned) || is(row, State::ToCorrect)).count(),
        base: projects.iter().filter(|row| !is(row, State::NotDue)).count(),
    }
}

/// Returns 順調割合 over the projects whose progress was adopted that month.
fn on_track(plan: &Plan, record: &Record, projects: &[ProjectSummary]) -> Share {
    let reported: BTreeSet<&str> = record
        .values
        .iter()
        .filter(|value| value.field == "progress" && value.outcome == ADOPTED)
        .filter_map(|value| value.project.as_deref())
        .collect();
    let recorded = bands_of(&record.summary.progress, Progress::NotStarted.word(&plan.bands));
    let mut fine = good(&recorded, &plan.bands.progress);
    fine.push(Progress::Completed.word(&plan.bands));
    // Compares the record's own numbers: a project may have been renumbered later.
    let counted: Vec<&ProjectSummary> = projects
        .iter()
        .zip(&record.projects)
        .filter(|(_, row)| reported.contains(row.project.as_str()))
        .map(|(row, _)| row)
        .filter(|row| row.state != State::NotDue.word())
        .collect();
    Share {
        part: counted.iter().filter(|row| fine.contains(&row.progress.as_str())).count(),
        base: counted.len(),
    }
}

/// True if a project needed action, by the current plan's bands of the same names.
fn needs_action(
    plan: &Plan,
    project: &ProjectSummary,
    rows: &Keyed<IndicatorSummary>,
    year: FiscalYear,
) -> bool {
    let bands = &plan.bands;
    let marked = |word: &str| bands.effect.iter().any(|band| band.needs_action && band.name == word);
    let open = [Effect::Undecided, Effect::Missing].map(|fixed| fixed.word(bands));
    let progress = bands.progress.iter().any(|band| band.needs_action && band.name == project.progress);
    let row_does = |row: &IndicatorSummary| {
        open.contains(&row.effect.as_str())
            || marked(&row.effect)
            || row.outlook.strip_suffix(OUTLOOK).is_some_and(marked)
    };
    // A judgment that the plan no longer makes needs no action.
    let unreported = bands.judge_progress() && project.progress == Progress::Missing.word(bands);
    if !bands.judge_effect() {
        return progress || unreported;
    }
    progress || unreported || rows.of_parent(&project.project).filter(|row| row.year == year).any(row_does)
}
