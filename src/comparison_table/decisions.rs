//! 決定との照合: each request with its decision and whether the new version has it, then the changes that
//! were not approved.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::amendment::{DecidedRequest, DecisionCheck, Presence, Verdict};
use crate::comparison_table::compared::Compared;
use crate::sheet::book::begin;
use crate::sheet::table::{Column, Table, Value, cells, column};
use crate::text::NOT_APPLICABLE;

const SHEET: &str = "決定との照合";
const HEADING_ROW: u32 = 2;

/// A row: a request, or a change without a request.
struct Row {
    project: String,
    item: String,
    old: String,
    new: String,
    decision: String,
    result: String,
}

type CellOf = fn(&Row) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("整理番号", 9.0, |row| Value::centered(&row.project)),
    column("項目", 26.0, |row| Value::text(&row.item)),
    column("現行", 36.0, |row| Value::text(&row.old)),
    column("申出", 36.0, |row| Value::text(&row.new)),
    column("決定", 12.0, |row| Value::centered(&row.decision)),
    column("照合の結果", 26.0, |row| Value::text(&row.result)),
];

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    compared: &Compared<'_>,
    check: &DecisionCheck,
) -> Result<(), XlsxError> {
    let remark = "変更申出の決定と、改正後の計画を照らし合わせたものです。";
    begin(sheet, SHEET, &compared.title(SHEET), remark, &compared.page())?;
    let mut table = Table::new(COLUMNS, HEADING_ROW);
    table.head(sheet)?;
    for (words, is_meant) in GROUPS {
        let meant = check.requests.iter().filter(|(request, presence)| is_meant(request.verdict, *presence));
        let rows: Vec<Row> = meant.map(|(request, presence)| of_request(request, *presence)).collect();
        write_group(sheet, &mut table, words, rows)?;
    }
    let changes = check.unapproved.iter().filter_map(|at| compared.revision.changes.get(*at));
    let rows = changes.map(|change| Row {
        project: change.project.as_ref().map(ToString::to_string).unwrap_or_default(),
        item: format!("{}　{}", change.part.word(), change.item),
        old: change.old.clone(),
        new: change.new.clone(),
        decision: NOT_APPLICABLE.to_owned(),
        result: change.kind.words().to_owned(),
    });
    write_group(sheet, &mut table, "承認された申出によらない変更", rows.collect())?;
    table.finish(sheet, "申出も変更もありません。")
}

/// A group of requests: its heading, and whether a verdict and presence belong to it.
type Group = (&'static str, fn(Verdict, Presence) -> bool);

const GROUPS: [Group; 5] = [
    ("承認され、反映されていないもの", |verdict, presence| {
        verdict == Verdict::Approved && presence == Presence::Absent
    }),
    ("承認されていないのに、反映されているもの", |verdict, presence| {
        verdict != Verdict::Approved && presence == Presence::Present
    }),
    ("承認され、目で確かめるもの", |verdict, presence| {
        verdict == Verdict::Approved && presence == Presence::Unknown
    }),
    ("承認され、反映されているもの", |verdict, presence| {
        verdict == Verdict::Approved && presence == Presence::Present
    }),
    ("不承認・保留・未決定で、反映されていないもの", |verdict, presence| {
        verdict != Verdict::Approved && presence != Presence::Present
    }),
];

fn of_request(request: &DecidedRequest, presence: Presence) -> Row {
    let decision = match request.verdict {
        Verdict::Unreadable => request.verdict_text.clone(),
        verdict => verdict.word().to_owned(),
    };
    Row {
        project: request.project_text.clone(),
        item: request.item.clone(),
        old: request.current.clone(),
        new: request.requested.clone(),
        decision,
        result: presence.words().to_owned(),
    }
}

fn write_group(
    sheet: &mut Worksheet,
    table: &mut Table,
    words: &str,
    rows: Vec<Row>,
) -> Result<(), XlsxError> {
    if rows.is_empty() {
        return Ok(());
    }
    table.group(sheet, &format!("{words}（{}件）", rows.len()))?;
    for row in rows {
        table.row(sheet, &cells(COLUMNS, &row))?;
    }
    Ok(())
}
