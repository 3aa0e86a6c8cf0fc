//! Counts of things as counts of a sheet's rows and columns.

use crate::sheet::write::COLUMNS;

/// Returns a count of rows.
///
/// # Panics
/// If there are more than four thousand million: they would not fit into memory.
#[must_use]
#[expect(clippy::expect_used, reason = "what is counted is in memory")]
pub fn rows(count: usize) -> u32 {
    u32::try_from(count).expect("rows are fewer than four thousand million")
}

/// Returns a count of columns, at most one more than a sheet has: writing beyond the last column is ignored.
#[must_use]
pub fn columns(count: usize) -> u16 {
    u16::try_from(count).map_or(COLUMNS, |count| count.min(COLUMNS))
}

#[cfg(test)]
mod tests {
    use crate::sheet::extent::{columns, rows};

    #[test]
    fn counts_fit_and_columns_end_where_the_sheet_ends() {
        assert_eq!((rows(1_048_577), columns(3)), (1_048_577, 3));
        assert_eq!((columns(16_384), columns(70_000)), (16_384, 16_384));
    }
}
