//! Fills in a project's form, for new forms and for slips.

use std::collections::BTreeMap;

use crate::figure::{Figure, FigureKind, Quantity, says_nothing};
use crate::form::content::{FormContent, IndicatorContent, ItemContent, ScheduleContent, SpanText};
use crate::form::field::Field;
use crate::form::write::Guide;
use crate::ids::ProjectId;
use crate::plan::Plan;
use crate::plan::about::about;
use crate::plan::bands::{are_computed, good_names};
use crate::plan::model::{Accumulation, Indicator, IndicatorYear, Method, Project, Subject};
use crate::ratings::Progress;
use crate::returns::accepted::{Accepted, AcceptedMonths};
use crate::returns::{LastReported, YearEnd};
use crate::text::calendar::{FiscalYear, Month};
use crate::text::unit;

/// Composes a project's form for a month. Repeats the texts of the last report, and shows its figure as
/// 前回値. Shows a past year's actual if the master or a return has it, and asks for it otherwise.
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
    let measure = measure.filter(|_| plan.is_below_policy(project));
    FormContent {
        plan_version: plan.version.clone(),
        month,
        sender: sender.to_owned(),
        issue_number,
        id: project.id.to_string(),
        policy: policy.map_or_else(String::new, |policy| format!("{} {}", policy.number, policy.name)),
        middle: measure.map_or_else(String::new, |measure| measure.group.clone()),
        measure: measure.map_or_else(String::new, |measure| measure.heading()),
        name: project.name.clone(),
        issue: project.issue.clone(),
        purpose: project.purpose.clone(),
        summary: project.summary.clone(),
        departments: project.departments_text.clone(),
        about: about(project),
        schedule: schedule(plan, project, month, sender, before, accepted_months),
        report_of: other_than(sender, project, None),
        report: prose(before),
        progress_choices: Progress::choices(&plan.bands),
        items: items(plan, Subject::Project),
        wording: plan.labels.wording().clone(),
        marks: Vec::new(),
        sender_requests: Vec::new(),
        corrections: Vec::new(),
    }
}

/// Returns the instructions for filling in the plan's forms.
#[must_use]
pub fn guide(plan: &Plan) -> Guide {
    let good = || good_names(&plan.bands.progress).join("」か「");
    Guide {
        on_schedule: plan.bands.judge_progress().then(good),
        self_rating: plan.bands.judge_effect(),
        wording: plan.labels.wording().clone(),
    }
}

/// Returns the most forms of a book that is still within the limits of reading when it comes back, with room
/// for sheets that a department adds.
#[must_use]
pub fn most_forms(plan: &Plan) -> usize {
    let limits = &plan.settings.limits;
    let indicators = plan.projects.iter().map(|project| project.indicators.len()).max().unwrap_or_default();
    // The most cells of a form, with its line on the book's first sheet.
    let cells = MOST_CELLS + indicators * (MOST_ROWS + plan.items.len()) * (plan.fiscal_years.len() + 4);
    let room = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX) / 10 * 9;
    (room(limits.cells) / cells).min(room(limits.sheets).saturating_sub(1)).max(1)
}

/// The most cells of a form outside its schedule, and the most rows of an indicator without 追加項目.
const MOST_CELLS: usize = 150;
const MOST_ROWS: usize = 8;

fn schedule(
    plan: &Plan,
    project: &Project,
    month: Month,
    sender: &str,
    before: Option<&Accepted>,
    accepted_months: &AcceptedMonths,
) -> Option<ScheduleContent> {
    // An empty block would be read as a block that lost its rows.
    if project.schedule_heading.is_empty() || project.indicators.is_empty() {
        return None;
    }
    Some(ScheduleContent {
        heading: plan.labels.wording().printed(&project.schedule_heading).to_owned(),
        wording: plan.labels.wording().clone(),
        years: plan.fiscal_years.clone(),
        current: Some(month.fiscal_year()),
        rating_choices: plan.bands.effect.iter().map(|band| band.name.clone()).collect(),
        items: items(plan, Subject::Indicator),
        indicators: project
            .indicators
            .iter()
            .map(|each| IndicatorContent {
                filled_by: other_than(sender, project, Some(each)),
                self_rating: asks_rating(plan, each, month).then(String::new),
                ..indicator(each, &project.id, month, before, accepted_months)
            })
            .collect(),
    })
}

fn indicator(
    indicator: &Indicator,
    project: &ProjectId,
    month: Month,
    before: Option<&Accepted>,
    accepted_months: &AcceptedMonths,
) -> IndicatorContent {
    let current = month.fiscal_year();
    let previous = before.and_then(|before| before.of_indicator(Field::Actual, &indicator.id, current));
    let open_years: BTreeMap<FiscalYear, String> = accepted_months
        .open_years(project, indicator, month)
        .into_iter()
        .map(|year| (year, last_told(accepted_months.year_end(project, indicator, year, month))))
        .collect();
    IndicatorContent {
        symbol: indicator.id.symbol().to_owned(),
        name: indicator.name.clone(),
        targets: spans(indicator, |cells| (&cells.target, cells.target_from), |_| true),
        actuals: actuals(indicator, project, month, &open_years, accepted_months),
        previous: previous.map_or_else(String::new, |entry| entry.text.clone()),
        forecast: String::new(),
        self_rating: None,
        items: BTreeMap::new(),
        filled_by: None,
        open_years,
    }
}

