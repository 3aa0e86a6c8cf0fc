//! 進捗一覧: a row for every indicator in the as-of fiscal year, with the numbers from which the whole workbook
//! is computed.

mod cells;
pub(in crate::report) mod columns;
pub(in crate::report) mod ids;
mod row;
pub(in crate::report) mod rows;
#[cfg(test)]
mod tests;

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, Format, FormatAlign, Formula, Sparkline, SparklineType,
    Workbook, Worksheet, XlsxError,
};

use crate::report::context::Report;
use crate::report::progress_list::cells::effect;
use crate::report::progress_list::columns::{CellFormat, Column, numbered};
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::Row;
use crate::report::progress_list::rows::{HEADING_ROW, ListRow};
use crate::report::sheet_names;
use crate::sheet::address::{cell, cell_on, range_on};
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Formats, Value, put};
use crate::sheet::write::{TextWriter, define_name};
use crate::sheet::{measure, style};

/// The least height of a row, in points.
const LEAST_HEIGHT: f64 = 30.0;

/// Writes the sheet and the names of its columns.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let last_row = report.rows.last().map_or(HEADING_ROW, |last| last.row);
    define_names(book, report, last_row.max(HEADING_ROW + 1))?;
    let sheet = book.add_worksheet();
    let title =
        format!("進捗一覧　{}（{}現在）", report.c.fiscal_year.label(), report.c.as_of.japanese_last_day());
    let remark = "事業名称を押すと別冊の事業のページが開きます。目標値・実績値を直すと、達成率・判定と、集計・概況が計算し直されます。";
    begin(sheet, sheet_names::PROGRESS_LIST, &title, remark, &report.page.on(Paper::A3Landscape))?;
    write_headings(sheet, report)?;
    let formats = RowFormats { printed: printed_formats(), calculated: calculated_formats() };
    for list in &report.rows {
        write_row(sheet, &Row::new(report, list), &formats)?;
    }
    let last_printed = report.columns.last_printed;
    sheet.set_freeze_panes(HEADING_ROW + 1, 2)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    sheet.set_print_area(0, 0, last_row, last_printed)?;
    if report.rows.is_empty() {
        let none = "計画に個別事業がありません。";
        sheet.put_text(HEADING_ROW + 1, 0, none, &style::plain())?;
        return Ok(());
    }
    sheet.autofilter(HEADING_ROW, 0, last_row, last_printed)?;
    write_conditional_formats(sheet, report, last_row)
}

fn define_names(book: &mut Workbook, report: &Report, last_row: u32) -> Result<(), XlsxError> {
    for (col, column) in numbered(&report.columns) {
        let Some(name) = column.name else { continue };
        let range = range_on(sheet_names::PROGRESS_LIST, (HEADING_ROW + 1, col), (last_row, col));
        define_name(book, name, &format!("={range}"))?;
    }
    Ok(())
}

fn write_headings(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let columns = &report.columns;
    let (printed, calculated) = (style::heading(), style::aside_heading());
    sheet.set_row_height(HEADING_ROW, 34.0)?;
    for (col, column) in numbered(columns) {
        let format = if col <= columns.last_printed { &printed } else { &calculated };
        sheet.set_column_width(col, column.width)?;
        sheet.put_text(HEADING_ROW, col, heading(report, column), format)?;
        if !(column.is_shown)(report) {
            sheet.set_column_hidden(col)?;
        }
    }
    sheet.set_column_width(columns.last_printed + 1, 3.0)?;
    let remark = "計算欄（集計と概況がここから計算されます。印刷されません。）";
    sheet.put_text(HEADING_ROW - 1, columns.first_calculated, remark, &style::remark())?;
    for (col, year) in (columns.first_year..).zip(&report.plan.fiscal_years) {
        sheet.set_column_width(col, 9.0)?;
        sheet.put_text(HEADING_ROW, col, format!("{}実績値", year.label()), &calculated)?;
    }
    Ok(())
}

fn heading(report: &Report, column: &Column) -> String {
    let years = &report.plan.fiscal_years;
    match (column.id, years.first(), years.last()) {
        (Some(Id::Trend), Some(first), Some(last)) => format!("{}\n{first}～{last}", column.heading),
        _ => column.heading.to_owned(),
    }
}

/// The formats of a row's cells.
struct RowFormats {
    printed: Formats,
    calculated: Formats,
}

fn write_row(sheet: &mut Worksheet, row: &Row, formats: &RowFormats) -> Result<(), XlsxError> {
    let columns = &row.report.columns;
    let list = row.list;
    write_measure(sheet, list, columns.last_printed, &formats.printed.group)?;
    for col in 0..=columns.last_printed {
        sheet.write_blank(list.row, col, &formats.printed.text)?;
    }
    let mut printed: Vec<(Value, f64)> = Vec::new();
    for (col, column) in numbered(columns) {
        let Some(value) = (column.cell)(row) else { continue };
        let is_printed = col <= columns.last_printed;
        let formats = if is_printed { &formats.printed } else { &formats.calculated };
        let format = match column.format {
            CellFormat::OfValue => formats.of(&value),
            CellFormat::Percent => &formats.percent,
            CellFormat::Link => &formats.link,
        };
        put(sheet, list.row, col, &value, format)?;
        if is_printed {
            printed.push((value, column.width));
        }
    }
    let texts: Vec<(&str, f64)> = printed.iter().map(|(value, width)| (value.words(), *width)).collect();
    sheet.set_row_height(list.row, measure::row_height(&texts, style::SIZE).max(LEAST_HEIGHT))?;
    write_years(sheet, row, &formats.calculated)?;
    write_choices(sheet, row)
}

