//! 概況: the whole month on one page.

mod blocks;
mod chart;
mod figures;

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::evaluate::model::Share;
use crate::evaluate::summary::MonthSummary;
use crate::report::action::{self, Item};
use crate::report::layout::Layout;
use crate::report::lines::HEADING_ROW;
use crate::report::list::columns;
use crate::report::overview::blocks::Columns;
use crate::report::overview::figures::Figures;
use crate::report::{Report, changes, comparison, tabs};
use crate::sheet::address::{cell_on, link_to};
use crate::sheet::book::begin;
use crate::sheet::table::{Looks, Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

/// Widths in pixels, so that the charts fit their blocks.
const NAME_WIDTH: u32 = 168;
const COUNT_WIDTH: u32 = 54;
const SUM_WIDTH: u32 = 46;
const SHARE_WIDTH: u32 = 66;
const GAP_WIDTH: u32 = 16;
/// The size of the values' names over their narrow columns.
const HEADING_SIZE: f64 = 9.0;
/// Height over width of what an A4 page holds lying, between its margins.
const PAGE_RATIO: (u32, u32) = (63, 100);
/// How many projects are named on the page; the others are on 要対応.
const NAMED: usize = 12;
/// How many months of the course are shown.
const MONTHS: usize = 8;

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let plan = report.plan;
    let title = format!("{} {}　進捗状況の概況", plan.organisation, plan.title);
    begin(sheet, tabs::OVERVIEW, &title, &subtitle(report), &report.page)?;
    sheet.set_row_height(1, 18.0)?;
    let columns = Columns::new(report);
    let layout = Layout::new(report);
    let looks = looks();
    widths(sheet, report, &columns)?;

    let lines = point_lines(report);
    let row = figures::write(sheet, report, &layout, &looks, &Figures::new(&columns, 3))?;
    let row = policies(sheet, report, &layout, &looks, &columns, row + 1)?;
    let row = charts(sheet, report, &layout, &columns, row + 1, lines.len())?;
    let left = course(sheet, report, &layout, &looks, &columns, row)?;
    let right = points(sheet, &looks, &columns, row, lines)?;

    sheet.set_print_area(0, 0, left.max(right), columns.right_last)?;
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

fn widths(sheet: &mut Worksheet, report: &Report, columns: &Columns) -> Result<(), XlsxError> {
    for col in 0..=columns.right_last {
        sheet.set_column_width_pixels(col, pixels(report, columns, col))?;
    }
    Ok(())
}

/// Counts and shares stand in the middle of their narrow columns.
fn looks() -> Looks {
    let looks = Looks::default();
    let middle = |format: &Format| {
        format.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
    };
    Looks {
        text: looks.text.clone().set_align(FormatAlign::VerticalCenter),
        count: middle(&looks.count),
        percent: middle(&looks.percent),
        ..looks
    }
}

/// 基本方針 × each judgment, side by side.
fn policies(
    sheet: &mut Worksheet,
    report: &Report,
    layout: &Layout,
    looks: &Looks,
    columns: &Columns,
    row: u32,
) -> Result<u32, XlsxError> {
    let groups: Vec<(String, u32, &crate::evaluate::model::Group)> = {
        let totals = &report.c.assessment.totals;
        let mut all: Vec<_> = (0u32..)
            .zip(&totals.by_policy)
            .map(|(at, group)| {
                (format!("{} {}", group.number, group.name).trim().to_owned(), layout.policy_row(at), group)
            })
            .collect();
        all.push(("計".to_owned(), layout.plan_row(), &totals.plan));
        all
    };
    for (first, scale, title, share_title) in [
        (0, &report.effect, "効果達成状況（事業数）", "達成割合"),
        (columns.right, &report.progress, "進捗状況（事業数）", "順調割合"),
    ] {
        let is_effect = first == 0;
        let source = |number: usize| if is_effect { layout.effect(number) } else { layout.progress(number) };
        let (sum_from, share_from) = if is_effect {
            (layout.effect_sum(), layout.achieved())
        } else {
            (layout.progress_sum(), layout.on_track())
        };
        let count = u16::try_from(scale.steps.len()).unwrap_or(u16::MAX);
        sheet.put_text(row, first, title, &style::section())?;
        sheet.put_text(row + 1, first, "基本方針", &looks.heading)?;
        let narrow = looks.heading.clone().set_font_size(HEADING_SIZE);
        for (col, step) in (first + 1..).zip(&scale.steps) {
            sheet.put_text(row + 1, col, step.heading(), &narrow)?;
        }
        sheet.put_text(row + 1, first + count + 1, "計", &looks.heading)?;
        sheet.put_text(row + 1, first + count + 2, share_title, &looks.heading)?;
        for (at, (name, from, group)) in (row + 2..).zip(&groups) {
            put(sheet, at, first, &Value::text(name), &looks.text)?;
            let counts = if is_effect { &group.effect } else { &group.progress };
            let mut values: Vec<(u16, u16, Value)> = (1..)
                .zip(&scale.steps)
                .zip(first + 1..)
                .map(|((number, step), col)| (col, source(number), Value::Count(counts.of(&step.word))))
                .collect();
            values.push((first + count + 1, sum_from, Value::Count(counts.sum())));
            for (col, from_col, result) in values {
                put(
                    sheet,
                    at,
                    col,
                    &Value::live(cell_on(tabs::TOTALS, *from, from_col), result),
                    &looks.count,
                )?;
            }
            let share = if is_effect { group.achieved } else { group.on_track };
            let result = share.percent().map_or_else(
                || Value::Middle("－".to_owned()),
                |p| Value::Percent(p / rust_decimal::Decimal::ONE_HUNDRED),
            );
            let value = Value::live(cell_on(tabs::TOTALS, *from, share_from), result);
            put(sheet, at, first + count + 2, &value, &looks.percent)?;
            // Seven pixels are a column's unit of width.
            let name_width = f64::from(NAME_WIDTH) / 7.0;
            sheet.set_row_height(at, measure::row_height(&[(name, name_width)], style::SIZE).max(20.0))?;
        }
    }
    sheet.set_row_height(row, 20.0)?;
    sheet.set_row_height(row + 1, heading_height(report))?;
    Ok(row + 2 + u32::try_from(groups.len()).unwrap_or(0))
}

/// The height of the row that names the values: bands may have long names.
fn heading_height(report: &Report) -> f64 {
    // Seven pixels are a column's unit of width.
    let width = f64::from(COUNT_WIDTH) / 7.0;
    let headings: Vec<String> =
        report.effect.steps.iter().chain(&report.progress.steps).map(|step| step.heading()).collect();
    let cells: Vec<(&str, f64)> = headings.iter().map(|heading| (heading.as_str(), width)).collect();
    measure::row_height(&cells, HEADING_SIZE).max(34.0)
}

/// A stacked bar per 施策 of each judgment; returns the first row below them.
fn charts(
    sheet: &mut Worksheet,
    report: &Report,
    layout: &Layout,
    columns: &Columns,
    row: u32,
    points: usize,
) -> Result<u32, XlsxError> {
    let height = chart_height(report, layout, columns, points);
    for (first, last, title, scale) in [
        (0, columns.left_last, "施策別　効果達成状況", &report.effect),
        (columns.right, columns.right_last, "施策別　進捗状況", &report.progress),
    ] {
        sheet.put_text(row, first, title, &style::section())?;
        let is_effect = first == 0;
        let col = |number: usize| if is_effect { layout.effect(number) } else { layout.progress(number) };
        let width = (first..=last).map(|at| pixels(report, columns, at)).sum::<u32>() - 4;
        let chart = chart::stacked(scale, layout, &col, (width, height), title);
        sheet.insert_chart(row + 1, first, &chart)?;
    }
    sheet.set_row_height(row, 20.0)?;
    // A row without a height of its own takes 20 pixels.
    Ok(row + 2 + height.div_ceil(20))
}

/// How high the charts are: as high as the page leaves room, at least as their bars need.
fn chart_height(report: &Report, layout: &Layout, columns: &Columns, points: usize) -> u32 {
    let width: u32 = (0..=columns.right_last).map(|col| pixels(report, columns, col)).sum();
    let course = report.c.earlier.len().min(MONTHS) + 2;
    let rows = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let tables = 240 + 100 + 27 * rows(report.plan.policies.len() + 1);
    let below = 100 + 24 * rows(points.max(course));
    let page = width * PAGE_RATIO.0 / PAGE_RATIO.1;
    let (least, most) = chart::heights(layout.measures());
    page.saturating_sub(tables + below).clamp(least, most)
}

/// The width of a column of this sheet in pixels.
fn pixels(report: &Report, columns: &Columns, col: u16) -> u32 {
    let (first, steps) = if col >= columns.right {
        (columns.right, report.progress.steps.len())
    } else {
        (0, report.effect.steps.len())
    };
    match usize::from(col - first) {
        _ if col == columns.left_last + 1 => GAP_WIDTH,
        0 => NAME_WIDTH,
        at if at <= steps => COUNT_WIDTH,
        at if at == steps + 1 => SUM_WIDTH,
        _ => SHARE_WIDTH,
    }
}

/// The course over the months; this month's row is live.
fn course(
    sheet: &mut Worksheet,
    report: &Report,
    layout: &Layout,
    looks: &Looks,
    columns: &Columns,
    row: u32,
) -> Result<u32, XlsxError> {
    sheet.put_text(row, 0, "これまでの経過", &style::section())?;
    if report.c.earlier.is_empty() {
        sheet.put_text(row + 1, 0, "前回までの報告はありません。", &style::plain())?;
        return Ok(row + 1);
    }
    let spans = [(1, 2), (3, 4), (5, 6), (7, columns.left_last)];
    put(sheet, row + 1, 0, &Value::middle("基準月"), &looks.heading)?;
    for ((first, last), words) in spans.into_iter().zip(["提出率", "達成割合", "順調割合", "要対応"])
    {
        sheet.put_merged(row + 1, first, row + 1, last, words, &looks.heading)?;
    }
    sheet.set_row_height(row + 1, 18.0)?;
    let skip = report.c.earlier.len().saturating_sub(MONTHS);
    let mut at = row + 2;
    let now = MonthSummary::of(report.plan, &report.c.assessment);
    for summary in report.c.earlier.iter().skip(skip).chain([&now]) {
        let live = summary.month == report.c.as_of;
        let sources = [layout.submitted(), layout.achieved(), layout.on_track(), layout.action()];
        let closed = if summary.closed { "（確定）" } else { "" };
        put(sheet, at, 0, &Value::middle(&format!("{}{closed}", summary.month.japanese())), &looks.middle)?;
        for (((first, last), value), source) in spans.into_iter().zip(standing(summary)).zip(sources) {
            let look = looks.of(&value);
            sheet.put_merged(at, first, at, last, "", look)?;
            let value = if live {
                Value::live(cell_on(tabs::TOTALS, layout.plan_row(), source), value)
            } else {
                value
            };
            put(sheet, at, first, &value, look)?;
        }
        sheet.set_row_height(at, 18.0)?;
        at += 1;
    }
    Ok(at - 1)
}

fn standing(summary: &MonthSummary) -> [Value; 4] {
    let share = |share: Share| {
        share.percent().map_or_else(
            || Value::Middle("－".to_owned()),
            |percent| Value::Percent(percent / rust_decimal::Decimal::ONE_HUNDRED),
        )
    };
    [
        share(summary.submitted),
        share(summary.achieved),
        share(summary.on_track),
        Value::Count(summary.needs_action),
    ]
}

/// What the committee is asked to look at, with the link to each.
fn point_lines(report: &Report) -> Vec<(String, String)> {
    let items = action::items(report);
    let mut lines: Vec<(String, String)> = items
        .iter()
        .take(if items.len() > NAMED { NAMED - 1 } else { NAMED })
        .map(|item| (words(report, item), link_to(tabs::ACTION, item.row, 0)))
        .collect();
    if items.len() > lines.len() {
        let rest = items.len() - lines.len();
        lines.push((format!("ほか{rest}事業は「要対応」にあります。"), link_to(tabs::ACTION, 0, 0)));
    }
    let wishes = changes::count(report);
    if wishes > 0 {
        lines.push((format!("計画の変更申出が{wishes}件あります。"), link_to(tabs::CHANGES, 0, 0)));
    }
    let judged = report.judged().len();
    if judged > 0 {
        lines.push((
            format!("事務局評価を付けた事業が{judged}件あります。"),
            link_to(tabs::LIST, HEADING_ROW, columns::EFFECT),
        ));
    }
    let decided = report.plan.decisions.len();
    if decided > 0 {
        let open = report.plan.decisions.iter().filter(|decision| action::is_open(decision)).count();
        let words = format!("これまでの決定事項が{decided}件あります（対応状況の記入がないもの {open}件）。");
        lines.push((words, link_to(tabs::ACTION, 0, 0)));
    }
    let revised = report.c.revised();
    if revised > 0 {
        lines.push((
            format!("確定後の変更が{revised}件あります。"),
            link_to(tabs::COMPARISON, comparison::SINCE_CLOSED_ROW, 0),
        ));
    }
    lines
}

/// 確認いただきたい事項, each linked to its row.
fn points(
    sheet: &mut Worksheet,
    looks: &Looks,
    columns: &Columns,
    row: u32,
    lines: Vec<(String, String)>,
) -> Result<u32, XlsxError> {
    sheet.put_text(row, columns.right, "確認いただきたい事項", &style::section())?;
    if lines.is_empty() {
        let none = "確認いただきたい事項はありません。";
        sheet.put_text(row + 1, columns.right, none, &style::plain())?;
        return Ok(row + 1);
    }
    let format = looks.link.clone().unset_text_wrap().set_shrink().set_align(FormatAlign::VerticalCenter);
    let mut at = row + 1;
    for (words, url) in lines {
        sheet.put_merged(at, columns.right, at, columns.right_last, "", &format)?;
        sheet.put_link(at, columns.right, &url, &words, &format)?;
        sheet.set_row_height(at, 18.0)?;
        at += 1;
    }
    Ok(at - 1)
}

fn words(report: &Report, item: &Item) -> String {
    format!("{} {}　　{}", item.project.id, item.project.name, item.marks(report).join("、"))
}
