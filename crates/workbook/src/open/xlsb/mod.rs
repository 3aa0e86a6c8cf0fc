//! An .xlsb, each part read once.

mod comments;
mod records;
mod sheet;
mod strings;
mod styles;

use super::budget::{Budget, check_names, check_sheet_count};
use super::number_format::cell::Epoch;
use super::package::Package;
use super::sheet_builder::SheetBuilder;
use super::{Book, damaged, remarks};
use crate::grid::Grid;
use crate::limits::Limits;
use crate::refusal::Refusal;
use records::{records, text, u16_at, u32_at};
use strings::SharedString;
use styles::Styles;

const WORKBOOK_PROPERTIES: u16 = 153;
const SHEET: u16 = 156;
const CALCULATION: u16 = 157;
const END_WORKBOOK: u16 = 132;

/// What all sheets of a workbook share.
struct Shared {
    strings: Vec<SharedString>,
    styles: Styles,
    recalculates_on_load: bool,
}

/// A sheet in the list.
struct Listed {
    name: String,
    is_hidden: bool,
    relation: String,
}

/// The contents of the workbook part.
#[derive(Default)]
struct Workbook {
    sheets: Vec<Listed>,
    epoch: Epoch,
    recalculates_on_load: bool,
}

pub(super) fn open(package: &mut Package<'_>, property: &str, limits: &Limits) -> Result<Book, Refusal> {
    let path = package.workbook_path("xl/workbook.bin");
    let relations = package.relations(&path);
    let workbook = package.bytes(&path).and_then(|part| workbook(&part)).ok_or_else(damaged)?;
    check_sheet_count(workbook.sheets.len(), limits)?;
    check_names(workbook.sheets.iter().map(|sheet| sheet.name.as_str()))?;
    let mut part = |kind: &str| {
        let relation = relations.iter().find(|relation| relation.kind == kind);
        relation.map_or(Some(Vec::new()), |relation| package.bytes(&relation.target))
    };
    let styles = styles::read(&part("styles").unwrap_or_default());
    let strings = strings::read(&part("sharedStrings").ok_or_else(damaged)?, &styles);
    let shared = Shared { strings, styles, recalculates_on_load: workbook.recalculates_on_load };
    let mut budget = Budget::new(limits);
    let (mut sheets, mut broken) = (Vec::new(), Vec::new());
    for listed in workbook.sheets {
        let relation = relations.iter().find(|relation| relation.id == listed.relation);
        let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") else { continue };
        let name = listed.name.clone();
        match read_sheet(package, listed, &relation.target, &shared, workbook.epoch, &mut budget) {
            Ok(sheet) => sheets.push(sheet),
            Err(Refusal::Unreadable(_)) => broken.push(name),
            Err(refusal) => return Err(refusal),
        }
    }
    let kind = package.custom_property(property);
    Book { sheets, damaged: broken, kind }.with_any_sheet()
}

fn read_sheet(
    package: &mut Package<'_>,
    listed: Listed,
    path: &str,
    shared: &Shared,
    epoch: Epoch,
    budget: &mut Budget,
) -> Result<Grid, Refusal> {
    let part = package.bytes(path).ok_or_else(damaged)?;
    let mut builder = SheetBuilder::new(listed.name, listed.is_hidden, epoch, budget);
    sheet::read(&part, shared, &mut builder)?;
    let mut grid = builder.grid;
    let found = remarks::read(package, path, comments::read);
    grid.remarks = found.remarks;
    grid.drawings = found.drawings;
    Ok(grid)
}

/// Reads the workbook part. `None` if it is cut off.
fn workbook(part: &[u8]) -> Option<Workbook> {
    let mut workbook = Workbook::default();
    let mut closed = false;
    for (kind, data) in records(part) {
        match kind {
            WORKBOOK_PROPERTIES if data.first().is_some_and(|bits| bits & 1 != 0) => {
                workbook.epoch = Epoch::Y1904;
            }
            CALCULATION => {
                workbook.recalculates_on_load = u16_at(data, 24).is_some_and(|bits| bits & 1 != 0);
            }
            SHEET => {
                let (relation, end) = text(data, 8).unwrap_or_default();
                workbook.sheets.push(Listed {
                    name: text(data, end).map(|(name, _)| name)?,
                    is_hidden: u32_at(data, 0).is_some_and(|state| matches!(state, 1 | 2)),
                    relation,
                });
            }
            END_WORKBOOK => closed = true,
            _ => {}
        }
    }
    closed.then_some(workbook)
}
