//! Who may know whom: every `crate::` path of every source file is held against one table.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each module and the other top-level modules that it may name. What is missing here may be named by nobody.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("limits", &[]),
    ("grid", &["text"]),
    ("ids", &["text"]),
    ("figure", &["text"]),
    ("finding", &["text", "grid", "ids"]),
    ("failure", &[]),
    ("sheet", &["text", "ids", "failure", "grid", "finding", "plan"]),
    ("form", &["text", "grid", "sheet", "failure"]),
    ("plan", &["text", "grid", "ids", "limits", "figure", "finding", "failure", "form", "sheet"]),
    ("intake", &["text", "grid", "limits", "form", "failure", "sheet"]),
    ("place", &["text", "grid", "ids", "figure", "finding", "form", "plan", "intake", "rules", "sheet"]),
    ("settle", &["text", "grid", "ids", "figure", "finding", "form", "plan", "place", "rules"]),
    ("rules", &["text", "grid", "ids", "figure", "finding", "form", "plan", "place", "settle", "evaluate"]),
    ("evaluate", &["text", "grid", "ids", "figure", "form", "plan", "place", "settle"]),
    ("closed", &["text", "ids", "figure", "plan", "evaluate"]),
    (
        "consolidate",
        &[
            "text", "grid", "ids", "finding", "form", "plan", "intake", "place", "settle", "rules",
            "evaluate", "closed",
        ],
    ),
    ("examine", &["text", "grid", "finding", "plan", "intake", "place", "settle", "rules", "consolidate"]),
    ("issue", &["text", "ids", "figure", "form", "plan", "place", "settle", "evaluate"]),
    ("request", &["finding", "form", "ids", "place", "plan", "settle", "rules", "evaluate", "consolidate"]),
    ("report", &[ALL_OF_THE_CORE]),
    ("secretariat", &[ALL_OF_THE_CORE]),
    ("volume", &[ALL_OF_THE_CORE]),
    ("slip", &[ALL_OF_THE_CORE]),
    ("record", &[ALL_OF_THE_CORE]),
    ("run_summary", &[ALL_OF_THE_CORE]),
    ("run_record", &[ALL_OF_THE_CORE, "run_summary"]),
    ("terminal", &[ALL_OF_THE_CORE, "run_summary"]),
    ("output", &["failure", "sheet", "text"]),
    ("cli", &[]),
    ("commands", &[EVERYTHING]),
];

const ALL_OF_THE_CORE: &str = "(the core)";
const EVERYTHING: &str = "(everything)";
const CORE: &[&str] = &[
    "text",
    "limits",
    "grid",
    "ids",
    "figure",
    "finding",
    "failure",
    "sheet",
    "form",
    "plan",
    "intake",
    "place",
    "settle",
    "rules",
    "evaluate",
    "closed",
    "consolidate",
    "examine",
    "issue",
    "request",
];

/// Words that reach outside: only these modules may use them.
const EFFECTS: &[&str] =
    &["std::fs", "fs::", "std::process", "Command::new", "SystemTime", "Instant", "std::env"];
const EDGES: &[&str] = &["intake", "output", "commands"];

#[test]
fn every_module_names_only_those_it_may_know() {
    let mut wrong = Vec::new();
    for (module, path, code) in sources() {
        let allowed = allowed(&module);
        for named in named_modules(&code) {
            if named != module && !allowed.contains(named.as_str()) && !allowed.contains(EVERYTHING) {
                wrong.push(format!("{} names crate::{named}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_stands_in_the_table() {
    let known: BTreeSet<&str> = MAY_KNOW.iter().map(|(module, _)| *module).collect();
    let found: BTreeSet<String> = sources().into_iter().map(|(module, ..)| module).collect();
    let unknown: Vec<&String> = found.iter().filter(|module| !known.contains(module.as_str())).collect();
    assert!(unknown.is_empty(), "not in the table: {unknown:?}");
}

#[test]
fn the_form_reader_knows_neither_plan_nor_figures() {
    for (_, path, code) in sources() {
        if path.starts_with("src/form/read") {
            for word in ["crate::plan", "crate::figure"] {
                assert!(!code.contains(word), "{} names {word}", path.display());
            }
        }
    }
}

#[test]
fn only_the_edges_touch_disk_clock_or_process() {
    let mut wrong = Vec::new();
    for (module, path, code) in sources() {
        if EDGES.contains(&module.as_str()) {
            continue;
        }
        for word in EFFECTS {
            if code.contains(word) {
                wrong.push(format!("{} uses {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The library's own functions for texts: a text of any length and kind goes through `sheet::write`.
const BARE_TEXTS: &[&str] =
    &["write_string", "merge_range", "write_url", "insert_note", ".define_name(", "write_rich_string"];

#[test]
fn texts_get_into_workbooks_in_one_place() {
    let mut wrong = Vec::new();
    for (_, path, code) in sources() {
        if path != Path::new("src/sheet/write.rs") {
            let bare = BARE_TEXTS.iter().filter(|word| code.contains(**word));
            wrong.extend(bare.map(|word| format!("{} uses {word}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn allowed(module: &str) -> BTreeSet<&'static str> {
    let listed = MAY_KNOW.iter().find(|(name, _)| *name == module).map_or(&[][..], |(_, allowed)| allowed);
    listed
        .iter()
        .flat_map(|name| if *name == ALL_OF_THE_CORE { CORE.to_vec() } else { vec![*name] })
        .collect()
}

/// The top-level modules that a file names, in `use` lines and in paths, groups included.
fn named_modules(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let group = rest.strip_prefix('{').and_then(|inner| inner.split('}').next());
        for part in group.map_or(vec![rest], |inner| inner.split(',').collect()) {
            let name: String =
                part.trim().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            names.insert(name);
        }
    }
    names.remove("");
    names
}

/// Module, path and code (without comments and unit tests) of every source file.
fn sources() -> Vec<(String, PathBuf, String)> {
    let mut files = BTreeMap::new();
    collect(Path::new("src"), &mut files);
    files
        .into_iter()
        .filter(|(path, _)| {
            // The roots wire everything; samples and test files are compiled for tests only.
            let name = path.file_name().map_or_else(Default::default, |name| name.to_string_lossy());
            let in_tests =
                path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "sample");
            !in_tests && !["main.rs", "lib.rs", "sample.rs", "tests.rs"].contains(&name.as_ref())
        })
        .map(|(path, text)| {
            let inner = path.strip_prefix("src").unwrap();
            let first = inner.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (first.trim_end_matches(".rs").to_owned(), path, code.join("\n"))
        })
        .collect()
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            files.insert(path, text);
        }
    }
}
