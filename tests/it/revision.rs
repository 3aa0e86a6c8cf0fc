//! A revision of the plan, end to end: change requests on returned forms, the committee's decisions, `apply`,
//! `compare`, `distribute`, returns on forms of both versions, `consolidate` and `close`.

use std::fs;
use std::path::Path;

use serde_json::Value;
use shinchoku::text::calendar::Month;
use workbook::Pos;
use workbook::edit::{CellEdit, Content, edit};

use crate::support::filled::{fill_book, month_books};
use crate::support::{Workspace, sheets};

const MARCH: &str = "2023-03";
const SEPTEMBER: &str = "2023-09";

fn month(text: &str) -> Month {
    Month::parse_iso(text).unwrap()
}

/// Enters decisions in the sheet 変更申出 of the committee's workbook. Each is a project, the beginning of 項目,
/// and the text for 決定.
fn decide(report: &Path, verdicts: &[(&str, &str, &str)]) -> Vec<u8> {
    let bytes = fs::read(report).unwrap();
    let book = sheets::read(&bytes);
    let sheet = book.iter().find(|sheet| sheet.name == "変更申出").unwrap();
    let column = |heading: &str| sheet.find(heading).unwrap().1;
    let (project, item, verdict) = (column("整理番号"), column("項目"), column("決定"));
    let edits: Vec<CellEdit> = verdicts
        .iter()
        .map(|(id, words, decision)| {
            let row = (0..=sheet.last_row()).find(|row| {
                let cell = |col| sheet.cells.get(&(*row, col)).map_or("", String::as_str);
                cell(project) == *id && cell(item).starts_with(words)
            });
            let row = row.unwrap_or_else(|| panic!("no request for {words} of {id}: {:?}", sheet.cells));
            CellEdit {
                sheet: sheet.name.clone(),
                pos: Pos::new(row, u32::from(verdict)),
                content: Content::Text((*decision).to_owned()),
            }
        })
        .collect();
    let edited = edit(&bytes, &edits, &workbook::Limits::default()).unwrap();
    assert!(edited.refused.is_empty());
    edited.bytes
}

/// The departments that return forms.
const LEADS: [&str; 3] = ["ICT推進課", "会計課", "中央図書館"];

fn put_march(workspace: &Workspace) {
    let plan = workspace.plan();
    for (department, mut book) in month_books(workspace, &plan, month(MARCH)) {
        for form in book.iter_mut().filter(|form| form.beside("整理番号") == Some("1-1-1")) {
            form.fill_year("目標", "2023年度", "700手続／800手続");
            form.fill_year("目標", "2024年度", "790手続／800手続");
            form.fill("計画見直しの要望", "あり");
            form.fill("見直しの内容", "対象の手続を広げたため、目標を見直したい（見本）");
        }
        if LEADS.contains(&department.as_str()) {
            workspace.put(&format!("{MARCH}/{department}.xlsx"), &sheets::write(&book));
        }
    }
}

