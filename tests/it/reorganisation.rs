//! A reorganisation in April: returns under former names are followed, and forms, slips and totals know the
//! new departments.

use crate::support::{Workspace, findings, master};

/// The sample's returns come from these departments.
const DEPARTMENTS: [&str; 4] = ["会計課", "観光課", "経済総務課", "健康推進課"];

/// A department renamed, two merged, and one parted.
fn reorganised(workspace: &Workspace) -> std::path::PathBuf {
    let mut plan = master::delivered();
    let departments = plan.rows.get_mut("担当課").unwrap();
    departments.retain(|row| row[0] != "観光課");
    for row in departments.iter_mut() {
        let (name, former) = match row[0].as_str() {
            "会計課" => ("出納課", "会計課"),
            "経済総務課" => ("産業観光課", "経済総務課、観光課"),
            "健康推進課" => ("健康づくり課", "健康推進課"),
            _ => continue,
        };
        (row[0], row[2]) = (name.to_owned(), former.to_owned());
    }
    let mut parted = departments[0].clone();
    "デジタル健康課".clone_into(&mut parted[0]);
    departments.push(parted);
    for row in plan.rows.get_mut("事業").unwrap().iter_mut() {
        let of_app = row[0] == "1-1-8";
        for text in &mut row[6..8] {
            *text = text
                .replace("会計課", "出納課")
                .replace("経済総務課，観光課", "産業観光課")
                .replace("健康推進課", if of_app { "デジタル健康課" } else { "健康づくり課" });
            if text == "観光課" {
                "産業観光課".clone_into(text);
            }
        }
    }
    master::put(&plan, workspace.path())
}

#[test]
fn renamed_merged_and_parted_departments_are_followed() {
    let workspace = Workspace::with_samples_of(&DEPARTMENTS);
    let before = workspace.consolidate("2023-03");
    let new = reorganised(&workspace);
    let new = new.to_str().unwrap();
    workspace.ok(&["--as-of", "2023-03", "--plan", new, "--quiet"]);
    let after = workspace.record("2023-03");

    // What was returned under the former names counts as before, and nothing is asked about it.
    assert_eq!(findings(&after), findings(&before));
    let counted = |record: &serde_json::Value| {
        let projects = record["projects"].as_array().unwrap().iter();
        projects
            .map(|row| format!("{} {} {}", row["project"], row["effect"], row["state"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(counted(&after), counted(&before));
    let returned: Vec<String> = after["departments"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["returned"] != 0)
        .map(|row| format!("{} {}", row["department"].as_str().unwrap(), row["returned"]))
        .collect();
    assert_eq!(returned, ["出納課 1", "健康づくり課 1", "産業観光課 2", "デジタル健康課 1"]);

    // The next forms go to the new departments, with what was answered before.
    workspace.ok(&["distribute", "--as-of", "2023-09", "--plan", new, "--quiet"]);
    let folder = workspace.output().join("様式/2023-09");
    for department in ["出納課", "産業観光課", "健康づくり課", "デジタル健康課"] {
        assert!(folder.join(format!("{department}.xlsx")).exists(), "{department}");
    }
    for former in DEPARTMENTS {
        assert!(!folder.join(format!("{former}.xlsx")).exists(), "{former}");
    }
}
