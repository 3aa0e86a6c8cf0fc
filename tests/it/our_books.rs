//! The program's own workbooks, put into `input/` by mistake, change nothing, with or without the document
//! property that marks them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use crate::support::{Workspace, samples, values};
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const MONTH: &str = "2023-03";
const DEPARTMENTS: [&str; 4] = ["会計課", "観光課", "図書館", "ネウボラ推進課"];

/// Every file below a folder with its relative path.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.push((name, fs::read(path).unwrap()));
        }
    }
    found
}

/// A workbook without its custom document properties, as after its sheets were copied into another workbook.
fn without_properties(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let mut member = zip.by_index(index).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        if name != "docProps/custom.xml" {
            out.start_file(name, SimpleFileOptions::default()).unwrap();
            out.write_all(&content).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

fn outcomes(record: &Value) -> BTreeMap<String, (String, u64)> {
    let files = record["files"].as_array().unwrap();
    let of = |file: &Value| {
        let path = file["path"].as_str().unwrap().to_owned();
        (path, (file["outcome"].as_str().unwrap().to_owned(), file["forms"].as_u64().unwrap()))
    };
    files.iter().map(of).collect()
}

#[test]
fn no_file_that_a_run_wrote_counts_as_a_return() {
    let workspace = Workspace::with_samples_of(&DEPARTMENTS);
    let before = workspace.consolidate(MONTH);
    let written = files(&workspace.output().join(MONTH));
    for (path, bytes) in written.iter().filter(|(path, _)| !path.starts_with("差戻し/")) {
        workspace.put(&format!("{MONTH}/写し/{path}"), bytes);
        workspace.put(&format!("写し/{path}"), bytes);
    }
    let after = workspace.judged(MONTH);
    assert_eq!(values(&after), values(&before));
    let outcomes = outcomes(&after);
    let copies: Vec<_> = outcomes.iter().filter(|(path, _)| path.contains("写し/")).collect();
    assert_eq!(copies.len(), 2 * 8);
    for (path, (outcome, forms)) in copies {
        assert_eq!((outcome.as_str(), *forms), ("対象外", 0), "{path}");
    }
}

#[test]
fn our_books_hold_no_form_even_without_their_marking_property() {
    let workspace = Workspace::with_samples();
    let read = |path: &str| path.contains("進捗管理表") || path.contains("事務局確認表");
    for run in [samples::december(), samples::march()] {
        for (path, bytes) in run.files().filter(|(path, _)| read(path)) {
            workspace.put(&format!("{MONTH}/写し/{}", path.replace('/', "_")), &without_properties(bytes));
        }
    }
    let after = workspace.judged(MONTH);
    assert_eq!(values(&after), values(&samples::march().record));
    let outcomes = outcomes(&after);
    let copies: Vec<_> = outcomes.iter().filter(|(path, _)| path.contains("写し/")).collect();
    assert_eq!(copies.len(), 4);
    for (path, (outcome, forms)) in copies {
        assert_eq!((outcome.as_str(), *forms), ("不採用", 0), "{path}");
    }
}

#[test]
fn issued_forms_and_slips_that_nobody_filled_in_change_nothing() {
    let workspace = Workspace::with_samples_of(&DEPARTMENTS);
    let before = workspace.judged("2022-12");
    workspace.ok(&["distribute", "--as-of", "2022-12"]);
    for (path, bytes) in files(&workspace.output().join("様式/2022-12")) {
        workspace.put(&format!("2022-12/写し/{path}"), &bytes);
    }
    let after = workspace.judged("2022-12");
    // Projects that were not returned before may change state; all others are judged as before.
    let judged = |record: &Value| -> BTreeMap<String, [String; 3]> {
        let projects = record["projects"].as_array().unwrap();
        let word = |project: &Value, key: &str| project[key].as_str().unwrap_or_default().to_owned();
        let of = |project: &Value| {
            (word(project, "project"), ["state", "effect", "progress"].map(|key| word(project, key)))
        };
        projects.iter().map(of).filter(|(_, [state, ..])| state != "未提出").collect()
    };
    let after = judged(&after);
    for (project, was) in judged(&before) {
        assert_eq!(after.get(&project), Some(&was), "{project}");
    }
}

#[test]
fn a_slip_returned_unchanged_has_no_remarks_on_its_first_sheet() {
    let workspace = samples::march().workspace();
    let slips = files(&workspace.output().join(MONTH).join("差戻し"));
    let books: Vec<_> = slips.iter().filter(|(path, _)| path.ends_with(".xlsx")).collect();
    assert!(books.len() > 3);
    for (path, bytes) in &books {
        workspace.put(&format!("{MONTH}/差戻し/{path}"), bytes);
    }
    let record = workspace.judged(MONTH);
    let told: Vec<&Value> = record["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| {
            finding["code"] == "S09" && finding["message"].as_str().unwrap().starts_with("様式のない")
        })
        .collect();
    assert!(told.is_empty(), "{told:#?}");
    let first = |remark: &&Value| remark["sheet"] == "差戻し票" || remark["sheet"] == "提出のお願い";
    let remarks: Vec<&Value> = record["remarks"].as_array().unwrap().iter().filter(first).collect();
    assert!(remarks.is_empty(), "{remarks:#?}");
}
