//! Fills in what an issued form shows of a project, for fresh forms and for slips.

use std::collections::BTreeMap;

use crate::figure::{Figure, FigureKind};
use crate::form::content::{FormContent, IndicatorContent, ScheduleContent, SpanText};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::Plan;
use crate::plan::model::{Accumulation, Indicator, IndicatorYear, Project};
use crate::ratings::Progress;
use crate::returns::accepted::{Accepted, AcceptedMonths};
use crate::text::calendar::{FiscalYear, Month};

/// Returns a project's form for a month. The prose of the last report is filled in again, its actual is shown
/// as 前回値, and a past year's actual that was returned is shown where the master has none yet.
#[must_use]
pub fn content(
    plan: &Plan,
    project: &Project,
    month: Month,
    sender: &str,
    issue_number: u32,
    accepted_months: &AcceptedMonths,
) -> FormContent {
    let before = last_before(accepted_months, &project.id, month);
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
        schedule: schedule(plan, project, month, before, accepted_months),
        report: prose(before),
        progress_choices: Progress::choices(&plan.bands),
        marks: Vec::new(),
        sender_requests: Vec::new(),
        corrections: Vec::new(),
    }
}

fn schedule(
    plan: &Plan,
    project: &Project,
    month: Month,
    before: Option<&Accepted>,
    accepted_months: &AcceptedMonths,
) -> Option<ScheduleContent> {
    // An empty block would be read as one that lost its rows.
    if project.schedule_heading.is_empty() || project.indicators.is_empty() {
        return None;
    }
    Some(ScheduleContent {
        heading: project.schedule_heading.clone(),
        years: plan.fiscal_years.clone(),
        current: Some(month.fiscal_year()),
        rating_choices: plan.bands.effect.iter().map(|band| band.name.clone()).collect(),
        indicators: project
            .indicators
            .iter()
            .map(|each| IndicatorContent {
                actuals: actuals(each, &project.id, month, accepted_months),
                ..indicator(each, month, before)
            })
            .collect(),
    })
}

fn indicator(indicator: &Indicator, month: Month, before: Option<&Accepted>) -> IndicatorContent {
    let current = month.fiscal_year();
    let previous = before.and_then(|before| before.of_indicator(Field::Actual, &indicator.id, current));
    IndicatorContent {
        symbol: indicator.id.symbol().to_owned(),
        name: indicator.name.clone(),
        targets: spans(indicator, |cells| (&cells.target, cells.target_from), |_| true),
        actuals: Vec::new(),
        previous: previous.map_or_else(String::new, |entry| entry.text.clone()),
        forecast: String::new(),
        self_rating: asks_rating(indicator, month).then(String::new),
    }
}

/// Returns the actuals of the years before the as-of one, which the department fills in.
fn actuals(
    indicator: &Indicator,
    project: &ProjectId,
    month: Month,
    accepted_months: &AcceptedMonths,
) -> Vec<SpanText> {
    let current = month.fiscal_year();
    let closed = |year: FiscalYear| {
        let master = indicator.years.get(&year)?;
        let silent = matches!(master.actual.kind, FigureKind::Blank | FigureKind::None | FigureKind::Error);
        let accepted = silent.then(|| last_before(accepted_months, project, year.next().first_month()))??;
        accepted.of_indicator(Field::Actual, &indicator.id, year)
    };
    let shown = |year: FiscalYear| year < current && closed(year).is_none();
    let mut row = spans(indicator, |cells| (&cells.actual, cells.actual_from), shown);
    let returned = indicator.years.keys().filter(|year| **year < current);
    row.extend(
        returned
            .filter_map(|year| Some(SpanText { from: *year, to: *year, text: closed(*year)?.text.clone() })),
    );
    row.sort_by_key(|span| span.from);
    row
}

/// Returns what counted of a project when it was last reported, before a month.
fn last_before<'a>(
    accepted_months: &'a AcceptedMonths,
    project: &ProjectId,
    month: Month,
) -> Option<&'a Accepted> {
    accepted_months.months.range(..month).rev().find_map(|(_, state)| state.projects.get(project))
}

/// True if 自己評価 is asked for: no rate can judge a target in words, a milestone or a target of zero.
fn asks_rating(indicator: &Indicator, month: Month) -> bool {
    indicator.due(month.fiscal_year(), month).is_ok_and(|target| {
        target.kind == FigureKind::Text
            || indicator.accumulation == Accumulation::Milestone
            || target.quantity.as_ref().is_some_and(|quantity| quantity.number.is_zero())
    })
}

/// Returns the texts of a row, each over the years that its cell spans.
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

/// Returns the prose of the last report, for the department to update.
fn prose(before: Option<&Accepted>) -> BTreeMap<Field, String> {
    let Some(before) = before else { return BTreeMap::new() };
    Field::ALL
        .into_iter()
        .filter(|field| field.is_prose())
        .map(|field| (field, before.text(field).to_owned()))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::form::content::SpanText;
    use crate::prefill::content;
    use crate::sample::forms::{AS_OF, form, month, plan, run};
    use crate::text::calendar::FiscalYear;

    #[test]
    fn a_project_without_indicators_is_asked_for_no_figures() {
        let mut plan = plan();
        plan.projects.edit(|projects| projects[0].indicators.clear());
        let c = run(&plan, Vec::new());
        assert!(
            content(&plan, &plan.projects[0], month(AS_OF), "総務課", 1, &c.accepted_months)
                .schedule
                .is_none()
        );
    }

    #[test]
    fn a_closed_year_shows_what_its_last_return_said() {
        let plan = plan();
        let c = run(&plan, vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)]);
        let next = content(&plan, &plan.projects[0], month("2032-06"), "総務課", 1, &c.accepted_months);
        let schedule = next.schedule.unwrap();
        let span = |year: i32, text: &str| {
            let year = FiscalYear::new(year);
            SpanText { from: year, to: year, text: text.to_owned() }
        };
        assert_eq!(schedule.indicators[0].actuals, [span(2030, "125手続"), span(2031, "411手続")]);
        assert_eq!(schedule.indicators[0].previous, "");
    }
}
