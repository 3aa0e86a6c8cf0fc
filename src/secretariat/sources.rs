//! 出典: every adopted value with the file, sheet and cell that it was read from; then what was answered and not adopted.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::checks::entry::is_input;
use crate::findings::Location;
use crate::returns::accepted::AcceptedEntry;
use crate::returns::{CellOutcome, EntryKey, Return, Value as Answer};
use crate::secretariat::context::Context;
use crate::sheet::measure::shortened;
use crate::sheet::table::{Table, Value};
use crate::sheet::write::TextWriter;
use crate::sheet::{book, style};
use crate::text::calendar::FiscalYear;

const COLUMNS: [(&str, f64); 9] = [
    ("整理番号", 8.5),
    ("項目", 15.0),
    ("指標", 6.0),
    ("年度", 8.0),
    ("値", 36.0),
    ("基準月", 9.0),
    ("ファイル", 38.0),
    ("シート", 26.0),
    ("セル", 8.0),
];

pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let remark = "採用した値のすべてについて、読み取ったセルを示します。基準月が今回より前のものは、以前の回答の引用です。";
    let first = book::begin(sheet, "出典", "出典", remark, &cx.page)?;
    let mut table = Table::new(&COLUMNS, first);
    table.head(sheet)?;
    if let Some(state) = cx.c.accepted_months.months.get(&cx.c.as_of) {
        for project in &cx.plan.projects {
            let Some(accepted) = state.projects.get(&project.id) else { continue };
            for (key, entry) in &accepted.entries {
                let values = row(cx, &project.id.to_string(), key, entry, table.rows());
                table.row(sheet, &values)?;
            }
        }
    }
    table.finish(sheet, "採用した値はありません。")?;
    not_adopted(cx, sheet, table.next_row() + 1)
}

/// What departments answered for this month and what does not count: replaced, doubled, withheld or refused.
fn not_adopted(cx: &Context<'_>, sheet: &mut Worksheet, heading_row: u32) -> Result<(), XlsxError> {
    let values: Vec<(&Return, &Answer)> =
        cx.c.returns
            .iter()
            .filter(|ret| ret.belongs_to(cx.c.as_of))
            .flat_map(|ret| ret.values.iter().map(move |value| (ret, value)))
            .filter(|(_, value)| is_answer(value, cx.c.fiscal_year) && !is_adopted(value.outcome))
            .collect();
    sheet.put_text(heading_row, 0, "採用しなかった値", &style::section())?;
    sheet.set_row_height(heading_row, 22.0)?;
    if values.is_empty() {
        sheet.put_text(heading_row + 1, 0, "ありません。", &style::plain())?;
        return Ok(());
    }
    let headings =
        COLUMNS.map(|(heading, width)| (if heading == "基準月" { "扱い" } else { heading }, width));
    let mut table = Table::new(&headings, heading_row + 1);
    table.head(sheet)?;
    for (ret, value) in values {
        let Some(at) = value.at() else { continue };
        let sources = &cx.c.sources;
        let key = &value.key;
        let row = [
            Value::middle(&ret.project.as_ref().map(ToString::to_string).unwrap_or_default()),
            Value::text(key.field.label()),
            Value::middle(key.indicator.as_ref().map_or("", |indicator| indicator.symbol())),
            Value::middle(&key.year.map(|year| year.to_string()).unwrap_or_default()),
            Value::text(&shortened(&value.cell.text, 80)),
            Value::middle(value.outcome.word()),
            Value::text(sources.path_of(at.sheet)),
            Value::text(sources.sheet_name(at.sheet)),
            cx.opener_within(Location::Cell(at), table.rows()),
        ];
        table.row(sheet, &row)?;
    }
    Ok(())
}

/// Whether a value is the department's own answer of the year.
fn is_answer(value: &Answer, year: FiscalYear) -> bool {
    is_input(value.key.field) && value.key.year.is_none_or(|own| own == year)
}

fn is_adopted(outcome: CellOutcome) -> bool {
    !matches!(
        outcome,
        CellOutcome::Superseded | CellOutcome::Duplicate | CellOutcome::Withheld | CellOutcome::Refused
    )
}

fn row(cx: &Context<'_>, id: &str, key: &EntryKey, entry: &AcceptedEntry, rows: u32) -> [Value; 9] {
    let sources = &cx.c.sources;
    [
        Value::middle(id),
        Value::text(key.field.label()),
        Value::middle(key.indicator.as_ref().map_or("", |indicator| indicator.symbol())),
        Value::middle(&key.year.map(|year| year.to_string()).unwrap_or_default()),
        Value::text(&shortened(&entry.text, 80)),
        Value::middle(&entry.month.to_string()),
        Value::text(sources.path_of(entry.at.sheet)),
        Value::text(sources.sheet_name(entry.at.sheet)),
        cx.opener_within(Location::Cell(entry.at), rows),
    ]
}
