//! Tests of whole months of a small plan: which values count, are questioned or are carried over.

mod as_shown;
mod equal_returns;
mod fiscal_year;
mod joint_projects;
mod late_values;
mod one_round;
mod other_times;
mod reasons;
mod resubmitted;

use crate::consolidate::Consolidation;
use crate::evaluate::model::IndicatorAssessment;
use crate::ids::IndicatorId;
use crate::returns::accepted::AcceptedEntry;
use crate::returns::{EntryKey, Return};
use crate::sample::forms::id;
use crate::text::calendar::FiscalYear;

/// Returns the judgment of an indicator of 1-1-1 in a fiscal year.
fn row<'a>(c: &'a Consolidation, symbol: &str, year: i32) -> &'a IndicatorAssessment {
    let indicator = IndicatorId::new(symbol);
    c.assessment.indicator(&id("1-1-1"), Some(&indicator), FiscalYear::new(year)).unwrap()
}

/// Returns the actual of 1-1-1 that counts in the run's month.
fn accepted<'a>(c: &'a Consolidation, symbol: &str, year: i32) -> Option<&'a AcceptedEntry> {
    let key = EntryKey::actual(&IndicatorId::new(symbol), FiscalYear::new(year));
    c.accepted_months.months[&c.as_of].projects[&id("1-1-1")].entries.get(&key)
}

/// Returns the first return read from a file.
fn of_file<'a>(c: &'a Consolidation, path: &str) -> &'a Return {
    c.returns.iter().find(|ret| c.sources.path(ret.file) == path).unwrap()
}