/// Writes the heading of the 施策 above its first row.
fn write_measure(
    sheet: &mut Worksheet,
    list: &ListRow,
    last_col: u16,
    format: &Format,
) -> Result<(), XlsxError> {
    let Some(measure) = list.opens else { return Ok(()) };
    let row = list.row - 1;
    for col in 0..=last_col {
        sheet.write_blank(row, col, format)?;
    }
    sheet.put_text(row, 0, measure.heading(), format)?;
    sheet.set_row_height(row, 18.0)?;
    Ok(())
}

/// Writes the actuals of the plan's fiscal years, and the sparkline over them.
fn write_years(sheet: &mut Worksheet, row: &Row, formats: &Formats) -> Result<(), XlsxError> {
    let columns = &row.report.columns;
    let (at, first) = (row.list.row, columns.first_year);
    let mut last = None;
    let mut has_number = false;
    for (col, year) in (first..).zip(&row.report.plan.fiscal_years) {
        let value = Value::number(row.list.of_year(*year).and_then(|assessment| assessment.actual));
        put(sheet, at, col, &value, formats.of(&value))?;
        has_number |= value != Value::Blank;
        last = Some(col);
    }
    let Some(last) = last.filter(|_| has_number) else { return Ok(()) };
    let range = range_on(sheet_names::PROGRESS_LIST, (at, first), (at, last));
    let sparkline = Sparkline::new()
        .set_range(range.as_str())
        .set_type(SparklineType::Column)
        .set_custom_min(0)
        .set_sparkline_color(style::BAR);
    sheet.add_sparkline(at, columns.of(Id::Trend), &sparkline)?;
    Ok(())
}

/// Lets people choose the judgments that are constants from a list.
fn write_choices(sheet: &mut Worksheet, row: &Row) -> Result<(), XlsxError> {
    let labels = |name: String| {
        DataValidation::new().allow_list_formula(Formula::new(format!("={name}"))).show_error_message(false)
    };
    let at = row.list.row;
    let of = |id: Id| row.report.columns.of(id);
    if effect::is_constant(row) && row.list.assessment.is_some() {
        let list = labels(row.report.effect.labels_name());
        sheet.add_data_validation(at, of(Id::Effect), at, of(Id::Effect), &list)?;
    }
    if row.list.is_first() {
        let list = labels(row.report.progress.labels_name());
        sheet.add_data_validation(at, of(Id::ProgressJudged), at, of(Id::ProgressReported), &list)?;
    }
    Ok(())
}

/// Gives a second decimal to percentages that would show a limit which they did not reach, and a quiet fill
/// to what needs action, beside its words.
fn write_conditional_formats(sheet: &mut Worksheet, report: &Report, last_row: u32) -> Result<(), XlsxError> {
    let first = HEADING_ROW + 1;
    let of = |id: Id| report.columns.of(id);
    for (id, categories) in [(Id::Rate, &report.effect), (Id::Pace, &report.progress)] {
        let value = cell(first, of(id));
        let near: Vec<String> = (1..categories.bands)
            .map(|number| {
                let floor = categories.floor_name(number);
                format!("AND(ROUND({value},3)>={floor},ROUND({value},9)<{floor})")
            })
            .collect();
        if near.is_empty() {
            continue;
        }
        let rule = format!("=IF(ISNUMBER({value}),OR({}),FALSE)", near.join(","));
        add_rule(sheet, (first, last_row), of(id), &rule, &Format::new().set_num_format("0.00%"))?;
    }
    let value = cell(first, of(Id::Attainment));
    let rule = format!("=IF(ISNUMBER({value}),AND(ROUND({value},3)>=1,ROUND({value},9)<1),FALSE)");
    add_rule(sheet, (first, last_row), of(Id::Attainment), &rule, &Format::new().set_num_format("0.00%"))?;
    let marked = Format::new().set_background_color(style::MARK_FILL);
    for (shown, number) in [(Id::Effect, Id::EffectNumber), (Id::Outlook, Id::OutlookNumber)] {
        let number = format!("${}", cell(first, of(number)));
        let rule = format!("=IF(N({number})>0,INDEX({},{number})=1,FALSE)", report.effect.action_name());
        add_rule(sheet, (first, last_row), of(shown), &rule, &marked)?;
    }
    Ok(())
}

fn add_rule(
    sheet: &mut Worksheet,
    (first, last): (u32, u32),
    col: u16,
    rule: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let rule = ConditionalFormatFormula::new().set_rule(rule).set_format(format);
    sheet.add_conditional_format(first, col, last, col, &rule)?;
    Ok(())
}

/// Returns the formats of what people read: all in the middle of the row's height, since heights differ.
fn printed_formats() -> Formats {
    let formats = Formats::default();
    let middle = |format: &Format| format.clone().set_align(FormatAlign::VerticalCenter);
    Formats {
        text: middle(&formats.text),
        number: middle(&formats.number).set_indent(1),
        percent: middle(&formats.percent).set_indent(1),
        link: middle(&formats.link),
        ..formats
    }
}

/// Returns the formats of the 計算欄: small, without rules.
fn calculated_formats() -> Formats {
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

/// Returns the cell of a row in a column, as other sheets refer to it.
pub(super) fn reference(report: &Report, list: &ListRow, id: Id) -> String {
    cell_on(sheet_names::PROGRESS_LIST, list.row, report.columns.of(id))
}
