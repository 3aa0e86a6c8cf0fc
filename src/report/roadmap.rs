//! ロードマップ: bars and milestones over the quarters of the plan, a line at the as-of month, and the counts of
//! each 施策.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::evaluate::model::Counts;
use crate::plan::model::{Measure, RoadmapItem};
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::sheet_names;
use crate::report::totals::columns::layout;
use crate::report::totals::layout::{Id, Layout};
use crate::sheet::address::{cell_on, literal};
use crate::sheet::book::{Paper, begin, set_width};
use crate::sheet::table::{Formats, Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};
use crate::timeline::{Scale, Timeline};

const YEAR_ROW: u32 = 3;
const QUARTER_ROW: u32 = 4;
const FIRST_QUARTER: u16 = 2;
/// The most 施策, or the last row, with which the sheet is printed on one page.
const MEASURES_OF_A_PAGE: usize = 10;
const ROWS_OF_A_PAGE: u32 = 48;
const MEASURE_WIDTH: f64 = 22.0;
const TEXT_WIDTH: f64 = 36.0;
const QUARTER_WIDTH: f64 = 4.6;
/// The least and the greatest width of a column of counts, which are on one line if there is room.
const COUNTS_WIDTHS: (f64, f64) = (24.0, 46.0);

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let quarters = Timeline::of(report.plan, Scale::Quarters);
    let title = format!("ロードマップ（{}現在）", report.c.as_of.japanese_last_day());
    let remark = "帯は期間、→ は期間の後も続くもの、◆ は節目、太い縦線は基準月です。右に施策の事業の判定を添えます（事業数）。";
    begin(sheet, sheet_names::ROADMAP, &title, remark, &report.page.on(Paper::A4Landscape))?;
    if report.plan.roadmap.is_empty() {
        sheet.put_text(YEAR_ROW, 0, "計画にロードマップはありません。", &style::plain())?;
        return Ok(());
    }
    let layout = layout(report);
    let counts: Vec<Vec<Value>> =
        (0u32..).zip(&report.plan.measures).map(|(position, _)| counts(report, &layout, position)).collect();
    let widths = count_widths(&counts);
    headings(sheet, report, &quarters, &widths)?;
    let mut row = QUARTER_ROW + 1;
    for (measure, counts) in report.plan.measures.iter().zip(&counts) {
        let beside: Vec<(&Value, f64)> = counts.iter().zip(widths.iter().copied()).collect();
        row = write_measure(sheet, report, &quarters, (measure, &beside), row)?;
    }
    if row <= ROWS_OF_A_PAGE || report.plan.measures.len() <= MEASURES_OF_A_PAGE {
        sheet.set_print_fit_to_pages(1, 1);
    }
    sheet.set_freeze_panes(QUARTER_ROW + 1, FIRST_QUARTER)?;
    sheet.set_repeat_rows(YEAR_ROW - 1, QUARTER_ROW)?;
    Ok(())
}

fn headings(
    sheet: &mut Worksheet,
    report: &Report,
    quarters: &Timeline,
    count_widths: &[f64],
) -> Result<(), XlsxError> {
    let heading = style::heading();
    set_width(sheet, 0, MEASURE_WIDTH)?;
    set_width(sheet, 1, TEXT_WIDTH)?;
    sheet.put_merged(YEAR_ROW, 0, QUARTER_ROW, 0, "施策", &heading)?;
    sheet.put_merged(YEAR_ROW, 1, QUARTER_ROW, 1, "内容", &heading)?;
    let as_of = FIRST_QUARTER + quarters.column(report.c.as_of);
    // Aligned right, the text ends at the line.
    let marker = style::remark().set_bold().set_align(FormatAlign::Right);
    sheet.put_text(YEAR_ROW - 1, as_of, format!("{}▼", report.c.as_of.japanese()), &marker)?;
    let mut year = quarters.first;
    for col in (FIRST_QUARTER..=last_quarter(quarters)).step_by(4) {
        sheet.put_merged(YEAR_ROW, col, YEAR_ROW, col + 3, year.label(), &heading)?;
        year = year.next();
    }
    for col in FIRST_QUARTER..=last_quarter(quarters) {
        let words = ["4-6", "7-9", "10-12", "1-3"].get(usize::from((col - FIRST_QUARTER) % 4)).copied();
        set_width(sheet, col, QUARTER_WIDTH)?;
        let format = lined(heading.clone().set_font_size(8.0).unset_bold(), col == as_of);
        sheet.put_text(QUARTER_ROW, col, words.unwrap_or_default(), &format)?;
    }
    for ((col, words), width) in (last_quarter(quarters) + 1..).zip(judgments(report)).zip(count_widths) {
        set_width(sheet, col, *width)?;
        sheet.put_merged(YEAR_ROW, col, QUARTER_ROW, col, words, &heading)?;
    }
    Ok(())
}

