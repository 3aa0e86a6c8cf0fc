//! Books that are open in Excel, and read-only files.

use std::fs;

use crate::support::text;
use crate::wine::{ok, refused, run, small, while_held};

const BOOK: &str = "進捗管理表_2023-03.xlsx";

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn an_open_return_is_refused_alone() {
    let workspace = small();
    let held = workspace.input().join("2023-03/観光課.xlsx");
    while_held(&held, || ok(workspace.path(), &["--as-of", "2023-03", "--quiet"]));
    let record = workspace.record("2023-03");
    let files = record["files"].as_array().unwrap();
    let file = files.iter().find(|file| file["path"] == "2023-03/観光課.xlsx").unwrap();
    assert_eq!(file["outcome"], "不採用");
    assert!(file["reason"].as_str().unwrap().contains("ほかの人かプログラムが開いています"), "{file}");
    assert_eq!(record["reconciliation"]["closes"], true);
}

/// Windows does not rename a folder with an open file; Wine does, and then cannot remove it. Either is
/// reported, and the next run writes a whole month.
#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn an_open_book_of_the_month_is_reported_and_loses_nothing() {
    let workspace = small();
    let book = workspace.output().join("2023-03").join(BOOK);
    let before = fs::read(&book).unwrap();
    let output = while_held(&book, || run(workspace.path(), &["--as-of", "2023-03"]));
    let said = text(&output.stdout) + &text(&output.stderr);
    assert!(said.contains("開い") || said.contains("片付けられませんでした"), "{said}");
    assert!(matches!(output.status.code(), Some(0 | 2)), "{said}");
    ok(workspace.path(), &["--as-of", "2023-03", "--quiet"]);
    assert!(fs::read(&book).unwrap() == before);
    let old = workspace.output().join(".2023-03.old");
    assert!(!old.exists());
}

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn close_reports_that_the_months_record_is_open() {
    let workspace = small();
    let record = workspace.output().join("2023-03/consolidation.json");
    let told = while_held(&record, || refused(workspace.path(), &["close", "--as-of", "2023-03"]));
    assert!(told.contains("ほかの人かプログラムが開いています"), "{told}");
    assert!(!workspace.input().join("確定/2023-03.json").exists());
}

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn read_only_files_are_read_and_replaced() {
    let workspace = small();
    let book = workspace.output().join("2023-03").join(BOOK);
    for path in [book.clone(), workspace.input().join("2023-03/観光課.xlsx")] {
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
    }
    let said = ok(workspace.path(), &["--as-of", "2023-03"]);
    assert!(!said.contains("片付けられませんでした"), "{said}");
    assert!(book.exists() && !workspace.output().join(".2023-03.old").exists());
}
