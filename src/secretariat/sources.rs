//! 出典: every adopted value with the file, sheet and cell from which it was read; then what was answered and
//! not adopted.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::checks::entry::is_input;
use crate::findings::Location;
use crate::ids::ProjectId;
use crate::returns::{EntryKey, Return, Value as Answer};
use crate::secretariat::context::Context;
use crate::sheet::measure::shortened;
use crate::sheet::table::{Column, Table, Value, cells, column, position};
use crate::sheet::write::TextWriter;
use crate::sheet::{book, style};
use crate::sources::CellRef;

/// The longest text that the sheet quotes, in characters.
const LONGEST_QUOTE: usize = 80;

/// A value and where it stands, with the number of rows above it.
struct Row<'a> {
    cx: &'a Context<'a>,
    project: Option<&'a ProjectId>,
    key: &'a EntryKey,
    text: &'a str,
    at: CellRef,
    /// The month of an adopted value, the outcome of another.
    treatment: String,
    rows_above: u32,
}

/// Gives a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("整理番号", 8.5, |row| {
        Value::centered(&row.project.map(ToString::to_string).unwrap_or_default())
    }),
    column("項目", 15.0, |row| Value::text(row.key.field.label())),
    column("指標", 6.0, |row| {
        Value::centered(row.key.indicator.as_ref().map_or("", |indicator| indicator.symbol()))
    }),
    column("年度", 8.0, |row| {
        Value::centered(&row.key.year.map(|year| year.to_string()).unwrap_or_default())
    }),
    column("値", 36.0, |row| Value::text(&shortened(row.text, LONGEST_QUOTE))),
    column("基準月", 9.0, |row| Value::centered(&row.treatment)),
    column("ファイル", 38.0, |row| Value::text(row.cx.c.sources.path_of(row.at.sheet))),
    column("シート", 26.0, |row| Value::text(row.cx.c.sources.sheet_name(row.at.sheet))),
    column("セル", 8.0, |row| row.cx.link_within(Location::Cell(row.at), row.rows_above)),
];
const TREATMENT: u16 = position(COLUMNS, "基準月");

/// Writes the sheet.
pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let remark = "採用した値のすべてについて、読み取ったセルを示します。基準月が今回より前のものは、以前の回答の引用です。";
    let first = book::begin(sheet, "出典", "出典", remark, &cx.page)?;
    let mut table = Table::new(COLUMNS, first);
    table.head(sheet)?;
    for project in &cx.plan.projects {
        let Some(accepted) = cx.c.accepted(&project.id) else { continue };
        for (key, entry) in &accepted.entries {
            let row = Row {
                cx,
                project: Some(&project.id),
                key,
                text: &entry.text,
                at: entry.at,
                treatment: entry.month.to_string(),
                rows_above: table.rows(),
            };
            table.row(sheet, &cells(COLUMNS, &row))?;
        }
    }
    table.finish(sheet, "採用した値はありません。")?;
    write_left_out(cx, sheet, table.next_row() + 1)
}

/// Writes what departments answered for this month and what does not count: replaced, doubled, withheld or
/// refused.
fn write_left_out(cx: &Context<'_>, sheet: &mut Worksheet, heading_row: u32) -> Result<(), XlsxError> {
    let answers: Vec<(&Return, &Answer)> =
        cx.c.returns
            .iter()
            .filter(|ret| ret.belongs_to(cx.c.as_of))
            .flat_map(|ret| ret.values.iter().map(move |answer| (ret, answer)))
            .filter(|(_, answer)| is_of_year(cx, answer) && answer.outcome.is_left_out())
            .collect();
    sheet.put_text(heading_row, 0, "採用しなかった値", &style::section())?;
    sheet.set_row_height(heading_row, 22.0)?;
    if answers.is_empty() {
        sheet.put_text(heading_row + 1, 0, "ありません。", &style::plain())?;
        return Ok(());
    }
    let mut table = Table::new(COLUMNS, heading_row + 1).with_heading(TREATMENT, "扱い");
    table.head(sheet)?;
    for (ret, answer) in answers {
        let Some(at) = answer.at() else { continue };
        let row = Row {
            cx,
            project: ret.project.as_ref(),
            key: &answer.key,
            text: &answer.cell.text,
            at,
            treatment: answer.outcome.word().to_owned(),
            rows_above: table.rows(),
        };
        table.row(sheet, &cells(COLUMNS, &row))?;
    }
    Ok(())
}

/// Returns `true` if a value is the department's own answer of the fiscal year.
fn is_of_year(cx: &Context<'_>, answer: &Answer) -> bool {
    is_input(answer.key.field) && answer.key.year.is_none_or(|year| year == cx.c.fiscal_year)
}
