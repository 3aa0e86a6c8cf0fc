//! 検算: what went in comes out, and the fingerprints of everything that was read.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::consolidate::Balance;
use crate::returns::{CellOutcome, FileOutcome, FormOutcome};
use crate::secretariat::context::Context;
use crate::sheet::table::{Looks, Table, Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{book, measure, style};

const FILE_COLUMNS: [(&str, f64); 5] =
    [("ファイル", 66.0), ("結果", 12.0), ("様式数", 10.0), ("セル数", 10.0), ("SHA-256", 68.0)];

pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let remark = "受け取ったファイル・様式・セルは、それぞれ必ず一つの結果に分かれます。合計が入力の数と一致することを確かめます。";
    let mut row = book::begin(sheet, "検算", "検算", remark, &cx.page)?;
    let balances = &cx.c.reconciliation;
    let looks = Looks::default();
    for (heading, words) in [
        ("計画", format!("{}　{}", cx.plan.title, cx.plan.version)),
        ("計画のマスターブックのSHA-256", cx.plan.sha256.clone()),
        ("プログラム", format!("shinchoku {}", env!("CARGO_PKG_VERSION"))),
        ("確定した月", closed(cx)),
        ("検算の結果", verdict(balances.closes()).to_owned()),
    ] {
        put(sheet, row, 0, &Value::text(heading), &looks.text)?;
        sheet.put_merged(row, 1, row, 4, &words, &looks.text)?;
        sheet.set_row_height(row, measure::row_height(&[(&words, 100.0)], style::SIZE))?;
        row += 1;
    }
    row = outcomes(sheet, row + 1, "ファイル", &balances.files, &FileOutcome::ALL, FileOutcome::word)?;
    row = outcomes(sheet, row + 1, "様式", &balances.forms, &FormOutcome::ALL, FormOutcome::word)?;
    row = outcomes(sheet, row + 1, "セル", &balances.cells, &CellOutcome::ALL, CellOutcome::word)?;
    files(cx, sheet, row + 1)
}

/// The closed months, each with how much of it would be reckoned otherwise today.
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

/// One kind of thing: a row for each outcome, then the sum beside what went in. Returns the next free row.
fn outcomes<T: Ord + Copy>(
    sheet: &mut Worksheet,
    row: u32,
    name: &str,
    balance: &Balance<T>,
    all: &[T],
    word: fn(T) -> &'static str,
) -> Result<u32, XlsxError> {
    let looks = Looks::default();
    let mut row = row;
    put(sheet, row, 0, &Value::text(&format!("{name}の結果")), &looks.heading)?;
    put(sheet, row, 1, &Value::text("数"), &looks.heading)?;
    row += 1;
    let first = row;
    for outcome in all {
        put(sheet, row, 0, &Value::text(word(*outcome)), &looks.text)?;
        put(sheet, row, 1, &count(balance.output.get(outcome).copied().unwrap_or_default()), &looks.count)?;
        row += 1;
    }
    let sum = count(balance.output.values().sum());
    let live = Value::live(format!("SUM(B{}:B{row})", first + 1), sum);
    put(sheet, row, 0, &Value::text("合計"), &looks.text)?;
    put(sheet, row, 1, &live, &looks.count)?;
    put(sheet, row + 1, 0, &Value::text(&format!("読み取る前に数えた{name}の数")), &looks.text)?;
    put(sheet, row + 1, 1, &count(balance.input), &looks.count)?;
    put(sheet, row + 1, 2, &Value::middle(if balance.closes() { "一致" } else { "不一致" }), &looks.middle)?;
    Ok(row + 2)
}

fn files(cx: &Context<'_>, sheet: &mut Worksheet, heading_row: u32) -> Result<(), XlsxError> {
    let mut table = Table::new(&FILE_COLUMNS, heading_row);
    table.head(sheet)?;
    for record in &cx.c.files {
        let values = [
            Value::text(cx.c.sources.path(record.file.id)),
            Value::middle(record.outcome.word()),
            Value::Count(record.file.forms),
            count(record.file.cells),
            Value::text(record.file.sha256.as_deref().unwrap_or("－")),
        ];
        table.row(sheet, &values)?;
    }
    if cx.c.files.is_empty() {
        sheet.put_text(table.next_row(), 0, "ファイルはありません。", &style::plain())?;
    }
    Ok(())
}

fn count(count: u64) -> Value {
    Value::Count(usize::try_from(count).unwrap_or(usize::MAX))
}
