//! 出典: every adopted value with the file, sheet and cell that it was read from.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::finding::Place;
use crate::place::model::EntryKey;
use crate::secretariat::Context;
use crate::settle::model::AcceptedEntry;
use crate::sheet::book;
use crate::sheet::measure::shortened;
use crate::sheet::table::{Table, Value};

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
    if let Some(state) = cx.c.settled.months.get(&cx.c.as_of) {
        for project in &cx.plan.projects {
            let Some(accepted) = state.projects.get(&project.id) else { continue };
            for (key, entry) in &accepted.entries {
                let values = row(cx, &project.id.to_string(), key, entry, table.rows());
                table.row(sheet, &values)?;
            }
        }
    }
    table.finish(sheet, "採用した値はありません。")
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
        cx.opener_within(Place::Cell(entry.at), rows),
    ]
}