#[test]
fn a_plan_is_revised_from_the_request_to_the_next_closed_month() {
    let workspace = Workspace::new();
    let old_master = workspace.path().join("計画.xlsx");
    fs::copy(crate::support::repository().join("templates/master-plan.xlsx"), &old_master).unwrap();

    // Departments request changes on their forms, and the committee decides.
    put_march(&workspace);
    workspace.ok(&["--as-of", MARCH, "--quiet"]);
    workspace.ok(&["close", "--as-of", MARCH, "--quiet"]);
    let closed = workspace.input().join("確定/2023-03.json");
    let record = fs::read(&closed).unwrap();
    let report = workspace.output().join("2023-03/進捗管理表_2023-03.xlsx");
    let decided =
        decide(&report, &[("1-1-1", "2023年度の目標", "承認"), ("1-1-1", "2024年度の目標", "不承認")]);
    fs::write(workspace.path().join("決定.xlsx"), decided).unwrap();

    // Only the approved request is carried out.
    let told = workspace.ok(&[
        "apply",
        "決定.xlsx",
        "--plan",
        "計画.xlsx",
        "--to",
        "計画1.3.xlsx",
        "--edition",
        "第1.3版",
    ]);
    assert!(told.contains("反映　　1-1-1 2023年度の目標"), "{told}");
    let comparison: Value = serde_json::from_str(&workspace.ok_plain(&[
        "compare",
        "計画.xlsx",
        "計画1.3.xlsx",
        "--decisions",
        "決定.xlsx",
        "--format",
        "json",
    ]))
    .unwrap();
    let kinds: Vec<&str> =
        comparison["changes"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["内容の変更", "目標の引上げ"]);
    assert_eq!(comparison["decisions"]["unapproved_changes"], Value::Array(Vec::new()));

    // Two departments answer on forms of the old version, one on the new version's.
    workspace.ok(&["distribute", "--as-of", SEPTEMBER, "--plan", "計画.xlsx", "--output", "旧", "--quiet"]);
    workspace.ok(&["distribute", "--as-of", SEPTEMBER, "--plan", "計画1.3.xlsx", "--quiet"]);
    let issued = |folder: &str, department: &str| {
        fs::read(workspace.path().join(folder).join(format!("様式/{SEPTEMBER}/{department}.xlsx"))).unwrap()
    };
    let new_plan = {
        let path = workspace.path().join("計画1.3.xlsx");
        shinchoku::plan::read::read(&fs::read(&path).unwrap(), &path).unwrap().0
    };
    for (folder, department) in [("旧", "ICT推進課"), ("output", "会計課"), ("旧", "中央図書館")]
    {
        let mut book = fill_book(&new_plan, month(SEPTEMBER), department, &issued(folder, department));
        // A change request on a form of the old version counts.
        for form in book.iter_mut().filter(|form| form.beside("整理番号") == Some("1-1-9")) {
            form.fill_year("目標", "2024年度", "99,000件");
        }
        workspace.put(&format!("{SEPTEMBER}/{department}.xlsx"), &sheets::write(&book));
    }
    let new_form = sheets::read(&issued("output", "ICT推進課"));
    let form = new_form.iter().find(|form| form.beside("整理番号") == Some("1-1-1")).unwrap();
    assert_eq!(form.in_year("目標", "2023年度"), Some("700手続／800手続"));

    // September is judged against the new version, and the closed March stays as it was.
    workspace.ok(&["--as-of", SEPTEMBER, "--plan", "計画1.3.xlsx", "--quiet"]);
    let september = workspace.record(SEPTEMBER);
    let of_form = |code: &str| {
        september["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["code"] == code)
            .map(|finding| finding["project"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    // S07 reports only the old form whose target the plan has revised since, and that is no change request
    // (P01). The target that the department itself changed is one.
    assert_eq!(of_form("S07"), ["1-1-1"]);
    assert_eq!(of_form("P01"), ["1-1-9"]);
    for code in ["P02", "P03", "P04", "P05", "P06", "P07", "R06"] {
        assert_eq!(of_form(code), Vec::<String>::new(), "{code}");
    }
    let row = september["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["project"] == "1-1-1" && row["fiscal_year"] == 2023)
        .unwrap();
    assert_eq!(row["target_text"], "700手続／800手続");
    let report = workspace.output().join("2023-09/進捗管理表_2023-09.xlsx");
    let book = sheets::read(&fs::read(report).unwrap());
    let comparison = book.iter().find(|sheet| sheet.name == "前回比較").unwrap();
    let texts: Vec<&str> = comparison.cells.values().map(String::as_str).collect();
    assert!(texts.iter().any(|text| text.starts_with("計画変更")), "{texts:?}");
    let changed = "が「600手続／800手続」から「700手続／800手続」に変わりました。";
    assert!(texts.iter().any(|text| text.contains(changed)), "{texts:?}");
    let requests = book.iter().find(|sheet| sheet.name == "変更申出").unwrap();
    let texts: Vec<&str> = requests.cells.values().map(String::as_str).collect();
    assert!(texts.contains(&"99,000件"), "{texts:?}");
    let remark = "※計画の「第1.2版」の様式による申出です。";
    assert_eq!(texts.iter().filter(|text| text.ends_with(remark)).count(), 1, "{texts:?}");
    workspace.ok(&["close", "--as-of", SEPTEMBER, "--plan", "計画1.3.xlsx", "--quiet"]);
    assert_eq!(fs::read(&closed).unwrap(), record);
}
