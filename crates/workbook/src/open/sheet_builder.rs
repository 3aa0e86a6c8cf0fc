//! Collects the cells of one sheet, whatever the format of the file.

use super::budget::Budget;
use super::number_format::cell::{Epoch, NumberCell, number};
use super::style::{CellStyle, Run, without_struck};
use crate::grid::{Cell, CellKind, Grid, Pos};
use crate::refusal::Refusal;

/// Rows lower than this, in points, show nothing of their text.
pub(super) const LEAST_HEIGHT: f64 = 4.0;
/// Columns narrower than this, in characters, show nothing of their text.
pub(super) const LEAST_WIDTH: f64 = 0.5;
/// The text of a cell whose value cannot be read.
pub(super) const UNKNOWN: &str = "#UNKNOWN!";

/// A sheet that is being read.
pub(super) struct SheetBuilder<'b> {
    /// The sheet so far.
    pub grid: Grid,
    /// True if the sheet shows zeros as blank cells.
    pub hides_zeros: bool,
    epoch: Epoch,
    budget: &'b mut Budget,
}

impl<'b> SheetBuilder<'b> {
    /// Starts a sheet.
    pub(super) fn new(name: String, is_hidden: bool, epoch: Epoch, budget: &'b mut Budget) -> Self {
        let grid = Grid { name, hidden: is_hidden, ..Grid::default() };
        Self { grid, hides_zeros: false, epoch, budget }
    }

    /// Returns `true` if a number is a zero that is shown as a blank cell.
    pub(super) fn is_blank(&self, value: f64, style: &CellStyle) -> bool {
        match number(value, &style.format, self.epoch) {
            NumberCell::Blank => true,
            NumberCell::Shown(cell) => {
                self.hides_zeros && value == 0.0 && !matches!(cell.kind, CellKind::Date { .. })
            }
            NumberCell::Hidden(_) => false,
        }
    }

    /// Adds a number.
    pub(super) fn number(&mut self, pos: Pos, value: f64, style: &CellStyle) -> Result<(), Refusal> {
        if !value.is_finite() {
            return self.error(pos, UNKNOWN);
        }
        if value == 0.0 && self.is_blank(value, style) {
            return Ok(());
        }
        match number(value, &style.format, self.epoch) {
            NumberCell::Blank => Ok(()),
            NumberCell::Shown(cell) => self.add(pos, cell, None, style),
            NumberCell::Hidden(cell) => {
                self.grid.hidden_cells.insert(pos);
                self.add(pos, cell, None, style)
            }
        }
    }

    /// Adds a text. `runs` are its parts, if they have fonts of their own.
    pub(super) fn text(
        &mut self,
        pos: Pos,
        text: &str,
        runs: Option<&[Run]>,
        style: &CellStyle,
    ) -> Result<(), Refusal> {
        let shown = style.format.show_text(text).unwrap_or_else(|| {
            self.grid.hidden_cells.insert(pos);
            text.to_owned()
        });
        self.add(pos, Cell::new(shown, CellKind::Text), runs, style)
    }

    /// Adds a truth value.
    pub(super) fn boolean(&mut self, pos: Pos, value: bool, style: &CellStyle) -> Result<(), Refusal> {
        self.add(pos, Cell::new(if value { "TRUE" } else { "FALSE" }, CellKind::Number), None, style)
    }

    /// Adds an error value.
    pub(super) fn error(&mut self, pos: Pos, text: &str) -> Result<(), Refusal> {
        self.add(pos, Cell::new(text, CellKind::Error), None, &CellStyle::default())
    }

    /// Adds a formula, without its `=`, whose result was not saved.
    pub(super) fn unsaved(&mut self, pos: Pos, formula: &str) -> Result<(), Refusal> {
        let text = format!("={}", formula.trim_start_matches('='));
        self.add(pos, Cell::new(text, CellKind::Unsaved), None, &CellStyle::default())
    }

    /// Adds a cell that was read elsewhere.
    pub(super) fn add(
        &mut self,
        pos: Pos,
        mut cell: Cell,
        runs: Option<&[Run]>,
        style: &CellStyle,
    ) -> Result<(), Refusal> {
        self.budget.spend(&cell.text)?;
        if cell.kind != CellKind::Error {
            cell.unstruck = without_struck(runs, style.is_struck);
        }
        if style.is_invisible {
            self.grid.hidden_cells.insert(pos);
        }
        self.grid.cells.insert(pos, cell);
        Ok(())
    }

    /// Marks a cell as a zero that is taken from another cell.
    pub(super) fn mark_linked_zero(&mut self, pos: Pos) {
        if let Some(cell) = self.grid.cells.get_mut(&pos) {
            cell.is_linked_zero = true;
        }
    }
}
