//! 進捗一覧: every indicator of the as-of fiscal year on a row, with the numbers that the whole workbook is reckoned from.

pub(super) mod columns;
mod row;

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, Format, FormatAlign, Formula, Sparkline, SparklineType,
    Workbook, Worksheet, XlsxError,
};

use crate::report::lines::{HEADING_ROW, Line};
use crate::report::list::columns as at;
use crate::report::{Report, tabs};
use crate::sheet::address::{cell, cell_on, range_on};
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Looks, Value, put};
use crate::sheet::write::{TextWriter, define_name};
use crate::sheet::{measure, style};

/// Writes the sheet and the names of its columns.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let last_row = report.lines.last().map_or(HEADING_ROW, |line| line.row);
    for (col, name) in at::NAMED {
        let range = range_on(tabs::LIST, (HEADING_ROW + 1, col), (last_row.max(HEADING_ROW + 1), col));
        define_name(book, name, &format!("={range}"))?;
    }
    let sheet = book.add_worksheet();
    let title =
        format!("進捗一覧　{}（{}現在）", report.c.fiscal_year.label(), report.c.as_of.japanese_last_day());
    let remark = "事業名称を押すと別冊の事業のページが開きます。目標値・実績値を直すと、達成率・判定と、集計・概況が計算し直されます。";
    begin(sheet, tabs::LIST, &title, remark, &report.page.on(Paper::A3Landscape))?;
    headings(sheet, report)?;
    let looks = looks();
    let aside = aside_looks();
    for line in &report.lines {
        write_line(sheet, report, line, &looks, &aside)?;
    }
    sheet.set_freeze_panes(HEADING_ROW + 1, 2)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    sheet.set_print_area(0, 0, last_row, at::LAST_PRINTED)?;
    if report.lines.is_empty() {
        sheet.put_text(HEADING_ROW + 1, 0, "計画に個別事業がありません。", &style::plain())?;
        return Ok(());
    }
    sheet.autofilter(HEADING_ROW, 0, last_row, at::LAST_PRINTED)?;
    emphasise(sheet, report, last_row)
}

fn headings(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let heading = style::heading();
    for (col, (words, width)) in (0u16..).zip(at::READ) {
        sheet.set_column_width(col, width)?;
        sheet.put_text(HEADING_ROW, col, words, &heading)?;
    }
    if let (Some(first), Some(last)) = (report.plan.fiscal_years.first(), report.plan.fiscal_years.last()) {
        let words = format!("年度の推移\n{first}～{last}");
        sheet.put_text(HEADING_ROW, at::TREND, words, &heading)?;
    }
    sheet.set_row_height(HEADING_ROW, 34.0)?;
    if report.c.as_of.is_fiscal_year_end() {
        // At the year's end there is nothing left to expect.
        sheet.set_column_range_hidden(at::FORECAST, at::OUTLOOK)?;
    }
    if report.judged().is_empty() {
        sheet.set_column_range_hidden(at::EFFECT_COMPUTED, at::PROGRESS_JUDGED)?;
    }
    sheet.set_column_width(at::LAST_PRINTED + 1, 3.0)?;
    let quiet = style::aside_heading();
    sheet.put_text(
        HEADING_ROW - 1,
        at::POLICY,
        "計算欄（集計と概況がここから計算されます。印刷されません。）",
        &style::remark(),
    )?;
    for (col, words) in (at::POLICY..).zip(at::RECKONED) {
        sheet.set_column_width(col, 9.0)?;
        sheet.put_text(HEADING_ROW, col, words, &quiet)?;
    }
    for (col, year) in (at::YEARS..).zip(&report.plan.fiscal_years) {
        sheet.set_column_width(col, 9.0)?;
        sheet.put_text(HEADING_ROW, col, format!("{}実績値", year.label()), &quiet)?;
    }
    Ok(())
}

