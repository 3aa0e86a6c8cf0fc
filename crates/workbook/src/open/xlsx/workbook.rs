//! The workbook part: the list of sheets and the settings that change how cells are read.

use quick_xml::events::Event;

use super::super::number_format::cell::Epoch;
use super::super::xml::{attribute, is_set, next, reader};

/// The contents of the workbook part.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// The sheets, in order.
    pub sheets: Vec<Listed>,
    /// The day from which dates are counted.
    pub epoch: Epoch,
    /// True if Excel calculates all formulas when it opens the book, because the program that wrote it
    /// calculated none.
    pub recalculates_on_load: bool,
}

/// A sheet in the list.
#[derive(Debug)]
pub(super) struct Listed {
    /// The name.
    pub name: String,
    /// True if the sheet is hidden. Excel shows a sheet whose state it does not know.
    pub is_hidden: bool,
    /// The id of the relationship to the sheet's part; empty if it has none.
    pub relation: String,
}

/// Reads the workbook part. `None` if it is cut off.
pub(super) fn read(text: &str) -> Option<Workbook> {
    let mut workbook = Workbook::default();
    let mut closed = false;
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "sheet" => workbook.sheets.push(Listed {
                    name: attribute(&start, "name").unwrap_or_default(),
                    is_hidden: matches!(attribute(&start, "state").as_deref(), Some("hidden" | "veryHidden")),
                    relation: attribute(&start, "id").unwrap_or_default(),
                }),
                "workbookPr" if is_set(&start, "date1904") => workbook.epoch = Epoch::Y1904,
                "calcPr" => workbook.recalculates_on_load = is_set(&start, "fullCalcOnLoad"),
                _ => {}
            },
            Event::End(end) => closed = end.local_name().as_ref() == "workbook",
            _ => {}
        }
    }
    closed.then_some(workbook)
}
