//! 前回比較: what is better, worse, changed or newly returned since 前回, and what changed in closed months
//! (確定後の変更).

use std::collections::BTreeMap;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::evaluate::history::{Change, ChangeKind, ChangedItem, changes};
use crate::evaluate::summary::MonthSummary;
use crate::ids::ProjectId;
use crate::plan::model::Project;
use crate::ratings::OUTLOOK;
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::sheet_names;
use crate::sheet::book::{Paper, begin};
use crate::sheet::style;
use crate::sheet::table::{Column, Table, Value, cells, column};
use crate::sheet::write::TextWriter;
use crate::text::fold::one_line;
use crate::text::fold::shortened;

const HEADING_ROW: u32 = 2;
/// The row of the first 確定後の変更. They come before the changes since 前回.
pub(super) const SINCE_CLOSED_ROW: u32 = HEADING_ROW + 1;

/// The changes of a project.
struct Row<'a> {
    report: &'a Report<'a>,
    project: &'a ProjectId,
    changes: Vec<&'a Change>,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("整理番号", 8.5, |row| Value::centered(&row.project.to_string())),
    column("事業名称", 30.0, |row| Value::text(project(row).map_or("", |project| &project.name))),
    column("担当課", 18.0, |row| {
        Value::text(project(row).map_or("", |project| &project.departments_text))
    }),
    column("変わったこと", 72.0, |row| {
        let words: Vec<String> = row.changes.iter().map(|change| in_words(row, change)).collect();
        Value::text(&words.join("\n"))
    }),
    column("メモ", 22.0, |_| Value::Blank),
];

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
    let all = before.map_or_else(Vec::new, |before| {
        changes(report.plan, before, &MonthSummary::of(report.plan, &report.c.assessment))
    });
    let none = "前回から変わったところはありません。";
    let sections = sections(report, &all);
    let rows = sections.iter().flat_map(|(_, rows)| rows).map(|row| cells(COLUMNS, row));
    let mut table =
        Table::new(COLUMNS, HEADING_ROW).with_widths_for_breaks(&rows.collect::<Vec<_>>()).on(page.paper);
    if all.is_empty() && report.c.revised() == 0 {
        return table.finish(sheet, none);
    }
    table.head(sheet)?;
    since_closed(sheet, &mut table, report)?;
    if all.is_empty() {
        table.group(sheet, none)?;
        return table.finish(sheet, none);
    }
    for (kind, rows) in sections {
        if rows.is_empty() && kind == ChangeKind::PlanChanged {
            continue;
        }
        if rows.is_empty() {
            table.group(sheet, &format!("{}はありません。", heading(kind)))?;
            continue;
        }
        table.group(sheet, &format!("{}　{}事業", heading(kind), rows.len()))?;
        for row in &rows {
            table.row(sheet, &cells(COLUMNS, row))?;
        }
    }
    table.finish(sheet, none)
}

/// The kinds of change, the worst first. A project is listed under its worst change.
const WORST_FIRST: [ChangeKind; 6] = [
    ChangeKind::Worse,
    ChangeKind::Unreturned,
    ChangeKind::Better,
    ChangeKind::PlanChanged,
    ChangeKind::Figure,
    ChangeKind::Returned,
];

/// Returns the projects of each kind in the plan's order, each with all its changes.
fn sections<'a>(report: &'a Report<'a>, all: &'a [Change]) -> Vec<(ChangeKind, Vec<Row<'a>>)> {
    let place = |kind: ChangeKind| WORST_FIRST.iter().position(|known| *known == kind).unwrap_or(usize::MAX);
    let mut by_project: BTreeMap<&ProjectId, Vec<&Change>> = BTreeMap::new();
    for change in all {
        by_project.entry(&change.project).or_default().push(change);
    }
    let mut sections: Vec<(ChangeKind, Vec<Row>)> =
        WORST_FIRST.into_iter().map(|kind| (kind, Vec::new())).collect();
    for first in report.first_rows() {
        let Some(mut changes) = by_project.remove(&first.project.id) else { continue };
        changes.sort_by_key(|change| place(change.kind));
        let worst = changes.first().map_or(usize::MAX, |change| place(change.kind));
        if let Some((_, rows)) = sections.get_mut(worst) {
            rows.push(Row { report, project: &first.project.id, changes });
        }
    }
    sections
}

