//! A judgment that the plan does not make: no form asks for it, and no book, file or message mentions it.

use std::fs;
use std::path::Path;

use crate::support::{Workspace, files_below, filled, master, sheets, text};
use shinchoku::text::calendar::Month;

/// Projects with a 累計, a 単年, two percentages, a target in words, and no indicator.
const PROJECTS: [&str; 5] = ["1-1-6", "1-1-7", "2-1-2", "3-1-4", "3-3-1"];

/// A workspace on a part of the delivered plan without a judgment. Three months are reported, because the
/// line charts of 概況 need three.
fn without(judgment: &str) -> (tempfile::TempDir, Workspace) {
    let mut plan = master::of_projects(&PROJECTS);
    plan.rows.get_mut("判定区分").unwrap().retain(|row| row[0] != judgment);
    plan.rows.insert("事務局評価", Vec::new());
    master::set(&mut plan, "報告予定", &[&["2022-09"], &["2022-12"], &["2023-03"]]);
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::with_plan(&master::put(&plan, folder.path()));
    (folder, workspace)
}

/// Every text of the workbooks below a folder with its file and sheet, and every line of other files.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for path in files_below(folder) {
        let name = path.to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "xlsx") {
            for sheet in sheets::read(&fs::read(&path).unwrap()) {
                let of = format!("{name} {}", sheet.name);
                found.extend(sheet.cells.into_values().map(|text| (of.clone(), text)));
            }
        } else {
            found.extend(text(&fs::read(&path).unwrap()).lines().map(|line| (name.clone(), line.to_owned())));
        }
    }
    found
}

fn says_nothing_of(judgment: &str, words: &[&str]) -> Workspace {
    let (_folder, workspace) = without(judgment);
    let plan = workspace.plan();
    let mut told = workspace.ok(&["check-plan"]);
    for month in ["2022-09", "2022-12", "2023-03"] {
        let month = Month::parse_iso(month).unwrap();
        filled::return_month(&workspace, &plan, month);
        told.push_str(&workspace.ok(&["--as-of", &month.to_string()]));
        told.push_str(&workspace.ok(&["close", "--as-of", &month.to_string()]));
    }
    // The closed months do not count as changed.
    let again = workspace.ok(&["--as-of", "2023-03"]);
    assert!(!again.contains("違うところが"), "{again}");
    told.push_str(&again);
    let mut wrong: Vec<String> = texts(&workspace.output())
        .into_iter()
        .chain([("端末".to_owned(), told)])
        .filter(|(_, text)| words.iter().any(|word| text.contains(word)))
        .map(|(place, text)| format!("{place}: {text}"))
        .collect();
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    workspace
}

#[test]
fn a_plan_without_effect_never_mentions_it() {
    let words =
        ["効果達成", "達成割合", "概ね達成", "自己評価", "自ら評価", "要判断", "判定なし", "達成見込み"];
    let workspace = says_nothing_of("効果達成状況", &words);
    let record = workspace.record("2023-03");
    assert_eq!(record["projects"][0]["effect"], serde_json::Value::Null);
    assert_eq!(record["indicators"][0]["effect_basis"], serde_json::Value::Null);
    assert_eq!(record["summary"]["effect"]["projects"], serde_json::json!([]));
    assert!(record["projects"][0]["progress"].is_string());
    let projects = fs::read_to_string(workspace.output().join("2023-03/公開用/事業.csv")).unwrap();
    assert!(projects.lines().next().unwrap().ends_with(",年度,進捗状況"), "{projects}");
}

#[test]
fn a_plan_without_progress_never_mentions_it() {
    let workspace = says_nothing_of("進捗状況", &["進捗状況", "進捗の状況", "順調", "進度", "やや遅れ"]);
    let record = workspace.record("2023-03");
    assert_eq!(record["projects"][0]["progress"], serde_json::Value::Null);
    assert_eq!(record["summary"]["progress"], serde_json::json!([]));
    assert!(record["projects"][0]["effect"].is_string());
    let projects = fs::read_to_string(workspace.output().join("2023-03/公開用/事業.csv")).unwrap();
    assert!(projects.lines().next().unwrap().ends_with(",年度,効果達成状況"), "{projects}");
}
