//! 概況: the whole month on one page.

mod chart;
mod context;
mod discussion_points;
mod grid;
mod history;
mod key_figures;
mod matrices;
mod page;
mod sentences;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::evaluate::model::Group;
use crate::report::context::Report;
use crate::report::overview::chart::{Frame, Stacked};
use crate::report::overview::context::OverviewContext;
use crate::report::overview::grid::{COLUMNS, LEFT, RIGHT, Span, UNIT, put_over, set_widths};
use crate::report::overview::matrices::{Matrix, matrices};
use crate::report::overview::page::{MARGINS, PIXELS, Page};
use crate::report::sheet_names;
use crate::report::totals::columns::{layout, short_name};
use crate::report::totals::layout::Layout;
use crate::run_summary;
use crate::sheet::book::{begin, set_header};
use crate::sheet::counts;
use crate::sheet::measure;
use crate::sheet::style;
use crate::sheet::table::Value;
use crate::sheet::write::TextWriter;

/// The row below title and subtitle, counted from 0.
const FIRST_ROW: u32 = 2;
/// The columns of これまでの経過, to the right of the charts.
const HISTORY: Span = Span { first: 78, last: COLUMNS - 1 };
/// The most columns of the grid for the names of bars that two charts share.
const MOST_NAMES: u16 = 26;
/// The height of the rows behind the charts, in points.
const CHART_ROW: f64 = 15.0;
/// The size of the header in points, which is scaled like the page.
const HEADER: u8 = 10;
/// The height of a part's heading, in points.
const HEADING: f64 = 18.0;
/// The space between two parts, in points.
const GAP: f64 = 4.0;
/// The most 施策 for which the charts have bars; with more, they have bars of 基本方針.
const MOST_BARS: usize = 12;

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let title = format!("{}　{}の概況", report.plan.full_title(" "), report.plan.bands.subject());
    begin(sheet, sheet_names::OVERVIEW, &title, "", &report.page)?;
    sheet.put_text(1, 0, subtitle(report), &style::plain())?;
    set_header(sheet, &report.page.left, &report.page.right, HEADER);
    let layout = layout(report);
    let cx = OverviewContext::new(report, &layout);
    let matrices = matrices(report, &cx.outlooks);
    set_widths(sheet)?;

    let mut page = Page::new(FIRST_ROW, 24.0 + measure::line_height(style::SIZE));
    if let Some(caution) = run_summary::few_returns(report.c) {
        sheet.put_text(page.row, 0, format!("※ {caution}"), &style::section())?;
        page.add_row(sheet, 18.0)?;
    }
    let left = sentences::write(sheet, &cx, page.row)?;
    let right = key_figures::write(sheet, &cx, page.row)?;
    for at in 0..left.len().max(right.len()) {
        let of = |heights: &[f64]| heights.get(at).copied().unwrap_or(0.0);
        page.add_row(sheet, of(&left).max(of(&right)))?;
    }
    page.add_row(sheet, GAP)?;
    matrices::write(sheet, &cx, &matrices, &mut page)?;
    page.add_row(sheet, GAP)?;
    let room = page.left() - 2.0 * HEADING - GAP;
    let bars = Bars::fitting(report, &matrices, room);
    let points = discussion_points::discussion_points(
        report,
        rows_of_points(room - bars.least_height(report, &matrices)),
    );
    let rows = counts::rows(points.len().div_ceil(2).max(1));
    let height = bars.height(report, &matrices, room - discussion_points::HEIGHT * f64::from(rows));
    write_charts(sheet, &cx, (&matrices, bars), &mut page, height)?;
    page.add_row(sheet, GAP)?;
    let last = discussion_points::write(sheet, &cx, page.row, &points)?;

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

/// Inserts a chart of stacked bars for each judgment, and writes これまでの経過 beside them.
fn write_charts(
    sheet: &mut Worksheet,
    cx: &OverviewContext,
    (matrices, bars): (&[Matrix], Bars),
    page: &mut Page,
    height: f64,
) -> Result<(), XlsxError> {
    let report = cx.report;
    let rows = (height / CHART_ROW).floor();
    let rest = height - rows * CHART_ROW;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a chart on a page is small")]
    let (pixels, rows) = ((height * PIXELS) as u32, rows as u32);
    let of = match bars {
        Bars::Measures => "施策別",
        Bars::Policies => "基本方針別",
    };
    let places = bars.places(report, matrices);
    let legend = legend_height(matrices, &places);
    for (matrix, place) in matrices.iter().zip(places) {
        let title = format!("{of}　{}", matrix.chart_title);
        put_over(sheet, page.row, place.span, &Value::text(&title), &style::section())?;
        let categories = if matrix.of_effect { &report.effect } else { &report.progress };
        let col = |id| cx.layout.col(id);
        let frame = Frame { width: place.span.pixels(), height: pixels, names: place.names, legend };
        let bars = Stacked {
            categories,
            shown: &matrix.shown,
            rows: bars.rows(report, cx.layout),
            longest: bars.longest(cx, matrix),
            alternative_text: &title,
        };
        let chart = chart::stacked(&bars, &col, frame);
        sheet.insert_chart(page.row + 1, place.span.first, &chart)?;
    }
    if !report.c.earlier.is_empty() {
        history::write(sheet, cx, (HISTORY, pixels), page.row)?;
    }
    page.add_row(sheet, HEADING)?;
    for _ in 0..rows {
        page.add_row(sheet, CHART_ROW)?;
    }
    page.add_row(sheet, rest.max(1.0))?;
    Ok(())
}

