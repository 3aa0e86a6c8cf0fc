//! Which entries a return has: every cell that the department was asked to fill in, also the blank ones.

use crate::checks::entry::Entry;
use crate::form::field::Field;
use crate::plan::model::{Indicator, Plan, Project, Subject};
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{EntryKey, Return};
use crate::text::calendar::{FiscalYear, Month};

/// The fields of the schedule block that a department fills in for each indicator, besides 追加項目.
const ROWS: [Field; 3] = [Field::Actual, Field::Forecast, Field::SelfRating];

/// Returns every entry of a return, filled in or blank: those of its own fiscal year, and the past years'
/// actuals that were still open.
#[must_use]
pub(crate) fn entries<'a>(
    plan: &'a Plan,
    project: &'a Project,
    month: Month,
    ret: &'a Return,
    earlier: &'a AcceptedMonths,
) -> Vec<Entry<'a>> {
    let of = |field: Field, indicator: Option<&'a Indicator>| {
        let key = EntryKey::of(field, indicator.map(|indicator| &indicator.id), month.fiscal_year());
        Entry::new(plan, project, month, (field, indicator), ret, ret.value(&key), earlier)
    };
    let items = plan.asked_items(Subject::Project).map(|(at, _)| Field::ProjectItem(at));
    let single = Field::ALL.into_iter().filter(|field| !field.of_plan() && !field.in_schedule()).chain(items);
    let items = plan.asked_items(Subject::Indicator).map(|(at, _)| Field::IndicatorItem(at));
    let rows = project.indicators.iter().flat_map(move |indicator| {
        ROWS.into_iter().chain(items.clone()).map(move |field| (field, Some(indicator)))
    });
    let own = single.map(|field| (field, None)).chain(rows).map(|(field, indicator)| of(field, indicator));
    own.chain(past_actuals(plan, project, month, ret, earlier)).collect()
}

/// Returns the entries for past years' actuals that are still open in the month of the return.
fn past_actuals<'a>(
    plan: &'a Plan,
    project: &'a Project,
    month: Month,
    ret: &'a Return,
    earlier: &'a AcceptedMonths,
) -> impl Iterator<Item = Entry<'a>> {
    let entry = move |indicator: &'a Indicator, year: FiscalYear| {
        let key = EntryKey::actual(&indicator.id, year);
        let row = (Field::Actual, Some(indicator));
        Entry::new(plan, project, year.last_month(), row, ret, ret.value(&key), earlier)
    };
    project.indicators.iter().flat_map(move |indicator| {
        let open = earlier.open_years(&project.id, indicator, month);
        open.into_iter().map(move |year| entry(indicator, year))
    })
}
