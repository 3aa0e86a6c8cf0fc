//! Rewrites a master workbook with the columns, guidance and dropdowns that `new-plan` writes today. Its rows
//! stay. It renews `templates/master-plan.xlsx` after a change of the schema.
//!
//! `cargo run --example renew_master -- templates/master-plan.xlsx`

#![allow(missing_docs, clippy::print_stderr, reason = "a tool for contributors, run by hand")]

use std::collections::BTreeMap;
use std::error::Error;
use std::{env, fs};

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use shinchoku::plan;
use shinchoku::plan::schema::{ACTUAL, SHEETS, Shape, Sheet, TARGET};
use shinchoku::plan::template::{PlanSheets, write};
use shinchoku::text::calendar::FiscalYear;

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("name the master workbook")?;
    let before = plan::read::read(&fs::read(&path)?, path.as_ref())?.0;
    let mut book: Xlsx<_> = open_workbook(&path)?;
    let years = before.fiscal_years.clone();
    let mut rows = BTreeMap::new();
    for sheet in SHEETS {
        if let Ok(range) = book.worksheet_range(sheet.name) {
            rows.insert(sheet.name, rows_of(sheet, &range, &years));
        }
    }
    let bytes = write(&PlanSheets { fiscal_years: years, rows })?;
    let after = plan::read::read(&bytes, path.as_ref())?.0;
    if after.projects.len() != before.projects.len() || after.version != before.version {
        return Err("the renewed workbook does not hold the same plan".into());
    }
    fs::write(&path, bytes)?;
    eprintln!("{path}: {} projects", after.projects.len());
    Ok(())
}

/// Returns the rows of a sheet with their cells in the order of the schema. A missing column is blank.
fn rows_of(sheet: &Sheet, range: &Range<Data>, years: &[FiscalYear]) -> Vec<Vec<String>> {
    let text = |row: usize, col: usize| range.get((row, col)).map(ToString::to_string).unwrap_or_default();
    let (height, width) = range.get_size();
    let first = sheet.columns.first().map_or("", |column| column.name);
    let Some(heading) = (0..height).find(|row| text(*row, 0) == first) else { return Vec::new() };
    let places: Vec<Option<usize>> = headings(sheet, years)
        .iter()
        .map(|name| (0..width).find(|col| text(heading, *col) == *name))
        .collect();
    let row = |row: usize| -> Vec<String> {
        places.iter().map(|place| place.map(|col| text(row, col)).unwrap_or_default()).collect()
    };
    (heading + 1..height).map(row).filter(|row| row.iter().any(|cell| !cell.is_empty())).collect()
}

/// Returns the headings in the order of the template.
fn headings(sheet: &Sheet, years: &[FiscalYear]) -> Vec<String> {
    let mut names: Vec<String> = sheet.columns.iter().map(|column| column.name.to_owned()).collect();
    if matches!(sheet.shape, Shape::YearRows) {
        let optional = sheet.columns.iter().filter(|column| column.optional).count();
        let of_years =
            years.iter().flat_map(|year| [TARGET, ACTUAL].map(|word| format!("{}{word}", year.label())));
        let at = names.len() - optional - 1;
        names.splice(at..at, of_years);
    }
    names
}