/// The columns of a chart, and the pixels of its bars' names; `None` if the chart to its left shows them.
struct Place {
    span: Span,
    names: Option<u32>,
}

/// The groups for each of which the charts have a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bars {
    Measures,
    Policies,
}

impl Bars {
    /// Returns the 施策 if their bars and the fewest rows of 確認いただきたい事項 fit into `room` points,
    /// else the 基本方針.
    fn fitting(report: &Report, matrices: &[Matrix], room: f64) -> Self {
        let least = Self::Measures.least_height(report, matrices);
        let points = discussion_points::HEIGHT * f64::from(counts::rows(discussion_points::ROWS.0));
        if report.plan.measures.len() <= MOST_BARS && least + points <= room {
            Self::Measures
        } else {
            Self::Policies
        }
    }

    fn groups<'a>(self, report: &'a Report<'a>) -> &'a [Group] {
        let totals = &report.c.assessment.totals;
        match self {
            Self::Measures => &totals.by_measure,
            Self::Policies => &totals.by_policy,
        }
    }

    /// Returns the count of the longest bar of a judgment.
    fn longest(self, cx: &OverviewContext, matrix: &Matrix) -> usize {
        let range = match self {
            Self::Measures => "一覧_施策",
            Self::Policies => "一覧_基本方針",
        };
        let groups = (1..).zip(self.groups(cx.report));
        groups.map(|(number, group)| matrix.sum_of(cx, group, Some((number, range)))).max().unwrap_or(0)
    }

    /// Returns the first and the last row of the bars on 集計.
    fn rows(self, report: &Report, layout: &Layout) -> (u32, u32) {
        let last = counts::rows(self.groups(report).len()).saturating_sub(1);
        match self {
            Self::Measures => (layout.measure_row(0), layout.measure_row(last)),
            Self::Policies => (layout.policy_row(0), layout.policy_row(last)),
        }
    }

    /// Returns the place of each chart. Beside これまでの経過, two charts share the names of the bars.
    fn places(self, report: &Report, matrices: &[Matrix]) -> Vec<Place> {
        let names: Vec<String> =
            self.groups(report).iter().map(|group| short_name(&group.heading())).collect();
        let names = chart::names_width(names.iter().map(String::as_str));
        let whole = |span: Span| Place { span, names: Some(names.min(span.pixels() / 2)) };
        // Without an earlier month, the charts take the whole width.
        let alone = report.c.earlier.is_empty();
        let last = if alone { RIGHT.last } else { HISTORY.first - 2 };
        match matrices {
            [_] => vec![whole(Span { first: 0, last })],
            _ if alone => vec![whole(LEFT), whole(RIGHT)],
            _ => {
                let names = u16::try_from(names.div_ceil(UNIT)).unwrap_or(MOST_NAMES).min(MOST_NAMES);
                let first = whole(Span::of(0, names + (last - names) / 2));
                let second = Span { first: first.span.last + 2, last };
                let names = Some(u32::from(names) * UNIT);
                vec![Place { names, ..first }, Place { span: second, names: None }]
            }
        }
    }

    /// Returns the least height of the charts in points.
    fn least_height(self, report: &Report, matrices: &[Matrix]) -> f64 {
        f64::from(self.heights(report, matrices).0) / PIXELS
    }

    /// Returns the height of the charts in points: `room`, within their least and greatest height.
    fn height(self, report: &Report, matrices: &[Matrix], room: f64) -> f64 {
        let (least, most) = self.heights(report, matrices);
        (room * PIXELS).clamp(f64::from(least), f64::from(most.max(least))) / PIXELS
    }

    /// Returns the least and the greatest height of the charts in pixels.
    fn heights(self, report: &Report, matrices: &[Matrix]) -> (u32, u32) {
        let legend = legend_height(matrices, &self.places(report, matrices));
        let (least, most) = chart::heights(counts::rows(self.groups(report).len()), legend);
        (least.max(history::least_height(report)), most)
    }
}

/// Returns the height in pixels of all legends: the same, so that bars of two charts are on one line.
fn legend_height(matrices: &[Matrix], places: &[Place]) -> u32 {
    let heights = matrices.iter().zip(places);
    let heights = heights.map(|(matrix, place)| chart::legend_height(&matrix.shown, place.span.pixels()));
    heights.max().unwrap_or_default()
}

/// Returns how many rows of 確認いただきたい事項 fit into `room` points.
fn rows_of_points(room: f64) -> usize {
    let (least, most) = discussion_points::ROWS;
    (least..=most)
        .rev()
        .find(|rows| discussion_points::HEIGHT * f64::from(counts::rows(*rows)) <= room)
        .unwrap_or(least)
}

#[cfg(test)]
mod tests {
    use crate::report::overview::discussion_points::HEIGHT;
    use crate::report::overview::rows_of_points;

    #[test]
    fn as_many_rows_of_points_are_used_as_fit_up_to_the_most() {
        assert_eq!([0.0, 4.5, 9.0, 30.0].map(|rows| rows_of_points(rows * HEIGHT)), [3, 4, 9, 9]);
    }
}
