//! The effect of the revision on each indicator's final target.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::comparison_table::compared::Compared;
use crate::revision::{FinalTarget, Movement};
use crate::sheet::book::begin;
use crate::sheet::table::{Column, Table, Value, cells, column};
use crate::text::NOT_APPLICABLE;
use crate::text::calendar::FiscalYear;

pub(super) const SHEET: &str = "最終目標";
const HEADING_ROW: u32 = 2;

type CellOf = fn(&&FinalTarget) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("整理番号", 9.0, |row| Value::centered(&row.project.to_string())),
    column("事業名称", 32.0, |row| Value::text(&row.name)),
    column("指標", 36.0, |row| Value::text(&row.indicator_name)),
    column("改正後", 28.0, |row| Value::text(&shown(row.new.as_ref()))),
    column("改正前", 28.0, |row| Value::text(&shown(row.old.as_ref()))),
    column("最終目標の変更", 15.0, |row| Value::centered(row.movement.word())),
];

fn shown(target: Option<&(FiscalYear, String)>) -> String {
    target.map_or_else(
        || NOT_APPLICABLE.to_owned(),
        |(year, text)| format!("{}（{}）", text.trim(), year.label()),
    )
}

/// Returns the number of targets for each movement, in the order of [`Movement::ALL`].
pub(super) fn counts(targets: &[FinalTarget]) -> Vec<(Movement, usize)> {
    let count = |movement| targets.iter().filter(|target| target.movement == movement).count();
    Movement::ALL.into_iter().map(|movement| (movement, count(movement))).collect()
}

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, compared: &Compared<'_>) -> Result<(), XlsxError> {
    let remark = "最終目標は、目標のある最後の年度の目標です。引上げ・引下げは、減らすことを目指す指標では、値が小さくなるほうを引上げとしています。";
    begin(sheet, SHEET, &compared.title(SHEET), remark, &compared.page())?;
    let mut table = Table::new(COLUMNS, HEADING_ROW);
    let targets = &compared.revision.final_targets;
    if !targets.is_empty() {
        table.head(sheet)?;
    }
    for target in targets {
        table.row(sheet, &cells(COLUMNS, &target))?;
    }
    table.finish(sheet, "指標はありません。")
}
