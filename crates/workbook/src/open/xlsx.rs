//! An xlsx: calamine's cells, with what the parts say about them.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::format::{self, Shape};
use super::look::{self, Look, Run};
use super::parts::sheet::Overlay;
use super::parts::strings;
use super::parts::{Package, remarks, sheet};
use super::{Book, Budget, bool_cell, check_names, check_sheets, damaged, error_cell, number, text_cell};
use crate::grid::{Cell, CellKind, Grid};
use crate::limits::Limits;
use crate::refusal::Refusal;

pub(super) fn open(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Refusal> {
    let mut package = Package::new(bytes)?;
    let workbook = package.workbook("xl/workbook.xml");
    let parts = package.sheets(&workbook);
    check_sheets(parts.len(), limits)?;
    check_names(parts.iter().map(|(name, _)| name.as_str()))?;
    let runs = shared_runs(&mut package, &workbook)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let is_1904 = book.has_1904_epoch();
    let kind = if package.has("docProps/custom.xml") {
        book.workbook_properties()
            .ok()
            .and_then(|properties| properties.custom_properties.get(property).cloned())
    } else {
        None
    };
    let listed = book.sheets_metadata().to_vec();
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::new();
    for listed in listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let (_, part) = parts.iter().find(|(name, _)| *name == listed.name).ok_or_else(damaged)?;
        let text = package.part(part).ok_or_else(damaged)?;
        let overlay = sheet::read(&text).ok_or_else(damaged)?;
        let mut grid = Grid {
            name: listed.name.clone(),
            hidden: listed.visible != SheetVisible::Visible,
            remarks: remarks::read(&mut package, part, remarks::notes),
            ..Grid::default()
        };
        let unread = read_cells(&mut book, &mut grid, &overlay, &runs, is_1904, &mut budget)?;
        add_unread(&mut grid, &overlay, &unread, &text, &mut budget)?;
        for (pos, formula) in overlay.unsaved {
            budget.spend(&formula)?;
            let cell = Cell { text: formula, kind: CellKind::Unsaved, unstruck: None };
            grid.cells.entry(pos).or_insert(cell);
        }
        grid.merges = overlay.merges;
        grid.hidden_rows = overlay.hidden_rows;
        grid.hidden_cols = overlay.hidden_cols;
        sheets.push(grid);
    }
    Ok(Book { sheets, kind })
}

/// Reads what calamine understands; gives the places, in the file's order, of the cells that it does not.
fn read_cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    grid: &mut Grid,
    overlay: &Overlay,
    shared: &[Option<Vec<Run>>],
    is_1904: bool,
    budget: &mut Budget,
) -> Result<Vec<usize>, Refusal> {
    let mut reader = match book.worksheet_cells_reader(&grid.name) {
        Ok(reader) => reader,
        // A sheet of another kind has no cells; a worksheet without any data has lost them.
        Err(XlsxError::NotAWorksheet(kind)) if kind != "worksheet" => return Ok(Vec::new()),
        Err(error) => return Err(refusal(&error)),
    };
    let looks: Vec<Look> = reader.styles().iter().map(look).collect();
    let mut unread = Vec::new();
    // A cell counts where the file puts it: after one that it does not understand, calamine loses count where cells have no address.
    for (at, pos) in overlay.places.iter().copied().enumerate() {
        let (found, style) = match reader.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => return Err(damaged()),
            // The XML itself is broken: what follows is lost, and that must be said.
            Err(
                error @ (XlsxError::Xml(_) | XlsxError::XmlEof(_) | XlsxError::Io(_) | XlsxError::Zip(_)),
            ) => {
                return Err(refusal(&error));
            }
            // A cell that calamine does not understand costs that cell only.
            Err(_) => {
                unread.push(at);
                continue;
            }
        };
        if unread.is_empty() && found.get_position() != (pos.row, pos.col) {
            return Err(damaged());
        }
        let look = looks.get(style).unwrap_or(&Look::PLAIN);
        let Some(mut cell) = convert(found.get_value(), &look.shape, is_1904) else { continue };
        budget.spend(&cell.text)?;
        let runs = overlay.inline.get(&pos).map(Vec::as_slice).or_else(|| {
            let index = overlay.shared.get(&pos)?;
            shared.get(*index)?.as_deref()
        });
        cell.unstruck = look::unstruck(runs, look.struck);
        grid.cells.insert(pos, cell);
    }
    match reader.next_cell_with_style_id() {
        Ok(None) => Ok(unread),
        _ => Err(damaged()),
    }
}

/// Cells that could not be understood stand as errors, with what the file holds of them.
fn add_unread(
    grid: &mut Grid,
    overlay: &Overlay,
    unread: &[usize],
    sheet: &str,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    let values = if unread.is_empty() { Vec::new() } else { sheet::raw_values(sheet) };
    for at in unread {
        let Some(pos) = overlay.places.get(*at) else { continue };
        let value = values.get(*at).filter(|value| !value.trim().is_empty());
        let cell = error_cell(value.map_or_else(|| UNREAD.to_owned(), Clone::clone));
        budget.spend(&cell.text)?;
        grid.cells.insert(*pos, cell);
    }
    Ok(())
}

/// What stands for a cell of which the file says nothing that can be understood.
const UNREAD: &str = "#UNKNOWN!";

fn look(style: &Style) -> Look {
    let shape = style
        .number_format
        .as_ref()
        .map_or(Shape::General, |number| format::shape(&number.format_code, number.format_id));
    Look { shape, struck: style.font.as_ref().is_some_and(calamine::Font::has_strikethrough) }
}

fn convert(value: &DataRef<'_>, shape: &Shape, is_1904: bool) -> Option<Cell> {
    Some(match value {
        DataRef::Empty => return None,
        // calamine takes a number without a type that it cannot parse for text; so do we.
        DataRef::String(text) => text_cell(text.clone()),
        DataRef::SharedString(text) => text_cell((*text).to_owned()),
        DataRef::Int(value) if *shape == Shape::General => number::integer(*value),
        #[allow(clippy::cast_precision_loss, reason = "a cell holds no more digits than that")]
        DataRef::Int(value) => number::cell(*value as f64, shape, is_1904),
        DataRef::Float(value) => number::cell(*value, shape, is_1904),
        DataRef::DateTime(value) => number::cell(value.as_f64(), shape, is_1904),
        DataRef::Bool(value) => bool_cell(*value),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => number::iso(text),
        DataRef::Error(error) => error_cell(error.to_string()),
    })
}

/// The rich shared strings, looked for only where anything is struck at all.
fn shared_runs(package: &mut Package<'_>, workbook: &str) -> Result<Vec<Option<Vec<Run>>>, Refusal> {
    let relations = package.relations(workbook);
    let mut part = |kind: &str| match relations.iter().find(|relation| relation.kind == kind) {
        Some(relation) => package.part(&relation.target).ok_or_else(damaged),
        None => Ok(String::new()),
    };
    let strings = part("sharedStrings")?;
    // Without its styles a book can be read; what they would strike through is not known then.
    let styles = part("styles").unwrap_or_default();
    if strings::announces_too_many(&strings) {
        return Err(damaged());
    }
    if strings::has_strike(&strings) || strings::has_strike(&styles) {
        Ok(strings::shared_runs(&strings))
    } else {
        Ok(Vec::new())
    }
}

fn refusal(error: &XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => damaged(),
    }
}
