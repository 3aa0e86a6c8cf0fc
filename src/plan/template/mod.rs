//! Writes a master workbook from rows of text: an empty one with guidance, or one with a plan.

mod choices;
mod frame;
mod guide;
mod lists;
mod rows;

use rust_xlsxwriter::{Format, FormatAlign, IgnoreError, Workbook, Worksheet, XlsxError};

use crate::plan::schema::{
    ACTUAL, Blank, EXAMPLE, ITEM_NOTE, SHEETS, Shape, Sheet, TARGET, YEAR_GUIDANCE, YEAR_WIDTH,
};
use crate::plan::template::frame::{HEADING_ROW, SPARE_ROWS};
use crate::sheet::book::{BookKind, Paper, new_book, set_page};
use crate::sheet::package::save;
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};
use crate::text::calendar::FiscalYear;
pub use rows::PlanSheets;

/// The number of blank ruled rows on each sheet of a new workbook.
const RULED_ROWS: u32 = 15;

/// Writes a master workbook.
///
/// # Errors
/// If the workbook cannot be composed.
pub fn write(sheets: &PlanSheets) -> Result<Vec<u8>, XlsxError> {
    let (title, organisation) = (setting(sheets, "計画名称"), setting(sheets, "団体名"));
    let mut book = new_book(BookKind::Master, &title, &organisation, None)?;
    guide::write(&mut book)?;
    for sheet in SHEETS {
        write_sheet(&mut book, sheet, sheets, &title)?;
    }
    lists::write(&mut book, sheets)?;
    save(&mut book)
}

/// A column to be written, declared or of a fiscal year.
struct Written {
    name: String,
    guidance: &'static str,
    width: f64,
    blank: Blank,
}

fn columns(sheet: &Sheet, years: &[FiscalYear]) -> Vec<Written> {
    let mut columns: Vec<Written> = sheet
        .columns
        .iter()
        .map(|column| Written {
            name: column.name.to_owned(),
            guidance: column.guidance,
            width: column.width,
            blank: column.blank,
        })
        .collect();
    match sheet.shape {
        Shape::YearRows => {
            let optional = sheet.columns.iter().filter(|column| column.optional).count();
            let last = columns.split_off(columns.len() - optional - 1);
            for year in years {
                for (word, guidance) in [TARGET, ACTUAL].into_iter().zip(YEAR_GUIDANCE) {
                    let name = format!("{}{word}", year.label());
                    columns.push(Written { name, guidance, width: YEAR_WIDTH, blank: Blank::Allowed });
                }
            }
            columns.extend(last);
        }
        Shape::Items(_) => columns.push(Written {
            name: ITEM_NOTE.to_owned(),
            guidance: "項目の説明です。",
            width: 70.0,
            blank: Blank::Allowed,
        }),
        Shape::Rows => {}
    }
    columns
}

fn write_sheet(
    book: &mut Workbook,
    sheet: &Sheet,
    sheets: &PlanSheets,
    title: &str,
) -> Result<(), XlsxError> {
    let columns = columns(sheet, &sheets.fiscal_years);
    let rows = shown_rows(sheet, sheets);
    let page = book.add_worksheet();
    page.put_name(sheet.name)?;
    write_headings(page, sheet, &columns)?;
    let last = write_rows(page, sheet, &columns, &rows)?;
    choices::add(page, sheet, sheets)?;
    let last_col = last_column(&columns);
    page.set_freeze_panes(HEADING_ROW + 1, if columns.len() > 5 { 1 } else { 0 })?;
    if !matches!(sheet.shape, Shape::Items(_)) {
        page.autofilter(HEADING_ROW, 0, last, last_col)?;
    }
    let wide = columns.iter().map(|column| column.width).sum::<f64>() > 160.0;
    set_page(page, if wide { Paper::A3Landscape } else { Paper::A4Landscape }, title, sheet.name);
    page.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    page.set_print_fit_to_pages(1, 0);
    page.set_print_area(0, 0, last, last_col)?;
    Ok(())
}

/// Returns the rows to be written. On a sheet of settings the guidance of the item is appended to each.
fn shown_rows(sheet: &Sheet, sheets: &PlanSheets) -> Vec<Vec<String>> {
    let mut rows = sheets.of(sheet.name).to_vec();
    if let Shape::Items(items) = &sheet.shape {
        for row in &mut rows {
            let name = row.first().cloned().unwrap_or_default();
            row.resize(2, String::new());
            let words = items.iter().find(|item| item.name == name).map_or("", |item| item.guidance);
            row.push(words.to_owned());
        }
    }
    rows
}

