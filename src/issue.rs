//! What a fresh form says: the plan's words, what earlier returns gave, and blanks where the month asks.

use std::collections::BTreeMap;

use crate::figure::{Figure, FigureKind};
use crate::form::content::{FormContent, IndicatorContent, ScheduleContent, SpanText};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::Plan;
use crate::plan::model::{Accumulation, Band, Indicator, Project};
use crate::settle::model::{Accepted, Settled};
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// The words of 進捗状況 before and after the plan's bands.
const BEFORE_BANDS: [&str; 1] = ["未着手"];
const AFTER_BANDS: [&str; 3] = ["休止", "完了", "中止"];

/// The prose that a fresh form repeats from the last accepted return; a wish to revise is asked anew each time.
const REPEATED: [Field; 5] = [Field::Activity, Field::Reason, Field::NextStep, Field::UserVoice, Field::Note];

/// The form that the lead of a project receives for a month, for the first time.
#[must_use]
pub fn content(plan: &Plan, settled: &Settled, project: &Project, month: Month) -> FormContent {
    let measure = plan.measure(&project.measure);
    let policy = measure.and_then(|measure| plan.policy(&measure.policy));
    let before = last_before(settled, &project.id, month);
    let report = REPEATED
        .into_iter()
        .filter_map(|field| Some((field, before?.text(field).to_owned())))
        .filter(|(_, text)| !fold::is_blank(text))
        .collect::<BTreeMap<_, _>>();
    FormContent {
        plan_version: plan.version.clone(),
        month,
        sender: project.lead.clone(),
        issue_number: 1,
        id: project.id.to_string(),
        policy: policy.map(|policy| format!("{} {}", policy.number, policy.name)).unwrap_or_default(),
        measure: measure.map(|measure| measure.heading()).unwrap_or_default(),
        name: project.name.clone(),
        issue: project.issue.clone(),
        purpose: project.purpose.clone(),
        summary: project.summary.clone(),
        departments: project.departments_text.clone(),
        schedule: schedule(plan, settled, project, month),
        report,
        progress_choices: BEFORE_BANDS
            .into_iter()
            .chain(plan.bands.progress.iter().map(|band| band.name.as_str()))
            .chain(AFTER_BANDS)
            .map(str::to_owned)
            .collect(),
        marks: Vec::new(),
    }
}

fn schedule(plan: &Plan, settled: &Settled, project: &Project, month: Month) -> Option<ScheduleContent> {
    if project.schedule_heading.trim().is_empty() {
        return None;
    }
    let indicators =
        project.indicators.iter().map(|indicator| of_indicator(plan, settled, project, indicator, month));
    Some(ScheduleContent {
        heading: project.schedule_heading.clone(),
        years: plan.fiscal_years.clone(),
        current: Some(month.fiscal_year()),
        rating_choices: plan.bands.effect.iter().map(|band: &Band| band.name.clone()).collect(),
        indicators: indicators.collect(),
    })
}

fn of_indicator(
    plan: &Plan,
    settled: &Settled,
    project: &Project,
    indicator: &Indicator,
    month: Month,
) -> IndicatorContent {
    let current = month.fiscal_year();
    let mut targets = Vec::new();
    let mut actuals = Vec::new();
    for year in &plan.fiscal_years {
        let Some(cells) = indicator.years.get(year) else { continue };
        extend(&mut targets, *year, cells.target_from, &cells.target.text);
        if *year == current {
            continue;
        }
        let accepted = (*year < current && !says(&cells.actual))
            .then(|| closing_actual(settled, &project.id, indicator, *year))
            .flatten();
        match accepted {
            Some(text) => extend(&mut actuals, *year, *year, text),
            None => extend(&mut actuals, *year, cells.actual_from, &cells.actual.text),
        }
    }
    IndicatorContent {
        symbol: indicator.id.symbol().to_owned(),
        name: indicator.name.clone(),
        targets,
        actuals,
        previous: previous(settled, &project.id, indicator, month).unwrap_or_default(),
        forecast: String::new(),
        self_rating: rates_itself(indicator, current).then(String::new),
    }
}

/// Adds a year to the cell that it belongs to.
fn extend(spans: &mut Vec<SpanText>, year: FiscalYear, from: FiscalYear, text: &str) {
    if let Some(last) = spans.last_mut()
        && from < year
        && last.from <= from
        && last.to.next() == year
        && last.text == text
    {
        last.to = year;
        return;
    }
    spans.push(SpanText { from: year, to: year, text: text.to_owned() });
}

/// Whether the department is asked to rate itself: the year's target is in words, so no figures can decide.
fn rates_itself(indicator: &Indicator, year: FiscalYear) -> bool {
    indicator
        .due(year, year.last_month())
        .is_ok_and(|target| indicator.accumulation == Accumulation::Milestone || target.quantity.is_none())
}

/// The latest actual of this fiscal year that an earlier month accepted.
fn previous(settled: &Settled, project: &ProjectId, indicator: &Indicator, month: Month) -> Option<String> {
    let year = month.fiscal_year();
    let accepted = last_before(settled, project, month)?;
    Some(accepted.of_indicator(Field::Actual, &indicator.id, year)?.text.clone())
}

/// The actual with which the returns of a fiscal year closed.
fn closing_actual<'a>(
    settled: &'a Settled,
    project: &ProjectId,
    indicator: &Indicator,
    year: FiscalYear,
) -> Option<&'a str> {
    let accepted = settled
        .months
        .range(year.first_month()..=year.last_month())
        .rev()
        .find_map(|(_, state)| state.projects.get(project))?;
    Some(accepted.of_indicator(Field::Actual, &indicator.id, year)?.text.as_str())
}

fn last_before<'a>(settled: &'a Settled, project: &ProjectId, month: Month) -> Option<&'a Accepted> {
    settled.months.range(..month).rev().find_map(|(_, state)| state.projects.get(project))
}

fn says(figure: &Figure) -> bool {
    !matches!(figure.kind, FigureKind::Blank | FigureKind::None | FigureKind::Error)
}
