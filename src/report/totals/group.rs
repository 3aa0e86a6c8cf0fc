//! The groups of projects that 集計 counts.

use std::collections::BTreeMap;

use crate::evaluate::NO_BUREAU;
use crate::evaluate::model::Group;
use crate::report::context::Report;
use crate::report::progress_list::rows::bureaus;

/// A group of projects: a row of 集計.
pub(super) struct TotalsRow<'a> {
    /// Its number within its kind, and the name of the column of 進捗一覧 that holds such numbers; `None` for the
    /// plan.
    pub(super) by: Option<(usize, &'static str)>,
    pub(super) name: String,
    pub(super) group: &'a Group,
}

impl<'a> TotalsRow<'a> {
    /// Returns the row of the whole plan.
    pub(super) fn plan(report: &'a Report<'a>) -> Self {
        let name = if report.plan.has_other_levels() { "全体" } else { "全事業" };
        Self { by: None, name: name.to_owned(), group: &report.c.assessment.totals.plan }
    }
}

/// Returns the kinds of groups, each with its heading.
pub(super) fn kinds<'a>(report: &'a Report<'a>) -> [(&'static str, Vec<TotalsRow<'a>>); 6] {
    let totals = &report.c.assessment.totals;
    let departments = report.plan.departments.iter().map(|department| department.name.as_str());
    [
        ("基本方針別", numbered(&totals.by_policy, "一覧_基本方針")),
        ("施策別", numbered(&totals.by_measure, "一覧_施策")),
        ("中項目別", numbered(&totals.by_middle, "一覧_中項目")),
        ("区分別（施策・基本方針そのものの行と事業）", numbered(&totals.by_level, "一覧_区分")),
        (
            "部局別",
            named(&totals.by_bureau, "一覧_部局", bureaus(report.plan).into_iter().chain([NO_BUREAU])),
        ),
        ("課別（主担当課）", named(&totals.by_department, "一覧_課", departments)),
    ]
}

/// Returns groups that are in the order of their numbers.
fn numbered<'a>(groups: &'a [Group], column: &'static str) -> Vec<TotalsRow<'a>> {
    let to_row = |(number, group): (usize, &'a Group)| TotalsRow {
        by: Some((number, column)),
        name: group.heading(),
        group,
    };
    (1..).zip(groups).map(to_row).collect()
}

/// Returns groups whose numbers are the positions of their names, without those that have none.
fn named<'a, 'b>(
    groups: &'a [Group],
    column: &'static str,
    names: impl Iterator<Item = &'b str>,
) -> Vec<TotalsRow<'a>> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, name) in (1..).zip(names) {
        numbers.entry(name).or_insert(number);
    }
    groups
        .iter()
        .filter_map(|group| {
            let number = *numbers.get(group.name.as_str())?;
            Some(TotalsRow { by: Some((number, column)), name: group.name.clone(), group })
        })
        .collect()
}
