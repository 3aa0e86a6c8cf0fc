//! 検証結果: every finding, 誤り first, with a link that opens the returned file at the cell.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::findings::{Finding, Severity};
use crate::secretariat::context::Context;
use crate::sheet::book;
use crate::sheet::table::{Column, Table, Value, cells, column};
use crate::source_link;
use crate::text::fold::shortened;

/// The longest text that the sheet quotes, in characters.
const LONGEST_QUOTE: usize = 120;
/// The longest list of related cells, in characters.
const LONGEST_LIST: usize = 300;

/// A finding, with the number of rows above it.
struct Row<'a> {
    cx: &'a Context<'a>,
    finding: &'a Finding,
    rows_above: u32,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("区分", 7.0, |row| Value::centered(row.finding.severity.word())),
    column("符号", 6.0, |row| Value::centered(row.finding.kind.code)),
    column("担当課", 12.0, |row| Value::text(row.finding.department.as_deref().unwrap_or_default())),
    column("整理番号", 8.5, |row| {
        Value::centered(&row.finding.project.as_ref().map(ToString::to_string).unwrap_or_default())
    }),
    column("指標", 5.0, |row| {
        Value::centered(row.finding.indicator.as_ref().map_or("", |indicator| indicator.symbol()))
    }),
    column("内容", 40.0, message),
    column("記入された値", 16.0, |row| Value::text(&shortened(&row.finding.found, LONGEST_QUOTE))),
    column("直し方", 28.0, |row| Value::text(&row.finding.help)),
    column("ファイル・シート", 28.0, |row| {
        Value::text(&source_link::file_and_sheet(&row.cx.c.sources, row.finding.location))
    }),
    column("セル", 7.0, |row| row.cx.link_within(row.finding.location, row.rows_above)),
];

/// Writes the sheet.
pub(super) fn write(cx: &Context<'_>, book: &mut Workbook) -> Result<(), XlsxError> {
    let size = cx.c.findings.len() * COLUMNS.len();
    let sheet = book::add_sheet(book, size)?;
    let count = |severity| cx.c.findings.iter().filter(|finding| finding.severity == severity).count();
    let remark = format!(
        "誤り {}件（値を保留しています）・要確認 {}件（値は採用しています）・参考 {}件。",
        count(Severity::Error),
        count(Severity::Check),
        count(Severity::Info)
    );
    let first = book::begin(sheet, "検証結果", "検証結果", &remark, &cx.page)?;
    let mut table = Table::new(COLUMNS, first);
    table.head(sheet)?;
    let mut sorted: Vec<&Finding> = cx.c.findings.iter().collect();
    // The sort is stable: findings of the same severity keep their order.
    sorted.sort_by_key(|finding| finding.severity);
    for finding in sorted {
        let row = Row { cx, finding, rows_above: table.rows() };
        table.row(sheet, &cells(COLUMNS, &row))?;
    }
    table.finish(sheet, "検証結果はありません。")?;
    book::end_sheet(sheet, size, table.next_row())
}

/// Returns the finding's message with its related cells.
fn message(row: &Row) -> Value {
    let sources = &row.cx.c.sources;
    let mut message = row.finding.message.clone();
    let related: Vec<String> = row
        .finding
        .related
        .iter()
        .map(|cell| {
            format!("{}　{}!{}", sources.path_of(cell.sheet), sources.sheet_name(cell.sheet), cell.pos.a1())
        })
        .collect();
    if !related.is_empty() {
        message.push_str(&format!("\n（関連するセル）{}", shortened(&related.join("、"), LONGEST_LIST)));
    }
    Value::text(&message)
}