fn write_headings(page: &mut Worksheet, sheet: &Sheet, columns: &[Written]) -> Result<(), XlsxError> {
    let lead = style::plain().set_bold();
    page.put_text(0, 0, format!("{}　1行に{}。{}", sheet.name, sheet.row, sheet.about), &lead)?;
    page.set_row_height(0, 21)?;
    for (at, column) in columns.iter().enumerate() {
        let col = index(at);
        // The sheet of guidance says that columns with bold headings must be filled in.
        let format =
            if column.blank == Blank::Refused { style::heading() } else { style::heading().unset_bold() };
        page.set_column_width(col, column.width)?;
        page.set_column_format(
            col,
            &style::plain().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top),
        )?;
        page.put_text(HEADING_ROW, col, &column.name, &format)?;
        let must = if column.blank == Blank::Refused { "【必須】" } else { "" };
        page.put_note(HEADING_ROW, col, &format!("{must}{}", column.guidance), |note| {
            note.add_author_prefix(false)
                .set_font_name(style::FONT)
                .set_font_size(9)
                .set_width(260)
                .set_height(110)
        })?;
    }
    let heading: Vec<(&str, f64)> =
        columns.iter().map(|column| (column.name.as_str(), column.width - 3.0)).collect();
    page.set_row_height(HEADING_ROW, measure::row_height(&heading, style::SIZE).max(24.0))?;
    Ok(())
}

/// Writes the rows, followed by blank ruled ones if there are only examples. Returns the last row.
fn write_rows(
    page: &mut Worksheet,
    sheet: &Sheet,
    columns: &[Written],
    rows: &[Vec<String>],
) -> Result<u32, XlsxError> {
    let fixed = matches!(sheet.shape, Shape::Items(_));
    let plain = style::cell().set_num_format("@");
    let example = style::cell().set_num_format("@").set_italic().set_font_color("707070");
    let label = style::cell().set_num_format("@").set_background_color(style::HEADING_FILL);
    let input = style::cell().set_num_format("@").set_background_color(style::INPUT_FILL);
    for (at, row) in rows.iter().enumerate() {
        let line = HEADING_ROW + 1 + number(at);
        let is_example = row.first().is_some_and(|cell| cell.starts_with(EXAMPLE));
        let mut texts: Vec<(&str, f64)> = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            let text = row.get(at).map_or("", String::as_str);
            let format = match (fixed, at) {
                (true, 0) => &label,
                (true, 1) => &input,
                _ if is_example => &example,
                _ => &plain,
            };
            put(page, line, index(at), text, format)?;
            texts.push((text, column.width));
        }
        page.set_row_height(line, measure::row_height(&texts, style::SIZE))?;
    }
    let mut last = HEADING_ROW + number(rows.len());
    if !fixed && rows.iter().all(|row| row.first().is_some_and(|cell| cell.starts_with(EXAMPLE))) {
        for _ in 0..RULED_ROWS {
            last += 1;
            for at in 0..columns.len() {
                page.write_blank(last, index(at), &plain)?;
            }
        }
    }
    let last = last.max(HEADING_ROW + 1);
    page.ignore_error_range(
        HEADING_ROW + 1,
        0,
        last + SPARE_ROWS,
        last_column(columns),
        IgnoreError::NumberStoredAsText,
    )?;
    Ok(last)
}

fn put(page: &mut Worksheet, row: u32, col: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    if text.is_empty() {
        page.write_blank(row, col, format)?;
    } else {
        page.put_text(row, col, text, format)?;
    }
    Ok(())
}

fn setting(sheets: &PlanSheets, name: &str) -> String {
    sheets
        .of("計画")
        .iter()
        .find(|row| row.first().is_some_and(|cell| cell == name))
        .and_then(|row| row.get(1).cloned())
        .unwrap_or_default()
}

fn last_column(columns: &[Written]) -> u16 {
    index(columns.len().saturating_sub(1))
}

#[expect(clippy::expect_used, reason = "the columns are those of the schema and of the plan's years")]
fn index(at: usize) -> u16 {
    u16::try_from(at).expect("fewer columns than Excel has")
}

#[expect(clippy::expect_used, reason = "the rows come from memory, and there are far fewer than 2^32")]
fn number(at: usize) -> u32 {
    u32::try_from(at).expect("fewer rows than 2^32")
}
