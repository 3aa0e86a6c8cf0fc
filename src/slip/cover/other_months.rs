//! What a slip says about returned forms of another month. The book holds blank forms of this month for them.

use std::collections::BTreeMap;

use crate::consolidate::Consolidation;
use crate::follow_up::FollowUp;
use crate::plan::Plan;
use crate::slip::corrected_form::sent_for;
use crate::text::calendar::Month;

/// The returned projects whose forms are of another month.
pub(super) struct Forms {
    /// Their 整理番号, by the month of the form.
    by_month: BTreeMap<Month, Vec<String>>,
    /// True if all returned forms are of another month.
    pub(super) are_all: bool,
}

impl Forms {
    pub(super) fn of(c: &Consolidation, follow_up: &FollowUp<'_>) -> Self {
        let mut by_month: BTreeMap<Month, Vec<String>> = BTreeMap::new();
        for project in &follow_up.with_findings {
            if let Some(month) = sent_for(c, &follow_up.department.name, project) {
                by_month.entry(month).or_default().push(project.id.to_string());
            }
        }
        let count: usize = by_month.values().map(Vec::len).sum();
        Self { are_all: count > 0 && count == follow_up.with_findings.len(), by_month }
    }

    /// Returns a line for each month.
    pub(super) fn words(&self, plan: &Plan, c: &Consolidation) -> Vec<String> {
        let line = |(month, projects): (&Month, &Vec<String>)| {
            let which = if self.are_all && self.by_month.len() == 1 {
                "提出いただいた".to_owned()
            } else {
                format!("{} の", projects.join("、"))
            };
            format!(
                "{which}様式は、{}のものでした。このブックに今回の様式を入れています。お手数ですが、こちらに記入し直してください。",
                when(plan, c, *month)
            )
        };
        self.by_month.iter().map(line).collect()
    }
}

/// Returns a month in words, with 前回 for the last reporting month before this one and 以前 for an earlier
/// one. Without 報告予定, that is the last month with a return, or the month itself if it is later.
fn when(plan: &Plan, c: &Consolidation, month: Month) -> String {
    let words = month.japanese();
    let last = if plan.schedule.is_empty() {
        c.previous.max(Some(month))
    } else {
        plan.schedule.iter().map(|report| report.month).filter(|month| *month < c.as_of).max()
    };
    match last {
        _ if month > c.as_of => words,
        Some(last) if month != last => format!("以前（{words}）"),
        _ => format!("前回（{words}）"),
    }
}
