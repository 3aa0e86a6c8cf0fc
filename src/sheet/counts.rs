//! Converts counts to the types in which a sheet counts rows and columns.

use crate::sheet::write::COLUMNS;

/// Returns a count as a number of rows.
///
/// # Panics
/// If `count` exceeds `u32::MAX`: so many rows would not fit into memory.
#[must_use]
#[expect(clippy::expect_used, reason = "what is counted is in memory")]
pub fn rows(count: usize) -> u32 {
    u32::try_from(count).expect("rows are fewer than four thousand million")
}

/// Returns a count as a number of columns, at most the 16,384 of a sheet: writing beyond the last column is
/// ignored.
#[must_use]
pub fn columns(count: usize) -> u16 {
    u16::try_from(count).map_or(COLUMNS, |count| count.min(COLUMNS))
}

#[cfg(test)]
mod tests {
    use crate::sheet::counts::{columns, rows};

    #[test]
    fn columns_are_capped_at_the_sheets_limit_and_rows_are_not() {
        assert_eq!((rows(1_048_577), columns(3)), (1_048_577, 3));
        assert_eq!((columns(16_384), columns(70_000)), (16_384, 16_384));
    }
}
