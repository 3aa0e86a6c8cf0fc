//! The two judgments: 効果達成状況 and 進捗状況.

mod counts;
mod effect;
mod effect_words;
pub mod formula;
pub mod fraction;
pub mod history;
mod indicator;
mod indicator_pace;
mod known_actual;
pub mod model;
pub mod outlook;
pub mod pace;
mod pace_words;
mod progress;
mod project;
pub mod prospect;
pub mod rate;
pub mod reason;
pub mod summary;
mod totals;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::evaluate::model::{Assessment, IndicatorAssessment, ProjectAssessment};
use crate::plan::Plan;
use crate::returns::accepted::AcceptedMonths;
use crate::text::calendar::{FiscalYear, Month};

pub use known_actual::elapsed;
pub use totals::NO_BUREAU;

/// Judges every indicator, project and department of the plan as of a month.
#[must_use]
pub fn evaluate(plan: &Plan, accepted_months: &AcceptedMonths, month: Month) -> Assessment {
    let running = month.fiscal_year();
    let mut indicators = Vec::new();
    let mut projects = Vec::new();
    for project in &plan.projects {
        let first = indicators.len();
        let years = years(plan, running);
        if project.indicators.is_empty() {
            indicators
                .extend(years.iter().map(|year| indicator::without_indicator(plan, project, *year, month)));
        }
        for one in &project.indicators {
            let assess =
                |year: &FiscalYear| indicator::assess(plan, accepted_months, project, one, *year, month);
            indicators.extend(years.iter().map(assess));
        }
        let rows: Vec<&IndicatorAssessment> =
            indicators.iter().skip(first).filter(|row| row.year == running).collect();
        projects.push(project::assess(plan, accepted_months, project, &rows, month));
    }
    let mut led: BTreeMap<&str, Vec<&ProjectAssessment>> = BTreeMap::new();
    for (project, assessed) in plan.projects.iter().zip(&projects) {
        led.entry(&project.lead).or_default().push(assessed);
    }
    let departments: Vec<_> = plan
        .departments
        .iter()
        .map(|department| {
            let led = led.get(department.name.as_str()).map_or(&[][..], Vec::as_slice);
            project::department(&department.name, &department.bureau, led)
        })
        .collect();
    let totals = totals::totals(plan, &indicators, &projects, &departments, running);
    Assessment { month, indicators: indicators.into(), projects: projects.into(), departments, totals }
}

/// Returns the plan's fiscal years, plus the as-of one if the master lacks it: every project must be counted.
fn years(plan: &Plan, running: FiscalYear) -> Vec<FiscalYear> {
    let mut years = plan.fiscal_years.clone();
    if !years.contains(&running) {
        years.push(running);
        years.sort();
    }
    years
}
