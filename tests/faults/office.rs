//! An output folder with files of other people, and commands that follow one another.

use std::fs;

use crate::support::{Workspace, text};
use crate::world::{MONTH, World};

/// Runs a command that must be refused, and returns its standard error.
fn refused(workspace: &Workspace, arguments: &[&str]) -> String {
    let output = workspace.run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", text(&output.stdout));
    text(&output.stderr)
}

#[test]
fn edited_and_added_files_are_kept_and_reported() {
    let world = World::new();
    let said = world.workspace.ok(&["--as-of", MONTH]);
    for kept in ["進捗管理表_2023-03.xlsx", "覚え.txt", "公開用/.控え", "資料"] {
        let line = format!("注意　　手で直された帳票を output/2023-03-手修正/{kept} に残しました\n");
        assert!(said.contains(&line), "{said}");
    }
    world.check("after a plain run", None);
}

#[test]
fn input_and_output_within_each_other_are_refused() {
    let workspace = Workspace::with_samples();
    for output in ["input", "input/2023-03/結果", "./input/../input/x"] {
        let told = refused(&workspace, &["--output", output]);
        assert!(told.contains("回答を入れたフォルダー（input）と同じか、その中にあります"), "{told}");
        assert!(!workspace.path().join("input/2023-03/結果").exists());
    }
    workspace.put("2023-03/x.txt", b"x");
    fs::create_dir_all(workspace.path().join("output/2023-03")).unwrap();
    fs::write(workspace.path().join("output/2023-03/a.xlsx"), b"x").unwrap();
    let told = refused(&workspace, &["--input", "output/2023-03", "--as-of", MONTH]);
    assert!(told.contains("回答が失われないように"), "{told}");
    assert!(workspace.path().join("output/2023-03/a.xlsx").exists());
}

#[test]
fn a_file_in_the_way_is_named_by_its_path() {
    let workspace = Workspace::with_samples();
    fs::create_dir_all(workspace.output()).unwrap();
    fs::write(workspace.output().join(MONTH), "memo").unwrap();
    let told = refused(&workspace, &["--as-of", MONTH]);
    assert!(
        told.starts_with("shinchoku: 書き込めません: output/2023-03\n  同じ名前のファイルかリンクがあるため"),
        "{told}"
    );
    assert_eq!(fs::read_to_string(workspace.output().join(MONTH)).unwrap(), "memo");
    fs::create_dir(workspace.output().join(".shinchoku.lock.d")).unwrap();
    fs::remove_file(workspace.output().join(".shinchoku.lock")).unwrap();
    fs::create_dir(workspace.output().join(".shinchoku.lock")).unwrap();
    let told = refused(&workspace, &["--as-of", MONTH]);
    assert!(told.contains("output/.shinchoku.lock\n  ふつうのファイルではありません。"), "{told}");
}

#[test]
fn close_removes_its_leftover_and_succeeds_again_after_an_unchanged_run() {
    let workspace = Workspace::with_samples();
    workspace.ok(&["--as-of", "2022-12", "--quiet"]);
    workspace.put("確定/.2022-12.json.abc.new", b"{");
    workspace.ok(&["close", "--as-of", "2022-12"]);
    assert!(!workspace.input().join("確定/.2022-12.json.abc.new").exists());
    workspace.ok(&["--as-of", "2022-12", "--quiet"]);
    let said = workspace.ok(&["close", "--as-of", "2022-12"]);
    assert!(said.contains("すでに同じ内容で確定しています"), "{said}");
}

#[test]
fn close_restores_an_interrupted_month_first() {
    let workspace = Workspace::with_samples();
    workspace.ok(&["--as-of", "2022-12", "--quiet"]);
    fs::rename(workspace.output().join("2022-12"), workspace.output().join(".2022-12.old")).unwrap();
    let said = workspace.ok(&["close", "--as-of", "2022-12"]);
    assert!(said.starts_with("確定　　2022年12月末の集計を"), "{said}");
}

#[cfg(unix)]
#[test]
fn close_refuses_a_linked_folder_that_the_next_run_would_not_read() {
    let workspace = Workspace::with_samples();
    workspace.ok(&["--as-of", "2022-12", "--quiet"]);
    fs::create_dir(workspace.path().join("別の場所")).unwrap();
    std::os::unix::fs::symlink("../別の場所", workspace.input().join("確定")).unwrap();
    let told = refused(&workspace, &["close", "--as-of", "2022-12"]);
    assert!(told.contains("input/確定\n  フォルダーではなくリンクかファイルのため"), "{told}");
    assert_eq!(fs::read_dir(workspace.path().join("別の場所")).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_opened() {
    let workspace = Workspace::with_samples();
    let told = refused(&workspace, &["check", "/dev/zero"]);
    assert!(
        told.contains("点検するファイルを開けません: /dev/zero\n  ふつうのファイルではありません"),
        "{told}"
    );
    let told = refused(&workspace, &["--plan", "/dev/zero"]);
    assert!(
        told.contains("マスターブックを読み取れません: /dev/zero\n  ふつうのファイルではありません。"),
        "{told}"
    );
}

#[test]
fn new_plan_overwrites_nothing_and_leaves_no_temporary_file() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path().join("計画.xlsx")).unwrap();
    let told = refused(&workspace, &["new-plan", "計画.xlsx"]);
    assert!(told.contains("別の名前を指定してください。"), "{told}");
    workspace.ok(&["new-plan", "新しい計画.xlsx"]);
    let names = fs::read_dir(workspace.path()).unwrap();
    let left: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}
