//! The columns of 概況: two blocks side by side, for each judgment a column of names, its counts, their sum and
//! a share.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::sheet::extent;

/// Widths in pixels, so that the charts fit their blocks.
const NAME: u32 = 168;
const COUNT: u32 = 54;
const SUM: u32 = 46;
const SHARE: u32 = 66;
const GAP: u32 = 16;
/// A half-width character, the unit of a column's width.
const PIXELS_OF_CHARACTER: f64 = 7.0;

/// The width of a column of names, in half-width characters.
pub(super) fn name_width() -> f64 {
    f64::from(NAME) / PIXELS_OF_CHARACTER
}

/// The width of a column of counts, in half-width characters.
pub(super) fn count_width() -> f64 {
    f64::from(COUNT) / PIXELS_OF_CHARACTER
}

/// A block of columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// The column of names.
    pub(super) first: u16,
    /// The column of shares.
    pub(super) last: u16,
}

impl Block {
    fn new(first: u16, categories: &Categories) -> Self {
        let count = extent::columns(categories.all.len());
        Self { first, last: first + count + 2 }
    }

    /// Returns the column of sums.
    pub(super) fn sum(&self) -> u16 {
        self.last - 1
    }

    fn pixels(&self, col: u16) -> u32 {
        if col == self.first {
            NAME
        } else if col == self.last {
            SHARE
        } else if col == self.sum() {
            SUM
        } else {
            COUNT
        }
    }

    /// Returns the width of the block in pixels.
    pub(super) fn width(&self) -> u32 {
        (self.first..=self.last).map(|col| self.pixels(col)).sum()
    }
}

/// The two blocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// 効果達成状況.
    pub(super) left: Block,
    /// 進捗状況.
    pub(super) right: Block,
}

impl Columns {
    pub(super) fn new(report: &Report) -> Self {
        let left = Block::new(0, &report.effect);
        Self { left, right: Block::new(left.last + 2, &report.progress) }
    }

    /// Returns the width of all columns in pixels.
    pub(super) fn width(&self) -> u32 {
        self.left.width() + GAP + self.right.width()
    }

    /// Sets the widths of all columns.
    pub(super) fn set_widths(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for block in [self.left, self.right] {
            for col in block.first..=block.last {
                sheet.set_column_width_pixels(col, block.pixels(col))?;
            }
        }
        sheet.set_column_width_pixels(self.left.last + 1, GAP)?;
        Ok(())
    }
}
