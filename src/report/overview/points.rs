//! 確認いただきたい事項: what the committee is asked to look at, each with a link to its row.

use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use crate::plan::model::Decision;
use crate::report::action::projects::projects;
use crate::report::context::Report;
use crate::report::overview::writing::Writing;
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::rows::HEADING_ROW;
use crate::report::{change_requests, comparison, sheet_names};
use crate::sheet::address::link_to;
use crate::sheet::style;
use crate::sheet::write::TextWriter;

/// How many projects are named; the others are on 要対応.
const NAMED: usize = 12;

/// A point.
pub(super) struct Point {
    words: String,
    link: String,
}

/// Returns the points in the order in which they are shown.
pub(super) fn points(report: &Report) -> Vec<Point> {
    let point = |words: String, link: String| Point { words, link };
    let listed = projects(report);
    let mut points: Vec<Point> = listed
        .iter()
        .take(if listed.len() > NAMED { NAMED - 1 } else { NAMED })
        .map(|one| {
            let reasons = one.reasons(report).join("、");
            let words = format!("{} {}　　{reasons}", one.project.id, one.project.name);
            point(words, link_to(sheet_names::ACTION, one.row, 0))
        })
        .collect();
    if listed.len() > points.len() {
        let rest = listed.len() - points.len();
        let words = format!("ほか{rest}事業は「要対応」にあります。");
        points.push(point(words, link_to(sheet_names::ACTION, 0, 0)));
    }
    let requests = change_requests::count(report);
    if requests > 0 {
        let words = format!("計画の変更申出が{requests}件あります。");
        points.push(point(words, link_to(sheet_names::CHANGE_REQUESTS, 0, 0)));
    }
    let judged = report.c.assessment.judged_by_secretariat().count();
    if judged > 0 {
        let words = format!("事務局評価を付けた事業が{judged}件あります。");
        let col = report.columns.of(Id::Effect);
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

/// Writes the points; returns their last row.
pub(super) fn write(
    sheet: &mut Worksheet,
    writing: &Writing,
    row: u32,
    points: Vec<Point>,
) -> Result<u32, XlsxError> {
    let block = writing.columns.right;
    sheet.put_text(row, block.first, "確認いただきたい事項", &style::section())?;
    if points.is_empty() {
        let none = "確認いただきたい事項はありません。";
        sheet.put_text(row + 1, block.first, none, &style::plain())?;
        return Ok(row + 1);
    }
    let link = &writing.formats.link;
    let format = link.clone().unset_text_wrap().set_shrink().set_align(FormatAlign::VerticalCenter);
    let mut at = row + 1;
    for point in points {
        sheet.put_merged(at, block.first, at, block.last, "", &format)?;
        sheet.put_link(at, block.first, &point.link, &point.words, &format)?;
        sheet.set_row_height(at, 18.0)?;
        at += 1;
    }
    Ok(at - 1)
}
