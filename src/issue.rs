//! What an issued form shows: a project of the plan as form content, for fresh forms and for slips.

use std::collections::BTreeMap;

use crate::evaluate::model::Progress;
use crate::figure::{Figure, FigureKind};
use crate::form::content::{FormContent, IndicatorContent, ScheduleContent, SpanText};
use crate::form::field::Field;
use crate::plan::Plan;
use crate::plan::model::{Accumulation, Indicator, IndicatorYear, Project};
use crate::settle::model::Accepted;
use crate::text::calendar::{FiscalYear, Month};

/// A project's form for a month. `before` is what counted at the time of the last report: its words are filled in again,
/// its figure stands as 前回値.
#[must_use]
pub fn content(
    plan: &Plan,
    project: &Project,
    month: Month,
    sender: &str,
    issue_number: u32,
    before: Option<&Accepted>,
) -> FormContent {
    let measure = plan.measure(&project.measure);
    let policy = measure.and_then(|measure| plan.policy(&measure.policy));
    FormContent {
        plan_version: plan.version.clone(),
        month,
        sender: sender.to_owned(),
        issue_number,
        id: project.id.to_string(),
        policy: policy.map_or_else(String::new, |policy| format!("{} {}", policy.number, policy.name)),
        measure: measure.map_or_else(String::new, |measure| measure.heading()),
        name: project.name.clone(),
        issue: project.issue.clone(),
        purpose: project.purpose.clone(),
        summary: project.summary.clone(),
        departments: project.departments_text.clone(),
        schedule: schedule(plan, project, month, before),
        report: prose(before),
        progress_choices: Progress::choices(&plan.bands),
        marks: Vec::new(),
    }
}

fn schedule(
    plan: &Plan,
    project: &Project,
    month: Month,
    before: Option<&Accepted>,
) -> Option<ScheduleContent> {
    if project.schedule_heading.is_empty() {
        return None;
    }
    Some(ScheduleContent {
        heading: project.schedule_heading.clone(),
        years: plan.fiscal_years.clone(),
        current: Some(month.fiscal_year()),
        rating_choices: plan.bands.effect.iter().map(|band| band.name.clone()).collect(),
        indicators: project.indicators.iter().map(|each| indicator(each, month, before)).collect(),
    })
}

fn indicator(indicator: &Indicator, month: Month, before: Option<&Accepted>) -> IndicatorContent {
    let current = month.fiscal_year();
    let previous = before.and_then(|before| before.of_indicator(Field::Actual, &indicator.id, current));
    IndicatorContent {
        symbol: indicator.id.symbol().to_owned(),
        name: indicator.name.clone(),
        targets: spans(indicator, |cells| (&cells.target, cells.target_from), |_| true),
        // The as-of year is for the department to fill in, and what comes later is nobody's yet.
        actuals: spans(indicator, |cells| (&cells.actual, cells.actual_from), |year| year < current),
        previous: previous.map_or_else(String::new, |entry| entry.text.clone()),
        forecast: String::new(),
        self_rating: asks_rating(indicator, month).then(String::new),
    }
}

/// 自己評価 is asked for where the year's target is text: no figure could judge it.
fn asks_rating(indicator: &Indicator, month: Month) -> bool {
    indicator.due(month.fiscal_year(), month).is_ok_and(|target| {
        target.kind == FigureKind::Text || indicator.accumulation == Accumulation::Milestone
    })
}

/// The texts of a row, each over the years that its cell spans.
fn spans<'a>(
    indicator: &'a Indicator,
    cell: impl Fn(&'a IndicatorYear) -> (&'a Figure, FiscalYear),
    shown: impl Fn(FiscalYear) -> bool,
) -> Vec<SpanText> {
    let mut row: Vec<(FiscalYear, SpanText)> = Vec::new();
    for (year, cells) in &indicator.years {
        if !shown(*year) {
            continue;
        }
        let (figure, from) = cell(cells);
        match row.last_mut() {
            Some((start, span)) if *start == from => span.to = *year,
            _ => row.push((from, SpanText { from: *year, to: *year, text: figure.text.clone() })),
        }
    }
    row.into_iter().map(|(_, span)| span).collect()
}

/// The words of the last report, which the department changes where something has changed.
fn prose(before: Option<&Accepted>) -> BTreeMap<Field, String> {
    let Some(before) = before else { return BTreeMap::new() };
    Field::ALL
        .into_iter()
        .filter(|field| field.is_prose())
        .map(|field| (field, before.text(field).to_owned()))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}
