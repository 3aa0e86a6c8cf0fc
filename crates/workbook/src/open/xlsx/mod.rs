//! An .xlsx or .xlsm, each part read once.

mod conditional;
mod sheet;
mod strings;
mod styles;
mod workbook;

use super::budget::{Budget, check_names, check_sheet_count};
use super::number_format::cell::Epoch;
use super::package::{Package, Relation};
use super::sheet_builder::SheetBuilder;
use super::{Book, damaged, remarks};
use crate::grid::Grid;
use crate::limits::Limits;
use crate::refusal::Refusal;
use strings::SharedStrings;
use styles::Styles;
use workbook::{Listed, Workbook};

/// What all sheets of a workbook share.
struct Shared {
    strings: SharedStrings,
    styles: Styles,
    epoch: Epoch,
    recalculates_on_load: bool,
}

pub(super) fn open(package: &mut Package<'_>, property: &str, limits: &Limits) -> Result<Book, Refusal> {
    let path = package.workbook_path("xl/workbook.xml");
    let relations = package.relations(&path);
    let workbook = package.part(&path).and_then(|text| workbook::read(&text)).ok_or_else(damaged)?;
    check_sheet_count(workbook.sheets.len(), limits)?;
    check_names(workbook.sheets.iter().map(|sheet| sheet.name.as_str()))?;
    let shared = shared(package, &relations, &workbook)?;
    let mut budget = Budget::new(limits);
    let (mut sheets, mut broken) = (Vec::new(), Vec::new());
    for listed in workbook.sheets {
        let relation = relations.iter().find(|relation| relation.id == listed.relation);
        // Charts, dialogs, macro sheets and old modules, which have no part, hold no cells of a form.
        let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") else { continue };
        let name = listed.name.clone();
        match read_sheet(package, listed, &relation.target, &shared, &mut budget) {
            Ok(sheet) => sheets.push(sheet),
            Err(Refusal::Unreadable(_)) => broken.push(name),
            Err(refusal) => return Err(refusal),
        }
    }
    let kind = package.custom_property(property);
    Book { sheets, damaged: broken, kind }.with_any_sheet()
}

fn shared(package: &mut Package<'_>, relations: &[Relation], workbook: &Workbook) -> Result<Shared, Refusal> {
    let path = |kind: &str| {
        relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.as_str())
    };
    let strings = match path("sharedStrings") {
        Some(path) => package.part(path).and_then(|text| strings::read(&text)).ok_or_else(damaged)?,
        None => SharedStrings::default(),
    };
    // Excel opens a workbook without styles; its numbers are plain then.
    let styles = path("styles").and_then(|path| package.part(path)).unwrap_or_default();
    Ok(Shared {
        strings,
        styles: styles::read(&styles),
        epoch: workbook.epoch,
        recalculates_on_load: workbook.recalculates_on_load,
    })
}

fn read_sheet(
    package: &mut Package<'_>,
    listed: Listed,
    path: &str,
    shared: &Shared,
    budget: &mut Budget,
) -> Result<Grid, Refusal> {
    let text = package.part(path).ok_or_else(damaged)?;
    let mut builder = SheetBuilder::new(listed.name, listed.is_hidden, shared.epoch, budget);
    sheet::read(&text, shared, &mut builder)?;
    let mut grid = builder.grid;
    let found = remarks::read(package, path, remarks::xml_notes);
    grid.remarks = found.remarks;
    grid.drawings = found.drawings;
    Ok(grid)
}
