//! Chooses the month of a run for which none was given.

use std::collections::BTreeMap;

use crate::accept;
use crate::plan::model::Plan;
use crate::resolve::Resolved;
use crate::returns::accepted::AcceptedMonth;
use crate::text::calendar::Month;

/// The month chosen for a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthChoice {
    /// The month.
    pub month: Month,
    /// A note for the officer about the choice, in Japanese.
    pub note: Option<String>,
}

/// Counts of the forms of a month.
#[derive(Clone, Copy, Debug, Default)]
struct Forms {
    all: usize,
    /// Those with a choice or a figure.
    answered: usize,
}

impl Forms {
    fn count(self) -> usize {
        if self.answered > 0 { self.answered } else { self.all }
    }
}

/// Chooses the latest reported month with a return, or the latest with a form if all forms are untouched. The
/// note warns if that month has less than a tenth as many forms as the one before. `None` if no form is for a
/// reported month.
#[must_use]
pub fn choose_month(plan: &Plan, resolved: &Resolved) -> Option<MonthChoice> {
    let mut counts: BTreeMap<Month, Forms> = BTreeMap::new();
    let returned = resolved.returns.iter().filter(|ret| !ret.refused);
    for (month, ret) in returned.filter_map(|ret| Some((ret.month?, ret))) {
        if plan.reports_on(month) {
            let forms = counts.entry(month).or_default();
            forms.all += 1;
            forms.answered += usize::from(accept::is_answered(ret));
        }
    }
    let last = counts.keys().next_back().copied()?;
    counts.retain(|month, forms| forms.answered > 0 || has_returns(plan, resolved, *month));
    let mut latest = counts.into_iter().rev().map(|(month, forms)| (month, forms.count()));
    let Some((month, count)) = latest.next() else { return Some(MonthChoice { month: last, note: None }) };
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

/// True if a return of a month counts although no form of it has a choice or a figure: it may have words.
fn has_returns(plan: &Plan, resolved: &Resolved, month: Month) -> bool {
    let mut returns = resolved.returns.clone();
    let accepted = accept::accept(plan, &resolved.sources, &mut returns, month).accepted_months;
    accepted.months.get(&month).is_some_and(AcceptedMonth::has_returns)
}
