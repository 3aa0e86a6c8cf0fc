//! 前回比較: what is better, worse, changed or newly returned since 前回, and what changed in closed months
//! (確定後の変更).

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::evaluate::history::{Change, ChangeKind, ChangedItem, changes};
use crate::evaluate::summary::MonthSummary;
use crate::plan::model::Project;
use crate::ratings::OUTLOOK;
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::sheet_names;
use crate::sheet::book::{Paper, begin};
use crate::sheet::style;
use crate::sheet::table::{Column, Table, Value, cells, column, position};
use crate::sheet::write::TextWriter;

const HEADING_ROW: u32 = 2;
/// The row of the first 確定後の変更. They come before all other changes, which are compared with what the
/// committee saw.
pub(super) const SINCE_CLOSED_ROW: u32 = HEADING_ROW + 1;

/// A difference between two months, or between a closed month and the same month computed today.
struct Row<'a> {
    report: &'a Report<'a>,
    change: &'a Change,
}

/// Gives a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("整理番号", 8.5, |row| Value::centered(&row.change.project.to_string())),
    column("事業名称", 30.0, |row| Value::text(project(row).map_or("", |project| &project.name))),
    column("担当課", 18.0, |row| {
        Value::text(project(row).map_or("", |project| &project.departments_text))
    }),
    column("項目", 16.0, item),
    column("指標", 34.0, indicator),
    column("前回", 24.0, |row| shown(row, &row.change.before)),
    column("今回", 24.0, |row| shown(row, &row.change.now)),
];
const BEFORE: u16 = position(COLUMNS, "前回");
const NOW: u16 = position(COLUMNS, "今回");

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let page = report.page.on(Paper::A4Landscape);
    let now = report.c.as_of.japanese();
    let before = report.c.before();
    if before.is_none() && report.c.revised() == 0 {
        begin(sheet, sheet_names::COMPARISON, sheet_names::COMPARISON, "", &page)?;
        let none = "前回の報告がないため、比べるものはありません。";
        sheet.put_text(HEADING_ROW, 0, none, &style::plain())?;
        return Ok(());
    }
    let title = before.map_or_else(
        || format!("前回比較（{now}）"),
        |before| format!("前回比較　{}から{now}まで", before.month.japanese()),
    );
    begin(sheet, sheet_names::COMPARISON, &title, &remark(report, before), &page)?;
    let (was, is) = before.map_or_else(
        || ("確定したとき".to_owned(), "計算し直した内容".to_owned()),
        |before| {
            let closed = if before.closed { "・確定" } else { "" };
            (format!("前回（{}{closed}）", before.month.japanese()), format!("今回（{now}）"))
        },
    );
    let mut table = Table::new(COLUMNS, HEADING_ROW).with_heading(BEFORE, &was).with_heading(NOW, &is);
    let all = before.map_or_else(Vec::new, |before| {
        changes(report.plan, before, &MonthSummary::of(report.plan, &report.c.assessment))
    });
    let none = "前回から変わったところはありません。";
    if all.is_empty() && report.c.revised() == 0 {
        return table.finish(sheet, none);
    }
    table.head(sheet)?;
    since_closed(sheet, &mut table, report)?;
    if all.is_empty() {
        table.group(sheet, none)?;
        return table.finish(sheet, none);
    }
    for kind in ChangeKind::BETWEEN_MONTHS {
        let found: Vec<&Change> = all.iter().filter(|change| change.kind == kind).collect();
        if found.is_empty() {
            table.group(sheet, &format!("{}はありません。", heading(kind)))?;
            continue;
        }
        table.group(sheet, &format!("{}　{}件", heading(kind), found.len()))?;
        for change in found {
            table.row(sheet, &cells(COLUMNS, &Row { report, change }))?;
        }
    }
    table.finish(sheet, none)
}

/// Returns what is compared with what.
fn remark(report: &Report, before: Option<&MonthSummary>) -> String {
    let mut remark = String::new();
    if before.is_some_and(|before| before.closed) {
        remark += "前回は確定した記録（委員会に報告した内容）です。";
        remark += if report.c.revised() == 0 { "確定後の変更はありません。" } else { "" };
    }
    remark += match before {
        None => "",
        Some(_) if report.c.same_year_as_before() => {
            "区分は一段でも動いたものを載せます。数値は書かれたとおりに比べます。"
        }
        Some(_) => {
            "前回とは年度が違うため、効果達成状況は比べません（年度替わり）。進捗状況・提出状況・数値を比べます。"
        }
    };
    remark
}

/// Writes what differs from the records of closed months, month by month.
fn since_closed(sheet: &mut Worksheet, table: &mut Table, report: &Report) -> Result<(), XlsxError> {
    for revised in report.c.since_closed.iter().filter(|revised| !revised.changes.is_empty()) {
        let version = if revised.version == report.plan.version {
            String::new()
        } else {
            format!("確定したときの計画は{}。", revised.version)
        };
        let words = format!(
            "確定後の変更　{}件（{}。{version}左が確定したとき、右が今の回答と計画で計算し直した内容）",
            revised.changes.len(),
            revised.month.japanese()
        );
        table.group(sheet, &words)?;
        for change in &revised.changes {
            table.row(sheet, &cells(COLUMNS, &Row { report, change }))?;
        }
    }
    Ok(())
}

fn heading(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Better => "改善した判定",
        ChangeKind::Worse => "悪化した判定",
        ChangeKind::PlanChanged => "計画変更（目標が変わったため、判定を前回と比べられないもの）",
        ChangeKind::Figure => "変わった数値",
        ChangeKind::Returned => "新たに提出された事業",
        ChangeKind::Unreturned => "前回は提出され、今回は未提出の事業",
        ChangeKind::SinceClosed => "確定後の変更",
    }
}

fn project<'a>(row: &Row<'a>) -> Option<&'a Project> {
    row.report.plan.project(&row.change.project)
}

fn item(row: &Row) -> Value {
    let year = row.change.year.map_or_else(String::new, |year| format!("（{}）", year.label()));
    Value::text(&format!("{}{year}", row.change.item.word()))
}

fn indicator(row: &Row) -> Value {
    let id = row.change.indicator.as_ref();
    let indicator = id.and_then(|id| project(row)?.indicator(id));
    Value::text(&indicator.map_or_else(String::new, |indicator| {
        format!("{} {}", indicator.id.symbol(), indicator.name).trim().to_owned()
    }))
}

/// Returns one side of a change; a judgment with its symbol.
fn shown(row: &Row, text: &str) -> Value {
    let categories = match row.change.item {
        ChangedItem::Effect => Some(&row.report.effect),
        ChangedItem::Progress => Some(&row.report.progress),
        _ => None,
    };
    match text.trim() {
        "" => Value::text("（なし）"),
        text => {
            Value::text(&categories.map_or_else(|| text.to_owned(), |categories| labelled(categories, text)))
        }
    }
}

/// Returns a judgment's word, or an outlook's (達成見込み), with its symbol.
fn labelled(categories: &Categories, text: &str) -> String {
    let word = text.strip_suffix(OUTLOOK).unwrap_or(text);
    categories
        .all
        .iter()
        .find(|category| category.word == word)
        .map_or_else(|| text.to_owned(), |category| format!("{} {text}", category.symbol))
}
