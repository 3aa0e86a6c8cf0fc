//! A new version of the plan with other project numbers and names. Forms with old numbers, records of closed
//! months, 前回比較 and past actuals follow 旧整理番号, even if an old number now belongs to another project.

use std::fs;

use serde_json::Value;

use crate::support::{Workspace, filled, findings, master, sheets};
use shinchoku::text::calendar::Month;

/// Departments of the sample that lead the renumbered projects.
const DEPARTMENTS: [&str; 3] = ["会計課", "図書館", "文化振興課"];

/// Old and new project numbers: two projects swap theirs, one gets a number of another form.
const NUMBERS: [(&str, &str); 3] = [("1-1-6", "1-1-9"), ("1-1-9", "1-1-6"), ("1-1-10", "R5-1")];

/// Writes the workspace's plan as a later version, with other numbers and one other name. Returns its path.
fn renumbered(workspace: &Workspace) -> std::path::PathBuf {
    let mut plan = workspace.master();
    let new = |old: &str| NUMBERS.iter().find(|(known, _)| *known == old).map(|(_, new)| *new);
    let basics = plan.rows.get_mut("計画").unwrap();
    "第2.0版".clone_into(&mut basics.iter_mut().find(|row| row[0] == "版").unwrap()[1]);
    for row in plan.rows.get_mut("事業").unwrap() {
        let old = row[0].clone();
        if let Some(number) = new(&old) {
            row.resize(12, String::new());
            number.clone_into(&mut row[0]);
            "1-1".clone_into(&mut row[10]);
            row[11] = old.clone();
        }
        if old == "1-1-9" {
            "電子書籍の充実".clone_into(&mut row[1]);
            row[2] = String::new();
        }
    }
    for row in plan.rows.get_mut("指標").unwrap() {
        if let Some(number) = new(&row[0]) {
            number.clone_into(&mut row[0]);
        }
    }
    master::put(&plan, workspace.path())
}

/// A finding under the old version (`code project`) with the project's new number.
fn today(found: &str) -> String {
    let (code, old) = found.split_once(' ').unwrap_or((found, ""));
    let new = NUMBERS.iter().find(|(known, _)| *known == old).map_or(old, |(_, new)| *new);
    format!("{code} {new}").trim().to_owned()
}

fn project<'a>(record: &'a Value, id: &str) -> &'a Value {
    record["projects"].as_array().unwrap().iter().find(|row| row["project"] == id).unwrap()
}

fn actual<'a>(record: &'a Value, id: &str, year: i32) -> &'a str {
    let rows = record["indicators"].as_array().unwrap().iter();
    let row = rows.filter(|row| row["project"] == id).find(|row| row["fiscal_year"] == year).unwrap();
    row["actual_text"].as_str().unwrap_or_default()
}

#[test]
fn forms_records_and_actuals_follow_a_project_to_its_new_number_and_name() {
    let workspace = Workspace::with_samples_of(&DEPARTMENTS);
    let old = ["2022-12", "2023-03"].map(|month| {
        let record = workspace.consolidate(month);
        workspace.ok(&["close", "--as-of", month]);
        record
    });
    let new = renumbered(&workspace);
    let new = new.to_str().unwrap();
    workspace.ok(&["check-plan", "--plan", new]);

    // Forms with an old number still count for the same project.
    for (month, before) in ["2022-12", "2023-03"].into_iter().zip(&old) {
        workspace.ok(&["--as-of", month, "--plan", new, "--quiet"]);
        let after = workspace.record(month);
        for (old, new) in NUMBERS {
            let [before, after] = [project(before, old), project(&after, new)];
            for key in ["effect", "progress", "state", "lead"] {
                assert_eq!(before[key], after[key], "{month} {old} {key}");
            }
        }
        let known: Vec<String> = findings(before).into_iter().map(|found| today(&found)).collect();
        let told = findings(&after).into_iter().filter(|found| !known.contains(found));
        let told: Vec<String> = told.filter(|found| !found.starts_with("R01")).collect();
        // The new name, which differs from the form's, is reported once.
        assert_eq!(told, ["S07 1-1-6"], "{month}");
    }

    // The next forms show past actuals under the new numbers.
    let plan = shinchoku::plan::read::read(&fs::read(new).unwrap(), new.as_ref()).unwrap().0;
    workspace.ok(&["distribute", "--as-of", "2023-09", "--plan", new, "--quiet"]);
    let folder = workspace.output().join("様式/2023-09");
    let book = sheets::read(&fs::read(folder.join("会計課.xlsx")).unwrap());
    assert_eq!(book[1].beside("整理番号"), Some("1-1-9"));
    assert_eq!(book[1].in_year("実績", "2022年度"), Some(actual(&old[1], "1-1-6", 2022)));
    let mut issued = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let library = issued.find(|path| path.to_string_lossy().contains("図書館")).unwrap();
    let library = sheets::read(&fs::read(library).unwrap());
    let form = library.iter().find(|sheet| sheet.beside("事業名称") == Some("電子書籍の充実")).unwrap();
    assert_eq!(form.beside("整理番号"), Some("1-1-6"));

    // 前回 is read from the record closed under the old version, project by project.
    let issued = fs::read(folder.join("会計課.xlsx")).unwrap();
    let book = filled::fill_book(&plan, Month::parse_iso("2023-09").unwrap(), "会計課", &issued);
    workspace.put("2023-09/会計課.xlsx", &sheets::write(&book));
    workspace.ok(&["--as-of", "2023-09", "--plan", new, "--quiet"]);
    let record = workspace.record("2023-09");
    assert_eq!(record["previous"], "2023-03");
    assert_eq!(actual(&record, "1-1-9", 2022), actual(&old[1], "1-1-6", 2022));
    assert_eq!(actual(&record, "1-1-6", 2022), actual(&old[1], "1-1-9", 2022));
    assert!(findings(&record).iter().all(|found| found.starts_with("R01")), "{:?}", findings(&record));
    let path = workspace.output().join("2023-09/進捗管理表_2023-09.xlsx");
    let book = sheets::read(&fs::read(path).unwrap());
    let compared = book.iter().find(|sheet| sheet.name == "前回比較").unwrap();
    let texts: Vec<&str> = compared.cells.values().map(String::as_str).collect();
    // 前回比較 lists no change but the name.
    let changes: Vec<&&str> =
        texts.iter().filter(|text| text.contains("変わりました") || text.contains("がりました")).collect();
    assert_eq!(
        changes, [&"事業が「電子図書貸出サービスの実施」から「電子書籍の充実」に変わりました。"; 2],
        "{texts:#?}"
    );
}
