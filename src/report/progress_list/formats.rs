//! The formats of 進捗一覧.

use rust_xlsxwriter::{Color, Format, FormatAlign};

use crate::report::progress_list::columns::{CellFormat, Column};
use crate::report::progress_list::positions::Positions;
use crate::sheet::style;
use crate::sheet::table::{Formats, Value};

/// The size of type in points.
pub(super) const SIZE: f64 = 9.0;
/// The colour of the borders between the rows of a 施策.
const QUIET_RULE: Color = Color::RGB(0xBF_BF_BF);

/// The formats of a row's cells.
pub(super) struct RowFormats {
    pub(super) printed: Formats,
    pub(super) calculated: Formats,
    figure: Format,
}

impl Default for RowFormats {
    fn default() -> Self {
        let figure = style::number().set_background_color(style::INPUT_FILL).set_font_size(SIZE);
        Self {
            printed: printed(),
            calculated: calculated(),
            figure: figure.set_align(FormatAlign::VerticalCenter),
        }
    }
}

impl RowFormats {
    /// Returns the format of a column's cell.
    pub(super) fn of(&self, columns: &Positions, col: u16, column: &Column, value: &Value) -> &Format {
        if column.is_figure() {
            return &self.figure;
        }
        let formats = if col <= columns.last_printed { &self.printed } else { &self.calculated };
        match column.format {
            CellFormat::OfValue => formats.of(value),
            CellFormat::Percent => &formats.percent,
            CellFormat::Link => &formats.link,
        }
    }
}

/// Returns the format of the printed headings.
pub(super) fn heading() -> Format {
    style::heading().set_font_size(SIZE)
}

/// Returns the formats of the printed columns, all vertically centered, because the heights of texts differ.
fn printed() -> Formats {
    let formats = Formats::default();
    let middle = |format: &Format| {
        format.clone().set_font_size(SIZE).set_border_color(QUIET_RULE).set_align(FormatAlign::VerticalCenter)
    };
    Formats {
        text: middle(&formats.text),
        centered: middle(&formats.centered),
        number: middle(&formats.number),
        count: middle(&formats.count),
        percent: middle(&formats.percent),
        link: middle(&formats.link),
        input: middle(&formats.input),
        heading: heading(),
        group: middle(&formats.group),
    }
}

/// Returns the formats of the 計算欄: small, without borders.
fn calculated() -> Formats {
    let plain = style::aside();
    Formats {
        text: plain.clone(),
        centered: plain.clone(),
        number: plain.clone(),
        count: plain.clone(),
        percent: style::aside().set_num_format("0.0%"),
        link: plain.clone(),
        input: plain.clone(),
        heading: style::aside_heading(),
        group: plain,
    }
}
