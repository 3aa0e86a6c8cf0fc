//! 出典: every adopted value with the file, sheet and cell from which it was read; then the answers that were
//! not adopted.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::consolidate::Consolidation;
use crate::findings::Location;
use crate::ids::ProjectId;
use crate::returns::{EntryKey, Value as Answer};
use crate::secretariat::context::Context;
use crate::secretariat::long::{LAST_ROW, LongTable};
use crate::sheet::table::{Column, Table, Value, cells, column, position};
use crate::sheet::write::TextWriter;
use crate::sheet::{book, style};
use crate::sources::CellRef;
use crate::text::fold::shortened;

/// The longest text that the sheet quotes, in characters.
const LONGEST_QUOTE: usize = 80;

/// A value with its cell, and the number of rows above it.
struct Row<'a> {
    cx: &'a Context<'a>,
    project: Option<&'a ProjectId>,
    key: &'a EntryKey,
    text: &'a str,
    at: CellRef,
    /// The month of an adopted value, or the outcome of one that was not adopted.
    treatment: String,
    rows_above: u32,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("整理番号", 8.5, |row| {
        Value::centered(&row.project.map(ToString::to_string).unwrap_or_default())
    }),
    column("項目", 18.0, |row| Value::text(row.key.field.label())),
    column("指標", 6.0, |row| {
        Value::centered(row.key.indicator.as_ref().map_or("", |indicator| indicator.symbol()))
    }),
    column("年度", 8.0, |row| {
        Value::centered(&row.key.year.map(|year| year.to_string()).unwrap_or_default())
    }),
    column("値", 36.0, |row| Value::text(&shortened(row.text, LONGEST_QUOTE))),
    column("基準月", 9.0, |row| Value::centered(&row.treatment)),
    column("ファイル", 36.0, |row| Value::text(row.cx.c.sources.path_of(row.at.sheet))),
    column("シート", 26.0, |row| Value::text(row.cx.c.sources.sheet_name(row.at.sheet))),
    column("セル", 8.0, |row| row.cx.link_within(Location::Cell(row.at), row.rows_above)),
];
const TREATMENT: u16 = position(COLUMNS, "基準月");
/// The heading of the values that were not adopted.
const NOT_ADOPTED: &str = "採用しなかった値";

/// A value, adopted or not, without its row: project, key, text, cell and treatment.
type ValueOrigin<'a> = (Option<&'a ProjectId>, &'a EntryKey, &'a str, CellRef, String);

/// Writes the sheet, and further ones if the table is too long for one.
pub(super) fn write(cx: &Context<'_>, book: &mut Workbook) -> Result<(), XlsxError> {
    let (rows, rows_below) = (adopted(cx).count(), not_adopted(cx).count());
    let remark = "採用した値のすべてについて、読み取ったセルを示します。基準月が今回より前のものは、以前の回答の引用です。";
    let table = LongTable {
        name: "出典",
        cells: (rows + rows_below) * COLUMNS.len(),
        last_row: LAST_ROW,
        begin: &|sheet, name| {
            let first = book::begin(sheet, name, "出典", remark, &cx.page)?;
            let mut table = Table::new(COLUMNS, first);
            table.head(sheet)?;
            Ok(table)
        },
        end: &|sheet, table| table.finish(sheet, "採用した値はありません。"),
    };
    let fits = rows + rows_below < LAST_ROW as usize - 16;
    let below = |sheet: &mut Worksheet, table: &Table| {
        if fits { write_not_adopted(cx, sheet, table) } else { Ok(table.next_row()) }
    };
    let write_row = |sheet: &mut Worksheet, table: &mut Table, answer: &ValueOrigin<'_>| {
        put(cx, sheet, table, answer, table.rows())
    };
    table.write(book, adopted(cx), write_row, below)?;
    if fits { Ok(()) } else { write_not_adopted_apart(cx, book, rows_below) }
}

