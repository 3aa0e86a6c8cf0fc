//! The columns of a table: one slice has their headings, widths, positions and cells.

use crate::sheet::table::value::Value;

/// A column of a table. `F` is a function from the sheet's row type to the column's cell.
///
/// A sheet declares its table as one slice of columns. Headings, widths, positions and cells all come from
/// the slice, so that a column is added, moved or removed as one entry.
#[derive(Clone, Copy, Debug)]
pub struct Column<F> {
    /// Its heading, by which other code finds its position. No table has the same heading twice.
    pub heading: &'static str,
    /// Its width in half-width characters.
    pub width: f64,
    /// The function that returns the cell of a row.
    pub cell: F,
}

/// Returns a column.
pub const fn column<F: Copy>(heading: &'static str, width: f64, cell: F) -> Column<F> {
    Column { heading, width, cell }
}

/// Returns the position of the column with a heading, counted from 0.
///
/// ```
/// use shinchoku::sheet::table::{Column, column, position};
/// const COLUMNS: &[Column<()>] = &[column("番号", 8.0, ()), column("内容", 20.0, ())];
/// const CONTENT: u16 = position(COLUMNS, "内容");
/// assert_eq!(CONTENT, 1);
/// ```
///
/// # Panics
/// If no column has the heading. Use it in a constant, so that a wrong heading does not compile.
#[must_use]
pub const fn position<F>(columns: &[Column<F>], heading: &str) -> u16 {
    let mut at = 0;
    while at < columns.len() {
        if same(columns[at].heading, heading) {
            return at as u16;
        }
        at += 1;
    }
    panic!("no column has this heading")
}

/// True if two texts are equal. Constants cannot use `==`.
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Returns the cells of a row, one for each column.
///
/// ```
/// use shinchoku::sheet::table::{Column, Value, cells, column};
/// type CellOf = fn(&&str) -> Value;
/// const COLUMNS: &[Column<CellOf>] =
///     &[column("名称", 20.0, |row| Value::text(row)), column("備考", 10.0, |_| Value::Blank)];
/// assert_eq!(cells(COLUMNS, &"総務課"), [Value::text("総務課"), Value::Blank]);
/// ```
pub fn cells<F: Fn(&R) -> Value, R>(columns: &[Column<F>], row: &R) -> Vec<Value> {
    columns.iter().map(|column| (column.cell)(row)).collect()
}

/// Returns the width of all columns together, in half-width characters.
pub fn total_width<F>(columns: &[Column<F>]) -> f64 {
    columns.iter().map(|column| column.width).sum()
}
