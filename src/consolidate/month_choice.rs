//! Chooses the month of a run for which none was given.

use std::collections::BTreeMap;

use crate::plan::model::Plan;
use crate::returns::Return;
use crate::text::calendar::Month;

/// The month chosen for a run (formats.md §3.9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthChoice {
    /// The month.
    pub month: Month,
    /// A note for the officer about the choice, in Japanese.
    pub note: Option<String>,
}

/// Chooses the latest month that is reported on and has a return. `None` if there is none.
#[must_use]
pub fn choose_month(plan: &Plan, returns: &[Return]) -> Option<MonthChoice> {
    let mut counts: BTreeMap<Month, usize> = BTreeMap::new();
    let months = returns.iter().filter(|ret| !ret.refused).filter_map(|ret| ret.month);
    for month in months.filter(|month| plan.reports_on(*month)) {
        *counts.entry(month).or_default() += 1;
    }
    let mut latest = counts.into_iter().rev();
    let (month, count) = latest.next()?;
    let note = latest.next().filter(|(_, before)| count * 10 < *before).map(|(other, before)| {
        format!(
            "{}の回答は{count}件で、{}の{before}件に比べて少数です。{}を集計するときは --as-of {other} と指定してください",
            month.japanese(),
            other.japanese(),
            other.japanese(),
        )
    });
    Some(MonthChoice { month, note })
}