/// Returns every adopted value, in the master's order.
fn adopted<'a>(cx: &Context<'a>) -> impl Iterator<Item = ValueOrigin<'a>> {
    let (plan, c) = (cx.plan, cx.c);
    let accepted = plan.projects.iter().filter_map(|project| Some((project, c.accepted(&project.id)?)));
    accepted.flat_map(|(project, accepted)| {
        let answered = accepted.entries.iter();
        answered.map(|(key, entry)| {
            (Some(&project.id), key, entry.text.as_str(), entry.at, entry.month.to_string())
        })
    })
}

/// Returns the answers for this month that were not adopted: replaced, duplicate, withheld or refused.
fn not_adopted<'a>(cx: &Context<'a>) -> impl Iterator<Item = ValueOrigin<'a>> {
    let c = cx.c;
    let own = c.returns.iter().filter(|ret| ret.belongs_to(c.as_of));
    own.flat_map(|ret| ret.values.iter().map(move |answer| (ret, answer)))
        .filter(|(_, answer)| is_of_year(c, answer) && answer.outcome.is_not_adopted())
        .filter_map(|(ret, answer)| {
            let treatment = answer.outcome.word().to_owned();
            Some((ret.project.as_ref(), &answer.key, answer.cell.text.as_str(), answer.at()?, treatment))
        })
}

fn put(
    cx: &Context<'_>,
    sheet: &mut Worksheet,
    table: &mut Table,
    (project, key, text, at, treatment): &ValueOrigin<'_>,
    rows_above: u32,
) -> Result<(), XlsxError> {
    let (project, at, treatment) = (*project, *at, treatment.clone());
    table.row(sheet, &cells(COLUMNS, &Row { cx, project, key, text, at, treatment, rows_above }))?;
    Ok(())
}

/// Writes the values that were not adopted below the adopted ones. Returns the next row.
fn write_not_adopted(cx: &Context<'_>, sheet: &mut Worksheet, adopted: &Table) -> Result<u32, XlsxError> {
    let heading_row = adopted.next_row() + 1;
    sheet.put_text(heading_row, 0, NOT_ADOPTED, &style::section())?;
    sheet.set_row_height(heading_row, 22.0)?;
    let mut answers = not_adopted(cx).peekable();
    if answers.peek().is_none() {
        sheet.put_text(heading_row + 1, 0, "ありません。", &style::plain())?;
        return Ok(heading_row + 2);
    }
    let mut table = Table::new(COLUMNS, heading_row + 1).with_heading(TREATMENT, "扱い");
    table.head(sheet)?;
    for answer in answers {
        let rows_above = adopted.rows() + table.rows();
        put(cx, sheet, &mut table, &answer, rows_above)?;
    }
    Ok(table.next_row())
}

/// Writes the values that were not adopted onto sheets of their own, if they do not fit below the adopted
/// ones.
fn write_not_adopted_apart(cx: &Context<'_>, book: &mut Workbook, rows: usize) -> Result<(), XlsxError> {
    let table = LongTable {
        name: NOT_ADOPTED,
        cells: rows * COLUMNS.len(),
        last_row: LAST_ROW,
        begin: &|sheet, name| {
            let first = book::begin(sheet, name, NOT_ADOPTED, "", &cx.page)?;
            let mut table = Table::new(COLUMNS, first).with_heading(TREATMENT, "扱い");
            table.head(sheet)?;
            Ok(table)
        },
        end: &|sheet, table| table.finish(sheet, "ありません。"),
    };
    let write_row = |sheet: &mut Worksheet, table: &mut Table, answer: &ValueOrigin<'_>| {
        put(cx, sheet, table, answer, table.rows())
    };
    table.write(book, not_adopted(cx), write_row, |_, table| Ok(table.next_row()))
}

/// True if a value is in a field that the department fills in, for the as-of fiscal year if it has a year.
fn is_of_year(c: &Consolidation, answer: &Answer) -> bool {
    !answer.key.field.of_plan() && answer.key.year.is_none_or(|year| year == c.fiscal_year)
}
