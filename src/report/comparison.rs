//! 前回比較: what is better, worse, changed and newly returned since 前回.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::evaluate::history::{Change, ChangeKind, changes};
use crate::report::scale::Scale;
use crate::report::{Report, tabs};
use crate::sheet::book::{Paper, begin};
use crate::sheet::style;
use crate::sheet::table::{Table, Value};

const HEADING_ROW: u32 = 2;

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let page = report.page.on(Paper::A4Landscape);
    let now = report.c.as_of.japanese();
    let Some(before) = report.c.before() else {
        begin(sheet, tabs::COMPARISON, "前回比較", "", &page)?;
        let none = "前回の報告がないため、比べるものはありません。";
        sheet.write_string_with_format(HEADING_ROW, 0, none, &style::plain())?;
        return Ok(());
    };
    let title = format!("前回比較　{}から{now}まで", before.month.japanese());
    let remark = if report.same_year_as_before() {
        "区分は一段でも動いたものを載せます。数値は書かれたとおりに比べます。"
    } else {
        "前回とは年度が違うため、効果達成状況は比べません（年度替わり）。進捗状況・提出状況・数値を比べます。"
    };
    begin(sheet, tabs::COMPARISON, &title, remark, &page)?;
    let (was, is) = (format!("前回（{}）", before.month.japanese()), format!("今回（{now}）"));
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
    let all = changes(report.plan, before, &report.c.assessment);
    if all.is_empty() {
        return table.finish(sheet, "前回から変わったところはありません。");
    }
    table.head(sheet)?;
    for kind in ChangeKind::ALL {
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
    table.finish(sheet, "前回から変わったところはありません。")
}

fn heading(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Better => "改善した判定",
        ChangeKind::Worse => "悪化した判定",
        ChangeKind::Figure => "変わった数値",
        ChangeKind::Returned => "新たに提出された事業",
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
    let shown =
        |text: &str| Value::text(&scale.map_or_else(|| text.to_owned(), |scale| labelled(scale, text)));
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
    let word = text.strip_suffix("見込み").unwrap_or(text);
    scale
        .steps
        .iter()
        .find(|step| step.word == word)
        .map_or_else(|| text.to_owned(), |step| format!("{} {text}", step.symbol))
}
