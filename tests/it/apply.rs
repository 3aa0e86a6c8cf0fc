//! `shinchoku apply`: writes the approved 変更申出 into a copy of the master workbook and changes nothing else.

use std::fs;
use std::io::{Cursor, Read};

use serde_json::Value;
use shinchoku::plan::{self, Plan};
use shinchoku::text::calendar::FiscalYear;

use crate::support::sheets::{self, Sheet};
use crate::support::{Workspace, repository, text};

const HEADINGS: [&str; 9] =
    ["№", "整理番号", "事業名称", "申出の課", "項目", "現行（計画）", "申出", "理由・見直しの内容", "決定"];

/// A workbook whose sheet 変更申出 has these rows: 整理番号, 項目, 現行, 申出, 決定.
fn requests(rows: &[[&str; 5]]) -> Vec<u8> {
    let mut sheet = Sheet { name: "変更申出".to_owned(), ..Sheet::default() };
    for (col, heading) in (0..).zip(HEADINGS) {
        sheet.cells.insert((2, col), heading.to_owned());
    }
    for (row, cells) in (3..).zip(rows) {
        for (col, text) in [1, 4, 5, 6, 8].into_iter().zip(cells) {
            if !text.is_empty() {
                sheet.cells.insert((row, col), (*text).to_owned());
            }
        }
    }
    sheets::write(&[Sheet { name: "概況".to_owned(), ..Sheet::default() }, sheet])
}

fn of(plan: &Plan, project: &str, year: i32) -> (String, String) {
    let project = plan.projects.iter().find(|one| one.id.to_string() == project).unwrap();
    let cells = &project.indicators[0].years[&FiscalYear::new(year)];
    (cells.target.text.clone(), cells.actual.text.clone())
}

fn read(path: &std::path::Path) -> Plan {
    plan::read::read(&fs::read(path).unwrap(), path).unwrap().0
}

