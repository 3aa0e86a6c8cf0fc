//! 概況: the whole month on one page.

mod chart;
mod columns;
mod history;
mod key_figures;
mod points;
mod policies;
mod writing;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::report::context::Report;
use crate::report::overview::columns::Columns;
use crate::report::overview::points::Point;
use crate::report::overview::writing::Writing;
use crate::report::sheet_names;
use crate::report::totals::columns::layout;
use crate::report::totals::layout::{Id, Layout};
use crate::run_summary;
use crate::sheet::book::begin;
use crate::sheet::extent;
use crate::sheet::style;
use crate::sheet::write::TextWriter;

/// Height over width of what an A4 page in landscape holds between its margins.
const PAGE_RATIO: (u32, u32) = (63, 100);
/// The row of the first key figure's heading, counted from 0.
const FIRST_ROW: u32 = 3;
/// Pixels of a row that has no height of its own.
const ROW_PIXELS: u32 = 20;

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let title = format!("{} {}　進捗状況の概況", report.plan.organisation, report.plan.title);
    begin(sheet, sheet_names::OVERVIEW, &title, &subtitle(report), &report.page)?;
    sheet.set_row_height(1, 18.0)?;
    if let Some(caution) = run_summary::few_returns(report.c) {
        sheet.put_text(2, 0, format!("※ {caution}"), &style::section())?;
    }
    let layout = layout(report);
    let columns = Columns::new(report);
    let writing = Writing::new(report, &layout, columns);
    columns.set_widths(sheet)?;

    let points = points::points(report);
    let row = key_figures::write(sheet, &writing, FIRST_ROW)?;
    let row = policies::write(sheet, &writing, row + 1)?;
    let row = write_charts(sheet, &writing, row + 1, &points)?;
    let left = history::write(sheet, &writing, row)?;
    let right = points::write(sheet, &writing, row, points)?;

    sheet.set_print_area(0, 0, left.max(right), columns.right.last)?;
    sheet.set_print_fit_to_pages(1, 1);
    sheet.set_print_center_horizontally(true);
    sheet.set_active(true);
    Ok(())
}

fn subtitle(report: &Report) -> String {
    let mut parts = vec![format!("{}現在", report.c.as_of.japanese_last_day()), report.plan.version.clone()];
    let meeting =
        report.plan.schedule.iter().find(|row| row.month == report.c.as_of).and_then(|row| row.meeting);
    if let Some(day) = meeting {
        let committee = if report.plan.committee.is_empty() { "委員会" } else { &report.plan.committee };
        parts.push(format!("{committee} {}", day.japanese()));
    }
    if !report.plan.secretariat.is_empty() {
        parts.push(format!("事務局 {}", report.plan.secretariat));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("　／　")
}

/// Writes a stacked bar per 施策 of each judgment; returns the first row below them.
fn write_charts(
    sheet: &mut Worksheet,
    writing: &Writing,
    row: u32,
    points: &[Point],
) -> Result<u32, XlsxError> {
    let (report, columns) = (writing.report, writing.columns);
    let height = chart_height(report, &columns, points.len());
    let id_of_effect: fn(usize) -> Id = Id::Effect;
    for (block, title, categories, id) in [
        (columns.left, "施策別　効果達成状況", &report.effect, id_of_effect),
        (columns.right, "施策別　進捗状況", &report.progress, Id::Progress),
    ] {
        sheet.put_text(row, block.first, title, &style::section())?;
        let rows = measure_rows(report, writing.layout);
        let col = |number: usize| writing.layout.col(id(number));
        let chart = chart::stacked(categories, rows, &col, (block.width() - 4, height), title);
        sheet.insert_chart(row + 1, block.first, &chart)?;
    }
    sheet.set_row_height(row, 20.0)?;
    Ok(row + 2 + height.div_ceil(ROW_PIXELS))
}

/// Returns the first and the last row of the 施策 on 集計.
fn measure_rows(report: &Report, layout: &Layout) -> (u32, u32) {
    let last = extent::rows(report.plan.measures.len()).saturating_sub(1);
    (layout.measure_row(0), layout.measure_row(last))
}

/// Returns the height of the charts in pixels: as high as the page leaves room, and at least as their bars
/// need.
fn chart_height(report: &Report, columns: &Columns, points: usize) -> u32 {
    let tables = 240 + 100 + 27 * extent::rows(report.plan.policies.len() + 1);
    let below = 100 + 24 * extent::rows(points.max(history::rows(report)));
    let page = columns.width() * PAGE_RATIO.0 / PAGE_RATIO.1;
    let (least, most) = chart::heights(extent::rows(report.plan.measures.len()));
    page.saturating_sub(tables + below).clamp(least, most)
}
