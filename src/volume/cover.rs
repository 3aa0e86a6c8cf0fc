//! 表紙: organisation, plan, version, and a note on how to read the figures.

use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use crate::consolidate::Consolidation;
use crate::form::write::block::merged;
use crate::plan::Plan;
use crate::sheet::book::{self, Paper};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};
use crate::text::calendar::Month;
use crate::volume::header::volume_title;

/// The width of the page in half-width characters.
const WIDTH: f64 = 84.0;

/// The name of the sheet.
pub(super) const SHEET: &str = "表紙";

/// Writes the cover.
pub(super) fn write(plan: &Plan, c: &Consolidation, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.put_name(SHEET)?;
    book::set_page(sheet, Paper::A4Portrait, "", "");
    sheet.set_header("").set_footer("");
    sheet.set_print_fit_to_pages(1, 1);
    sheet.set_print_center_horizontally(true);
    sheet.set_screen_gridlines(false);
    sheet.set_column_width(0, WIDTH)?;

    let line = |size: f64| style::plain().set_font_size(size).set_text_wrap().set_align(FormatAlign::Center);
    let published = match plan.published.trim() {
        "" => String::new(),
        text => format!("{}策定", Month::parse_iso(text).map_or_else(|| text.to_owned(), era_month)),
    };
    let as_of = format!("実績は{}現在", c.as_of.japanese_last_day());
    // Font size, points above, and text of each line.
    let organisation = if plan.names_itself() { "" } else { plan.organisation.as_str() };
    let first = 110.0;
    let lines = [
        (16.0, first, organisation),
        (26.0, if organisation.is_empty() { first } else { 24.0 }, plan.title.as_str()),
        (20.0, 24.0, volume_title(plan)),
        (14.0, 40.0, plan.version.as_str()),
        (12.0, 8.0, published.as_str()),
        (12.0, 8.0, as_of.as_str()),
    ];
    let mut row = 0;
    for (size, space, text) in lines {
        if text.trim().is_empty() {
            continue;
        }
        sheet.set_row_height(row, space)?;
        sheet.set_row_height(row + 1, measure::row_height(&[(text, WIDTH)], size))?;
        let format = if size > 18.0 { line(size).set_bold() } else { line(size) };
        sheet.put_text(row + 1, 0, text, &format)?;
        row += 2;
    }
    if !plan.volume_note.trim().is_empty() {
        let format = style::cell().set_align(FormatAlign::VerticalCenter).set_indent(1);
        sheet.set_row_height(row, 150.0)?;
        sheet
            .set_row_height(row + 1, measure::row_height(&[(&plan.volume_note, WIDTH - 4.0)], 10.0) + 12.0)?;
        merged(sheet, (row + 1, 0), (row + 1, 0), &plan.volume_note, &format)?;
    }
    Ok(())
}

/// Returns a month as `令和5年6月`.
fn era_month(month: Month) -> String {
    let day = month.japanese_last_day();
    day.split_inclusive('月').next().unwrap_or_default().to_owned()
}
