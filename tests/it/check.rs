//! `shinchoku check`: shows findings on the terminal and writes nothing.

use std::fs;

use crate::support::sheets::{self, Sheet};
use crate::support::{Workspace, filled, samples, text};
use serde_json::Value;
use shinchoku::text::calendar::Month;

const MONTH: &str = "2023-03";

/// The filled-in book of 会計課 with the actual of 1-1-6 in 件 instead of 施設.
fn wrong_unit(workspace: &Workspace) -> Vec<u8> {
    let mut book = correct(workspace);
    book[1].fill_year("実績", "2022年度", "7件");
    sheets::write(&book)
}

fn correct(workspace: &Workspace) -> Vec<Sheet> {
    let issued = workspace.issued(MONTH, "会計課");
    filled::fill_book(&workspace.plan(), Month::parse_iso(MONTH).unwrap(), "会計課", &issued)
}

#[test]
fn an_empty_folder_has_no_files_to_check() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path().join("回答")).unwrap();
    let printed = workspace.ok(&["check", "回答"]);
    assert!(printed.ends_with("注意　　点検するファイルがありません\n"), "{printed}");
}

#[test]
fn a_finding_is_shown_with_its_cell_and_how_to_correct_it() {
    let workspace = Workspace::new();
    fs::write(workspace.path().join("回答.xlsx"), wrong_unit(&workspace)).unwrap();
    let printed = workspace.ok(&["check", "回答.xlsx"]);
    assert_eq!(
        printed,
        "誤り[V03] 「7件」の単位「件」は、指標の単位「施設」と違います\n  \
           --> 回答.xlsx  1-1-6 キャッシュレス決済の推進!D18\n      \
               7件\n  \
           = 直し方: 指標の単位で数えた値を、単位「施設」を付けて記入してください\n\
         \n\
         点検　　誤り 1件・要確認 0件・参考 0件（2023年3月末、ファイル 1件・様式 1件）\n"
    );
}

#[test]
fn check_writes_nothing() {
    let workspace = Workspace::new();
    let book = wrong_unit(&workspace);
    fs::remove_dir_all(workspace.output()).unwrap();
    fs::write(workspace.path().join("回答.xlsx"), book).unwrap();
    let before: Vec<_> = fs::read_dir(workspace.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    workspace.ok(&["check", "回答.xlsx"]);
    let after: Vec<_> = fs::read_dir(workspace.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(before, after);
}

#[test]
fn a_correct_return_has_no_findings_even_without_an_input_folder() {
    let workspace = Workspace::new();
    fs::write(workspace.path().join("回答.xlsx"), sheets::write(&correct(&workspace))).unwrap();
    fs::remove_dir_all(workspace.input()).unwrap();
    assert_eq!(
        workspace.ok(&["check", "回答.xlsx"]),
        "点検　　誤り 0件・要確認 0件・参考 0件（2023年3月末、ファイル 1件・様式 1件）\n"
    );
}

#[test]
fn a_folder_or_several_files_are_checked_together_for_one_month() {
    let workspace = Workspace::with_samples();
    let printed = workspace.ok(&["check", "input/2023-03"]);
    assert!(printed.ends_with("（2023年3月末、ファイル 21件・様式 41件）\n"), "{printed}");
    assert!(printed.contains("要確認[C01] 実績84.5%は、前年度末（2022年3月末）の87.0%より下がっています\n"));
    let printed = workspace.ok(&["check", "input/2022-12", "--as-of", "2022-12"]);
    assert!(printed.contains("誤り[V03]") && printed.contains("（2022年12月末、"), "{printed}");
    let printed = workspace.ok(&["check", "input/2022-12/会計課.xlsx", "input/2023-03/教育総務課.xlsx"]);
    assert!(
        printed.contains("注意　　ほかの月の様式 1件は点検していません。--as-of で月を指定してください\n")
    );
}

#[test]
fn json_holds_the_findings_as_the_record_does() {
    let workspace = Workspace::with_samples();
    let printed = workspace.ok(&["check", "input/2023-03", "--format", "json"]);
    let checked: Value = serde_json::from_str(&printed).unwrap();
    let recorded = &samples::march().record;
    assert_eq!(checked["as_of"], MONTH);
    let codes = |findings: &Value| {
        let mut found: Vec<String> = findings
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| format!("{} {} {}", finding["code"], finding["project"], finding["message"]))
            .collect();
        found.sort();
        found
    };
    assert_eq!(codes(&checked["findings"]), codes(&recorded["findings"]));
    let keys = |row: &Value| row.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&checked["findings"][0]), keys(&recorded["findings"][0]));
}

#[test]
fn a_file_that_is_no_return_is_named_and_a_missing_file_stops_the_command() {
    let workspace = Workspace::new();
    fs::write(workspace.path().join("会計課 回答.xlsx"), b"%PDF-1.7\n%%EOF").unwrap();
    let printed = workspace.ok(&["check", "会計課 回答.xlsx"]);
    assert!(
        printed.starts_with("誤り[F03] Excelブックではありません（実際はPDFです）\n  --> 会計課 回答.xlsx\n"),
        "{printed}"
    );
    assert!(printed.ends_with("（基準月なし、ファイル 1件・様式 0件）\n"), "{printed}");
    assert_eq!(workspace.run(&["check", "会計課 回答.xlsx", "--strict"]).status.code(), Some(1));
    let missing = workspace.run(&["check", "ない.xlsx"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("点検するファイルを開けません: ない.xlsx\n  見つかりません"));
    assert_eq!(workspace.run(&["check"]).status.code(), Some(2));
}
