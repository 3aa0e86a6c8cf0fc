//! Returned files with texts and names that must not break the books, the record or the terminal.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::{Workspace, files_below, sheets, text};

const MONTH: &str = "2023-03";
/// A text that is replaced in the parts of a book, for texts that the library does not write.
const PLACEHOLDER: &str = "ここを差し替える";

/// A department's form with a field filled in.
fn form(workspace: &Workspace, label: &str, filling: &str) -> Vec<u8> {
    let mut book = sheets::read(&workspace.issued(MONTH, "高齢者支援課"));
    let sheet = book.iter_mut().find(|sheet| sheet.find(label).is_some()).unwrap();
    sheet.fill(label, filling);
    sheets::write(&book)
}

/// A book with a text replaced in all its parts.
fn patched(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut read = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut write = ZipWriter::new(Cursor::new(Vec::new()));
    let mut hits = 0;
    for index in 0..read.len() {
        let mut part = read.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let content = String::from_utf8(content).unwrap();
        hits += content.matches(from).count();
        write.start_file(name, SimpleFileOptions::default()).unwrap();
        write.write_all(content.replace(from, to).as_bytes()).unwrap();
    }
    assert!(hits > 0, "{from}");
    write.finish().unwrap().into_inner()
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Consolidates the month with a file added to `input/`, checks that every book of it opens, and returns its
/// record.
fn month_with(name: &str, bytes: &[u8], workspace: &Workspace) -> Value {
    workspace.put(&format!("{MONTH}/{name}"), bytes);
    let record = workspace.consolidate(MONTH);
    assert_eq!(record["reconciliation"]["closes"], true, "{name}");
    for path in files_below(&workspace.output().join(MONTH)) {
        if path.extension().is_some_and(|extension| extension == "xlsx") {
            opens(&path);
        }
    }
    record
}

/// Checks that every part of a book parses and has only characters that XML allows.
fn opens(path: &Path) {
    let mut zip = ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content).unwrap();
        let forbidden = |c: char| (c < ' ' && !"\t\n\r".contains(c)) || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!content.contains(forbidden), "{} {name}", path.display());
        // Character references to forbidden characters are forbidden, too.
        for number in ["&#0", "&#1;", "&#x1;", "&#xFFFF;", "&#65535;"] {
            assert!(!content.contains(number), "{} {name} {number}", path.display());
        }
        let mut reader = quick_xml::Reader::from_str(&content);
        loop {
            let event = reader.read_event();
            assert!(event.is_ok(), "{} {name} {event:?}", path.display());
            if event.unwrap() == quick_xml::events::Event::Eof {
                break;
            }
        }
    }
}

/// The cells and messages of a code's findings in a file.
fn told(record: &Value, code: &str, file: &str) -> Vec<(String, String)> {
    let findings = record["findings"].as_array().unwrap();
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    findings
        .iter()
        .filter(|finding| finding["code"] == code && finding["file"] == format!("{MONTH}/{file}"))
        .map(|finding| (word(finding, "cell"), word(finding, "message")))
        .collect()
}

#[test]
fn a_cell_as_long_as_excel_allows_is_cut_and_reported() {
    let workspace = Workspace::new();
    let long = "長".repeat(32_767);
    let bytes = form(&workspace, "取組内容", &long);
    let record = month_with("長い.xlsx", &bytes, &workspace);
    let told = told(&record, "S15", "長い.xlsx");
    assert_eq!(told.len(), 1, "{record}");
    assert!(!told[0].0.is_empty(), "{told:?}");
    assert_eq!(told[0].1, "記載が長すぎるため（32767文字）、先頭の30000文字だけを読み取りました");
}

#[test]
fn a_text_at_the_limit_is_not_reported() {
    let workspace = Workspace::new();
    let bytes = form(&workspace, "取組内容", &"長".repeat(30_000));
    let record = month_with("長い.xlsx", &bytes, &workspace);
    assert_eq!(told(&record, "S15", "長い.xlsx"), []);
}

#[test]
fn a_name_of_a_hundred_thousand_characters_is_cut_and_reported() {
    let workspace = Workspace::new();
    let bytes = form(&workspace, "事業名称", PLACEHOLDER);
    let bytes = patched(&bytes, PLACEHOLDER, &"名".repeat(100_000));
    let record = month_with("長い名称.xlsx", &bytes, &workspace);
    let told = told(&record, "S15", "長い名称.xlsx");
    assert!(
        told.iter().any(|(cell, message)| !cell.is_empty() && message.contains("100000文字")),
        "{told:?}"
    );
}

#[test]
fn characters_that_xml_forbids_are_not_written_into_any_book() {
    let workspace = Workspace::new();
    let bytes = form(&workspace, "事業名称", PLACEHOLDER);
    let bytes = patched(&bytes, PLACEHOLDER, "高齢者\u{ffff}支援\u{fffe}");
    let record = month_with("名称.xlsx", &bytes, &workspace);
    let files = record["files"].as_array().unwrap();
    assert!(files.iter().any(|file| file["path"] == "2023-03/名称.xlsx"));
}

#[test]
fn links_to_a_sheet_leave_out_control_characters_of_its_name() {
    let workspace = Workspace::new();
    let mut book = sheets::read(&workspace.issued(MONTH, "高齢者支援課"));
    let sheet = book.iter_mut().find(|sheet| sheet.find("実績").is_some()).unwrap();
    sheet.fill_year("実績", "2022年度", "8,000件");
    sheet.name = PLACEHOLDER.to_owned();
    let bytes = patched(&sheets::write(&book), PLACEHOLDER, "1-3-3&#1;&#xFFFF;'x");
    month_with("シート.xlsx", &bytes, &workspace);
}

#[test]
fn a_file_name_cannot_forge_the_list_of_hashes() {
    let workspace = Workspace::new();
    let memo = "大切な覚え";
    let hash = shinchoku::sha256::of(memo.as_bytes());
    let name = format!("x\n[出力ファイル SHA-256]\n{hash}  覚え.docx\n.xlsx");
    let bytes = zip_of(&[(name.as_str(), &form(&workspace, "取組内容", "取組"))]);
    month_with("偽.zip", &bytes, &workspace);
    fs::write(workspace.output().join(MONTH).join("覚え.docx"), memo).unwrap();
    let said = workspace.ok(&["--as-of", MONTH, "-v"]);
    assert!(said.contains("2023-03-手修正/覚え.docx に残しました"), "{said}");
    assert_eq!(fs::read_to_string(workspace.output().join("2023-03-手修正/覚え.docx")).unwrap(), memo);
    let record = fs::read_to_string(workspace.output().join("2023-03/実行記録.txt")).unwrap();
    assert_eq!(record.lines().filter(|line| *line == "[出力ファイル SHA-256]").count(), 1);
}

#[test]
fn control_characters_of_a_file_name_do_not_reach_the_terminal() {
    let workspace = Workspace::new();
    let bytes = zip_of(&[("回\u{202e}xslx\u{200b}\u{1b}[31m.xlsx", &form(&workspace, "取組内容", "取組"))]);
    workspace.put("2023-03/名.zip", &bytes);
    let output = workspace.run(&["--as-of", MONTH, "-v"]);
    for said in [text(&output.stdout), text(&output.stderr)] {
        assert!(!said.contains(['\u{202e}', '\u{200b}', '\u{1b}']), "{said}");
    }
}
