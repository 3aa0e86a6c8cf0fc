//! What stops a run: a message in Japanese, exit code 2, and nothing written. Also what does not stop it.

use std::fs;

use crate::support::{Workspace, text};

/// Runs the binary, which must end with exit code 2 and write no month. Returns its standard error.
fn refused(workspace: &Workspace, arguments: &[&str]) -> String {
    let output = workspace.run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", text(&output.stdout));
    assert_eq!(text(&output.stdout), "", "{arguments:?}");
    for month in ["2022-12", "2023-03"] {
        assert!(!workspace.output().join(month).exists(), "{arguments:?} wrote {month}");
    }
    text(&output.stderr)
}

#[test]
fn refuses_a_month_that_is_malformed_or_outside_the_plan() {
    let workspace = Workspace::new();
    assert!(refused(&workspace, &["--as-of", "2023-13"]).contains("基準月「2023-13」を読み取れません"));
    assert!(refused(&workspace, &["--as-of", "2030-03"]).contains("計画期間（2021-11～2025-03）の外"));
    assert!(refused(&workspace, &["distribute", "--as-of", "2020-03"]).contains("計画期間"));
    let told = refused(&workspace, &["distribute"]);
    assert!(
        told.contains("基準月が指定されていません。--as-of 2023-03 のように指定してください。"),
        "{told}"
    );
}

#[test]
fn forms_of_a_month_that_is_not_scheduled_need_an_option() {
    let workspace = Workspace::new();
    let told = refused(&workspace, &["distribute", "--as-of", "2023-01"]);
    assert!(told.contains("2023年1月末は計画の報告予定にないため、様式を作成しませんでした。"), "{told}");
    assert!(told.contains("報告予定の次の月は 2023-03 です。"), "{told}");
    assert!(!workspace.output().exists());
    workspace.ok(&["distribute", "--as-of", "2023-01", "--unscheduled"]);
    assert!(workspace.output().join("様式/2023-01/送付文.txt").exists());
}

#[test]
fn refuses_a_master_that_is_missing_unreadable_or_faulty() {
    let workspace = Workspace::new();
    assert!(
        refused(&workspace, &["--plan", "なし.xlsx"]).contains("マスターブックが見つかりません: なし.xlsx")
    );
    let rubbish = workspace.path().join("壊れ.xlsx");
    fs::write(&rubbish, "これはブックではありません").unwrap();
    assert!(refused(&workspace, &["--plan", "壊れ.xlsx"]).contains("マスターブックを読み取れません"));
    workspace.ok(&["new-plan", "ひな形.xlsx"]);
    let said = refused(&workspace, &["--plan", "ひな形.xlsx"]);
    assert!(said.contains("誤りが6件あります"), "{said}");
}

#[test]
fn stops_if_the_output_cannot_be_written() {
    let workspace = Workspace::with_samples_of(&["会計課"]);
    fs::write(workspace.path().join("塞がり"), "").unwrap();
    assert!(refused(&workspace, &["--output", "塞がり"]).contains("書き込めません: 塞がり"));
}

#[test]
fn refuses_an_input_that_is_missing_or_empty() {
    let workspace = Workspace::new();
    assert!(refused(&workspace, &["--input", "ない"]).contains("入力フォルダーを開けません: ない"));
    let said = refused(&workspace, &[]);
    assert!(said.contains("基準月を決められません"), "{said}");
    assert!(said.contains("「2023-03」のような基準月のフォルダーを作り、回答を入れてから"), "{said}");
}

#[test]
fn a_month_without_returns_is_written_when_named() {
    let workspace = Workspace::new();
    let printed = workspace.ok(&["--as-of", "2023-03"]);
    assert!(printed.contains("この月の回答は1件もありません"), "{printed}");
    assert!(workspace.output().join("2023-03/進捗管理表_2023-03.xlsx").exists());
}

#[test]
fn a_bad_file_does_not_affect_other_returns() {
    let workspace = Workspace::with_samples();
    workspace.put("2023-03/壊れた.xlsx", b"PK\x03\x04 nothing more");
    workspace.put("2023-03/空.xlsx", b"");
    workspace.put("2023-03/見積書.xlsx", b"%PDF-1.7\n%%EOF");
    workspace.put("2023-03/~$ICT.xlsx", b"lock");
    let record = workspace.judged("2023-03");
    let outcome = |path: &str| -> String {
        let files = record["files"].as_array().unwrap();
        let file = files.iter().find(|file| file["path"] == path).unwrap();
        file["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!(outcome("2023-03/壊れた.xlsx"), "不採用");
    assert_eq!(outcome("2023-03/空.xlsx"), "不採用");
    assert_eq!(outcome("2023-03/見積書.xlsx"), "対象外");
    assert_eq!(outcome("2023-03/~$ICT.xlsx"), "無視");
    assert_eq!(record["reconciliation"]["closes"], true);
    let returned = record["summary"]["submission"].as_array().unwrap();
    assert!(returned.iter().any(|count| count["name"] == "提出" && count["count"] == 41), "{returned:?}");
}

#[test]
fn strict_ends_with_exit_code_1_while_errors_remain() {
    let workspace = Workspace::with_samples_of(&["会計課", "観光課"]);
    assert_eq!(workspace.run(&["--as-of", "2022-12", "--strict"]).status.code(), Some(1));
    assert_eq!(workspace.run(&["--as-of", "2022-12"]).status.code(), Some(0));
    assert_eq!(workspace.run(&["--as-of", "2023-03", "--strict"]).status.code(), Some(0));
}
