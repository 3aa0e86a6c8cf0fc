//! The workbook as read by a spreadsheet program.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use crate::comparison_table::{Compared, json, write};
use crate::plan::Plan;
use crate::revision::Revision;
use crate::sample::forms::{plan, set_year};

fn revised() -> Plan {
    let mut new = plan();
    new.version = "第2版".to_owned();
    new.projects.edit(|projects| {
        set_year(&mut projects[0].indicators[0], 2033, "900手続／900手続", "-");
        projects[1].summary = "＝長い文章です。".repeat(900);
    });
    new.decisions = Vec::new().into();
    new
}

fn bytes(old: &Plan, new: &Plan) -> Vec<u8> {
    let revision = Revision::between(old, new);
    let file = write(&Compared { old, new, revision: &revision, decision_check: None }).unwrap();
    assert_eq!(file.path, "新旧対照表_第1版_第2版.xlsx");
    file.bytes
}

fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn both_versions_are_side_by_side_with_the_changed_passages_underlined() {
    let (old, new) = (plan(), revised());
    let bytes = bytes(&old, &new);
    let table = rows(&bytes, "新旧対照表");
    assert_eq!(table[2], ["№", "対象", "項目", "改正後", "改正前", "変更の内容"]);
    let target = table.iter().find(|row| row[2] == "2033年度の目標①").unwrap();
    assert_eq!(target[3..], ["900手続／900手続", "800手続／800手続", "目標の引上げ"]);
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut strings = String::new();
    zip.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut strings).unwrap();
    let underlined: Vec<&str> = strings
        .split("<r>")
        .filter(|run| run.contains("<u/>"))
        .map(|run| run.split("<t").nth(1).unwrap().split_once('>').unwrap().1.split('<').next().unwrap())
        .collect();
    assert!(underlined.contains(&"9") && underlined.contains(&"8"), "{underlined:?}");
}

#[test]
fn a_text_too_long_for_a_row_continues_in_the_next() {
    let table = rows(&bytes(&plan(), &revised()), "新旧対照表");
    let rest = table.iter().filter(|row| row[2] == "（続き）").count();
    assert!(rest > 3, "{rest}");
    let text: String = table.iter().map(|row| row[3].as_str()).collect();
    assert_eq!(text.matches("＝長い文章です。").count(), 900);
}

#[test]
fn the_summary_counts_what_the_table_lists() {
    let summary = rows(&bytes(&plan(), &revised()), "改正の概要");
    let row = |words: &str| summary.iter().find(|row| row[0] == words).unwrap().clone();
    assert_eq!(row("指標")[5..6], ["1"]);
    assert_eq!(row("計")[9], "3");
    assert!(row("最終目標の引上げ（1件）")[1].contains("800手続／800手続 → 900手続／900手続"));
}

#[test]
fn json_has_every_change_and_is_equal_without_any() {
    let (old, new) = (plan(), revised());
    let text = |new: &Plan| {
        let revision = Revision::between(&old, new);
        json::json(&Compared { old: &old, new, revision: &revision, decision_check: None }).unwrap()
    };
    let value: serde_json::Value = serde_json::from_str(&text(&new)).unwrap();
    assert_eq!((&value["schema"], &value["equal"]), (&1.into(), &false.into()));
    assert_eq!(value["changes"].as_array().unwrap().len(), 3);
    assert_eq!(value["changes"][2]["kind"], "目標の引上げ");
    assert_eq!(value["final_targets"][0]["movement"], "引上げ");
    let value: serde_json::Value = serde_json::from_str(&text(&plan())).unwrap();
    assert_eq!(value["equal"], true);
}

#[test]
fn the_same_plans_give_the_same_bytes() {
    assert_eq!(bytes(&plan(), &revised()), bytes(&plan(), &revised()));
}
