//! Tracks how much of the printed page of 概況 is used.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::report::overview::grid::{COLUMNS, UNIT};

/// The margins of the page in inches: left, right, top, bottom, header, footer.
pub(super) const MARGINS: [f64; 6] = [0.3, 0.3, 0.5, 0.4, 0.25, 0.2];
/// The height and width inside the margins of an A4 page in landscape, in points. The height is a point less,
/// because programs round differently.
const PAGE: (f64, f64) = (595.0 - 64.8 - 1.0, 841.0 - 43.2);
/// Pixels per point.
pub(super) const PIXELS: f64 = 4.0 / 3.0;

/// The part of the page that is written.
pub(super) struct Page {
    /// The height of the rows so far, in points.
    used: f64,
    /// The next row, counted from 0.
    pub(super) row: u32,
}

impl Page {
    /// Starts at `row`, below title and subtitle, which take `used` points.
    pub(super) fn new(row: u32, used: f64) -> Self {
        Self { used, row }
    }

    /// Sets the height of the next row in points, and moves on to the row below.
    pub(super) fn add_row(&mut self, sheet: &mut Worksheet, height: f64) -> Result<(), XlsxError> {
        sheet.set_row_height(self.row, height)?;
        self.used += height;
        self.row += 1;
        Ok(())
    }

    /// Returns the height left on the page in points, at the scale at which the page is as wide as the grid.
    pub(super) fn left(&self) -> f64 {
        let width = f64::from(u32::from(COLUMNS) * UNIT) / PIXELS;
        width * PAGE.0 / PAGE.1 - self.used
    }
}
