//! What lies over the cells of a sheet, of whatever format: merges, hidden rows, looks, remarks.

use std::collections::BTreeMap;

use super::look::{self, Look, Run};
use crate::grid::{Cell, Grid, GridRemark, Merge, Pos};

/// What lies over the cells.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Merged ranges.
    pub merges: Vec<Merge>,
    /// Hidden rows.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns.
    pub hidden_cols: Vec<u32>,
    /// Notes, comments and text boxes.
    pub remarks: Vec<GridRemark>,
    /// Cells that do not look plain.
    pub looks: BTreeMap<Pos, Look>,
    /// Cells whose text has parts in fonts of their own, one of them struck through.
    pub runs: BTreeMap<Pos, Vec<Run>>,
}

impl Marks {
    /// How a cell looks.
    pub(super) fn look(&self, pos: Pos) -> &Look {
        self.looks.get(&pos).unwrap_or(&Look::PLAIN)
    }

    /// Notes how a cell looks, where that matters.
    pub(super) fn set_look(&mut self, pos: Pos, look: Look) {
        if look != Look::PLAIN {
            self.looks.insert(pos, look);
        }
    }

    /// Says what of a cell's text is struck through.
    pub(super) fn strike(&self, pos: Pos, cell: &mut Cell) {
        cell.unstruck = look::unstruck(self.runs.get(&pos).map(Vec::as_slice), self.look(pos).struck);
    }

    /// Lays what is left over the sheet, once its cells are there.
    pub(super) fn lay_over(self, grid: &mut Grid) {
        grid.merges = self.merges;
        grid.hidden_rows = self.hidden_rows;
        grid.hidden_cols = self.hidden_cols;
        grid.remarks = self.remarks;
    }
}
