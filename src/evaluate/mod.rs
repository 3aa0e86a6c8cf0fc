//! The two judgments of evaluation.md: 効果達成状況 and 進捗状況.

mod counts;
mod effect;
pub mod formula;
pub mod fraction;
pub mod history;
mod indicator;
mod known_actual;
pub mod model;
mod outlook;
pub mod pace;
mod pace_words;
mod progress;
mod project;
pub mod prospect;
pub mod rate;
pub mod summary;
mod totals;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use crate::evaluate::model::{Assessment, IndicatorAssessment};
use crate::plan::Plan;
use crate::returns::accepted::AcceptedMonths;
use crate::text::calendar::{FiscalYear, Month};

pub use known_actual::elapsed;
pub use totals::NO_BUREAU;

/// Everything that can be judged of a plan from what counts in a month.
#[must_use]
pub fn evaluate(plan: &Plan, accepted_months: &AcceptedMonths, month: Month) -> Assessment {
    let running = month.fiscal_year();
    let mut indicators = Vec::new();
    let mut projects = Vec::new();
    for project in &plan.projects {
        let first = indicators.len();
        let years = years(plan, running);
        if project.indicators.is_empty() {
            indicators.extend(years.iter().map(|year| indicator::without(plan, project, *year, month)));
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
    let departments: Vec<_> = plan
        .departments
        .iter()
        .map(|department| {
            let led = plan.projects.iter().zip(&projects);
            let led: Vec<_> = led
                .filter(|(project, _)| project.lead == department.name)
                .map(|(_, assessed)| assessed)
                .collect();
            project::department(&department.name, &department.bureau, &led)
        })
        .collect();
    let totals = totals::totals(plan, &indicators, &projects, &departments, running);
    Assessment { month, indicators, projects, departments, totals }
}

/// The fiscal years of the plan, and the running one wherever the master forgot it, so that counts add up.
fn years(plan: &Plan, running: FiscalYear) -> Vec<FiscalYear> {
    let mut years = plan.fiscal_years.clone();
    if !years.contains(&running) {
        years.push(running);
        years.sort();
    }
    years
}
