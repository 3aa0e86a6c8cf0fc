//! The layout that all sheets of a master workbook share.

/// The zero-based row of the headings. The row above explains the sheet.
pub(super) const HEADING_ROW: u32 = 1;
/// The number of rows below the last one that also have dropdowns.
pub(super) const SPARE_ROWS: u32 = 300;
