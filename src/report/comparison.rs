//! 前回比較: what is better, worse, changed and newly returned since 前回, and what has come of closed months since (確定後の変更).

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::evaluate::history::{Change, ChangeKind, changes};
use crate::evaluate::summary::MonthSummary;
use crate::ratings::OUTLOOK;
use crate::report::scale::Scale;
use crate::report::{Report, tabs};
use crate::sheet::book::{Paper, begin};
use crate::sheet::style;
use crate::sheet::table::{Table, Value};
use crate::sheet::write::TextWriter;

const HEADING_ROW: u32 = 2;
/// 確定後の変更 come first: what follows is compared with what the committee saw.
pub(super) const SINCE_CLOSED_ROW: u32 = HEADING_ROW + 1;

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let page = report.page.on(Paper::A4Landscape);
    let now = report.c.as_of.japanese();
    let before = report.c.before();
    if before.is_none() && report.c.revised() == 0 {
        begin(sheet, tabs::COMPARISON, tabs::COMPARISON, "", &page)?;
        let none = "前回の報告がないため、比べるものはありません。";
        sheet.put_text(HEADING_ROW, 0, none, &style::plain())?;
        return Ok(());
    }
    let title = before.map_or_else(
        || format!("前回比較（{now}）"),
        |before| format!("前回比較　{}から{now}まで", before.month.japanese()),
    );
    begin(sheet, tabs::COMPARISON, &title, &remark(report, before), &page)?;
    let (was, is) = before.map_or_else(
        || ("確定したとき".to_owned(), "計算し直した内容".to_owned()),
        |before| {
            let closed = if before.closed { "・確定" } else { "" };
            (format!("前回（{}{closed}）", before.month.japanese()), format!("今回（{now}）"))
        },
    );
    let mut table = Table::new(
        &[
            ("整理番号", 8.5),
            ("事業名称", 30.0),
            ("担当課", 18.0),
            ("項目", 16.0),
            ("指標", 34.0),
            (&was, 24.0),
            (&is, 24.0),
        ],
        HEADING_ROW,
    );
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
            table.row(sheet, &cells(report, change))?;
        }
    }
    table.finish(sheet, none)
}

/// What is compared with what.
fn remark(report: &Report, before: Option<&MonthSummary>) -> String {
    let mut remark = String::new();
    if before.is_some_and(|before| before.closed) {
        remark += "前回は確定した記録（委員会に報告した内容）です。";
        remark += if report.c.revised() == 0 { "確定後の変更はありません。" } else { "" };
    }
    remark += match before {
        None => "",
        Some(_) if report.same_year_as_before() => {
            "区分は一段でも動いたものを載せます。数値は書かれたとおりに比べます。"
        }
        Some(_) => {
            "前回とは年度が違うため、効果達成状況は比べません（年度替わり）。進捗状況・提出状況・数値を比べます。"
        }
    };
    remark
}

/// What differs from the records of closed months, month by month.
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
            table.row(sheet, &cells(report, change))?;
        }
    }
    Ok(())
}

fn heading(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Better => "改善した判定",
        ChangeKind::Worse => "悪化した判定",
        ChangeKind::Figure => "変わった数値",
        ChangeKind::Returned => "新たに提出された事業",
        ChangeKind::Unreturned => "前回は提出され、今回は未提出の事業",
        ChangeKind::SinceClosed => "確定後の変更",
    }
}

fn cells(report: &Report, change: &Change) -> Vec<Value> {
    let project = report.plan.project(&change.project);
    let indicator = change
        .indicator
        .as_ref()
        .and_then(|id| project?.indicator(id))
        .map_or_else(String::new, |indicator| {
            format!("{} {}", indicator.id.symbol(), indicator.name).trim().to_owned()
        });
    let year = change.year.map_or_else(String::new, |year| format!("（{}）", year.label()));
    let scale = match change.item {
        "効果達成状況" => Some(&report.effect),
        "進捗状況" => Some(&report.progress),
        _ => None,
    };
    let shown = |text: &str| match text.trim() {
        "" => Value::text("（なし）"),
        text => Value::text(&scale.map_or_else(|| text.to_owned(), |scale| labelled(scale, text))),
    };
    vec![
        Value::middle(&change.project.to_string()),
        Value::text(project.map_or("", |project| project.name.as_str())),
        Value::text(project.map_or("", |project| project.departments_text.as_str())),
        Value::text(&format!("{}{year}", change.item)),
        Value::text(&indicator),
        shown(&change.before),
        shown(&change.now),
    ]
}

/// A judgment's word with its symbol, an outlook's (達成見込み) too.
fn labelled(scale: &Scale, text: &str) -> String {
    let word = text.strip_suffix(OUTLOOK).unwrap_or(text);
    scale
        .steps
        .iter()
        .find(|step| step.word == word)
        .map_or_else(|| text.to_owned(), |step| format!("{} {text}", step.symbol))
}
