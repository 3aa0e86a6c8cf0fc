//! 取組と意見: what the departments wrote, by project.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::form::field::Field;
use crate::plan::model::Project;
use crate::report::context::Report;
use crate::report::sheet_names;
use crate::returns::accepted::Accepted;
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Column, Table, Value, cells, column};

const HEADING_ROW: u32 = 2;

/// A project, and what counts of its returns.
struct Row<'a> {
    project: &'a Project,
    accepted: &'a Accepted,
}

/// Gives a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("整理番号", 8.5, |row| Value::centered(&row.project.id.to_string())),
    column("事業名称", 22.0, name),
    column("担当課", 14.0, |row| Value::text(&row.project.departments_text)),
    column("取組内容", 44.0, |row| written(row, Field::Activity)),
    column("今後の対応", 36.0, |row| written(row, Field::NextStep)),
    column("利用者の意見", 36.0, |row| written(row, Field::UserVoice)),
];

/// The fields that the sheet shows.
const FIELDS: [Field; 3] = [Field::Activity, Field::NextStep, Field::UserVoice];

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let title = format!("取組と意見（{}現在）", report.c.as_of.japanese_last_day());
    let remark = "担当課の記述をそのまま載せています。今回未提出の事業は、同じ年度の前の報告の記述です。";
    begin(sheet, sheet_names::ACTIVITIES, &title, remark, &report.page.on(Paper::A4Landscape))?;
    let mut table = Table::new(COLUMNS, HEADING_ROW);
    let mut measure = "";
    for first in report.first_rows() {
        let project = first.project;
        let Some(accepted) = report.c.accepted(&project.id) else { continue };
        if FIELDS.iter().all(|field| accepted.text(*field).trim().is_empty()) {
            continue;
        }
        if measure.is_empty() {
            table.head(sheet)?;
        }
        if measure != project.measure {
            measure = &project.measure;
            let heading = report.plan.measure(measure).map(|measure| measure.heading()).unwrap_or_default();
            table.group(sheet, &heading)?;
        }
        table.row(sheet, &cells(COLUMNS, &Row { project, accepted }))?;
    }
    table.finish(sheet, "該当はありません。")
}

/// 事業名称, with the month from which the texts are carried.
fn name(row: &Row) -> Value {
    let carried = row.accepted.carried_from();
    let month = carried.map_or_else(String::new, |month| format!("\n（{}の報告）", month.japanese()));
    Value::text(&format!("{}{month}", row.project.name))
}

fn written(row: &Row, field: Field) -> Value {
    Value::text(row.accepted.text(field).trim())
}