/// The compressed bytes of every member of a zip, by name.
fn members(bytes: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut member = zip.by_index_raw(at).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            (member.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

#[test]
fn approved_requests_are_written_into_a_new_master_that_keeps_everything_else() {
    let workspace = Workspace::new();
    let master = repository().join("templates/master-plan.xlsx");
    let file = workspace.path().join("決定.xlsx");
    let old = workspace.plan();
    let summary = old.projects[1].summary.clone();
    let rows = [
        ["1-1-1", "2023年度の目標\n（P01）", "600手続／800手続", "700手続／800手続", "承認"],
        ["1-1-1", "2021年度の実績（P02）", "125手続", "130手続", "承認"],
        ["1-1-2", "概要（P07）", summary.as_str(), "新しい概要です。", "承認"],
        ["1-1-3", "事業名称（P03）", old.projects[2].name.as_str(), "AI案内の拡大", "承認"],
        ["1-2-1", "指標（P06）", "②LINE利用率（%）", "（空欄）", "承認"],
        ["1-1-4", "担当課（P05）", old.projects[3].departments_text.as_str(), "ICT推進課", "不承認"],
        ["1-1-5", "計画見直しの要望（R06）", "－", "目標を見直したい", "承認"],
        ["1-1-6", "2023年度の目標（P01）", "古い目標", "9施設", "承認"],
        ["9-9-9", "2023年度の目標（P01）", "1", "2", "承認"],
        ["1-1-7", "課題（P07）", "", "違う課題です。", "可"],
    ];
    fs::write(&file, requests(&rows)).unwrap();
    let told = workspace.ok(&["apply", "決定.xlsx", "--to", "新.xlsx", "--edition", "第1.3版"]);
    for expected in [
        "申出　　10件（承認 8・不承認 1・読み取れない決定 1）",
        "反映　　1-1-1 2023年度の目標（P01）　600手続／800手続 → 700手続／800手続",
        "反映　　1-2-1 指標（P06）　②LINE利用率（%） → （空欄）",
        "できず　1-1-5 計画見直しの要望（R06）　文章での要望です。",
        "できず　1-1-6 2023年度の目標（P01）　申出のときの計画は「古い目標」でしたが、今は",
        "できず　9-9-9 2023年度の目標（P01）　この整理番号の事業が計画にありません。",
        "注意　　1-1-7 課題（P07） の決定「可」は、承認・不承認・保留のどれでもないため、反映していません（変更申出!I13）",
        "作成　　新.xlsx",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    let target = workspace.path().join("新.xlsx");
    let new = read(&target);
    assert_eq!(new.version, "第1.3版");
    assert_eq!(of(&new, "1-1-1", 2023).0, "700手続／800手続");
    assert_eq!(of(&new, "1-1-1", 2021).1, "130手続");
    assert_eq!(
        (new.projects[1].summary.as_str(), new.projects[2].name.as_str()),
        ("新しい概要です。", "AI案内の拡大")
    );
    assert_eq!(new.projects[3].departments_text, old.projects[3].departments_text);
    let project = new.projects.iter().find(|one| one.id.to_string() == "1-2-1").unwrap();
    assert_eq!(project.indicators.len(), 1);

    // Other parts of the package keep their bytes; the edited sheets keep other cells and all formats.
    let (before, after) = (fs::read(&master).unwrap(), fs::read(&target).unwrap());
    let (before, after) = (members(&before), members(&after));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed: Vec<&str> = before
        .iter()
        .filter(|(name, bytes)| after[*name] != **bytes)
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(changed, ["xl/worksheets/sheet2.xml", "xl/worksheets/sheet4.xml", "xl/worksheets/sheet5.xml"]);

    // `compare` finds every approved request carried out, and no other change.
    let comparison = workspace.ok_plain(&[
        "compare",
        master.to_str().unwrap(),
        "新.xlsx",
        "--decisions",
        "決定.xlsx",
        "--format",
        "json",
    ]);
    let value: Value = serde_json::from_str(&comparison).unwrap();
    let results: Vec<&str> = value["decisions"]["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["result"].as_str().unwrap())
        .collect();
    assert_eq!(
        results,
        ["反映", "反映", "反映", "反映", "反映", "反映なし", "要確認", "反映なし", "要確認", "反映なし"]
    );
    assert_eq!(value["decisions"]["unapproved_changes"], Value::Array(Vec::new()));
}

#[test]
fn no_file_is_overwritten_and_none_is_written_without_an_approved_request() {
    let workspace = Workspace::new();
    fs::write(
        workspace.path().join("決定.xlsx"),
        requests(&[["1-1-1", "2023年度の目標（P01）", "600手続／800手続", "700手続／800手続", "承認"]]),
    )
    .unwrap();
    fs::write(workspace.path().join("新.xlsx"), "前からあるもの").unwrap();
    let output = workspace.run(&["apply", "決定.xlsx", "--to", "新.xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("同じ名前のファイル"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(workspace.path().join("新.xlsx")).unwrap(), "前からあるもの");

    fs::write(
        workspace.path().join("保留.xlsx"),
        requests(&[["1-1-1", "2023年度の目標（P01）", "600手続／800手続", "700手続／800手続", "保留"]]),
    )
    .unwrap();
    let told = workspace.ok(&["apply", "保留.xlsx", "--to", "二.xlsx"]);
    assert!(told.contains("反映する申出がないため、新しいマスターブックは作成していません"), "{told}");
    assert!(!workspace.path().join("二.xlsx").exists());

    fs::write(
        workspace.path().join("別.xlsx"),
        sheets::write(&[Sheet { name: "表".to_owned(), ..Sheet::default() }]),
    )
    .unwrap();
    let output = workspace.run(&["apply", "別.xlsx"]);
    assert!(text(&output.stderr).contains("決定の列のあるシートがありません"), "{}", text(&output.stderr));
}

#[test]
fn a_merged_target_changes_as_a_whole_only_if_its_first_year_is_requested() {
    let workspace = Workspace::new();
    // 1-1-2 has one target from 2022 on.
    let file = workspace.path().join("決定.xlsx");
    fs::write(&file, requests(&[["1-1-2", "2023年度の目標（P01）", "100%", "90%", "承認"]])).unwrap();
    workspace.ok(&["apply", "決定.xlsx", "--to", "一.xlsx", "--edition", "第1.3版"]);
    let targets = |name: &str| {
        let plan = read(&workspace.path().join(name));
        [2022, 2023, 2024].map(|year| of(&plan, "1-1-2", year).0)
    };
    assert_eq!(targets("一.xlsx"), ["100%", "90%", "100%"]);
    fs::write(&file, requests(&[["1-1-2", "2022年度の目標（P01）", "100%", "80%", "承認"]])).unwrap();
    workspace.ok(&["apply", "決定.xlsx", "--to", "全.xlsx"]);
    assert_eq!(targets("全.xlsx"), ["80%", "80%", "80%"]);
}

#[test]
fn requests_that_contradict_each_other_or_break_the_master_are_left_out() {
    let workspace = Workspace::new();
    let file = workspace.path().join("決定.xlsx");
    let departments = workspace.plan().projects[0].departments_text.clone();
    let rows = [
        ["1-1-1", "2023年度の目標（P01）", "600手続／800手続", "700手続／800手続", "承認"],
        ["1-1-1", "2023年度の目標（P01）", "600手続／800手続", "650手続／800手続", "承認"],
        ["1-1-1", "担当課（P05）", departments.as_str(), "ない課", "承認"],
        ["1-1-1", "課題（P07）", "", "課題です。", "保留"],
        ["1-1-3", "2024年度の目標（P01）", "30分野", "28分野", "承認"],
    ];
    fs::write(&file, requests(&rows)).unwrap();
    let told = workspace.ok(&["apply", "決定.xlsx", "--to", "新.xlsx"]);
    assert_eq!(told.matches("違う内容の申出が2つ以上承認されています。").count(), 2, "{told}");
    assert!(
        told.contains("できず　1-1-1 担当課（P05）　反映すると、マスターブックに誤りが生じます。"),
        "{told}"
    );
    assert!(told.contains("反映　　1-1-3 2024年度の目標（P01）"), "{told}");
    assert!(told.contains("注意　　版は「第1.2版」のままです。"), "{told}");
    let new = read(&workspace.path().join("新.xlsx"));
    assert_eq!(
        (of(&new, "1-1-1", 2023).0.as_str(), of(&new, "1-1-3", 2024).0.as_str()),
        ("600手続／800手続", "28分野")
    );
}

#[test]
fn a_book_without_decisions_points_to_the_folder_of_moved_books() {
    let workspace = Workspace::new();
    let request =
        |decision| ["1-1-1", "2023年度の目標（P01）", "600手続／800手続", "700手続／800手続", decision];
    for folder in ["output/2023-03", "output/2023-03-手修正"] {
        fs::create_dir_all(workspace.path().join(folder)).unwrap();
    }
    let place = |folder: &str| workspace.path().join(folder).join("進捗管理表_2023-03.xlsx");
    fs::write(place("output/2023-03"), requests(&[request("")])).unwrap();
    let master = repository().join("templates/master-plan.xlsx");
    let master = master.to_str().unwrap();
    let path = "output/2023-03/進捗管理表_2023-03.xlsx";
    let apply = || workspace.ok(&["apply", path, "--to", "新.xlsx"]);
    let compare = || workspace.ok_plain(&["compare", master, master, "--decisions", path]);
    for said in [apply(), compare()] {
        assert!(
            !said.contains("決定が記入されていません"),
            "no book was moved, so there is nowhere to point to\n{said}"
        );
    }

    fs::write(place("output/2023-03-手修正"), requests(&[request("承認")])).unwrap();
    let words = "注意　　この帳票の「変更申出」には、決定が記入されていません。決定を記入したブックは output/2023-03-手修正/ に移っていることがあります\n";
    for said in [apply(), compare()] {
        assert!(said.contains(words), "{said}");
    }
    let moved = workspace.ok(&["apply", "output/2023-03-手修正/進捗管理表_2023-03.xlsx", "--to", "新.xlsx"]);
    assert!(moved.contains("申出　　1件（承認 1）") && !moved.contains("注意　　この帳票"), "{moved}");

    fs::write(place("output/2023-03"), requests(&[request("不承認")])).unwrap();
    assert!(!compare().contains("決定が記入されていません"));
}
