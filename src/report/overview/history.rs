//! これまでの経過: the figures of the earlier months as a table, and from three months on as lines. This
//! month's figures are formulas.

use rust_xlsxwriter::{ChartLineDashType, ChartMarkerType, Worksheet, XlsxError};

use crate::evaluate::summary::MonthSummary;
use crate::report::context::Report;
use crate::report::overview::chart::{HistoryLine, history_chart};
use crate::report::overview::context::OverviewContext;
use crate::report::overview::grid::{COLUMNS, Span, put_over};
use crate::report::totals::layout::Id;
use crate::report::totals::share::percent;
use crate::sheet::style;
use crate::sheet::table::{Value, put};
use crate::sheet::write::TextWriter;

/// How many earlier months are shown.
const MONTHS: usize = 11;
/// The number of months, this one included, from which they are drawn as lines.
const LEAST_FOR_LINES: usize = 3;
/// The column, outside the printed area, of the months that the chart uses; the figures follow.
const ASIDE: u16 = COLUMNS + 2;

/// A figure that is shown for each month.
struct Figure {
    heading: &'static str,
    source: Id,
    value: fn(&MonthSummary) -> Value,
    /// How its line is drawn; `None` for a count, which has none.
    line: Option<(ChartMarkerType, ChartLineDashType)>,
}

/// Returns the figures to show: there is no share of a judgment that the plan does not make.
fn figures(report: &Report) -> Vec<Figure> {
    let line = |mark, dash| Some((mark, dash));
    let mut figures = vec![Figure {
        heading: "提出率",
        source: Id::Submitted,
        value: |month| percent(month.submitted),
        line: line(ChartMarkerType::Square, ChartLineDashType::SquareDot),
    }];
    if report.effect.is_judged() {
        figures.push(Figure {
            heading: "達成\n割合",
            source: Id::Achieved,
            value: |month| percent(month.achieved),
            line: line(ChartMarkerType::Circle, ChartLineDashType::Solid),
        });
    }
    if report.progress.is_judged() {
        figures.push(Figure {
            heading: "順調\n割合",
            source: Id::OnTrack,
            value: |month| percent(month.on_track),
            line: line(ChartMarkerType::Triangle, ChartLineDashType::Dash),
        });
    }
    figures.push(Figure {
        heading: "要対応",
        source: Id::NeedsAction,
        value: |month| Value::Count(month.needs_action),
        line: None,
    });
    figures
}

/// Writes the part into `span` from `row` down. A chart is `height` pixels high.
pub(super) fn write(
    sheet: &mut Worksheet,
    cx: &OverviewContext,
    (span, height): (Span, u32),
    row: u32,
) -> Result<(), XlsxError> {
    let report = cx.report;
    put_over(sheet, row, span, &Value::text("これまでの経過"), &style::section())?;
    let now = MonthSummary::of(report.plan, &report.c.assessment);
    let skipped = report.c.earlier.len().saturating_sub(MONTHS);
    let months: Vec<&MonthSummary> = report.c.earlier.iter().skip(skipped).chain([&now]).collect();
    if months.len() < LEAST_FOR_LINES {
        write_table(sheet, cx, span, &months, row + 1)
    } else {
        write_lines(sheet, cx, (span, height), &months, row + 1)
    }
}

/// Returns a figure of a month; this month's is a formula.
fn value(cx: &OverviewContext, month: &MonthSummary, figure: &Figure) -> Value {
    let value = (figure.value)(month);
    if month.month == cx.report.c.as_of { Value::formula(cx.of_plan(figure.source), value) } else { value }
}

fn write_table(
    sheet: &mut Worksheet,
    cx: &OverviewContext,
    span: Span,
    months: &[&MonthSummary],
    row: u32,
) -> Result<(), XlsxError> {
    let formats = &cx.formats;
    let figures = figures(cx.report);
    let mut widths = vec![6; figures.len() + 1];
    if let Some(name) = widths.first_mut() {
        *name = span.count() - 6 * u16::try_from(figures.len()).unwrap_or_default();
    }
    let spans = span.cut(&widths);
    let rows_of = |at: usize| row + u32::try_from(at).unwrap_or(0) * 2;
    let headings = ["基準月"].into_iter().chain(figures.iter().map(|figure| figure.heading));
    for (span, words) in spans.iter().zip(headings) {
        sheet.put_merged(row, span.first, row + 1, span.last, words, &formats.heading)?;
    }
    for (at, month) in (1..).zip(months) {
        let closed = if month.closed { "\n（確定）" } else { "" };
        let name = Value::centered(&format!("{}{closed}", month.month.japanese()));
        let values = std::iter::once(name).chain(figures.iter().map(|figure| value(cx, month, figure)));
        for (span, value) in spans.iter().zip(values) {
            let format = formats.of(&value);
            sheet.put_merged(rows_of(at), span.first, rows_of(at) + 1, span.last, "", format)?;
            put(sheet, rows_of(at), span.first, &value, format)?;
        }
    }
    Ok(())
}

/// Writes the figures outside the printed area, and inserts the chart of their lines.
fn write_lines(
    sheet: &mut Worksheet,
    cx: &OverviewContext,
    (span, height): (Span, u32),
    months: &[&MonthSummary],
    row: u32,
) -> Result<(), XlsxError> {
    let (aside, heading) = (style::aside(), style::aside_heading());
    let percents = style::aside().set_num_format("0.0%");
    let figures = figures(cx.report);
    let headings = ["基準月"].into_iter().chain(figures.iter().map(|figure| figure.heading));
    for (col, words) in (ASIDE..).zip(headings) {
        sheet.put_text(row, col, words, &heading)?;
    }
    let mut last = row;
    for (at, month) in (row + 1..).zip(months) {
        sheet.put_text(at, ASIDE, short(month), &aside)?;
        for (col, figure) in (ASIDE + 1..).zip(&figures) {
            let value = value(cx, month, figure);
            let format = if figure.line.is_none() { &aside } else { &percents };
            // A blank cell leaves a gap in the line; a text would be drawn as 0.
            if is_drawn(month, figure) {
                put(sheet, at, col, &value, format)?;
            } else {
                sheet.write_blank(at, col, format)?;
            }
        }
        last = at;
    }
    let drawn = (ASIDE + 1..).zip(figures).filter_map(|(col, figure)| {
        let (mark, dash) = figure.line?;
        Some(HistoryLine { name: figure.heading.replace('\n', ""), mark, dash, col })
    });
    let lines: Vec<HistoryLine> = drawn.collect();
    let chart = history_chart(&lines, (row + 1, last), ASIDE, (span.pixels(), height));
    sheet.insert_chart(row, span.first, &chart)?;
    Ok(())
}

/// True if the figure is a number in this month, rather than a text.
fn is_drawn(month: &MonthSummary, figure: &Figure) -> bool {
    !matches!((figure.value)(month), Value::Centered(_) | Value::Text(_))
}

/// Returns a month as the axis shows it: `22.12`.
fn short(month: &MonthSummary) -> String {
    let name = month.month.to_string();
    name.get(2..).unwrap_or(&name).replace('-', ".")
}

/// Returns the least height in pixels of the table, or of the chart if there is one.
pub(super) fn least_height(report: &Report) -> u32 {
    match report.c.earlier.len() {
        0 => 0,
        1 => 6 * 20,
        _ => 150,
    }
}
