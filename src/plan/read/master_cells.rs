//! The cells in which the master workbook states its projects and indicators, for changing them.

use std::collections::BTreeMap;
use std::path::Path;

use workbook::{CellKind, Grid, Pos};

use super::positions::Positions;
use super::table::Table;
use super::{assemble, book};
use crate::failure::Failure;
use crate::form::field::Field;
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::fault::Faults;
use crate::plan::schema::{self, Sheet};
use crate::sha256;
use crate::text::calendar::FiscalYear;

/// A cell of the master.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MasterCell {
    /// The name of its sheet, as spelt in the workbook.
    pub sheet: String,
    /// The cell; for merged cells, the one that holds the content.
    pub pos: Pos,
    /// The kind of its content; `None` if blank.
    pub kind: Option<CellKind>,
    /// True if it is merged with others.
    pub is_merged: bool,
}

/// The cells of the master, by what they state.
#[derive(Clone, Debug, Default)]
pub(crate) struct MasterCells {
    projects: BTreeMap<ProjectId, BTreeMap<&'static str, MasterCell>>,
    indicators: BTreeMap<(ProjectId, IndicatorId), BTreeMap<&'static str, MasterCell>>,
    years: BTreeMap<(ProjectId, IndicatorId), BTreeMap<(Field, FiscalYear), MasterCell>>,
    /// The cell of 内容 for 版.
    pub version: Option<MasterCell>,
}

impl MasterCells {
    /// Returns the cell of a project in a column.
    #[must_use]
    pub(crate) fn of_project(&self, project: &ProjectId, column: &str) -> Option<&MasterCell> {
        self.projects.get(project)?.get(column)
    }

    /// Returns the cell of an indicator in a column.
    #[must_use]
    pub(crate) fn of_indicator(
        &self,
        project: &ProjectId,
        indicator: &IndicatorId,
        column: &str,
    ) -> Option<&MasterCell> {
        self.indicators.get(&(project.clone(), indicator.clone()))?.get(column)
    }

    /// Returns the cell of an indicator's target or actual in a year.
    #[must_use]
    pub(crate) fn of_year(
        &self,
        project: &ProjectId,
        indicator: &IndicatorId,
        field: Field,
        year: FiscalYear,
    ) -> Option<&MasterCell> {
        self.years.get(&(project.clone(), indicator.clone()))?.get(&(field, year))
    }

    /// Returns the cells of an indicator's row that are not blank.
    #[must_use]
    pub(crate) fn row_of(&self, project: &ProjectId, indicator: &IndicatorId) -> Vec<&MasterCell> {
        let key = (project.clone(), indicator.clone());
        let columns = self.indicators.get(&key).into_iter().flat_map(BTreeMap::values);
        let years = self.years.get(&key).into_iter().flat_map(BTreeMap::values);
        columns.chain(years).filter(|place| place.kind.is_some()).collect()
    }
}

/// Finds the cells of a master workbook whose plan could be read.
///
/// # Errors
/// If the workbook cannot be opened.
pub(crate) fn master_cells(bytes: &[u8], path: &Path) -> Result<MasterCells, Failure> {
    let grids =
        book::open(bytes).map_err(|reason| Failure::UnreadableMaster { path: path.to_owned(), reason })?;
    let mut faults = Faults::default();
    let mut positions = Positions::default();
    assemble(&grids, &sha256::of(bytes), &mut positions, &mut faults);
    let mut cells = MasterCells::default();
    if let Some(table) = Table::find(&schema::PROJECTS, &grids, &[], &mut faults) {
        for (id, pos) in &positions.overview {
            cells.projects.insert(id.clone(), columns(&table, &schema::PROJECTS, pos.row));
        }
    }
    if let Some(table) = Table::find(&schema::INDICATORS, &grids, &[], &mut faults) {
        let targets = positions.targets.iter().map(|(key, pos)| (key, pos, Field::Target));
        let actuals = positions.actuals.iter().map(|(key, pos)| (key, pos, Field::Actual));
        for ((project, indicator, year), pos, field) in targets.chain(actuals) {
            let key = (project.clone(), indicator.clone());
            cells.years.entry(key.clone()).or_default().insert((field, *year), master_cell(table.grid, *pos));
            cells.indicators.entry(key).or_insert_with(|| columns(&table, &schema::INDICATORS, pos.row));
        }
    }
    if let Some(table) = Table::find(&schema::PLAN, &grids, &[], &mut faults) {
        let row = table.rows().into_iter().find(|row| row.text("項目") == "版");
        cells.version = row.and_then(|row| row.pos("内容")).map(|pos| master_cell(table.grid, pos));
    }
    Ok(cells)
}

fn columns(table: &Table, sheet: &'static Sheet, row: u32) -> BTreeMap<&'static str, MasterCell> {
    let row = super::table::Row { table, row };
    let columns = sheet.columns.iter().filter_map(|column| Some((column.name, row.pos(column.name)?)));
    columns.map(|(name, pos)| (name, master_cell(table.grid, pos))).collect()
}

fn master_cell(grid: &Grid, pos: Pos) -> MasterCell {
    MasterCell {
        sheet: grid.name.clone(),
        pos: grid.top_left(pos),
        kind: grid.cell(pos).map(|cell| cell.kind.clone()),
        is_merged: grid.merge_at(pos).is_some(),
    }
}
