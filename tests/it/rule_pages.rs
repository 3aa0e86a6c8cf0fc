//! Every kind of finding has a page and tests, and docs/検証結果.md has all pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Workspace, repository, text};
use shinchoku::catalogue;

#[test]
fn the_document_of_findings_is_what_explain_prints() {
    let printed = Workspace::new().ok_plain(&["explain", "--all"]);
    let kept = fs::read_to_string(repository().join("docs/検証結果.md")).unwrap();
    assert!(kept == printed, "it is out of date: cargo run -- explain --all > docs/検証結果.md");
}

#[test]
fn explain_lists_every_code_and_explains_one_or_several() {
    let workspace = Workspace::new();
    let list = workspace.ok_plain(&["explain"]);
    for kind in catalogue::kinds() {
        let kind = &kind;
        assert!(list.contains(&format!("{}　{}", kind.code, kind.severity.word())), "{}", kind.code);
        assert!(list.contains(kind.title), "{}", kind.code);
    }
    assert_eq!(workspace.ok_plain(&["explain", "v03"]), catalogue::kind("V03").unwrap().explain);
    let both = workspace.ok_plain(&["explain", "C01", "R08"]);
    assert!(both.starts_with("# C01") && both.contains("\n# R08"), "{both}");
    let unknown = workspace.run_plain(&["explain", "V99"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("「V99」という符号はありません"));
}

#[test]
fn every_kind_of_finding_has_a_page_and_two_tests() {
    let mut pages = BTreeMap::new();
    for family in ["src/findings", "src/checks", "src/review"] {
        collect_pages(&repository().join(family), &mut pages);
    }
    assert_eq!(pages.len(), catalogue::kinds().len());
    for kind in catalogue::kinds() {
        let code = format!("{}_", kind.code.to_lowercase());
        let (stem, page) = pages.iter().find(|(stem, _)| stem.starts_with(&code)).unwrap();
        let source = fs::read_to_string(page.with_extension("rs")).unwrap();
        let (_, tests) = source.split_once("#[cfg(test)]").unwrap();
        assert!(
            tests.matches("#[test]").count() >= 2,
            "{stem} needs two tests: one case that fires it, one that does not"
        );
        assert!(tests.contains(&format!("\"{}", kind.code)), "{stem} has no test that names {}", kind.code);
    }
}

#[test]
fn only_pages_of_findings_that_can_be_confirmed_say_how_to_confirm() {
    for kind in catalogue::kinds() {
        let how = format!("「確認済」に `{}` と記入", kind.code);
        assert_eq!(kind.explain.contains(&how), kind.can_be_confirmed(), "{}", kind.code);
    }
}

/// Adds the pages below a folder, by file name without `.md`.
fn collect_pages(folder: &Path, pages: &mut BTreeMap<String, PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_pages(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(pages.insert(stem.clone(), path).is_none(), "{stem} has two pages");
        }
    }
}
