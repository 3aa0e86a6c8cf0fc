//! The delivered master workbook as rows of texts, for tests that change the plan.

use std::fs;
use std::path::{Path, PathBuf};

use shinchoku::plan::schema::{SHEETS, Shape};
use shinchoku::plan::template::{PlanSheets, write};
use shinchoku::text::calendar::FiscalYear;

use super::{repository, sheets};

/// The rows of the delivered plan.
pub(crate) fn delivered() -> PlanSheets {
    rows_of(&repository().join("templates/master-plan.xlsx"))
}

/// The rows of the delivered master workbook or of a part of it.
pub(crate) fn rows_of(path: &Path) -> PlanSheets {
    let book = sheets::read(&fs::read(path).unwrap());
    let mut plan =
        PlanSheets { fiscal_years: (2021..=2024).map(FiscalYear::new).collect(), ..PlanSheets::default() };
    for sheet in SHEETS {
        let Some(page) = book.iter().find(|page| page.name == sheet.name) else {
            assert!(sheet.optional, "{}", sheet.name);
            continue;
        };
        let (heading, _) = page.find(sheet.columns[0].name).unwrap();
        let years = if matches!(sheet.shape, Shape::YearRows) { plan.fiscal_years.len() * 2 } else { 0 };
        let width = u16::try_from(sheet.columns.len() + years).unwrap();
        let cell = |row: u32, col: u16| page.cells.get(&(row, col)).cloned().unwrap_or_default();
        let rows = (heading + 1..=page.last_row()).map(|row| (0..width).map(|col| cell(row, col)).collect());
        let filled = rows.filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()));
        plan.rows.insert(sheet.name, filled.collect());
    }
    plan
}

/// The rows of the delivered plan with only these projects, for tests that need no whole plan.
pub(crate) fn of_projects<Id: AsRef<str>>(ids: &[Id]) -> PlanSheets {
    let mut plan = delivered();
    for sheet in ["事業", "指標"] {
        plan.rows.get_mut(sheet).unwrap().retain(|row| ids.iter().any(|id| id.as_ref() == row[0]));
    }
    plan
}

/// Replaces the rows of a sheet.
pub(crate) fn set(plan: &mut PlanSheets, sheet: &'static str, rows: &[&[&str]]) {
    let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    plan.rows.insert(sheet, rows);
}

/// Writes a master workbook into a folder and returns its path.
pub(crate) fn put(plan: &PlanSheets, folder: &Path) -> PathBuf {
    let path = folder.join("計画.xlsx");
    fs::write(&path, write(plan).unwrap()).unwrap();
    path
}
