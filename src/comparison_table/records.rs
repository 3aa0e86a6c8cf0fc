//! The changes of the sheets that the secretariat keeps beside the plan.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::comparison_table::compared::Compared;
use crate::revision::change::{Change, Part};
use crate::sheet::book::begin;
use crate::sheet::table::{Column, Table, Value, cells, column};

const SHEET: &str = "運用の記録";
const HEADING_ROW: u32 = 2;

type CellOf = fn(&&Change) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("シート", 16.0, |change| Value::text(&change.subject)),
    column("変更", 12.0, |change| Value::centered(change.kind.words())),
    column("改正後", 58.0, |change| Value::text(&change.new)),
    column("改正前", 58.0, |change| Value::text(&change.old)),
];

pub(super) fn changes<'a>(compared: &'a Compared<'_>) -> impl Iterator<Item = &'a Change> {
    compared.revision.changes.iter().filter(|change| change.part == Part::Records)
}

/// True if there is anything to write.
pub(super) fn any(compared: &Compared<'_>) -> bool {
    changes(compared).next().is_some()
}

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, compared: &Compared<'_>) -> Result<(), XlsxError> {
    let remark = "報告予定、見出し語、事務局評価、決定事項の行の違いです。計画の改正ではありません。";
    begin(sheet, SHEET, &compared.title(SHEET), remark, &compared.page())?;
    let mut table = Table::new(COLUMNS, HEADING_ROW);
    table.head(sheet)?;
    for change in changes(compared) {
        table.row(sheet, &cells(COLUMNS, &change))?;
    }
    table.finish(sheet, "違いはありません。")
}
