//! 提出状況: who must be asked for something, and a ledger by 課 and project. Each 課 with its sums, and
//! every file with its outcome, are on sheets of their own, because a sheet can repeat the headings of only
//! one table.

mod departments;
mod files;
mod ledger;

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::consolidate::Consolidation;
use crate::evaluate::model::State;
use crate::follow_up::{FollowUp, follow_ups};
use crate::secretariat::context::Context;
use crate::secretariat::submission::ledger::{COLUMNS, Ledger};
use crate::sheet::book::{add_sheet, begin, end_sheet};
use crate::sheet::table::{Table, cells, total_width};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

/// Writes the three sheets.
pub(super) fn write(cx: &Context<'_>, book: &mut Workbook) -> Result<(), XlsxError> {
    let size = cx.plan.projects.len() * COLUMNS.len();
    let sheet = add_sheet(book, size)?;
    let follow_ups = follow_ups(cx.plan, cx.c);
    let reminder_row = begin(sheet, "提出状況", "提出状況", &remark(cx.c), &cx.page)?;
    let words = reminders(&follow_ups);
    let first = reminder_row + 1;
    let mut table = Table::new(COLUMNS, first);
    let format = style::plain().set_text_wrap();
    sheet.put_merged(reminder_row, 0, reminder_row, table.last_col(), &words, &format)?;
    let height = measure::row_height(&[(&words, total_width(COLUMNS))], style::SIZE);
    sheet.set_row_height(reminder_row, height)?;
    table.head(sheet)?;
    for row in Ledger::new(cx).rows() {
        table.row(sheet, &cells(COLUMNS, &row))?;
    }
    table.finish(sheet, "計画に事業がありません。")?;
    // The reminder is printed once; only the headings repeat on every page.
    sheet.set_repeat_rows(first, first)?;
    end_sheet(sheet, size, table.next_row())?;
    departments::write(cx, &follow_ups, book)?;
    files::write(cx, book)
}

fn remark(c: &Consolidation) -> String {
    let counts = &c.assessment.totals.submission;
    let parts: Vec<String> =
        State::ALL.iter().map(|state| format!("{} {}", state.word(), counts.of(state.word()))).collect();
    format!(
        "事業数 {}（{}）。備考欄の「引用」は、今回の回答がないため以前の回答の値を使っていることを示します。",
        counts.sum(),
        parts.join("・")
    )
}

/// Returns the departments that are asked for something, and for what, in one sentence.
fn reminders(follow_ups: &[FollowUp<'_>]) -> String {
    if follow_ups.is_empty() {
        return "訂正・提出・確認を依頼する課はありません。".to_owned();
    }
    let each: Vec<String> = follow_ups
        .iter()
        .map(|follow_up| format!("{}（{}）", follow_up.department.name, follow_up.asked().join("・")))
        .collect();
    format!("訂正・提出・確認を依頼する課（{}課）：{}", each.len(), each.join("、"))
}
