//! Forms with inserted rows or columns, and forms stacked on one sheet: the same values are read, and S08
//! reports the shift.

use crate::draw::{self, drawn};
use crate::support::sheets::{self, Sheet};
use crate::support::{Workspace, findings, values};

const MONTH: &str = "2023-03";

/// A department's issued book, filled in.
fn filled(workspace: &Workspace, department: &str) -> Vec<Sheet> {
    let mut book = sheets::read(&workspace.issued(MONTH, department));
    for sheet in book.iter_mut().skip(1) {
        sheet.fill("進捗状況", "順調");
        sheet.fill("取組内容", "（見本）取組を進めました。");
        sheet.fill("今後の対応", "（見本）続けます。");
        for (row, text) in [("実績", "37%"), ("実績①", "21%"), ("実績②", "12%削減")] {
            if sheet.find(row).is_some() {
                sheet.fill_year(row, "2022年度", text);
            }
        }
    }
    book
}

/// The values and findings of a run with this book as its only return.
fn read(workspace: &Workspace, book: &[Sheet]) -> (Vec<(String, String)>, Vec<String>) {
    workspace.put("2023-03/回答.xlsx", &sheets::write(book));
    let record = workspace.judged(MONTH);
    assert_eq!(record["reconciliation"]["closes"], true);
    let found = findings(&record).into_iter().filter(|finding| !finding.starts_with("R01")).collect();
    (values(&record), found)
}

#[test]
fn an_inserted_row_or_column_changes_no_value() {
    let workspace = Workspace::new();
    let mut cases = 0;
    // This department has one form, with two indicators.
    let book = filled(&workspace, "情報管理課");
    let (expected, before) = read(&workspace, &book);
    assert!(expected.len() > 20, "only {} values", expected.len());
    assert!(!before.iter().any(|finding| finding.starts_with("S08")), "{before:?}");
    for row in (0..=book[1].last_row()).step_by(3).filter(|row| drawn(&format!("insert row {row}"))) {
        let mut changed = book.clone();
        changed[1].insert_row(row);
        let (found, findings) = read(&workspace, &changed);
        assert_eq!(found, expected, "row inserted before {}", row + 1);
        assert!(findings.iter().any(|finding| finding.starts_with("S08")), "row {}: {findings:?}", row + 1);
        cases += 1;
    }
    for column in (0..=book[1].last_column()).filter(|column| drawn(&format!("insert column {column}"))) {
        let mut changed = book.clone();
        changed[1].insert_column(column);
        let (found, findings) = read(&workspace, &changed);
        assert_eq!(found, expected, "column inserted before {column}");
        assert!(findings.iter().any(|finding| finding.starts_with("S08")), "column {column}: {findings:?}");
        cases += 1;
    }
    assert!(cases > if draw::whole() { 15 } else { 0 }, "only {cases} cases");
}

#[test]
fn stacked_forms_read_like_forms_on_separate_sheets() {
    let workspace = Workspace::new();
    let book = filled(&workspace, "健康推進課");
    let (expected, _) = read(&workspace, &book);
    let mut stacked = vec![book[0].clone(), book[1].clone()];
    stacked[1].stack(&book[2], 1);
    let (found, findings) = read(&workspace, &stacked);
    assert_eq!(found, expected);
    assert!(findings.iter().any(|finding| finding.starts_with("S08")), "{findings:?}");
}
