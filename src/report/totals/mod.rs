//! 集計: every category by 基本方針, 施策, 部局 and 課, counted by formulas over 進捗一覧.

pub(in crate::report) mod columns;
mod group;
pub(in crate::report) mod indicators;
pub(in crate::report) mod layout;
pub(in crate::report) mod outlooks;
pub(in crate::report) mod share;

use rust_xlsxwriter::{
    ConditionalFormatDataBar, ConditionalFormatType, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::evaluate::model::{Counts, State};
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::sheet_names;
use crate::report::totals::columns::{Column, Row, columns, layout};
use crate::report::totals::group::{TotalsRow, kinds};
use crate::report::totals::indicators::{IndicatorRows, LEAST_HEIGHT};
use crate::report::totals::layout::{HEADING_ROW, Id};
use crate::report::totals::outlooks::Outlooks;
use crate::sheet::book::{Paper, add_sheet, begin, end_sheet, set_width};
use crate::sheet::table::{Formats, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{counts, measure, style};

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let (columns, layout, formats) = (columns(report), layout(report), formats());
    let groups: usize = kinds(report).iter().map(|(_, groups)| groups.len()).sum();
    let size = groups * columns.len();
    let sheet = add_sheet(book, size)?;
    let title =
        format!("集計　{}（{}現在）", report.c.fiscal_year.label(), report.c.as_of.japanese_last_day());
    let remark = "事業の数です。課別・部局別は主担当課によります。数はすべて進捗一覧から数式で数えています。";
    begin(sheet, sheet_names::TOTALS, &title, remark, &report.page.on(Paper::A4Landscape))?;
    write_headings(sheet, &columns, &formats)?;

    let mut row = layout.plan_row();
    let outlooks = Outlooks::new(report);
    let write_totals = |sheet: &mut Worksheet, row: u32, number: usize, totals: &TotalsRow| {
        let row = Row { report, layout: &layout, row, number, totals, outlooks: &outlooks };
        write_row(sheet, &columns, &formats, &row)
    };
    write_totals(sheet, row, 0, &TotalsRow::plan(report))?;
    let shown: Vec<(u16, f64)> = (0..)
        .zip(&columns)
        .filter(|(_, column)| !is_left_out(report, column.id))
        .map(|(col, column)| (col, column.width))
        .collect();
    let last_col = shown.last().map_or(0, |(col, _)| *col);
    let width = shown.iter().skip(2).map(|(_, width)| width).sum();
    let base = columns.iter().find(|column| column.id == Id::AchievedBase);
    let base_width = base.map_or(width, |column| column.width);
    let indicator_rows =
        IndicatorRows { report, layout: &layout, formats: &formats, last_col, width, base_width };
    row = indicator_rows.write(sheet, row + 1)?;
    for (heading, groups) in kinds(report) {
        if groups.is_empty() {
            continue;
        }
        write_heading_of_kind(sheet, row, heading, columns.len(), &formats)?;
        row += 1;
        for (number, totals) in (1..).zip(groups) {
            write_totals(sheet, row, number, &totals)?;
            row += 1;
        }
    }
    write_bars(sheet, &columns, (layout.plan_row(), row - 1))?;
    for (col, _) in (0..).zip(&columns).filter(|(_, column)| is_left_out(report, column.id)) {
        sheet.set_column_hidden(col)?;
    }
    if row <= LAST_ROW_ON_A_PAGE {
        sheet.set_print_fit_to_pages(1, 1);
    }
    sheet.set_freeze_panes(HEADING_ROW + 1, layout.col(Id::Name) + 1)?;
    sheet.set_repeat_rows(HEADING_ROW - 1, HEADING_ROW)?;
    end_sheet(sheet, size, row)
}

/// The last row up to which the sheet is printed on one page, in hardly smaller type.
const LAST_ROW_ON_A_PAGE: u32 = 28;

/// Returns the formats, with counts and shares centered in their narrow columns.
fn formats() -> Formats {
    let formats = Formats::default();
    let middle = |format: &Format| {
        format.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_indent(0)
    };
    Formats {
        text: formats.text.clone().set_align(FormatAlign::VerticalCenter),
        centered: middle(&formats.centered),
        count: middle(&formats.count).set_num_format("#,##0;-#,##0;\"・\""),
        percent: middle(&formats.percent),
        ..formats
    }
}

/// True if a column is 0 in every row, or only serves formulas. It is written and hidden, so that they find
/// it.
fn is_left_out(report: &Report, id: Id) -> bool {
    let totals = &report.c.assessment.totals;
    let plan = &totals.plan;
    let of = |categories: &Categories, counts: &Counts, number: usize| {
        categories.get(number).is_none_or(|category| counts.of(&category.word) == 0)
    };
    let settled =
        [State::ToCorrect, State::Missing].iter().all(|state| totals.submission.of(state.word()) == 0);
    match id {
        Id::Effect(number) => of(&report.effect, &plan.effect, number),
        Id::Achieved | Id::AchievedBase => plan.achieved.base == 0,
        Id::Progress(number) => of(&report.progress, &plan.progress, number),
        Id::ProgressSum | Id::Key | Id::Short => true,
        // If all projects were returned without errors, 提出状況 says nothing.
        Id::State(_) | Id::Submitted => settled,
        _ => false,
    }
}

/// Adds data bars to the columns of shares.
fn write_bars(sheet: &mut Worksheet, columns: &[Column], (first, last): (u32, u32)) -> Result<(), XlsxError> {
    for (col, _) in (0..).zip(columns).filter(|(_, column)| column.is_share) {
        let bar = ConditionalFormatDataBar::new()
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Number, 1)
            .set_solid_fill(true)
            .set_fill_color(style::BAR_IN_CELL)
            .set_border_off(true);
        sheet.add_conditional_format(first, col, last, col, &bar)?;
    }
    Ok(())
}

