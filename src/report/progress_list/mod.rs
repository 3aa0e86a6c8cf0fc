//! 進捗一覧: a row for every indicator in the as-of fiscal year, with the numbers from which the whole workbook
//! is computed.

mod cells;
pub(in crate::report) mod columns;
mod formats;
pub(in crate::report) mod ids;
pub(in crate::report) mod layout;
pub(in crate::report) mod positions;
mod row;
pub(in crate::report) mod rows;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, Format, FormatBorder, Formula, Sparkline, SparklineType,
    Workbook, Worksheet, XlsxError,
};

use crate::report::context::Report;
use crate::report::progress_list::cells::effect;
use crate::report::progress_list::columns::Column;
use crate::report::progress_list::formats::{RowFormats, SIZE};
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::layout::numbered;
use crate::report::progress_list::row::Row;
use crate::report::progress_list::rows::{HEADING_ROW, ListRow};
use crate::report::sheet_names;
use crate::sheet::address::{cell, range_on};
use crate::sheet::book::{Paper, add_sheet, begin, end_sheet, set_width};
use crate::sheet::table::{Formats, Value, float, put};
use crate::sheet::write::{TextWriter, define_name};
use crate::sheet::{measure, style};

/// The least height of a row, in points: two lines.
const LEAST_HEIGHT: f64 = 30.0;

/// Writes the sheet and the names of its columns.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let last_row = report.rows.last().map_or(HEADING_ROW, |last| last.row);
    define_names(book, report, last_row.max(HEADING_ROW + 1));
    let size = report.rows.len() * numbered(&report.columns).count();
    let sheet = add_sheet(book, size)?;
    let title =
        format!("進捗一覧　{}（{}現在）", report.c.fiscal_year.label(), report.c.as_of.japanese_last_day());
    let remark = "事業名称を押すと別冊の事業のページが開きます。右の目標値・実績値を直すと、達成率・判定と、集計・概況が計算し直されます。根拠のくわしい内容は「根拠一覧」にあります。";
    begin(sheet, sheet_names::PROGRESS_LIST, &title, remark, &report.page.on(Paper::A3Landscape))?;
    let rows: Vec<Row> = report.rows.iter().map(|list| Row::new(report, list)).collect();
    let widths = write_headings(sheet, report, &rows)?;
    let formats = RowFormats::default();
    for row in &rows {
        write_row(sheet, row, &widths, &formats)?;
    }
    let columns = &report.columns;
    // The number and the name stay in sight.
    sheet.set_freeze_panes(HEADING_ROW + 1, columns.of(Id::Number) + 2)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    sheet.set_print_area(0, 0, last_row, columns.last_printed)?;
    if report.rows.is_empty() {
        let none = "計画に個別事業がありません。";
        sheet.put_text(HEADING_ROW + 1, 0, none, &style::plain())?;
        return Ok(());
    }
    // Sorting moves only the columns of the filter, so that the filter includes figures and 計算欄.
    let years = u16::try_from(report.plan.fiscal_years.len()).unwrap_or(0);
    sheet.autofilter(HEADING_ROW, 0, last_row, columns.first_year + years.saturating_sub(1))?;
    write_conditional_formats(sheet, report, last_row)?;
    end_sheet(sheet, size, last_row + 1)
}

fn define_names(book: &mut Workbook, report: &Report, last_row: u32) {
    for (col, column) in numbered(&report.columns) {
        let Some(name) = column.name else { continue };
        let range = range_on(sheet_names::PROGRESS_LIST, (HEADING_ROW + 1, col), (last_row, col));
        define_name(book, name, &format!("={range}"));
    }
}

/// Writes the headings. Returns the widths of the printed columns in half-width characters.
fn write_headings(sheet: &mut Worksheet, report: &Report, rows: &[Row]) -> Result<Vec<f64>, XlsxError> {
    let columns = &report.columns;
    let (printed, aside) = (formats::heading(), style::aside_heading());
    let remark = "直すと計算し直されます（印刷されません）";
    sheet.put_text(HEADING_ROW - 1, columns.first_calculated, remark, &style::remark())?;
    let mut widths = Vec::new();
    let mut texts: Vec<(String, f64)> = Vec::new();
    for (col, column) in numbered(columns) {
        let is_printed = col <= columns.last_printed;
        let width = if is_printed { width_of(column, rows) } else { column.widths.0 };
        let words = heading(report, column);
        set_width(sheet, col, width)?;
        sheet.put_text(HEADING_ROW, col, &words, if is_printed { &printed } else { &aside })?;
        if is_printed {
            widths.push(width);
            texts.push((words, width));
        }
    }
    let texts: Vec<(&str, f64)> = texts.iter().map(|(words, width)| (words.as_str(), *width)).collect();
    sheet.set_row_height(HEADING_ROW, measure::row_height(&texts, SIZE).max(LEAST_HEIGHT))?;
    let mut last = columns.first_year;
    for (col, year) in (columns.first_year..).zip(&report.plan.fiscal_years) {
        set_width(sheet, col, 9.0)?;
        sheet.put_text(HEADING_ROW, col, format!("{}実績値", year.label()), &aside)?;
        last = col;
    }
    // To the right of the figures that people correct, the 計算欄 is a collapsed group.
    let figures = columns.of(Id::Target).max(columns.of(Id::Actual));
    sheet.group_columns_collapsed(figures + 1, last)?;
    Ok(widths)
}

