//! What a project's schedule block prints: the plan's targets, and the actuals as far as they are known in the month.

use crate::consolidate::Consolidation;
use crate::figure::FigureKind;
use crate::form::content::{IndicatorContent, ScheduleContent, SpanText};
use crate::form::field::Field;
use crate::plan::Plan;
use crate::plan::model::{Indicator, Project};
use crate::text::calendar::FiscalYear;

/// What stands where nothing is reported yet.
const NOTHING: &str = "-";

/// The schedule block; a project without a heading for it has none.
pub(super) fn schedule(plan: &Plan, c: &Consolidation, project: &Project) -> Option<ScheduleContent> {
    if project.schedule_heading.trim().is_empty() {
        return None;
    }
    let indicators = project
        .indicators
        .iter()
        .map(|indicator| IndicatorContent {
            symbol: indicator.id.symbol().to_owned(),
            name: indicator.name.clone(),
            targets: spans(&plan.fiscal_years, |year| target(indicator, year)),
            actuals: spans(&plan.fiscal_years, |year| actual(c, project, indicator, year)),
            previous: String::new(),
            forecast: String::new(),
            self_rating: None,
        })
        .collect();
    Some(ScheduleContent {
        heading: project.schedule_heading.clone(),
        years: plan.fiscal_years.clone(),
        current: None,
        rating_choices: Vec::new(),
        indicators,
    })
}

/// A year's text, and the first fiscal year of the cell in which it is printed.
type Printed = (String, FiscalYear);

/// Years whose text is printed in one cell, put together.
fn spans(years: &[FiscalYear], printed: impl Fn(FiscalYear) -> Printed) -> Vec<SpanText> {
    let mut spans: Vec<(SpanText, FiscalYear)> = Vec::new();
    for &year in years {
        let (text, from) = printed(year);
        match spans.last_mut() {
            Some((span, first)) if from < year && *first == from => span.to = year,
            _ => spans.push((SpanText { from: year, to: year, text }, from)),
        }
    }
    spans.into_iter().map(|(span, _)| span).collect()
}

fn target(indicator: &Indicator, year: FiscalYear) -> Printed {
    indicator
        .years
        .get(&year)
        .map_or((String::new(), year), |cells| (cells.target.text.clone(), cells.target_from))
}

fn actual(c: &Consolidation, project: &Project, indicator: &Indicator, year: FiscalYear) -> Printed {
    let master = indicator.years.get(&year);
    if year < c.fiscal_year
        && let Some(cells) = master
        && !cells.actual.is_blank()
    {
        return (cells.actual.text.clone(), cells.actual_from);
    }
    if let Some(text) = reported(c, project, indicator, year) {
        return (text, year);
    }
    if indicator.ended(year) {
        return (String::new(), master.map_or(year, |cells| cells.actual_from.max(c.fiscal_year.next())));
    }
    if year > c.fiscal_year
        && let Some(cells) = master
    {
        // What lies ahead is printed as the plan prints it, `-` or blank, unless the plan leaves the whole row open. An
        // actual that the plan already has is not known in this month.
        let used = indicator.years.values().any(|cells| !cells.actual.is_blank());
        match cells.actual.kind {
            FigureKind::None => {
                return (cells.actual.text.clone(), cells.actual_from.max(c.fiscal_year.next()));
            }
            FigureKind::Blank if used => return (String::new(), year),
            _ => {}
        }
    }
    (NOTHING.to_owned(), year)
}

/// What departments reported: in the month for its fiscal year, for an earlier year what the evaluation went by.
fn reported(c: &Consolidation, project: &Project, indicator: &Indicator, year: FiscalYear) -> Option<String> {
    if year == c.fiscal_year {
        let accepted = c.settled.months.get(&c.as_of)?.projects.get(&project.id)?;
        let entry = accepted.of_indicator(Field::Actual, &indicator.id, year)?;
        return (!entry.text.trim().is_empty()).then(|| entry.text.clone());
    }
    if year > c.fiscal_year {
        return None;
    }
    let row = c.assessment.indicator(&project.id, Some(&indicator.id), year)?;
    (!row.actual_text.trim().is_empty()).then(|| row.actual_text.clone())
}