fn write_measure(
    sheet: &mut Worksheet,
    report: &Report,
    quarters: &Timeline,
    (measure, counts): (&Measure, &[(&Value, f64)]),
    first: u32,
) -> Result<u32, XlsxError> {
    let items: Vec<&RoadmapItem> = report.plan.roadmap.of_parent(&measure.number).collect();
    let text_format = Formats::default().text.set_align(FormatAlign::VerticalCenter);
    let rows = u32::try_from(items.len().max(1)).unwrap_or(1);
    let last = first + rows - 1;
    let heading = measure.heading();
    let mut beside = vec![(heading.as_str(), MEASURE_WIDTH)];
    beside.extend(counts.iter().map(|(words, width)| (words.words(), *width)));
    let least = measure::row_height(&beside, style::SIZE) / f64::from(rows);

    merged(sheet, (first, last), 0, &Value::text(&heading), &text_format)?;
    for (col, (words, _)) in (last_quarter(quarters) + 1..).zip(counts) {
        merged(sheet, (first, last), col, words, &text_format)?;
    }
    let as_of = FIRST_QUARTER + quarters.column(report.c.as_of);
    for (at, row) in (first..=last).enumerate() {
        let item = items.get(at);
        let text = item.map_or("（記載なし）", |item| item.text.as_str());
        put(sheet, row, 1, &Value::text(text), &text_format)?;
        sheet.set_row_height(
            row,
            measure::row_height(&[(text, TEXT_WIDTH)], style::SIZE).max(least).max(20.0),
        )?;
        for col in FIRST_QUARTER..=last_quarter(quarters) {
            let mark = item.map(|item| quarters.mark(item, col - FIRST_QUARTER));
            let mut format =
                style::centered().set_border_left(FormatBorder::Hair).set_border_right(FormatBorder::Hair);
            if mark.is_some_and(|mark| mark.is_bar) {
                format = format.set_background_color(style::BAR);
            }
            // The cells on both sides need the line: otherwise the border of one would be drawn over it.
            if col == as_of + 1 {
                format = format.set_border_left(FormatBorder::Thick).set_border_left_color(Color::Black);
            }
            put(
                sheet,
                row,
                col,
                &Value::centered(mark.map_or("", |mark| mark.sign)),
                &lined(format, col == as_of),
            )?;
        }
    }
    Ok(last + 1)
}

fn last_quarter(quarters: &Timeline) -> u16 {
    FIRST_QUARTER + quarters.count() - 1
}

fn lined(format: Format, is_as_of: bool) -> Format {
    if is_as_of {
        format.set_border_right(FormatBorder::Thick).set_border_right_color(Color::Black)
    } else {
        format
    }
}

/// Returns the headings of the judgments that the plan makes.
fn judgments(report: &Report) -> impl Iterator<Item = &'static str> {
    let both = [("効果達成状況", report.effect.is_judged()), ("進捗状況", report.progress.is_judged())];
    both.into_iter().filter(|(_, is_judged)| *is_judged).map(|(heading, _)| heading)
}

/// Returns the counts of a 施策, given by its position in the plan, for each judgment that the plan makes.
fn counts(report: &Report, layout: &Layout, position: u32) -> Vec<Value> {
    // The totals have a group for each 施策, in the same order.
    let group = usize::try_from(position).ok().and_then(|at| report.c.assessment.totals.by_measure.get(at));
    let none = Counts::default();
    let source = |id: Id| cell_on(sheet_names::TOTALS, layout.measure_row(position), layout.col(id));
    let mut counts = Vec::new();
    if report.effect.is_judged() {
        let effect = group.map_or(&none, |group| &group.effect);
        counts.push(counts_in_words(&report.effect, effect, &|number| source(Id::Effect(number))));
    }
    if report.progress.is_judged() {
        let progress = group.map_or(&none, |group| &group.progress);
        counts.push(counts_in_words(&report.progress, progress, &|number| source(Id::Progress(number))));
    }
    counts
}

/// Returns the width of each column of counts.
fn count_widths(counts: &[Vec<Value>]) -> Vec<f64> {
    let (least, most) = COUNTS_WIDTHS;
    let columns = counts.first().map_or(0, Vec::len);
    let widths = |at: usize| {
        let words = counts.iter().filter_map(move |row| row.get(at)).map(Value::words);
        words.map(|words| measure::columns(words, style::SIZE).ceil() + 1.0)
    };
    (0..columns).map(|at| widths(at).fold(least, f64::max).min(most)).collect()
}

/// Returns the counts of a 施策 in words, without zeros: `◎達成3　×未達1`.
fn counts_in_words(categories: &Categories, counts: &Counts, source: &dyn Fn(usize) -> String) -> Value {
    let mut formula = Vec::new();
    let mut words = Vec::new();
    for (number, category) in (1..).zip(&categories.all) {
        let label = format!("{}{}", category.symbol, category.word);
        let source = source(number);
        formula.push(format!("IF({source}>0,{}&{source}&\" \",\"\")", literal(&label)));
        let count = counts.of(&category.word);
        if count > 0 {
            words.push(format!("{label}{count}"));
        }
    }
    let formula = format!("SUBSTITUTE(TRIM({}),\" \",\"　\")", formula.join("&"));
    Value::formula(formula, Value::Text(words.join(" ").replace(' ', "　")))
}

fn merged(
    sheet: &mut Worksheet,
    (first, last): (u32, u32),
    col: u16,
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    if last > first {
        sheet.put_merged(first, col, last, col, "", format)?;
    }
    put(sheet, first, col, value, format)
}