/// Returns the remark below the title: what 前回 is, and what is compared with it.
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
        Some(_) if !report.effect.is_judged() => "",
        Some(_) if !report.progress.is_judged() => {
            "前回とは年度が違うため、効果達成状況は比べません（年度替わり）。提出状況と、同じ年度の数値を比べます。"
        }
        Some(_) => {
            "前回とは年度が違うため、効果達成状況は比べません（年度替わり）。進捗状況・提出状況と、同じ年度の数値を比べます。"
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
            "確定後の変更　{}件（{}。{version}確定したときと、今の回答と計画で計算し直した内容との違い）",
            revised.changes.len(),
            revised.month.japanese()
        );
        table.group(sheet, &words)?;
        for changes in revised.changes.chunk_by(|one, other| one.project == other.project) {
            let Some(first) = changes.first() else { continue };
            let row = Row { report, project: &first.project, changes: changes.iter().collect() };
            table.row(sheet, &cells(COLUMNS, &row))?;
        }
    }
    Ok(())
}

fn heading(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Better => "判定が改善した事業",
        ChangeKind::Worse => "判定が悪化した事業",
        ChangeKind::Figure => "数値が変わった事業",
        ChangeKind::PlanChanged => "計画変更（目標が変わり、判定を前回と比べられない）の事業",
        ChangeKind::Returned => "新たに提出された事業",
        ChangeKind::Unreturned => "前回は提出され、今回は未提出の事業",
        ChangeKind::SinceClosed => "確定後の変更",
    }
}

fn project<'a>(row: &Row<'a>) -> Option<&'a Project> {
    row.report.plan.project(row.project)
}

/// The most characters of an indicator's name in a sentence.
const NAME: usize = 24;

/// Returns what changed as a sentence.
fn in_words(row: &Row, change: &Change) -> String {
    // A change since 前回 is of this fiscal year unless the sentence names another.
    let goes_without_saying =
        change.kind != ChangeKind::SinceClosed && change.year == Some(row.report.c.fiscal_year);
    let year = change.year.filter(|_| !goes_without_saying).map(|year| year.label());
    let id = change.indicator.as_ref();
    let symbol = id.map_or("", |id| id.symbol());
    let indicator = id.and_then(|id| project(row)?.indicator(id)).map(|indicator| indicator.name.as_str());
    // A project's only indicator is not named.
    let several = project(row).is_some_and(|project| project.indicators.len() > 1);
    let indicator = indicator.filter(|_| several).map(|name| format!("{symbol}{}", shortened(name, NAME)));
    let of: Vec<String> = year.into_iter().chain(indicator.filter(|name| !name.is_empty())).collect();
    let of = if of.is_empty() { String::new() } else { format!("（{}）", of.join("　")) };
    let (item, before, now) =
        (change.item.word(), shown(row, change, &change.before), shown(row, change, &change.now));
    match change.kind {
        ChangeKind::Better => format!("{item}{of}が「{before}」から「{now}」に上がりました。"),
        ChangeKind::Worse => format!("{item}{of}が「{before}」から「{now}」に下がりました。"),
        ChangeKind::Returned => "前回は未提出でしたが、今回は提出されています。".to_owned(),
        ChangeKind::Unreturned => "前回は提出されましたが、今回は未提出です。".to_owned(),
        ChangeKind::PlanChanged | ChangeKind::Figure | ChangeKind::SinceClosed => {
            format!("{item}{of}が「{before}」から「{now}」に変わりました。")
        }
    }
}

/// Returns the value before or after a change, a judgment with its symbol.
fn shown(row: &Row, change: &Change, text: &str) -> String {
    let categories = match change.item {
        ChangedItem::Effect => Some(&row.report.effect),
        ChangedItem::Progress => Some(&row.report.progress),
        _ => None,
    };
    match text.trim() {
        "" => "（なし）".to_owned(),
        text => categories.map_or_else(|| one_line(text), |categories| labelled(categories, text)),
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
