//! The list of all files that were received.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::consolidate::FileRecord;
use crate::findings::Location;
use crate::secretariat::context::Context;
use crate::sheet::book;
use crate::sheet::table::{Column, Table, Value, cells, column};

/// A file, with the number of files above it.
struct Row<'a> {
    cx: &'a Context<'a>,
    record: &'a FileRecord,
    files_above: u32,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("ファイル", 64.0, |row| Value::text(row.cx.c.sources.path(row.record.file.id))),
    column("結果", 10.0, |row| Value::centered(row.record.outcome.word())),
    column("様式数", 8.0, |row| Value::Count(row.record.file.forms)),
    column("開く", 8.0, |row| row.cx.link_within(Location::File(row.record.file.id), row.files_above)),
    column("理由", 66.0, |row| Value::text(&row.record.reason)),
];
const NAME: &str = "受け取ったファイル";

/// Writes the sheet.
pub(super) fn write(cx: &Context<'_>, book: &mut Workbook) -> Result<(), XlsxError> {
    let size = cx.c.files.len() * COLUMNS.len();
    let sheet = book::add_sheet(book, size)?;
    let remark = "回答のフォルダーにあったすべてのファイルと、その扱いです。";
    let first = book::begin(sheet, NAME, NAME, remark, &cx.page)?;
    let mut table = Table::new(COLUMNS, first);
    table.head(sheet)?;
    for (files_above, record) in (0..).zip(&cx.c.files) {
        table.row(sheet, &cells(COLUMNS, &Row { cx, record, files_above }))?;
    }
    table.finish(sheet, "ファイルはありません。")?;
    book::end_sheet(sheet, size, table.next_row())
}
