//! The list of all files that were received.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::consolidate::FileRecord;
use crate::findings::Location;
use crate::secretariat::context::Context;
use crate::secretariat::submission::spanned::{Spanned, spanned, write_headings, write_row, write_title};
use crate::sheet::style;
use crate::sheet::table::{Formats, Value};
use crate::sheet::write::TextWriter;

/// A file, with the number of files above it.
struct Row<'a> {
    cx: &'a Context<'a>,
    record: &'a FileRecord,
    files_above: u32,
}

/// Gives a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Spanned<CellOf>] = &[
    spanned("ファイル", 0, 2, |row| Value::text(row.cx.c.sources.path(row.record.file.id))),
    spanned("結果", 3, 3, |row| Value::centered(row.record.outcome.word())),
    spanned("様式数", 4, 4, |row| Value::Count(row.record.file.forms)),
    spanned("開く", 5, 5, |row| row.cx.link_within(Location::File(row.record.file.id), row.files_above)),
    spanned("理由", 6, 10, |row| Value::text(&row.record.reason)),
];

/// Writes the list; returns the row below it.
pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet, title_row: u32) -> Result<u32, XlsxError> {
    write_title(sheet, title_row, "受け取ったファイル")?;
    let mut at = title_row + 1;
    if cx.c.files.is_empty() {
        sheet.put_text(at, 0, "ファイルはありません。", &style::plain())?;
        return Ok(at + 1);
    }
    write_headings(sheet, at, COLUMNS)?;
    let formats = Formats::default();
    for (files_above, record) in (0..).zip(&cx.c.files) {
        at += 1;
        write_row(sheet, at, COLUMNS, &Row { cx, record, files_above }, &formats)?;
    }
    Ok(at + 1)
}
