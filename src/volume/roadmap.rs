//! ロードマップ: the bars and milestones of every 施策, as pages after 概要.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::form::write::block::merged;
use crate::plan::Plan;
use crate::plan::model::{Measure, RoadmapItem};
use crate::sheet::book::{self, Paper};
use crate::sheet::write::TextWriter;
use crate::sheet::{counts, measure, style};
use crate::timeline::{Scale, Timeline, years_of};
use crate::volume::header::Header;

/// The name of the sheet.
pub(super) const SHEET: &str = "ロードマップ";
const HEADING_ROW: u32 = 2;
const FIRST_ROW: u32 = HEADING_ROW + 2;
const MEASURE_WIDTH: f64 = 15.0;
const TEXT_WIDTH: f64 = 31.0;
/// The width of all columns of time together, in half-width characters.
const TIME_WIDTH: f64 = 38.0;
const SIZE: f64 = 9.0;
/// The most years with a column for each quarter. Longer plans have a column for each year.
const MOST_YEARS_OF_QUARTERS: i32 = 5;
/// The first column of time.
const FIRST: u16 = 2;

/// Returns the columns of time.
fn timeline(plan: &Plan) -> Timeline {
    let scale = if years_of(plan) <= MOST_YEARS_OF_QUARTERS { Scale::Quarters } else { Scale::Years };
    Timeline::of(plan, scale)
}

fn last(times: &Timeline) -> u16 {
    FIRST + times.count() - 1
}

/// True if the plan has a roadmap to print.
pub(super) fn is_printed(plan: &Plan) -> bool {
    !plan.roadmap.is_empty()
}

/// Writes the sheet.
pub(super) fn write(plan: &Plan, header: &Header, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.put_name(SHEET)?;
    book::set_page(sheet, Paper::A4Portrait, &header.left, &header.right);
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.4, 0.4, 0.65, 0.6, 0.3, 0.3);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_screen_gridlines(false);
    let times = timeline(plan);
    sheet.put_text(0, 0, SHEET, &style::title())?;
    sheet.set_row_height(0, 26)?;
    sheet.put_text(1, 0, "━ は期間、→ は期間の後も続くもの、◆ は節目です。", &style::remark())?;
    headings(sheet, &times)?;
    let mut row = FIRST_ROW;
    for measure in &plan.measures {
        let items: Vec<&RoadmapItem> = plan.roadmap.of_parent(&measure.number).collect();
        row = write_measure(sheet, &times, measure, &items, row)?;
    }
    sheet.set_repeat_rows(HEADING_ROW, FIRST_ROW - 1)?;
    Ok(())
}

fn headings(sheet: &mut Worksheet, times: &Timeline) -> Result<(), XlsxError> {
    let heading = style::heading().set_font_size(SIZE);
    let width = (TIME_WIDTH / f64::from(times.count())).max(1.6);
    sheet.set_column_width(0, MEASURE_WIDTH)?;
    sheet.set_column_width(1, TEXT_WIDTH)?;
    sheet.set_column_range_width(FIRST, last(times), width)?;
    let last = FIRST_ROW - 1;
    sheet.put_merged(HEADING_ROW, 0, last, 0, "施策", &heading)?;
    sheet.put_merged(HEADING_ROW, 1, last, 1, "内容", &heading)?;
    let mut year = times.first;
    for at in 0..times.years {
        let first = FIRST + at * times.per_year;
        let (label, bottom) = (year.label(), if times.per_year == 1 { last } else { HEADING_ROW });
        merged(sheet, (HEADING_ROW, first), (bottom, first + times.per_year - 1), &label, &heading)?;
        if times.per_year > 1 {
            for (col, words) in (first..).zip(["4～", "7～", "10～", "1～"]) {
                sheet.put_text(last, col, words, &heading.clone().set_font_size(7.0).unset_bold())?;
            }
        }
        year = year.next();
    }
    Ok(())
}

fn write_measure(
    sheet: &mut Worksheet,
    times: &Timeline,
    of: &Measure,
    items: &[&RoadmapItem],
    top: u32,
) -> Result<u32, XlsxError> {
    if items.is_empty() {
        return Ok(top);
    }
    let heading = of.heading();
    let mut heights: Vec<f64> =
        items.iter().map(|item| measure::row_height(&[(&item.text, TEXT_WIDTH)], SIZE).max(18.0)).collect();
    // The last row of a 施策 grows if its rows are too low for its name.
    let needed = measure::row_height(&[(&heading, MEASURE_WIDTH)], SIZE);
    let taken: f64 = heights.iter().sum();
    if let Some(last) = heights.last_mut() {
        *last += (needed - taken).max(0.0);
    }
    let cell = style::cell().set_font_size(SIZE).set_align(FormatAlign::VerticalCenter);
    let end = top + counts::rows(items.len()) - 1;
    merged(sheet, (top, 0), (end, 0), &heading, &cell.clone().set_bold())?;
    for ((row, item), height) in (top..).zip(items).zip(heights) {
        sheet.set_row_height(row, height)?;
        sheet.put_text(row, 1, &item.text, &cell)?;
        write_item(sheet, times, item, row)?;
    }
    Ok(end + 1)
}

fn write_item(
    sheet: &mut Worksheet,
    times: &Timeline,
    item: &RoadmapItem,
    row: u32,
) -> Result<(), XlsxError> {
    let empty = style::centered().set_font_size(SIZE);
    let bar: Format = empty.clone().set_background_color(style::BAR);
    for col in FIRST..=last(times) {
        let mark = times.mark(item, col - FIRST);
        let format = if mark.is_bar { &bar } else { &empty };
        if mark.sign.is_empty() {
            sheet.write_blank(row, col, format)?;
        } else {
            sheet.put_text(row, col, mark.sign, format)?;
        }
    }
    Ok(())
}
