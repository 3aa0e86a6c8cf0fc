//! A department with more projects than a returned book may have sheets: its forms and its slip are split
//! into several workbooks, each read when it comes back.

use std::fs;
use std::path::Path;

use crate::support::{Workspace, files_below, master};
use serde_json::Value;

const MONTH: &str = "2023-03";
/// The plan's シート数の上限.
const SHEETS: &str = "10";

/// A workspace on the delivered plan with a low シート数の上限, and the folder that holds the plan.
fn workspace() -> (Workspace, tempfile::TempDir) {
    let mut plan = master::delivered();
    let settings = plan.rows.get_mut("設定").unwrap();
    settings.retain(|row| row[0] != "シート数の上限");
    settings.push(vec!["シート数の上限".to_owned(), SHEETS.to_owned()]);
    let folder = tempfile::tempdir().unwrap();
    let path = master::put(&plan, folder.path());
    (Workspace::with_plan(&path), folder)
}

/// Puts every workbook of a folder into `input/`, and returns their names.
fn send_back(workspace: &Workspace, from: &Path) -> Vec<String> {
    let books =
        files_below(from).into_iter().filter(|path| path.extension().is_some_and(|end| end == "xlsx"));
    let send = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        workspace.put(&format!("{MONTH}/{name}"), &fs::read(&path).unwrap());
        name
    };
    books.map(send).collect()
}

fn codes(record: &Value) -> Vec<&str> {
    record["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

#[test]
fn the_forms_of_a_large_department_are_split_into_books_that_are_read_back() {
    let (workspace, _folder) = workspace();
    workspace.ok(&["distribute", "--as-of", MONTH]);
    let issued = workspace.output().join("様式").join(MONTH);
    let names = send_back(&workspace, &issued);
    let further: Vec<&String> = names.iter().filter(|name| name.contains("_その2")).collect();
    assert!(!further.is_empty(), "{names:?}");
    let mails = fs::read_to_string(issued.join("送付文.txt")).unwrap();
    for name in &further {
        assert!(mails.contains(&format!("添付：{}、{name}", name.replace("_その2", ""))), "{mails}");
    }
    let record = workspace.judged(MONTH);
    assert!(!codes(&record).contains(&"F04"), "{record}");
    let forms: u64 =
        record["files"].as_array().unwrap().iter().map(|file| file["forms"].as_u64().unwrap()).sum();
    let plan = workspace.plan();
    let asked: usize = plan
        .projects
        .iter()
        .filter(|project| !project.ended(shinchoku::text::calendar::FiscalYear::new(2022)))
        .map(|project| project.asked().len())
        .sum();
    assert_eq!(forms, asked as u64);
}

#[test]
fn a_large_slip_is_split_into_books_that_are_read_back() {
    let (workspace, _folder) = workspace();
    workspace.put(&format!("{MONTH}/空.txt"), b"x");
    workspace.consolidate(MONTH);
    let slips = workspace.output().join(MONTH).join("差戻し");
    let names = send_back(&workspace, &slips);
    assert!(names.iter().any(|name| name.contains("_その2")), "{names:?}");
    let mails = fs::read_to_string(slips.join("送付文.txt")).unwrap();
    assert!(mails.contains("つのブックの、それぞれ1枚目をご覧のうえ、様式に記入し、"), "{mails}");
    assert!(mails.contains("どのブックもそのまま返送してください。"), "{mails}");
    let record = workspace.judged(MONTH);
    assert!(!codes(&record).contains(&"F04"), "{record}");
}
