//! Lists below the ledger whose columns each span some of the ledger's.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::secretariat::submission::ledger::COLUMNS;
use crate::sheet::table::{Formats, Value, put, total_width};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

/// A column over columns of the ledger, from `first` to `last`.
pub(super) struct Spanned<F> {
    pub(super) heading: &'static str,
    pub(super) first: u16,
    pub(super) last: u16,
    /// Gives the cell of a row.
    pub(super) cell: F,
}

/// Returns a column over columns of the ledger.
pub(super) const fn spanned<F: Copy>(heading: &'static str, first: u16, last: u16, cell: F) -> Spanned<F> {
    Spanned { heading, first, last, cell }
}

impl<F> Spanned<F> {
    fn width(&self) -> f64 {
        total_width(COLUMNS.get(self.first.into()..=self.last.into()).unwrap_or_default())
    }

    fn put(&self, sheet: &mut Worksheet, row: u32, value: &Value, format: &Format) -> Result<(), XlsxError> {
        if self.first < self.last {
            sheet.put_merged(row, self.first, row, self.last, "", format)?;
        }
        put(sheet, row, self.first, value, format)
    }
}

/// Writes the title of a list.
pub(super) fn write_title(sheet: &mut Worksheet, row: u32, title: &str) -> Result<(), XlsxError> {
    sheet.put_text(row, 0, title, &style::section())?;
    sheet.set_row_height(row, 22.0)?;
    Ok(())
}

/// Writes the headings of a list.
pub(super) fn write_headings<F>(
    sheet: &mut Worksheet,
    row: u32,
    columns: &[Spanned<F>],
) -> Result<(), XlsxError> {
    let formats = Formats::default();
    for column in columns {
        column.put(sheet, row, &Value::text(column.heading), &formats.heading)?;
    }
    sheet.set_row_height(row, 20.0)?;
    Ok(())
}

/// Writes a row of a list; its height fits its texts.
pub(super) fn write_row<F: Fn(&R) -> Value, R>(
    sheet: &mut Worksheet,
    at: u32,
    columns: &[Spanned<F>],
    row: &R,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let mut values: Vec<(Value, f64)> = Vec::new();
    for column in columns {
        let value = (column.cell)(row);
        column.put(sheet, at, &value, formats.of(&value))?;
        values.push((value, column.width()));
    }
    let texts: Vec<(&str, f64)> = values.iter().map(|(value, width)| (value.words(), *width)).collect();
    sheet.set_row_height(at, measure::row_height(&texts, style::SIZE))?;
    Ok(())
}
