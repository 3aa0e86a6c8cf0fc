//! The months before the run's month as the committee saw them, and the changes to closed months since.

use std::collections::{BTreeMap, BTreeSet};

use crate::closed;
use crate::evaluate::evaluate;
use crate::evaluate::history::{self, Change};
use crate::evaluate::summary::MonthSummary;
use crate::findings::Finding;
use crate::findings::file::f01_unreadable;
use crate::intake::wire::ClosedRecord;
use crate::plan::model::Plan;
use crate::returns::accepted::AcceptedMonths;
use crate::text::calendar::Month;

/// The result of [`earlier`].
pub(super) struct Earlier {
    /// The reported months before the run's month, ascending: as closed, otherwise as computed today.
    pub(super) months: Vec<MonthSummary>,
    /// The closed months up to the run's month, ascending.
    pub(super) since_closed: Vec<Revised>,
    /// The findings about unreadable records.
    pub(super) findings: Vec<Finding>,
}

/// A closed month, and how today's result differs from its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revised {
    /// The month.
    pub month: Month,
    /// The plan's 版 with which the record was made.
    pub version: String,
    /// The differences, empty if there are none.
    pub changes: Vec<Change>,
}

/// Reads the records of closed months, and computes the other reported months before `as_of`.
pub(super) fn earlier(
    plan: &Plan,
    records: &[ClosedRecord],
    accepted_months: &AcceptedMonths,
    as_of: Month,
) -> Earlier {
    let Closed { months: closed, findings } = closed_months(plan, records, as_of);
    let today = |month: Month| MonthSummary::of(plan, &evaluate(plan, accepted_months, month));
    let months = reported_months(plan, accepted_months, &closed, as_of);
    let since_closed = closed.values().map(|summary| Revised {
        month: summary.month,
        version: summary.version.clone(),
        changes: history::since_closed(summary, &today(summary.month)),
    });
    Earlier {
        since_closed: since_closed.collect(),
        months: months
            .into_iter()
            .map(|month| closed.get(&month).cloned().unwrap_or_else(|| today(month)))
            .collect(),
        findings,
    }
}

/// The records of closed months up to a month, and findings about the unreadable ones.
struct Closed {
    months: BTreeMap<Month, MonthSummary>,
    findings: Vec<Finding>,
}

fn closed_months(plan: &Plan, records: &[ClosedRecord], as_of: Month) -> Closed {
    let mut found = Closed { months: BTreeMap::new(), findings: Vec::new() };
    for record in records.iter().filter(|record| record.month <= as_of) {
        let read = record.content.clone().and_then(|bytes| closed::read(plan, record.month, &bytes));
        match read {
            Ok(summary) => {
                found.months.insert(record.month, summary);
            }
            Err(reason) => found.findings.push(Finding {
                help: "確定したときの記録に戻すか、フォルダーから除いてください。それまでは計算し直した内容を前回とします"
                    .to_owned(),
                ..f01_unreadable::finding(record.file, &reason)
            }),
        }
    }
    found
}

/// Returns the months before the run's month that are reported on (rows of 報告予定, or every month if there
/// are none) and have a return that counts or a closed record. Forms that came back untouched are no return.
fn reported_months(
    plan: &Plan,
    accepted_months: &AcceptedMonths,
    closed: &BTreeMap<Month, MonthSummary>,
    as_of: Month,
) -> BTreeSet<Month> {
    let returned = accepted_months.months.iter().filter(|(_, state)| state.has_returns());
    let earlier =
        returned.map(|(month, _)| *month).chain(closed.keys().copied()).filter(|month| *month < as_of);
    earlier.filter(|month| plan.reports_on(*month)).collect()
}