/// Returns the width of a column at which its longest text does not wrap, within the column's limits.
fn width_of(column: &Column, rows: &[Row]) -> f64 {
    let (least, most) = column.widths;
    let values: Vec<Value> = rows.iter().filter_map(|row| (column.cell)(row)).collect();
    let longest = values.iter().map(|value| measure::columns(value.words(), SIZE)).fold(least, f64::max);
    let texts = values.iter().map(Value::words);
    measure::width_for_breaks(texts, (longest * 2.0).ceil().min(most * 2.0) / 2.0, SIZE)
}

fn heading(report: &Report, column: &Column) -> String {
    let years = &report.plan.fiscal_years;
    match (column.id, years.first(), years.last()) {
        (Some(Id::Trend), Some(first), Some(last)) => format!("{}\n{first}～{last}", column.heading),
        _ => column.heading.to_owned(),
    }
}

fn write_row(
    sheet: &mut Worksheet,
    row: &Row,
    widths: &[f64],
    formats: &RowFormats,
) -> Result<(), XlsxError> {
    let columns = &row.report.columns;
    let at = row.list.row;
    let mut texts: Vec<(Value, f64)> = Vec::new();
    for (col, column) in numbered(columns) {
        let is_printed = col <= columns.last_printed;
        let value = match (column.cell)(row) {
            Some(value) => value,
            None if is_printed => Value::Blank,
            None => continue,
        };
        put(sheet, at, col, &value, formats.of(columns, col, column, &value))?;
        let shown = if column.id == Some(Id::Measure) { shown_measure(row, value) } else { Some(value) };
        if let Some((shown, width)) = shown.zip(widths.get(usize::from(col))) {
            texts.push((shown, *width));
        }
    }
    let texts: Vec<(&str, f64)> = texts.iter().map(|(value, width)| (value.words(), *width)).collect();
    sheet.set_row_height(at, measure::row_height(&texts, SIZE).max(LEAST_HEIGHT))?;
    write_years(sheet, row, &formats.calculated)?;
    write_choices(sheet, row)
}

/// Follows the repeated name of a 施策. Has no brackets, because a line could break inside them.
const AGAIN: &str = "　続き";

/// Returns what a row shows of the name of its 施策: all of it on the first row, it with [`AGAIN`] every few
/// rows, nothing on the others.
fn shown_measure(row: &Row, name: Value) -> Option<Value> {
    match (row.list.begins_measure, row.list.repeats_measure) {
        (true, _) => Some(name),
        (false, true) => Some(Value::text(&format!("{}{AGAIN}", name.words()))),
        (false, false) => None,
    }
}

/// Writes the actuals of the plan's fiscal years, and the sparkline over them.
fn write_years(sheet: &mut Worksheet, row: &Row, formats: &Formats) -> Result<(), XlsxError> {
    let columns = &row.report.columns;
    let (at, first) = (row.list.row, columns.first_year);
    let mut last = None;
    let (mut numbers, mut most) = (0, Decimal::ZERO);
    for (col, year) in (first..).zip(&row.report.plan.fiscal_years) {
        let value = Value::number(row.list.of_year(*year).and_then(|assessment| assessment.actual));
        put(sheet, at, col, &value, formats.of(&value))?;
        if let Value::Number(number) = value {
            numbers += 1;
            most = most.max(number);
        }
        last = Some(col);
    }
    // A sparkline needs two years.
    let Some(last) = last.filter(|_| numbers > 1 && most > Decimal::ZERO) else { return Ok(()) };
    let range = range_on(sheet_names::PROGRESS_LIST, (at, first), (at, last));
    let sparkline = Sparkline::new()
        .set_range(range.as_str())
        .set_type(SparklineType::Column)
        .set_custom_min(0)
        .set_custom_max(float(most * Decimal::new(115, 2)))
        .set_sparkline_color(style::BAR)
        .show_hidden_data(true);
    sheet.add_sparkline(at, columns.of(Id::Trend), &sparkline)?;
    Ok(())
}

