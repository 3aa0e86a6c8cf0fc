//! 検算: the numbers of files, forms and cells, the sums of their outcomes, and the SHA-256 of every file.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::consolidate::{Balance, FileRecord};
use crate::returns::{CellOutcome, FileOutcome, FormOutcome};
use crate::secretariat::context::Context;
use crate::sheet::table::{Column, Formats, Table, Value, cells, column, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{book, measure, style};
use crate::text::NOT_APPLICABLE;

/// The function that returns a column's cell in a row.
type CellOf = fn(&FileRow<'_>) -> Value;

const FILE_COLUMNS: &[Column<CellOf>] = &[
    column("ファイル", 60.0, |row| Value::text(row.cx.c.sources.path(row.record.file.id))),
    column("結果", 12.0, |row| Value::centered(row.record.outcome.word())),
    column("様式数", 10.0, |row| Value::Count(row.record.file.forms)),
    column("セル数", 10.0, |row| count(row.record.file.cells)),
    column("SHA-256", 76.0, |row| Value::text(row.record.file.sha256.as_deref().unwrap_or(NOT_APPLICABLE))),
];

/// A row of the list of files.
struct FileRow<'a> {
    cx: &'a Context<'a>,
    record: &'a FileRecord,
}

/// Writes the sheet.
pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let remark = "受け取ったファイル・様式・セルは、それぞれ必ず一つの結果に分かれます。合計が入力の数と一致することを確かめます。";
    let mut row = book::begin(sheet, "検算", "検算", remark, &cx.page)?;
    let balances = &cx.c.reconciliation;
    let formats = Formats::default();
    for (heading, words) in [
        ("計画", format!("{}　{}", cx.plan.title, cx.plan.version)),
        ("計画のマスターブックのSHA-256", cx.plan.sha256.clone()),
        ("プログラム", format!("shinchoku {}", env!("CARGO_PKG_VERSION"))),
        ("確定した月", closed(cx)),
        ("検算の結果", verdict(balances.closes()).to_owned()),
    ] {
        put(sheet, row, 0, &Value::text(heading), &formats.text)?;
        sheet.put_merged(row, 1, row, 4, &words, &formats.text)?;
        sheet.set_row_height(row, measure::row_height(&[(&words, 100.0)], style::SIZE))?;
        row += 1;
    }
    row = outcomes(sheet, row + 1, "ファイル", &balances.files, &FileOutcome::ALL, FileOutcome::word)?;
    row = outcomes(sheet, row + 1, "様式", &balances.forms, &FormOutcome::ALL, FormOutcome::word)?;
    row = outcomes(sheet, row + 1, "セル", &balances.cells, &CellOutcome::ALL, CellOutcome::word)?;
    files(cx, sheet, row + 1)
}

/// Returns the closed months, each with the number of its 確定後の変更.
fn closed(cx: &Context<'_>) -> String {
    let months: Vec<String> = cx
        .c
        .since_closed
        .iter()
        .map(|revised| format!("{}（確定後の変更 {}件）", revised.month.japanese(), revised.changes.len()))
        .collect();
    if months.is_empty() { "なし".to_owned() } else { months.join("、") }
}

fn verdict(closes: bool) -> &'static str {
    if closes {
        "一致しています"
    } else {
        "一致していません。事務局で確認してください"
    }
}

/// Writes a row for each outcome of files, forms or cells, then their sum and the number that was read.
/// Returns the next row.
fn outcomes<T: Ord + Copy>(
    sheet: &mut Worksheet,
    row: u32,
    name: &str,
    balance: &Balance<T>,
    all: &[T],
    word: fn(T) -> &'static str,
) -> Result<u32, XlsxError> {
    let formats = Formats::default();
    let mut row = row;
    put(sheet, row, 0, &Value::text(&format!("{name}の結果")), &formats.heading)?;
    put(sheet, row, 1, &Value::text("数"), &formats.heading)?;
    row += 1;
    let first = row;
    for outcome in all {
        put(sheet, row, 0, &Value::text(word(*outcome)), &formats.text)?;
        put(sheet, row, 1, &count(balance.output.get(outcome).copied().unwrap_or_default()), &formats.count)?;
        row += 1;
    }
    let sum = count(balance.output.values().sum());
    let live = Value::formula(format!("SUM(B{}:B{row})", first + 1), sum);
    put(sheet, row, 0, &Value::text("合計"), &formats.text)?;
    put(sheet, row, 1, &live, &formats.count)?;
    put(sheet, row + 1, 0, &Value::text(&format!("読み取る前に数えた{name}の数")), &formats.text)?;
    put(sheet, row + 1, 1, &count(balance.input), &formats.count)?;
    put(
        sheet,
        row + 1,
        2,
        &Value::centered(if balance.closes() { "一致" } else { "不一致" }),
        &formats.centered,
    )?;
    Ok(row + 2)
}

/// Writes the files with their SHA-256.
fn files(cx: &Context<'_>, sheet: &mut Worksheet, heading_row: u32) -> Result<(), XlsxError> {
    let mut table = Table::new(FILE_COLUMNS, heading_row);
    table.head(sheet)?;
    for record in &cx.c.files {
        table.row(sheet, &cells(FILE_COLUMNS, &FileRow { cx, record }))?;
    }
    if cx.c.files.is_empty() {
        sheet.put_text(table.next_row(), 0, "ファイルはありません。", &style::plain())?;
    }
    Ok(())
}

fn count(count: u64) -> Value {
    Value::Count(usize::try_from(count).unwrap_or(usize::MAX))
}
