//! Which column of 進捗一覧 stands where: first those that people read, then the 計算欄.

use std::collections::BTreeMap;

use crate::report::context::Report;
use crate::report::progress_list::columns::{CALCULATED, Column, PRINTED, Shown};
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::Row;
use crate::sheet::table::Value;

/// The columns from left to right. A column that shows nothing in this month stands among the 計算欄, so that
/// formulas still find it.
#[derive(Clone)]
pub(in crate::report) struct Positions {
    by_id: BTreeMap<Id, u16>,
    columns: Vec<&'static Column>,
    /// The last column that is printed.
    pub(in crate::report) last_printed: u16,
    /// The first column of the 計算欄, which is not printed.
    pub(in crate::report) first_calculated: u16,
    /// The column of the plan's first fiscal year; the others follow.
    pub(in crate::report) first_year: u16,
}

impl Positions {
    /// Returns the positions with every column shown.
    pub(in crate::report) fn of_all() -> Self {
        Self::new(PRINTED.iter().collect(), Vec::new())
    }

    /// Returns the positions of a report's columns.
    pub(in crate::report) fn of_shown(report: &Report) -> Self {
        let rows: Vec<Row> = report.rows.iter().map(|list| Row::new(report, list)).collect();
        let shows = |column: &&Column| {
            let any =
                || rows.iter().any(|row| (column.cell)(row).is_some_and(|value| says_something(&value)));
            match column.shown {
                Shown::Always => true,
                Shown::IfAny => any(),
                Shown::If(is_wanted) => is_wanted(report) && any(),
            }
        };
        let (shown, left_out) = PRINTED.iter().partition(shows);
        Self::new(shown, left_out)
    }

    fn new(printed: Vec<&'static Column>, left_out: Vec<&'static Column>) -> Self {
        let count = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
        let first_calculated = count(printed.len());
        // The figures that people correct stand first, next to what is printed.
        let figures = CALCULATED.iter().filter(|column| column.is_figure());
        let others = CALCULATED.iter().filter(|column| !column.is_figure());
        let columns: Vec<&Column> =
            printed.into_iter().chain(figures).chain(left_out).chain(others).collect();
        Self {
            by_id: (0..).zip(&columns).filter_map(|(at, column)| Some((column.id?, at))).collect(),
            last_printed: first_calculated.saturating_sub(1),
            first_calculated,
            first_year: count(columns.len()),
            columns,
        }
    }

    /// Returns the position of a column, counted from 0.
    #[expect(clippy::expect_used, reason = "a test holds that every id stands in the slices of columns")]
    pub(in crate::report) fn of(&self, id: Id) -> u16 {
        *self.by_id.get(&id).expect("every id has a column")
    }

    /// Returns all columns with their positions, those of the fiscal years left out.
    pub(in crate::report::progress_list) fn numbered(&self) -> impl Iterator<Item = (u16, &'static Column)> {
        (0..).zip(self.columns.iter().copied())
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Blank => false,
        Value::Text(text) | Value::Centered(text) => !matches!(text.trim(), "" | "-" | "－"),
        Value::Formula { result, .. } => says_something(result),
        _ => true,
    }
}
