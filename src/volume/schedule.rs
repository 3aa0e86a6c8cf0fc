//! The schedule block of a project as printed: the plan's targets, and the actuals known in the month.

use std::collections::BTreeMap;

use crate::consolidate::Consolidation;
use crate::figure::FigureKind;
use crate::form::content::{IndicatorContent, ScheduleContent, SpanText};
use crate::form::field::Field;
use crate::plan::Plan;
use crate::plan::model::{Indicator, Project};
use crate::returns::is_value;
use crate::text::calendar::FiscalYear;

/// Printed where nothing is reported yet.
const NOTHING: &str = "-";

/// Returns the schedule block; `None` for a project without a heading for it.
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
            items: BTreeMap::new(),
            filled_by: None,
            open_years: BTreeMap::new(),
        })
        .collect();
    Some(ScheduleContent {
        heading: plan.labels.wording().printed(&project.schedule_heading).to_owned(),
        years: plan.fiscal_years.clone(),
        current: None,
        rating_choices: Vec::new(),
        items: Vec::new(),
        wording: plan.labels.wording().clone(),
        indicators,
    })
}

/// A year's text, and the first fiscal year of the cell in which it is printed.
type Printed = (String, FiscalYear);

/// Joins the years whose text is printed in one cell.
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
    // A department's answer replaces the `-` with which the plan leaves a year's actual open.
    let told = reported(c, project, indicator, year);
    if year < c.fiscal_year
        && let Some(cells) = master.filter(|cells| !cells.actual.is_blank())
        && (is_value(&cells.actual) || told.is_none())
    {
        return (cells.actual.text.clone(), cells.actual_from);
    }
    if let Some(text) = told {
        return (text, year);
    }
    if indicator.ended(year) {
        return (String::new(), master.map_or(year, |cells| cells.actual_from.max(c.fiscal_year.next())));
    }
    if year > c.fiscal_year
        && let Some(cells) = master
    {
        // Later years are printed as in the plan, `-` or blank, unless the plan leaves the whole row blank.
        // An actual that the plan already has for them is not known in this month.
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

/// Returns the actual that departments reported: for the as-of fiscal year the one accepted in the month, for
/// an earlier year the one on which the evaluation is based.
fn reported(c: &Consolidation, project: &Project, indicator: &Indicator, year: FiscalYear) -> Option<String> {
    if year == c.fiscal_year {
        let accepted = c.accepted_months.months.get(&c.as_of)?.projects.get(&project.id)?;
        let entry = accepted.of_indicator(Field::Actual, &indicator.id, year)?;
        let stands = |text: &str| {
            if entry.month < c.as_of {
                format!("{text}（{}）", entry.month.as_of_note())
            } else {
                text.to_owned()
            }
        };
        return (!entry.text.trim().is_empty()).then(|| stands(&entry.text));
    }
    if year > c.fiscal_year {
        return None;
    }
    let row = c.assessment.indicator(&project.id, Some(&indicator.id), year)?;
    (row.source.is_some() && !row.actual_text.trim().is_empty()).then(|| row.dated_actual())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::figure::Figure;
    use crate::form::content::SpanText;
    use crate::plan::Plan;
    use crate::plan::model::IndicatorYear;
    use crate::sample::results as sample;
    use crate::text::calendar::{FiscalYear, Month};
    use crate::volume::schedule::schedule;

    /// Returns the targets and actuals printed in fiscal year 2022 for a plan that has these targets and
    /// actuals from 2021 on. `→` extends the cell of the year before. `reported` is the month in which the
    /// year's actual was returned.
    fn printed(years: &[(&str, &str)], reported: Option<&str>) -> (Vec<String>, Vec<String>) {
        let plan = plan(years);
        let mut c = sample::consolidation();
        match reported.and_then(Month::parse_iso) {
            Some(month) => {
                let entries =
                    c.accepted_months.months.values_mut().flat_map(|state| state.projects.values_mut());
                entries
                    .flat_map(|project| project.entries.values_mut())
                    .for_each(|entry| entry.month = month);
            }
            None => c.accepted_months.months.clear(),
        }
        c.assessment = crate::evaluate::evaluate(&plan, &c.accepted_months, c.as_of);
        let mut shown = schedule(&plan, &c, &plan.projects[0]).unwrap();
        let indicator = shown.indicators.remove(0);
        let words = |spans: Vec<SpanText>| {
            let word = |span: SpanText| format!("{}～{} {}", span.from, span.to, span.text);
            spans.into_iter().map(word).collect()
        };
        (words(indicator.targets), words(indicator.actuals))
    }

    fn plan(years: &[(&str, &str)]) -> Plan {
        let mut plan = sample::plan();
        plan.period_start = Month::parse_iso("2021-04").unwrap();
        plan.fiscal_years = (2021..).map(FiscalYear::new).take(years.len()).collect();
        let mut cells_of = BTreeMap::new();
        let mut last: Option<IndicatorYear> = None;
        for (year, (target, actual)) in plan.fiscal_years.iter().zip(years) {
            let figure = |text: &str| Figure::parse(text, "手続");
            let mut cells = IndicatorYear {
                target: figure(target).into(),
                target_from: *year,
                actual: figure(actual).into(),
                actual_from: *year,
            };
            if let Some(before) = &last {
                if *target == "→" {
                    (cells.target, cells.target_from) = (before.target.clone(), before.target_from);
                }
                if *actual == "→" {
                    (cells.actual, cells.actual_from) = (before.actual.clone(), before.actual_from);
                }
            }
            last = Some(cells.clone());
            cells_of.insert(*year, cells);
        }
        plan.projects.edit(|projects| projects[0].indicators[0].years = cells_of);
        plan
    }

    #[test]
    fn earlier_actuals_are_the_plans_this_years_the_returned_one_and_later_ones_open() {
        // Actuals that the master already has for this year or later ones are not known in this month.
        let years = [("100手続", "90手続"), ("400手続", "1手続"), ("600手続", "500手続"), ("800手続", "－")];
        let (_, actuals) = printed(&years, Some("2023-03"));
        assert_eq!(actuals, ["2021～2021 90手続", "2022～2022 411手続", "2023～2023 -", "2024～2024 －"]);
        let (_, actuals) = printed(&years, None);
        assert_eq!(actuals[1], "2022～2022 -");
    }

    #[test]
    fn an_older_actual_is_printed_with_its_month() {
        let years = [("100手続", "90手続"), ("400手続", "")];
        assert_eq!(printed(&years, Some("2022-12")).1[1], "2022～2022 411手続（12月時点）");
        let read = Figure::parse("411手続（12月時点）", "手続");
        assert_eq!((read.quantity.unwrap().to_string(), read.deadline), ("411手続".to_owned(), None));
    }

    #[test]
    fn cells_are_merged_over_the_years_that_they_span() {
        let years = [("50手続", "40手続"), ("100手続", ""), ("→", "-"), ("→", "→")];
        let (targets, actuals) = printed(&years, Some("2023-03"));
        assert_eq!(targets, ["2021～2021 50手続", "2022～2024 100手続"]);
        assert_eq!(actuals, ["2021～2021 40手続", "2022～2022 411手続", "2023～2024 -"]);
    }

    #[test]
    fn an_ended_year_is_blank_and_a_year_without_a_report_has_a_hyphen() {
        let (_, actuals) = printed(&[("100手続", "100手続"), ("終了", ""), ("", "")], None);
        assert_eq!(actuals, ["2021～2021 100手続", "2022～2022 ", "2023～2023 "]);
        let (_, actuals) = printed(&[("100手続", ""), ("200手続", ""), ("300手続", "")], None);
        assert_eq!(actuals, ["2021～2021 -", "2022～2022 -", "2023～2023 -"]);
    }

    #[test]
    fn a_project_without_a_heading_has_no_block() {
        let mut plan = sample::plan();
        plan.projects.edit(|projects| projects[0].schedule_heading.clear());
        assert!(schedule(&plan, &sample::consolidation(), &plan.projects[0]).is_none());
    }
}
