//! What every part of 概況 is written with.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::report::context::Report;
use crate::report::overview::columns::Columns;
use crate::report::sheet_names;
use crate::report::totals::layout::{Id, Layout};
use crate::sheet::address::cell_on;
use crate::sheet::table::{Formats, Value, put};
use crate::sheet::write::TextWriter;

/// What every part of the sheet is written with.
pub(super) struct Writing<'a> {
    pub(super) report: &'a Report<'a>,
    /// Where the counts of 集計 stand.
    pub(super) layout: &'a Layout,
    pub(super) columns: Columns,
    pub(super) formats: Formats,
}

impl<'a> Writing<'a> {
    pub(super) fn new(report: &'a Report<'a>, layout: &'a Layout, columns: Columns) -> Self {
        let formats = Formats::default();
        let middle = |format: &Format| {
            format.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
        };
        let formats = Formats {
            text: formats.text.clone().set_align(FormatAlign::VerticalCenter),
            count: middle(&formats.count),
            percent: middle(&formats.percent),
            ..formats
        };
        Self { report, layout, columns, formats }
    }

    /// Returns the cell of the whole plan on 集計.
    pub(super) fn of_plan(&self, id: Id) -> String {
        cell_on(sheet_names::TOTALS, self.layout.plan_row(), self.layout.col(id))
    }
}

/// Writes a value over columns from `first` to `last`.
pub(super) fn put_over(
    sheet: &mut Worksheet,
    row: u32,
    (first, last): (u16, u16),
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    if last > first {
        sheet.put_merged(row, first, row, last, "", format)?;
    }
    put(sheet, row, first, value, format)
}
