//! The order of the columns of 進捗一覧. A column without content in this month stands among the 計算欄, so
//! that formulas still find it.

use crate::report::context::Report;
use crate::report::progress_list::columns::{CALCULATED, Column, PRINTED, Shown};
use crate::report::progress_list::positions::Positions;
use crate::report::progress_list::row::Row;
use crate::sheet::table::Value;
use crate::text::NOT_APPLICABLE;

/// Returns the positions with every column printed.
pub(in crate::report) fn of_all() -> Positions {
    positions(&(0..PRINTED.len()).collect::<Vec<_>>(), &[], &|_| true)
}

/// Returns the positions of the columns in a report, of which only those with content are printed.
pub(in crate::report) fn of_shown(report: &Report) -> Positions {
    let rows: Vec<Row> = report.rows.iter().map(|list| Row::new(report, list)).collect();
    let shows = |column: &Column| {
        let any = || rows.iter().any(|row| (column.cell)(row).is_some_and(|value| says_something(&value)));
        match column.shown {
            Shown::Always => true,
            Shown::IfAny => any(),
            Shown::If(is_wanted) => is_wanted(report) && any(),
        }
    };
    let places = (0..PRINTED.len()).zip(PRINTED).filter(|(_, column)| column.is_made(report));
    let (shown, left_out): (Vec<_>, Vec<_>) = places.partition(|(_, column)| shows(column));
    let place = |(place, _): &(usize, &Column)| *place;
    let [shown, left_out] = [shown, left_out].map(|columns| columns.iter().map(place).collect::<Vec<_>>());
    positions(&shown, &left_out, &|column| column.is_made(report))
}

fn positions(printed: &[usize], left_out: &[usize], is_made: &dyn Fn(&Column) -> bool) -> Positions {
    let calculated = || (PRINTED.len()..).zip(CALCULATED).filter(|(_, column)| is_made(column));
    // The figures that people correct come first, next to the printed columns.
    let figures = calculated().filter(|(_, column)| column.is_figure()).map(|(place, _)| place);
    let others = calculated().filter(|(_, column)| !column.is_figure()).map(|(place, _)| place);
    let places = printed.iter().copied().chain(figures).chain(left_out.iter().copied()).chain(others);
    let columns: Vec<_> =
        places.filter_map(|place| Some((place, all().nth(place).map(|column| column.id)?))).collect();
    Positions::new(&columns, printed.len())
}

fn all() -> impl Iterator<Item = &'static Column> {
    PRINTED.iter().chain(CALCULATED)
}

/// Returns all columns with their positions, except those of the fiscal years.
pub(super) fn numbered(positions: &Positions) -> impl Iterator<Item = (u16, &'static Column)> {
    let columns: Vec<&'static Column> = all().collect();
    let found = positions.order.iter().filter_map(|place| columns.get(*place).copied());
    (0..).zip(found.collect::<Vec<_>>())
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Blank => false,
        Value::Text(text) | Value::Centered(text) => !matches!(text.trim(), "" | "-" | NOT_APPLICABLE),
        Value::Formula { result, .. } => says_something(result),
        _ => true,
    }
}
