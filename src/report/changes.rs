//! 変更申出: what returns ask to change in the plan, with a decision to be chosen for each.

use rust_xlsxwriter::{DataValidation, Workbook, XlsxError};

use crate::figure::has_no_content;
use crate::findings::{Finding, Role};
use crate::form::field::Field;
use crate::report::{Report, tabs};
use crate::returns::EntryKey;
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Table, Value};

const HEADING_ROW: u32 = 2;
const DECISIONS: [&str; 3] = ["承認", "不承認", "保留"];

/// How many there are.
pub(super) fn count(report: &Report) -> usize {
    wishes(report).count()
}

fn wishes<'a>(report: &'a Report) -> impl Iterator<Item = &'a Finding> {
    report.c.findings.iter().filter(|finding| finding.kind.is_request())
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
                Value::text(old(finding)),
                Value::text(new(finding)),
                Value::text(reason(report, finding)),
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

/// What the plan has; of a wish in words that is the whole plan.
fn old(finding: &Finding) -> &str {
    match finding.expected.trim() {
        _ if finding.kind.role == Role::Wish => "－",
        "" => "（なし）",
        text => text,
    }
}

/// What is asked for in its place.
fn new(finding: &Finding) -> &str {
    match finding.found.trim() {
        "" if finding.kind.role == Role::Wish => "（内容の記入はありません）",
        "" => "（空欄）",
        text => text,
    }
}

/// The department's own words on revising the plan, from the return that asks; of a wish in words they stand beside it already.
fn reason<'a>(report: &'a Report, finding: &Finding) -> &'a str {
    if finding.kind.role == Role::Wish {
        return "－";
    }
    let key = EntryKey { field: Field::RevisionText, indicator: None, year: None };
    let ret = report.c.return_of(finding);
    ret.and_then(|ret| ret.value(&key))
        .map(|value| value.text.trim())
        .filter(|text| !has_no_content(text))
        .unwrap_or("（理由の記入はありません）")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use crate::form::field::{Control, Field};
    use crate::report::{tabs, write};
    use crate::sample::forms::{AS_OF, form, plan, run};

    /// The rows of the sheet: 項目, 現行, 申出, 理由.
    fn rows(forms: Vec<crate::sample::forms::Form>) -> Vec<[String; 4]> {
        let plan = plan();
        let c = run(&plan, forms);
        let files = write(&plan, &c).unwrap();
        let mut book = Xlsx::new(Cursor::new(files[0].bytes.clone())).unwrap();
        let range = book.worksheet_range(tabs::CHANGES).unwrap();
        let rows = range.rows().map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>());
        rows.filter(|row| row[0].parse::<f64>().is_ok())
            .map(|row| [4, 5, 6, 7].map(|at| row[at].replace('\n', " ")))
            .collect()
    }

    #[test]
    fn every_change_and_wish_stands_old_beside_new_with_the_department_s_reason() {
        let plan = plan();
        let changed = form(&plan, "1-1-1", AS_OF)
            .set(Field::Name, "窓口の改善")
            .set(Field::Purpose, "別の目的です。")
            .set(Field::Department, "総務課")
            .of_year(Field::Target, 0, 2032, "650手続／900手続")
            .of_year(Field::Actual, 0, 2030, "130手続")
            .without_indicator(1)
            .set(Field::RevisionWish, "あり")
            .set(Field::RevisionText, "利用が増えたため");
        let found = rows(vec![changed, form(&plan, "1-1-2", AS_OF)]);
        let why = "利用が増えたため";
        let expected = [
            ["2032年度の目標① （P01）", "600手続／800手続", "650手続／900手続", why],
            ["2030年度の実績① （P02）", "125手続", "130手続", why],
            ["事業名称 （P03）", "窓口の見直し", "窓口の改善", why],
            ["2032年度の目標①の対象数 （P04）", "600手続／800手続", "650手続／900手続", why],
            ["担当課 （P05）", "総務課、会計課", "総務課", why],
            ["指標 （P06）", "②利用率", "（空欄）", why],
            ["目的 （P07）", "目的です。", "別の目的です。", why],
            ["計画見直しの要望 （R06）", "－", why, "－"],
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_change_without_a_word_says_so_and_another_department_s_reason_is_its_own() {
        let plan = plan();
        let lead = form(&plan, "1-1-1", AS_OF).of_year(Field::Target, 1, 2032, "85%");
        let other = form(&plan, "1-1-1", AS_OF)
            .path("2032-03/other.xlsx")
            .control(Control::Sender, "会計課")
            .of_year(Field::Target, 1, 2033, "95%")
            .set(Field::RevisionText, "会計課の都合");
        let found = rows(vec![lead, other, form(&plan, "1-1-2", AS_OF)]);
        assert_eq!(
            found,
            [
                ["2032年度の目標② （P01）", "80%", "85%", "（理由の記入はありません）"],
                ["2033年度の目標② （P01）", "100%", "95%", "会計課の都合"],
                ["計画見直しの要望 （R06）", "－", "会計課の都合", "－"],
            ]
        );
    }
}
