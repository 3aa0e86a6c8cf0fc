//! The columns that all tables of a sheet of projects share.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::form::schedule::Frame;

/// The column of the project's number.
pub(super) const NUMBER: u16 = 0;
/// The column of the labels.
pub(super) const LABEL: u16 = 1;
/// The column of the schedule's row labels, and the first column of all other values.
pub(super) const VALUE: u16 = 2;
/// The first column of the fiscal years.
const FIRST_YEAR: u16 = 3;
/// Widths in half-width characters. Together they are a little less than A4 holds, because widths depend on
/// each computer's fonts.
const NUMBER_WIDTH: f64 = 4.0;
pub(super) const LABEL_WIDTH: f64 = 15.0;
const ROW_LABEL_WIDTH: f64 = 7.0;
const YEARS_WIDTH: f64 = 45.0;
/// The width of a digit of the volume's default font, relative to the digits in which text is measured.
pub(super) const WIDER: f64 = 1.12;
/// The padding of a column, in digits.
const COLUMN_PADDING: f64 = 0.63;

/// The most fiscal years side by side: with more, a figure would not fit on a line. Further years follow
/// below.
const MOST_YEARS: usize = 6;

/// The columns for a number of fiscal years.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// The last column.
    pub(super) last: u16,
    /// The columns of a schedule block.
    pub(super) frame: Frame,
    /// The number of fiscal years side by side.
    pub(super) side_by_side: usize,
}

impl Columns {
    /// Returns the columns for a number of fiscal years.
    pub(super) fn new(years: usize) -> Self {
        let bands = years.div_ceil(MOST_YEARS).max(1);
        let side_by_side = years.div_ceil(bands).clamp(1, MOST_YEARS);
        let count = u16::try_from(side_by_side).unwrap_or(1);
        let last = FIRST_YEAR + count - 1;
        let frame = Frame {
            heading: (LABEL, LABEL_WIDTH * WIDER),
            label: (VALUE, ROW_LABEL_WIDTH * WIDER),
            years: (FIRST_YEAR..=last).map(|column| (column, column)).collect(),
            year_width: year_width(count) * WIDER,
            last,
        };
        Self { last, frame, side_by_side }
    }

    /// Sets the widths on a sheet.
    pub(super) fn set(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_column_width(NUMBER, NUMBER_WIDTH)?;
        sheet.set_column_width(LABEL, LABEL_WIDTH)?;
        sheet.set_column_width(VALUE, ROW_LABEL_WIDTH)?;
        sheet.set_column_range_width(FIRST_YEAR, self.last, self.frame.year_width / WIDER)?;
        Ok(())
    }

    /// Returns the width of a value beside its label, in the half-width characters in which text is measured.
    pub(super) fn value_width() -> f64 {
        (ROW_LABEL_WIDTH + YEARS_WIDTH) * WIDER
    }
}

/// Returns the width of a fiscal year's column. Every column has padding, so that more columns hold fewer
/// digits in all.
fn year_width(count: u16) -> f64 {
    ((YEARS_WIDTH + 4.0 * COLUMN_PADDING) / f64::from(count) - COLUMN_PADDING).max(1.0)
}
