//! 変更申出: what returns ask to change in the plan, with a list of decisions for each request.

use rust_xlsxwriter::{DataValidation, Workbook, XlsxError};

use crate::figure::has_no_content;
use crate::findings::{Finding, Role};
use crate::form::field::Field;
use crate::report::context::Report;
use crate::report::sheet_names;
use crate::returns::EntryKey;
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Column, Table, Value, cells, column, position};
use crate::text::NOT_APPLICABLE;

const HEADING_ROW: u32 = 2;
/// The least height of a row in points, which leaves room to write by hand.
const LEAST_HEIGHT: f64 = 36.0;
/// The decisions that the committee can choose.
const CHOICES: [&str; 3] = ["承認", "不承認", "保留"];

/// The 項目 of a request in words.
const WISH: &str = "計画見直しの要望（文章）";

/// A request: a difference from the plan, or a request in words.
struct Row<'a> {
    report: &'a Report<'a>,
    number: usize,
    finding: &'a Finding,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("№", 5.0, |row| Value::Centered(row.number.to_string())),
    column("整理番号", 8.5, |row| {
        Value::centered(&row.finding.project.as_ref().map(ToString::to_string).unwrap_or_default())
    }),
    column("事業名称", 22.0, project_name),
    column("申出の課", 14.0, |row| Value::text(row.finding.department.as_deref().unwrap_or_default())),
    column("項目", 18.0, |row| Value::text(&item(row.finding))),
    column("現行（計画）", 28.0, |row| Value::text(planned(row.finding))),
    column("申出", 28.0, |row| Value::text(requested(row.finding))),
    column("理由・見直しの内容", 34.0, |row| Value::text(&grounds(row.report, row.finding))),
    column("決定", 10.0, |_| Value::Input(String::new())),
];
const DECISION: u16 = position(COLUMNS, "決定");

/// Returns how many requests there are.
pub(super) fn count(report: &Report) -> usize {
    report.c.requests().len()
}

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let title = format!("変更申出　{}件（{}現在）", count(report), report.c.as_of.japanese_last_day());
    let remark = "回答が計画と違うところと、計画見直しの要望です。計画の値が正で、自動では反映しません。決定は一覧から選んでください。";
    begin(sheet, sheet_names::CHANGE_REQUESTS, &title, remark, &report.page.on(Paper::A4Landscape))?;
    let mut table = Table::new(COLUMNS, HEADING_ROW);
    let mut findings: Vec<&Finding> = report.c.requests();
    if !findings.is_empty() {
        table.head(sheet)?;
    }
    let place = |finding: &Finding| finding.project.as_ref().map(|id| report.plan.sort_key(id));
    findings.sort_by_key(|finding| (place(finding), finding.kind.code, &finding.indicator));
    let choices = DataValidation::new().allow_list_strings(&CHOICES)?;
    for (number, finding) in (1..).zip(findings) {
        let row = table.tall_row(sheet, &cells(COLUMNS, &Row { report, number, finding }), LEAST_HEIGHT)?;
        sheet.add_data_validation(row, DECISION, row, DECISION, &choices)?;
    }
    table.finish(sheet, "変更申出はありません。")
}

fn project_name(row: &Row) -> Value {
    let project = row.finding.project.as_ref().and_then(|id| row.report.plan.project(id));
    Value::text(project.map_or("", |project| project.name.as_str()))
}

/// Returns the item to be changed and the finding's code.
fn item(finding: &Finding) -> String {
    let words = match finding.item.as_str() {
        _ if finding.kind.role == Role::Wish => WISH,
        "" => finding.kind.title,
        item => item,
    };
    format!("{words}\n（{}）", finding.kind.code)
}

/// Returns the plan's value. A request in words is not about one value.
fn planned(finding: &Finding) -> &str {
    match finding.expected.trim() {
        _ if finding.kind.role == Role::Wish => NOT_APPLICABLE,
        "" => "（なし）",
        text => text,
    }
}

/// Returns the requested value, or the request in words.
fn requested(finding: &Finding) -> &str {
    match finding.found.trim() {
        "" if finding.kind.role == Role::Wish => "（内容の記入はありません）",
        "" => "（空欄）",
        text => text,
    }
}

/// Returns the reason for a request, and the plan version of its form unless that is the current one.
fn grounds(report: &Report, finding: &Finding) -> String {
    let reason = reason(report, finding);
    let version = report.c.return_of(finding).and_then(|ret| ret.plan_version.as_deref());
    match version.filter(|version| finding.kind.role != Role::Wish && !report.plan.is_version(version)) {
        Some(version) => format!("{reason}\n※計画の「{version}」の様式による申出です。"),
        None => reason.to_owned(),
    }
}

/// Returns what the department wrote about revising the plan in the return with the request. For a request in
/// words, this text is the request itself.
fn reason<'a>(report: &'a Report, finding: &Finding) -> &'a str {
    if finding.kind.role == Role::Wish {
        return NOT_APPLICABLE;
    }
    let key = EntryKey::single(Field::RevisionText);
    report
        .c
        .return_of(finding)
        .and_then(|ret| ret.value(&key))
        .map(|value| value.text.trim())
        .filter(|text| !has_no_content(text))
        .unwrap_or("（理由の記入はありません）")
}
