//! A reorganisation in April: returns under former department names count, and forms, slips and totals use
//! the new departments.

use crate::support::{Workspace, findings, master, sheets};

/// The sample's returns come from these departments.
const DEPARTMENTS: [&str; 4] = ["会計課", "観光課", "経済総務課", "健康推進課"];

/// Writes a plan with one department renamed, two merged and one split. Returns its path.
fn reorganised(workspace: &Workspace) -> std::path::PathBuf {
    let mut plan = workspace.master();
    let departments = plan.rows.get_mut("担当課").unwrap();
    departments.retain(|row| row[0] != "観光課");
    for row in departments.iter_mut() {
        let (name, bureau, former) = match row[0].as_str() {
            "会計課" => ("出納課", "会計部", "会計課"),
            "経済総務課" => ("産業観光課", "産業部", "経済総務課、観光課"),
            "健康推進課" => ("健康づくり課", "健康部", "健康推進課"),
            _ => continue,
        };
        (row[0], row[1], row[2]) = (name.to_owned(), bureau.to_owned(), former.to_owned());
    }
    let mut parted = vec![String::new(); departments[0].len()];
    "デジタル健康課".clone_into(&mut parted[0]);
    "健康部".clone_into(&mut parted[1]);
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
fn returns_of_renamed_merged_and_split_departments_still_count() {
    let workspace = Workspace::with_samples_of(&DEPARTMENTS);
    let before = workspace.judged("2023-03");
    let new = reorganised(&workspace);
    let new = new.to_str().unwrap();
    workspace.ok(&["--as-of", "2023-03", "--plan", new, "--quiet"]);
    let after = workspace.record("2023-03");

    // Returns under former names count as before and draw no further findings.
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

    // The plan's totals stay the same, and a 部局 has the sum of its departments, including what was returned
    // under former names.
    assert_eq!(after["summary"]["effect"], before["summary"]["effect"]);
    let counts = |group: &str, name: &str, judgment: &str| -> Vec<u64> {
        let rows = after["summary"][group].as_array().unwrap();
        let row = rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}: {rows:?}"));
        row[judgment].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).collect()
    };
    for judgment in ["effect", "progress"] {
        for (bureau, departments) in [
            ("会計部", &["出納課"][..]),
            ("産業部", &["産業観光課"][..]),
            ("健康部", &["健康づくり課", "デジタル健康課"][..]),
        ] {
            let mut sums = vec![0; counts("by_bureau", bureau, judgment).len()];
            for department in departments {
                let own = counts("by_department", department, judgment);
                sums.iter_mut().zip(own).for_each(|(sum, count)| *sum += count);
            }
            assert_eq!(counts("by_bureau", bureau, judgment), sums, "{bureau}");
            assert!(sums.iter().sum::<u64>() > 0, "{bureau}");
        }
    }

    // The slip for a return under a former name goes to the department that has the project now.
    let slips = workspace.output().join("2023-03/差戻し");
    assert!(slips.join("産業観光課.xlsx").exists());
    let mail = std::fs::read_to_string(slips.join("送付文.txt")).unwrap();
    assert!(mail.contains("宛先：産業観光課"), "{mail}");
    for former in DEPARTMENTS {
        assert!(!slips.join(format!("{former}.xlsx")).exists(), "{former}");
        assert!(!mail.contains(&format!("宛先：{former}\r")) && !mail.contains(&format!("宛先：{former}\n")));
    }
    let book = sheets::read(&std::fs::read(slips.join("産業観光課.xlsx")).unwrap());
    let form = book.iter().find(|form| form.beside("整理番号") == Some("1-3-7")).unwrap();
    assert_eq!(form.beside("担当課"), Some("産業観光課"));

    // The next forms go to the new departments.
    workspace.ok(&["distribute", "--as-of", "2023-09", "--plan", new, "--quiet"]);
    let folder = workspace.output().join("様式/2023-09");
    for department in ["出納課", "産業観光課", "健康づくり課", "デジタル健康課"] {
        assert!(folder.join(format!("{department}.xlsx")).exists(), "{department}");
    }
    for former in DEPARTMENTS {
        assert!(!folder.join(format!("{former}.xlsx")).exists(), "{former}");
    }
}

/// If 事業 still has a former name, `check-plan` reports it (M17), and forms have the present name.
#[test]
fn former_names_left_in_the_projects_are_reported_and_forms_have_the_present_ones() {
    let workspace = Workspace::new();
    let mut plan = master::delivered();
    for row in plan.rows.get_mut("担当課").unwrap().iter_mut().filter(|row| row[0] == "健康推進課") {
        (row[0], row[2]) = ("健康づくり課".to_owned(), "健康推進課".to_owned());
    }
    let new = master::put(&plan, workspace.path());
    let new = new.to_str().unwrap();
    let told = workspace.ok(&["check-plan", new]);
    assert!(told.contains("担当課「健康推進課」は前の名称です（今は「健康づくり課」）"), "{told}");
    assert!(told.contains("新しい名称に直してください"), "{told}");

    workspace.ok(&["distribute", "--as-of", "2023-09", "--plan", new, "--quiet"]);
    let folder = workspace.output().join("様式/2023-09");
    assert!(!folder.join("健康推進課.xlsx").exists());
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "xlsx") {
            for sheet in sheets::read(&std::fs::read(&path).unwrap()) {
                let cells = sheet.cells.values().filter(|text| text.contains("健康推進課"));
                assert_eq!(cells.collect::<Vec<_>>(), Vec::<&String>::new(), "{}", path.display());
            }
        } else {
            assert!(!std::fs::read_to_string(&path).unwrap().contains("健康推進課"), "{}", path.display());
        }
    }
}
