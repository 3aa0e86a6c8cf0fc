//! Where the rows of a master sheet begin, and how far its drop-downs reach.

/// The row of the headings; above it stands what the sheet is for.
pub(super) const HEADING_ROW: u32 = 1;
/// Rows below the last one that can be filled in with the same dropdowns.
pub(super) const SPARE_ROWS: u32 = 300;
