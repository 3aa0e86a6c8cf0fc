//! 概況: the whole month on one page.

mod chart;
mod grid;
mod history;
mod key_figures;
mod matrices;
mod page;
mod points;
mod sentences;
mod writing;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::report::context::Report;
use crate::report::overview::grid::{COLUMNS, LEFT, RIGHT, Span, put_over, set_widths};
use crate::report::overview::matrices::{Side, sides};
use crate::report::overview::page::{MARGINS, PIXELS, Page};
use crate::report::overview::writing::Writing;
use crate::report::sheet_names;
use crate::report::totals::columns::layout;
use crate::report::totals::layout::Layout;
use crate::run_summary;
use crate::sheet::book::begin;
use crate::sheet::extent;
use crate::sheet::measure;
use crate::sheet::style;
use crate::sheet::table::Value;
use crate::sheet::write::TextWriter;

/// The row below title and subtitle, counted from 0.
const FIRST_ROW: u32 = 2;
/// The height of the rows behind the charts, in points.
const CHART_ROW: f64 = 15.0;
/// The space between two parts, in points.
const GAP: f64 = 6.0;
/// More 施策 than this have no bars of their own: the 基本方針 stand in their place.
const MOST_BARS: usize = 12;

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let title = format!("{}　{}の概況", report.plan.full_title(" "), report.plan.bands.subject());
    begin(sheet, sheet_names::OVERVIEW, &title, &subtitle(report), &report.page)?;
    let layout = layout(report);
    let writing = Writing::new(report, &layout);
    let sides = sides(report, &writing.outlooks);
    let points = points::points(report);
    set_widths(sheet)?;

    let mut page = Page::new(FIRST_ROW, 24.0 + measure::line_height(style::SIZE));
    if let Some(caution) = run_summary::few_returns(report.c) {
        sheet.put_text(page.row, 0, format!("※ {caution}"), &style::section())?;
        page.add_row(sheet, 18.0)?;
    }
    let left = sentences::write(sheet, &writing, page.row)?;
    let right = key_figures::write(sheet, &writing, page.row)?;
    for at in 0..left.len().max(right.len()) {
        let of = |heights: &[f64]| heights.get(at).copied().unwrap_or(0.0);
        page.add_row(sheet, of(&left).max(of(&right)))?;
    }
    page.add_row(sheet, GAP)?;
    matrices::write(sheet, &writing, &sides, &mut page)?;
    page.add_row(sheet, GAP)?;
    let below =
        GAP + 18.0 + points::HEIGHT * f64::from(u32::try_from(points.len().div_ceil(2)).unwrap_or(0).max(1));
    let height = chart_height(report, page.left() - below - 18.0);
    write_charts(sheet, &writing, &sides, &mut page, height)?;
    page.add_row(sheet, GAP)?;
    let last = points::write(sheet, &writing, page.row, &points)?;

    sheet.set_print_area(0, 0, last, COLUMNS - 1)?;
    sheet.set_print_fit_to_pages(1, 1);
    let [left, right, top, bottom, header, footer] = MARGINS;
    sheet.set_margins(left, right, top, bottom, header, footer);
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

/// Writes a stacked bar per 施策 of each judgment, and beside them the course over the months.
fn write_charts(
    sheet: &mut Worksheet,
    writing: &Writing,
    sides: &[Side],
    page: &mut Page,
    height: f64,
) -> Result<(), XlsxError> {
    let report = writing.report;
    let width = COLUMNS / 3;
    let thirds = [0, 1, 2]
        .map(|at| Span { first: at * (width + 1), last: (at * (width + 1) + width - 1).min(COLUMNS - 1) });
    // Without an earlier month the bars have the whole width.
    let alone = report.c.earlier.is_empty();
    let [first, second, third] = thirds;
    let last = if alone { RIGHT.last } else { second.last };
    let spans = match sides {
        [_] => vec![Span { first: first.first, last }],
        _ if alone => vec![LEFT, RIGHT],
        _ => vec![first, second],
    };
    let rows = (height / CHART_ROW).floor();
    let rest = height - rows * CHART_ROW;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a chart on a page is small")]
    let (pixels, rows) = ((height * PIXELS) as u32, rows as u32);
    let of = if by_measure(report) { "施策別" } else { "基本方針別" };
    for (side, span) in sides.iter().zip(spans) {
        let title = format!("{of}　{}", side.chart_title);
        put_over(sheet, page.row, span, &Value::text(&title), &style::section())?;
        let categories = if side.of_effect { &report.effect } else { &report.progress };
        let col = |id| writing.layout.col(id);
        let size = (span.pixels(), pixels);
        let chart = chart::stacked(categories, &side.shown, bars(report, writing.layout), &col, size, &title);
        sheet.insert_chart(page.row + 1, span.first, &chart)?;
    }
    if !alone {
        history::write(sheet, writing, (third, pixels), page.row)?;
    }
    page.add_row(sheet, 18.0)?;
    for _ in 0..rows {
        page.add_row(sheet, CHART_ROW)?;
    }
    page.add_row(sheet, rest.max(1.0))?;
    Ok(())
}

fn by_measure(report: &Report) -> bool {
    report.plan.measures.len() <= MOST_BARS
}

/// Returns the first and the last row of the bars on 集計.
fn bars(report: &Report, layout: &Layout) -> (u32, u32) {
    let last = |count: usize| extent::rows(count).saturating_sub(1);
    if by_measure(report) {
        (layout.measure_row(0), layout.measure_row(last(report.plan.measures.len())))
    } else {
        (layout.policy_row(0), layout.policy_row(last(report.plan.policies.len())))
    }
}

/// Returns the height of the charts in points: as high as the page leaves room, and at least as their bars
/// need.
fn chart_height(report: &Report, room: f64) -> f64 {
    let bars = if by_measure(report) { report.plan.measures.len() } else { report.plan.policies.len() };
    let (least, most) = chart::heights(extent::rows(bars));
    let least = least.max(history::least_height(report));
    (room * PIXELS).clamp(f64::from(least), f64::from(most.max(least))) / PIXELS
}
