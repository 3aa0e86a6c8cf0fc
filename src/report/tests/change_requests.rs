//! The sheet 変更申出.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::form::field::{Control, Field};
use crate::report::{sheet_names, write};
use crate::sample::forms::{AS_OF, form, plan, run};

/// Returns the rows of the sheet: 項目, 現行, 申出, 理由.
fn rows(forms: Vec<crate::sample::forms::Form>) -> Vec<[String; 4]> {
    let plan = plan();
    let c = run(&plan, forms);
    let files = write(&plan, &c).unwrap();
    let mut book = Xlsx::new(Cursor::new(files[0].bytes.clone())).unwrap();
    let range = book.worksheet_range(sheet_names::CHANGE_REQUESTS).unwrap();
    let rows = range.rows().map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>());
    rows.filter(|row| row[0].parse::<f64>().is_ok())
        .map(|row| [4, 5, 6, 7].map(|at| row[at].replace('\n', " ")))
        .collect()
}

#[test]
fn every_change_shows_old_and_new_with_the_departments_reason() {
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
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_missing_reason_is_stated_and_each_department_keeps_its_own() {
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
        ]
    );
}

#[test]
fn a_request_in_words_has_a_row_if_its_return_changes_nothing() {
    let plan = plan();
    let lead = form(&plan, "1-1-1", AS_OF).of_year(Field::Target, 1, 2032, "85%");
    let other = form(&plan, "1-1-1", AS_OF)
        .path("2032-03/other.xlsx")
        .control(Control::Sender, "会計課")
        .set(Field::RevisionText, "会計課の都合");
    assert_eq!(
        rows(vec![lead, other, form(&plan, "1-1-2", AS_OF)]),
        [
            ["2032年度の目標② （P01）", "80%", "85%", "（理由の記入はありません）"],
            ["計画見直しの要望（文章） （R06）", "－", "会計課の都合", "－"],
        ]
    );
}

#[test]
fn a_request_names_the_plan_version_of_an_older_form() {
    let plan = plan();
    let asked = form(&plan, "1-1-1", AS_OF)
        .control(Control::PlanVersion, "第0版")
        .of_year(Field::Target, 1, 2032, "85%")
        .set(Field::RevisionText, "利用が増えたため");
    let why = "利用が増えたため ※計画の「第0版」の様式による申出です。";
    assert_eq!(
        rows(vec![asked, form(&plan, "1-1-2", AS_OF)]),
        [["2032年度の目標② （P01）", "80%", "85%", why]]
    );
}
