//! Builds references to cells, as used in formulas and charts of our own books.

use workbook::Pos;

use crate::sheet::names::quoted;
use crate::sheet::xml::without_forbidden;

/// Returns a reference to a cell of the same sheet: `D14`.
#[must_use]
pub(crate) fn cell(row: u32, col: u16) -> String {
    Pos::new(row, col.into()).a1()
}

/// Returns a reference to a range of the same sheet: `D14:F20`.
#[must_use]
pub(crate) fn range(first: (u32, u16), last: (u32, u16)) -> String {
    format!("{}:{}", cell(first.0, first.1), cell(last.0, last.1))
}

/// Returns a reference to a cell of another sheet: `'集計'!$D$14`.
#[must_use]
pub(crate) fn cell_on(sheet: &str, row: u32, col: u16) -> String {
    format!("{}!{}", quoted(sheet), Pos::new(row, col.into()).absolute())
}

/// Returns a reference to a range of another sheet: `'集計'!$D$14:$F$20`.
#[must_use]
pub(crate) fn range_on(sheet: &str, first: (u32, u16), last: (u32, u16)) -> String {
    let (first, last) = (Pos::new(first.0, first.1.into()), Pos::new(last.0, last.1.into()));
    format!("{}!{}:{}", quoted(sheet), first.absolute(), last.absolute())
}

/// Returns a link to a cell of the same book: `internal:'集計'!D14`.
#[must_use]
pub(crate) fn link_to(sheet: &str, row: u32, col: u16) -> String {
    format!("internal:{}!{}", quoted(sheet), cell(row, col))
}

/// Returns a text as a string literal for a formula: quoted, with quotes doubled.
#[must_use]
pub(crate) fn literal(text: &str) -> String {
    format!("\"{}\"", without_forbidden(text).replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use crate::sheet::address::{link_to, literal, range, range_on};

    #[test]
    fn references_quote_sheet_names_and_literals_double_quotes() {
        assert_eq!(range((0, 0), (1, 27)), "A1:AB2");
        assert_eq!(range_on("集計", (3, 1), (4, 1)), "'集計'!$B$4:$B$5");
        assert_eq!(link_to("要対応", 6, 0), "internal:'要対応'!A7");
        assert_eq!(literal("\"a\""), "\"\"\"a\"\"\"");
    }
}