/// Returns the department that fills in an indicator, or the project's report, if that is not `sender` but
/// another department asked about the project.
fn other_than(sender: &str, project: &Project, indicator: Option<&Indicator>) -> Option<String> {
    let own = indicator.and_then(|indicator| indicator.department.as_ref()).unwrap_or(&project.lead);
    let asked = project.asked();
    (asked.len() > 1 && asked.contains(&sender) && own != sender).then(|| own.clone())
}

/// Returns the last report about an open year, with its month: an interim value, otherwise an answer that the
/// value is not known yet.
fn last_told(year_end: YearEnd<'_>) -> String {
    let YearEnd::Open(LastReported { entry, value, .. }) = year_end else { return String::new() };
    let told = value.or(entry.filter(|entry| !says_nothing(&entry.text)));
    told.map_or_else(String::new, |entry| format!("{}（{}）", entry.text, entry.month.japanese()))
}

/// Returns the known actuals of the years before the as-of one. The department fills in the as-of year and
/// open years; later years stay blank.
fn actuals(
    indicator: &Indicator,
    project: &ProjectId,
    month: Month,
    open_years: &BTreeMap<FiscalYear, String>,
    accepted_months: &AcceptedMonths,
) -> Vec<SpanText> {
    let past: Vec<FiscalYear> =
        indicator.years.keys().copied().take_while(|year| *year < month.fiscal_year()).collect();
    let told: Vec<SpanText> = past
        .iter()
        .filter_map(|year| match accepted_months.year_end(project, indicator, *year, month) {
            YearEnd::Reported(entry) => Some(SpanText { from: *year, to: *year, text: entry.text.clone() }),
            YearEnd::Planned(_) | YearEnd::Open(_) => None,
        })
        .collect();
    let planned = |year: FiscalYear| {
        past.contains(&year) && !open_years.contains_key(&year) && !told.iter().any(|span| span.from == year)
    };
    let mut row = spans(indicator, |cells| (&cells.actual, cells.actual_from), planned);
    row.extend(told.iter().cloned());
    row.sort_by_key(|span| span.from);
    row
}

/// Returns what was accepted for a project when it was last reported before a month.
fn last_before<'a>(
    accepted_months: &'a AcceptedMonths,
    project: &ProjectId,
    month: Month,
) -> Option<&'a Accepted> {
    accepted_months.months.range(..month).rev().find_map(|(_, state)| state.projects.get(project))
}

/// True if the form asks for 自己評価: if the target is in words, the indicator is a milestone, there may be
/// no rate, or the plan's bands have no limits.
fn asks_rating(plan: &Plan, indicator: &Indicator, month: Month) -> bool {
    if plan.bands.effect.is_empty() {
        return false;
    }
    let reported_only = !are_computed(&plan.bands.effect) && indicator.method != Method::Reached;
    indicator.due(month.fiscal_year(), month).is_ok_and(|target| {
        reported_only
            || target.kind == FigureKind::Text
            || indicator.accumulation == Accumulation::Milestone
            || target.quantity.as_ref().is_some_and(|target| may_have_no_rate(indicator, target))
    })
}

/// True if a target may give no rate: it is zero, or its unit is not the indicator's.
fn may_have_no_rate(indicator: &Indicator, target: &Quantity) -> bool {
    let other_unit = !target.unit.is_empty() && !unit::fits(&target.unit, &indicator.unit);
    target.number.is_zero() || other_unit
}

/// Returns the 追加項目 of a kind of row that departments fill in.
fn items(plan: &Plan, subject: Subject) -> Vec<ItemContent> {
    let asked = plan.asked_items(subject);
    asked
        .map(|(at, item)| ItemContent {
            at,
            label: item.heading(),
            choices: item.choices(),
            message: item.message(),
        })
        .collect()
}

/// Returns the texts of a row, each with the years that its cell covers.
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

/// Returns the prose of the last report, which the department updates.
fn prose(before: Option<&Accepted>) -> BTreeMap<Field, String> {
    let Some(before) = before else { return BTreeMap::new() };
    before
        .entries
        .keys()
        .map(|key| key.field)
        .filter(|field| field.is_prose())
        .map(|field| (field, before.text(field).to_owned()))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::form::content::SpanText;
    use crate::prefill::content;
    use crate::sample::forms::{AS_OF, form, month, plan, plan_with, run, set_year};
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
    fn a_rating_is_asked_for_if_a_target_may_have_no_rate() {
        let asked = |target: &str| {
            let plan = plan_with(0, 0, |indicator| set_year(indicator, 2031, target, "-"));
            let c = run(&plan, Vec::new());
            let content = content(&plan, &plan.projects[0], month(AS_OF), "総務課", 1, &c.accepted_months);
            content.schedule.unwrap().indicators[0].self_rating.is_some()
        };
        assert!(asked("0手続") && asked("10件") && asked("導入検討"));
        assert!(!asked("400手続"));
    }

    #[test]
    fn a_past_year_shows_the_actual_of_its_last_return() {
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
