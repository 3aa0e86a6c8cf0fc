//! The layout that all sheets of a master workbook share.

/// The row of the headings, below the line that says what the sheet is for.
pub(super) const HEADING_ROW: u32 = 1;
/// The number of rows below the last one that have the same dropdowns.
pub(super) const SPARE_ROWS: u32 = 300;
