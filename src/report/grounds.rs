//! 根拠一覧: the full grounds of each judgment, with the figures from which it was computed.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::report::context::Report;
use crate::report::progress_list::rows::ListRow;
use crate::report::sheet_names;
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Column, Table, Value, cells, column};

const HEADING_ROW: u32 = 2;

const OF_EFFECT: &str = "効果達成状況の根拠";
const OF_PROGRESS: &str = "進捗状況の根拠";

/// The function that returns a column's cell in a row.
type CellOf = fn(&ListRow<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("整理番号", 8.5, |row| Value::centered(&row.project.id.to_string())),
    column("事業名称", 26.0, |row| Value::text(&row.project.name)),
    column("指標", 32.0, |row| Value::text(&row.indicator_words())),
    column("目標値", 10.0, |row| number(row.assessment.and_then(|assessment| assessment.target))),
    column("実績値", 10.0, |row| number(row.assessment.and_then(|assessment| assessment.actual))),
    column("基準値", 10.0, |row| number(row.indicator.and_then(|indicator| indicator.baseline))),
    column("前年度末値", 11.0, |row| {
        let pace = row.assessment.and_then(|assessment| assessment.pace.as_ref());
        number(pace.filter(|pace| pace.form.has_start()).map(|pace| pace.start))
    }),
    column("年度末\n見込み値", 10.0, |row| {
        number(row.assessment.and_then(|assessment| assessment.forecast))
    }),
    column(OF_EFFECT, 46.0, |row| Value::text(&effect(row))),
    column(OF_PROGRESS, 54.0, |row| Value::text(&progress(row))),
    column("見通し（計算）", 54.0, |row| {
        let prospect = row.assessment.and_then(|assessment| assessment.prospect.as_ref());
        Value::text(prospect.map_or("", |prospect| &prospect.words))
    }),
];

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let title = format!("根拠一覧（{}現在）", report.c.as_of.japanese_last_day());
    let remark = "進捗一覧の判定の根拠と、計算に使った数値です。集計した時点のもので、進捗一覧を直しても変わりません。";
    begin(sheet, sheet_names::GROUNDS, &title, remark, &report.page.on(Paper::A3Landscape))?;
    let rows: Vec<Vec<Value>> = report.rows.iter().map(|row| cells(COLUMNS, row)).collect();
    // The project's number and the names are always shown, other columns only if a row has a value in them.
    let says_something = |at: &usize| rows.iter().any(|row| row.get(*at) != Some(&Value::Blank));
    let is_made = |at: &usize| match COLUMNS.get(*at).map(|column| column.heading) {
        Some(OF_EFFECT) => report.effect.is_judged(),
        Some(OF_PROGRESS) => report.progress.is_judged(),
        _ => true,
    };
    let is_used = |at: &usize| *at < 3 || (is_made(at) && says_something(at));
    let used: Vec<usize> = (0..COLUMNS.len()).filter(is_used).collect();
    let columns: Vec<Column<CellOf>> = used.iter().filter_map(|at| COLUMNS.get(*at).copied()).collect();
    let rows: Vec<Vec<Value>> =
        rows.iter().map(|row| used.iter().filter_map(|at| row.get(*at).cloned()).collect()).collect();
    let mut table = Table::new(&columns, HEADING_ROW).with_widths_for_breaks(&rows);
    table.head(sheet)?;
    for row in &rows {
        table.row(sheet, row)?;
    }
    table.finish(sheet, "計画に個別事業がありません。")
}

fn number(number: Option<Decimal>) -> Value {
    Value::number(number)
}

fn effect(row: &ListRow) -> String {
    let Some(assessment) = row.assessment else { return String::new() };
    let basis = assessment.effect_basis.word();
    let reason = &assessment.reason;
    let mut words = if reason.names_basis() { reason.to_string() } else { format!("［{basis}］{reason}") };
    if let Some(month) = assessment.carried_from {
        words.push_str(&format!("（実績は{}の報告による）", month.japanese()));
    }
    words
}

/// Returns the grounds of the project's progress, on its first row only.
fn progress(row: &ListRow) -> String {
    let Some(project) = row.project_assessment.filter(|_| row.is_first()) else { return String::new() };
    let mut words = project.progress_reason.clone();
    if let Some(month) = project.carried_from {
        words.push_str(&format!("（今回は未提出のため、{}の報告を引き継ぐ）", month.japanese()));
    }
    words
}