fn write_headings(sheet: &mut Worksheet, columns: &[Column], formats: &Formats) -> Result<(), XlsxError> {
    let mut col = 0;
    for of_part in columns.chunk_by(|one, other| one.part == other.part) {
        let first = col;
        col += counts::columns(of_part.len());
        if let Some(part) = of_part.first().and_then(|column| column.part) {
            sheet.put_merged(HEADING_ROW - 1, first, HEADING_ROW - 1, col - 1, part, &formats.heading)?;
        }
    }
    for (col, column) in (0..).zip(columns) {
        set_width(sheet, col, column.width)?;
        sheet.put_text(HEADING_ROW, col, &column.heading, &formats.heading)?;
    }
    let texts: Vec<(&str, f64)> =
        columns.iter().map(|column| (column.heading.as_str(), column.width)).collect();
    sheet.set_row_height(HEADING_ROW, measure::row_height(&texts, style::SIZE).max(34.0))?;
    Ok(())
}

fn write_heading_of_kind(
    sheet: &mut Worksheet,
    row: u32,
    words: &str,
    columns: usize,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for col in (0..).take(columns) {
        sheet.write_blank(row, col, &formats.group)?;
    }
    sheet.put_text(row, 0, words, &formats.group)?;
    sheet.set_row_height(row, 18.0)?;
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    columns: &[Column],
    formats: &Formats,
    row: &Row,
) -> Result<(), XlsxError> {
    let mut wrapped: Vec<(String, f64)> = Vec::new();
    for (col, column) in (0..).zip(columns) {
        let value = (column.cell)(row, column.id);
        let format = if column.is_share { &formats.percent } else { formats.of(&value) };
        put(sheet, row.row, col, &value, format)?;
        if matches!(column.id, Id::Name | Id::AchievedBase) {
            wrapped.push((value.words().to_owned(), column.width));
        }
    }
    let texts: Vec<(&str, f64)> = wrapped.iter().map(|(text, width)| (text.as_str(), *width)).collect();
    sheet.set_row_height(row.row, measure::row_height(&texts, style::SIZE).max(LEAST_HEIGHT))?;
    Ok(())
}