/// Adds a list of labels to each judgment that is a constant.
fn write_choices(sheet: &mut Worksheet, row: &Row) -> Result<(), XlsxError> {
    let labels = |name: String| {
        DataValidation::new().allow_list_formula(Formula::new(format!("={name}"))).show_error_message(false)
    };
    let at = row.list.row;
    let of = |id: Id| row.report.columns.find(id);
    let effect = of(Id::Effect).filter(|_| effect::is_constant(row) && row.list.assessment.is_some());
    if let Some(col) = effect {
        let list = labels(row.report.effect.labels_name());
        sheet.add_data_validation(at, col, at, col, &list)?;
    }
    if row.list.is_first() {
        let list = labels(row.report.progress.labels_name());
        for col in [Id::ProgressJudged, Id::ProgressReported].into_iter().filter_map(of) {
            sheet.add_data_validation(at, col, at, col, &list)?;
        }
    }
    Ok(())
}

/// Adds the rules of conditional formatting: a second decimal place for percentages that round to a limit
/// they did not reach, a fill for judgments that need action, and the names of 施策 and the lines above them.
fn write_conditional_formats(sheet: &mut Worksheet, report: &Report, last_row: u32) -> Result<(), XlsxError> {
    let first = HEADING_ROW + 1;
    let of = |id: Id| report.columns.of(id);
    let mut rules: Vec<(u16, String, Format)> = Vec::new();
    for (id, categories) in [(Id::Rate, &report.effect), (Id::Pace, &report.progress)] {
        let Some(col) = report.columns.find(id) else { continue };
        let value = cell(first, col);
        let near: Vec<String> = (1..categories.bands)
            .map(|number| {
                let floor = categories.floor_name(number);
                format!("AND(ROUND({value},3)>={floor},ROUND({value},9)<{floor})")
            })
            .collect();
        if near.is_empty() {
            continue;
        }
        let rule = format!("IF(ISNUMBER({value}),OR({}),FALSE)", near.join(","));
        rules.push((col, rule, Format::new().set_num_format("0.00%")));
    }
    let value = cell(first, of(Id::Attainment));
    let rule = format!("IF(ISNUMBER({value}),AND(ROUND({value},3)>=1,ROUND({value},9)<1),FALSE)");
    rules.push((of(Id::Attainment), rule, Format::new().set_num_format("0.00%")));
    let marked = Format::new().set_background_color(style::MARK_FILL);
    for (shown, number) in [(Id::Effect, Id::EffectNumber), (Id::Outlook, Id::OutlookNumber)] {
        let columns = &report.columns;
        let Some((shown, number)) = columns.find(shown).zip(columns.find(number)) else { continue };
        let number = format!("${}", cell(first, number));
        let rule = format!("IF(N({number})>0,INDEX({},{number})=1,FALSE)", report.effect.action_name());
        rules.push((shown, rule, marked.clone()));
    }
    // Shows the name of a 施策 on the first of its rows that the filter leaves, and again every few rows.
    let col = of(Id::Measure);
    let [above, own] = [HEADING_ROW, first].map(|row| format!("${}", cell(row, col)));
    let again = format!("${}", cell(first, of(Id::MeasureAgain)));
    for (is_again, shown) in [(0, ";;;".to_owned()), (1, format!("@\"{AGAIN}\""))] {
        let rule = format!("=AND({own}={above},SUBTOTAL(103,{above})=1,{again}={is_again})");
        add_rule(sheet, (first, last_row), col, &rule, &Format::new().set_num_format(shown))?;
    }
    for col in 0..=report.columns.last_printed {
        let own_rules = rules.iter().filter(|(of, ..)| *of == col).map(|(_, rule, format)| (rule, format));
        write_rules(sheet, (first, last_row), col, &format!("{own}<>{above}"), own_rules)?;
    }
    Ok(())
}

/// Adds the rules of a column, and a stronger line where a 施策 begins. LibreOffice applies only the first
/// rule that holds, so that each rule is added with the line and without.
fn write_rules<'a>(
    sheet: &mut Worksheet,
    rows: (u32, u32),
    col: u16,
    begins: &str,
    rules: impl Iterator<Item = (&'a String, &'a Format)>,
) -> Result<(), XlsxError> {
    let lined = |format: Format| format.set_border_top(FormatBorder::Thin).set_border_top_color(style::INK);
    for (rule, format) in rules {
        add_rule(sheet, rows, col, &format!("=AND({begins},{rule})"), &lined(format.clone()))?;
        add_rule(sheet, rows, col, &format!("={rule}"), format)?;
    }
    add_rule(sheet, rows, col, &format!("={begins}"), &lined(Format::new()))
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

/// Returns the formula with which other sheets get a project's number in a column of the 計算欄. It finds the
/// row by project, so that sorting the list changes nothing.
pub(super) fn of_project(list: &ListRow, name: &str) -> String {
    format!("SUMIFS({name},一覧_事業,{})", list.groups.project)
}
