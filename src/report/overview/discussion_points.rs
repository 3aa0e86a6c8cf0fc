//! 確認いただきたい事項: what the committee is asked to look at, each with a link to its row.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::plan::model::Decision;
use crate::report::action::projects::{ActionItem, projects};
use crate::report::context::Report;
use crate::report::overview::context::OverviewContext;
use crate::report::overview::grid::{LEFT, RIGHT, SIZE, put_over};
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::rows::HEADING_ROW;
use crate::report::{change_requests, comparison, sheet_names};
use crate::sheet::address::link_to;
use crate::sheet::measure;
use crate::sheet::style;
use crate::sheet::table::Value;
use crate::sheet::write::TextWriter;
use crate::text::fold::shortened;

/// The most points about projects. The other projects are on 要対応.
const NAMED: usize = 12;
/// The fewest and the most rows of points.
pub(super) const ROWS: (usize, usize) = (3, 9);
/// The height of a line in points.
pub(super) const HEIGHT: f64 = 16.5;
/// The most characters of a project's name.
const NAME: usize = 18;

/// A point, with the target of its link.
pub(super) struct DiscussionPoint {
    words: String,
    link: String,
}

/// Returns the points in the order in which they are shown. Names as many projects as fit into `rows` rows of
/// two.
pub(super) fn discussion_points(report: &Report, rows: usize) -> Vec<DiscussionPoint> {
    let others = others(report);
    let listed = projects(report);
    let most = (rows * 2).saturating_sub(others.len()).clamp(2, NAMED);
    let named = if listed.len() > most { most - 1 } else { most };
    let mut points: Vec<DiscussionPoint> = listed
        .iter()
        .take(named)
        .map(|one| DiscussionPoint {
            words: fitting(report, one),
            link: link_to(sheet_names::ACTION, one.row, 0),
        })
        .collect();
    if listed.len() > points.len() {
        let rest = listed.len() - points.len();
        let words = format!("ほか{rest}事業は「要対応」にあります。");
        points.push(DiscussionPoint { words, link: link_to(sheet_names::ACTION, 0, 0) });
    }
    points.extend(others);
    points
}

/// Returns the points that are not about a single project.
fn others(report: &Report) -> Vec<DiscussionPoint> {
    let mut points: Vec<DiscussionPoint> = Vec::new();
    let point = |words: String, link: String| DiscussionPoint { words, link };
    let requests = change_requests::count(report);
    if requests > 0 {
        let words = format!("計画の変更申出が{requests}件あります。");
        points.push(point(words, link_to(sheet_names::CHANGE_REQUESTS, 0, 0)));
    }
    let judged = report.c.assessment.judged_by_secretariat().count();
    if judged > 0 {
        let words = format!("事務局評価を付けた事業が{judged}件あります。");
        let col = report.columns.find(Id::ProgressReported).unwrap_or_default();
        points.push(point(words, link_to(sheet_names::PROGRESS_LIST, HEADING_ROW, col)));
    }
    let decisions = &report.plan.decisions;
    if !decisions.is_empty() {
        let open = decisions.iter().filter(|decision| Decision::is_open(decision)).count();
        let words = format!(
            "これまでの決定事項が{}件あります（対応状況の記入がないもの {open}件）。",
            decisions.len()
        );
        points.push(point(words, link_to(sheet_names::ACTION, 0, 0)));
    }
    let revised = report.c.revised();
    if revised > 0 {
        let words = format!("確定後の変更が{revised}件あります。");
        points.push(point(words, link_to(sheet_names::COMPARISON, comparison::SINCE_CLOSED_ROW, 0)));
    }
    points
}

/// Returns a project's name and the reason why it is listed, cut to one line.
fn fitting(report: &Report, listed: &ActionItem) -> String {
    let (project, labels) = (listed.project, listed.reasons(report).join("、"));
    let begin = format!("{} {}　{labels}", project.id, shortened(&project.name, NAME));
    let Some(detail) = listed.detail(report) else { return begin };
    let whole = format!("{begin}（{detail}）");
    if fits(&whole) {
        return whole;
    }
    // The result of a calculation says more than its beginning.
    if let Some((_, result)) = detail.rsplit_once(" = ") {
        let short = format!("{begin}（{result}）");
        return if fits(&short) { short } else { begin };
    }
    let cut =
        (1..detail.chars().count()).rev().map(|most| format!("{begin}（{}）", shortened(&detail, most)));
    cut.into_iter().find(|words| fits(words)).unwrap_or(begin)
}

fn fits(words: &str) -> bool {
    measure::columns(words, SIZE) <= LEFT.characters()
}

/// Writes the points in two columns. Returns their last row.
pub(super) fn write(
    sheet: &mut Worksheet,
    cx: &OverviewContext,
    row: u32,
    points: &[DiscussionPoint],
) -> Result<u32, XlsxError> {
    put_over(sheet, row, LEFT, &Value::text("確認いただきたい事項"), &style::section())?;
    if points.is_empty() {
        let none = Value::text("確認いただきたい事項はありません。");
        put_over(sheet, row + 1, LEFT, &none, &style::plain())?;
        return Ok(row + 1);
    }
    let format = cx.formats.link.clone().unset_text_wrap();
    let rows = points.len().div_ceil(2);
    let mut last = row;
    for (half, span) in points.chunks(rows.max(1)).zip([LEFT, RIGHT]) {
        for (at, point) in (row + 1..).zip(half) {
            sheet.put_merged(at, span.first, at, span.last, "", &format)?;
            sheet.put_link(at, span.first, &point.link, &point.words, &format)?;
            sheet.set_row_height(at, HEIGHT)?;
            last = last.max(at);
        }
    }
    Ok(last)
}
