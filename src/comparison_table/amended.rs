//! The table itself: 改正後 and 改正前 side by side, for each part of the plan.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::comparison_table::compared::Compared;
use crate::comparison_table::lines::{Line, lines};
use crate::revision::change::{Change, Part};
use crate::sheet::book::begin;
use crate::sheet::table::{Column, Table, Value, cells, column};

pub(super) const SHEET: &str = "新旧対照表";
const HEADING_ROW: u32 = 2;
/// The width of 改正後 and of 改正前, in half-width characters.
const WIDTH: f64 = 42.0;

/// A line, with the number of its change; the number is blank on further lines.
struct Row {
    number: String,
    line: Line,
}

type CellOf = fn(&Row) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("№", 5.0, |row| Value::centered(&row.number)),
    column("対象", 24.0, |row| Value::text(&row.line.subject)),
    column("項目", 16.0, |row| Value::text(&row.line.item)),
    column("改正後", WIDTH, |row| Value::passages(row.line.new.clone())),
    column("改正前", WIDTH, |row| Value::passages(row.line.old.clone())),
    column("変更の内容", 25.0, |row| Value::text(&row.line.kind)),
];

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, compared: &Compared<'_>) -> Result<(), XlsxError> {
    let remark = "下線は改正した部分です。対象は改正後の計画の順に、追加・削除した事業を先に記載しています。";
    begin(sheet, SHEET, &compared.title(SHEET), remark, &compared.page())?;
    let mut table = Table::new(COLUMNS, HEADING_ROW);
    let changes = || compared.revision.changes.iter().filter(|change| change.part != Part::Records);
    if changes().next().is_some() {
        table.head(sheet)?;
    }
    let mut part = None;
    for (number, change) in (1..).zip(changes()) {
        if part != Some(change.part) {
            table.group(sheet, change.part.word())?;
            part = Some(change.part);
        }
        write_change(sheet, &mut table, number, change)?;
    }
    table.finish(sheet, "改正した部分はありません。")
}

fn write_change(
    sheet: &mut Worksheet,
    table: &mut Table,
    number: u32,
    change: &Change,
) -> Result<(), XlsxError> {
    for (at, line) in lines(change, WIDTH).into_iter().enumerate() {
        let number = if at == 0 { number.to_string() } else { String::new() };
        table.row(sheet, &cells(COLUMNS, &Row { number, line }))?;
    }
    Ok(())
}