fn write_line(
    sheet: &mut Worksheet,
    report: &Report,
    line: &Line,
    looks: &Looks,
    aside: &Looks,
) -> Result<(), XlsxError> {
    if let Some(measure) = line.opens {
        for col in 0..=at::LAST_PRINTED {
            sheet.write_blank(line.row - 1, col, &looks.group)?;
        }
        sheet.put_text(line.row - 1, 0, measure.heading(), &looks.group)?;
        sheet.set_row_height(line.row - 1, 18.0)?;
    }
    for col in 0..=at::LAST_PRINTED {
        sheet.write_blank(line.row, col, &looks.text)?;
    }
    let row = row::compose(report, line);
    for (col, value) in &row.values {
        let look = match *col {
            at::NAME => &looks.link,
            // An empty result keeps the format of what may come to stand there.
            at::RATE | at::PACE | at::ATTAINMENT => &looks.percent,
            col if col > at::LAST_PRINTED => aside.of(value),
            _ => looks.of(value),
        };
        put(sheet, line.row, *col, value, look)?;
    }
    let cells: Vec<(&str, f64)> = row
        .values
        .iter()
        .filter_map(|(col, value)| Some((value.words(), at::READ.get(usize::from(*col))?.1)))
        .collect();
    sheet.set_row_height(line.row, measure::row_height(&cells, style::SIZE).max(30.0))?;

    let labels = |name: String| {
        DataValidation::new().allow_list_formula(Formula::new(format!("={name}"))).show_error_message(false)
    };
    if row.effect_is_constant && line.judged.is_some() {
        sheet.add_data_validation(
            line.row,
            at::EFFECT,
            line.row,
            at::EFFECT,
            &labels(report.effect.labels_name()),
        )?;
    }
    if line.is_first() {
        let list = labels(report.progress.labels_name());
        sheet.add_data_validation(line.row, at::PROGRESS_JUDGED, line.row, at::PROGRESS, &list)?;
    }
    let years = u16::try_from(report.plan.fiscal_years.len()).unwrap_or(0);
    let has_course =
        row.values.iter().any(|(col, value)| *col >= at::YEARS && matches!(value, Value::Number(_)));
    if years > 0 && has_course {
        let range = range_on(tabs::LIST, (line.row, at::YEARS), (line.row, at::YEARS + years - 1));
        let course = Sparkline::new()
            .set_range(range.as_str())
            .set_type(SparklineType::Column)
            .set_custom_min(0)
            .set_sparkline_color(style::BAR);
        sheet.add_sparkline(line.row, at::TREND, &course)?;
    }
    Ok(())
}

/// Percentages that would show a limit they did not reach get a second decimal; what needs action gets a quiet fill beside its words.
fn emphasise(sheet: &mut Worksheet, report: &Report, last_row: u32) -> Result<(), XlsxError> {
    let first = HEADING_ROW + 1;
    for (col, scale) in [(at::RATE, &report.effect), (at::PACE, &report.progress)] {
        let value = cell(first, col);
        let near: Vec<String> = (1..scale.bands)
            .map(|number| {
                let floor = scale.floor_name(number);
                format!("AND(ROUND({value},3)>={floor},ROUND({value},9)<{floor})")
            })
            .collect();
        if near.is_empty() {
            continue;
        }
        let rule = ConditionalFormatFormula::new()
            .set_rule(format!("=IF(ISNUMBER({value}),OR({}),FALSE)", near.join(",")).as_str())
            .set_format(Format::new().set_num_format("0.00%"));
        sheet.add_conditional_format(first, col, last_row, col, &rule)?;
    }
    let value = cell(first, at::ATTAINMENT);
    let near = format!("=IF(ISNUMBER({value}),AND(ROUND({value},3)>=1,ROUND({value},9)<1),FALSE)");
    let rule = ConditionalFormatFormula::new()
        .set_rule(near.as_str())
        .set_format(Format::new().set_num_format("0.00%"));
    sheet.add_conditional_format(first, at::ATTAINMENT, last_row, at::ATTAINMENT, &rule)?;
    let marked = Format::new().set_background_color(style::MARK_FILL);
    for (col, number) in [(at::EFFECT, at::EFFECT_NUMBER), (at::OUTLOOK, at::OUTLOOK_NUMBER)] {
        let number = format!("${}", cell(first, number));
        let rule = format!("=IF(N({number})>0,INDEX({},{number})=1,FALSE)", report.effect.action_name());
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&marked);
        sheet.add_conditional_format(first, col, last_row, col, &rule)?;
    }
    Ok(())
}

/// The looks of what is read: everything in the middle of its row's height, since heights differ.
fn looks() -> Looks {
    let looks = Looks::default();
    let middle = |format: &Format| format.clone().set_align(FormatAlign::VerticalCenter);
    Looks {
        text: middle(&looks.text),
        number: middle(&looks.number).set_indent(1),
        percent: middle(&looks.percent).set_indent(1),
        link: middle(&looks.link),
        ..looks
    }
}

/// The looks of what is reckoned with: small, without rules.
fn aside_looks() -> Looks {
    let plain = style::aside();
    Looks {
        text: plain.clone(),
        middle: plain.clone(),
        number: plain.clone(),
        count: plain.clone(),
        percent: style::aside().set_num_format("0.0%"),
        link: plain.clone(),
        input: plain.clone(),
        heading: style::aside_heading(),
        group: plain,
    }
}

/// The cell of a project's row in a column, as other sheets refer to it.
pub(super) fn reference(line: &Line, col: u16) -> String {
    cell_on(tabs::LIST, line.row, col)
}
