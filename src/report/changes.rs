//! 変更申出: what returns ask to change in the plan, with a decision to be chosen for each.

use rust_xlsxwriter::{DataValidation, Workbook, XlsxError};

use crate::finding::Finding;
use crate::form::field::Field;
use crate::report::{Report, tabs};
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Table, Value};

const HEADING_ROW: u32 = 2;
/// The findings that are wishes to change the plan.
const CODES: [&str; 8] = ["P01", "P02", "P03", "P04", "P05", "P06", "P07", WISH];
/// A wish in words.
const WISH: &str = "R06";
const DECISIONS: [&str; 3] = ["承認", "不承認", "保留"];

/// How many there are.
pub(super) fn count(report: &Report) -> usize {
    wishes(report).count()
}

fn wishes<'a>(report: &'a Report) -> impl Iterator<Item = &'a Finding> {
    report.c.findings.iter().filter(|finding| CODES.contains(&finding.kind.code))
}

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let title = format!("変更申出　{}件（{}現在）", count(report), report.c.as_of.japanese_last_day());
    let remark = "回答が計画と違うところと、計画見直しの要望です。計画の値が正で、自動では反映しません。決定は一覧から選んでください。";
    begin(sheet, tabs::CHANGES, &title, remark, &report.page.on(Paper::A4Landscape))?;
    let mut table = Table::new(
        &[
            ("№", 5.0),
            ("整理番号", 8.5),
            ("事業名称", 22.0),
            ("申出の課", 14.0),
            ("項目", 18.0),
            ("現行（計画）", 28.0),
            ("申出", 28.0),
            ("理由・見直しの内容", 34.0),
            ("決定", 10.0),
        ],
        HEADING_ROW,
    );
    let mut findings: Vec<&Finding> = wishes(report).collect();
    if !findings.is_empty() {
        table.head(sheet)?;
    }
    findings.sort_by(|a, b| {
        (&a.project, a.kind.code, &a.indicator).cmp(&(&b.project, b.kind.code, &b.indicator))
    });
    for (number, finding) in (1..).zip(findings) {
        let project = finding.project.as_ref().and_then(|id| report.plan.project(id));
        let row = table.row(
            sheet,
            &[
                Value::Middle(number.to_string()),
                Value::middle(&finding.project.as_ref().map(ToString::to_string).unwrap_or_default()),
                Value::text(project.map_or("", |project| project.name.as_str())),
                Value::text(finding.department.as_deref().unwrap_or_default()),
                Value::text(&item(finding)),
                Value::text(&finding.expected),
                Value::text(&finding.found),
                Value::text(&reason(report, finding)),
                Value::Input(String::new()),
            ],
        )?;
        let list = DataValidation::new().allow_list_strings(&DECISIONS)?;
        sheet.add_data_validation(row, table.last_col(), row, table.last_col(), &list)?;
    }
    table.finish(sheet, "変更申出はありません。")
}

/// What is asked to be changed, with the year and the indicator where there are such.
fn item(finding: &Finding) -> String {
    let words = if finding.item.is_empty() { finding.kind.title } else { finding.item.as_str() };
    format!("{words}\n（{}）", finding.kind.code)
}

/// The department's own words on revising the plan; for a difference without such words, what was found.
fn reason(report: &Report, finding: &Finding) -> String {
    let own = finding
        .project
        .as_ref()
        .and_then(|id| report.c.settled.months.get(&report.c.as_of)?.projects.get(id))
        .map_or("", |accepted| accepted.text(Field::RevisionText).trim());
    if own.is_empty() || own == finding.found.trim() { finding.message.clone() } else { own.to_owned() }
}
