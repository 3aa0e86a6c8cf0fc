//! これまでの経過: the shares of the earlier months. This month's row is made of formulas.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::evaluate::summary::MonthSummary;
use crate::report::context::Report;
use crate::report::overview::writing::{Writing, put_over};
use crate::report::totals::layout::Id;
use crate::report::totals::share::percent;
use crate::sheet::style;
use crate::sheet::table::{Value, put};
use crate::sheet::write::TextWriter;

/// How many earlier months are shown.
const MONTHS: usize = 8;

/// A figure of a month.
struct Figure {
    heading: &'static str,
    source: Id,
    value: fn(&MonthSummary) -> Value,
}

const FIGURES: [Figure; 4] = [
    Figure { heading: "提出率", source: Id::Submitted, value: |month| percent(month.submitted) },
    Figure { heading: "達成割合", source: Id::Achieved, value: |month| percent(month.achieved) },
    Figure { heading: "順調割合", source: Id::OnTrack, value: |month| percent(month.on_track) },
    Figure { heading: "要対応", source: Id::NeedsAction, value: |month| Value::Count(month.needs_action) },
];

/// Returns how many rows the part takes, at most.
pub(super) fn rows(report: &Report) -> usize {
    report.c.earlier.len().min(MONTHS) + 2
}

/// Writes the part; returns its last row.
pub(super) fn write(sheet: &mut Worksheet, writing: &Writing, row: u32) -> Result<u32, XlsxError> {
    let (report, formats) = (writing.report, &writing.formats);
    sheet.put_text(row, 0, "これまでの経過", &style::section())?;
    if report.c.earlier.is_empty() {
        sheet.put_text(row + 1, 0, "前回までの報告はありません。", &style::plain())?;
        return Ok(row + 1);
    }
    let spans = [(1, 2), (3, 4), (5, 6), (7, writing.columns.left.last)];
    put(sheet, row + 1, 0, &Value::centered("基準月"), &formats.heading)?;
    for (span, figure) in spans.into_iter().zip(&FIGURES) {
        put_over(sheet, row + 1, span, &Value::text(figure.heading), &formats.heading)?;
    }
    sheet.set_row_height(row + 1, 18.0)?;
    let skipped = report.c.earlier.len().saturating_sub(MONTHS);
    let mut at = row + 2;
    let now = MonthSummary::of(report.plan, &report.c.assessment);
    for month in report.c.earlier.iter().skip(skipped).chain([&now]) {
        let closed = if month.closed { "（確定）" } else { "" };
        let name = format!("{}{closed}", month.month.japanese());
        put(sheet, at, 0, &Value::centered(&name), &formats.centered)?;
        for (span, figure) in spans.into_iter().zip(&FIGURES) {
            let value = (figure.value)(month);
            let format = formats.of(&value).clone();
            let value = if month.month == report.c.as_of {
                Value::formula(writing.of_plan(figure.source), value)
            } else {
                value
            };
            put_over(sheet, at, span, &value, &format)?;
        }
        sheet.set_row_height(at, 18.0)?;
        at += 1;
    }
    Ok(at - 1)
}
