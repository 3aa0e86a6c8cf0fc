//! The secretariat's judgments (事務局評価) and the committee's decisions (決定事項) in the committee's workbook.

use std::fs;
use std::sync::OnceLock;

use crate::support::sheets::Sheet;
use crate::support::{Workspace, copy_folder, master, repository, sheets};
use serde_json::Value;

/// March 2023 of the sample with three 事務局評価 and three 決定事項: its record and the committee's workbook.
fn month() -> &'static (Value, Vec<Sheet>) {
    static MONTH: OnceLock<(Value, Vec<Sheet>)> = OnceLock::new();
    MONTH.get_or_init(judged_and_decided)
}

fn judged_and_decided() -> (Value, Vec<Sheet>) {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = master::delivered();
    let reason = "（見本）利用率が低いため";
    master::set(
        &mut plan,
        "事務局評価",
        &[
            &["1-1-1", "", "2022", "2023-03", "概ね達成", "やや遅れ", reason],
            &["1-3-4", "", "2022", "2023-03", "達成", "", "（見本）新たな学区の支援を確かめたため"],
            &["1-1-8", "", "2022", "2022-12", "", "順調", "（見本）前の月の評価"],
        ],
    );
    master::set(
        &mut plan,
        "決定事項",
        &[
            &["2023-02-10", "1-1-8", "（見本）目標を見直す", "次の版で改める"],
            &["2023-02-10", "2-1-8", "（見本）続ける", ""],
            &["第2回", "2-1-8", "（見本）結果を次回に示す", ""],
        ],
    );
    let workspace = Workspace::with_plan(&master::put(&plan, folder.path()));
    copy_folder(&repository().join("input"), &workspace.input());
    let record = workspace.consolidate("2023-03");
    let book = fs::read(workspace.output().join("2023-03/進捗管理表_2023-03.xlsx")).unwrap();
    (record, sheets::read(&book))
}

/// The texts of the first row that has a cell with the text `of`, joined by `｜`.
fn line(book: &[Sheet], sheet: &str, of: &str) -> String {
    let sheet = book.iter().find(|found| found.name == sheet).unwrap();
    let (row, _) = sheet.find(of).unwrap_or_else(|| panic!("no {of} on {}", sheet.name));
    let cells: Vec<&str> =
        sheet.cells.iter().filter(|((at, _), _)| *at == row).map(|(_, text)| text.as_str()).collect();
    cells.join("｜")
}

#[test]
fn a_judgment_is_shown_first_beside_the_reported_and_the_computed_verdict() {
    let (record, book) = month();
    let of = |list: &str, id: &str| {
        let mut rows = record[list].as_array().unwrap().iter();
        rows.find(|row| row["project"] == id && row["fiscal_year"].as_i64().is_none_or(|year| year == 2022))
            .unwrap()
            .clone()
    };
    let row = of("indicators", "1-1-1");
    assert_eq!(
        ["effect", "effect_basis", "effect_computed"].map(|key| row[key].as_str().unwrap()),
        ["概ね達成", "事務局評価", "達成"]
    );
    assert_eq!(
        row["reason"],
        "事務局評価: （見本）利用率が低いため。計算では達成（411手続 ÷ 400手続 = 102.8%）"
    );
    let project = of("projects", "1-1-1");
    assert_eq!(
        ["progress", "progress_basis", "progress_computed"].map(|key| project[key].as_str().unwrap()),
        ["やや遅れ", "事務局評価", "順調"]
    );
    let listed = line(book, "進捗一覧", "1-1-1");
    // Effect as judged and as computed; progress as judged, as reported and as computed.
    assert!(listed.contains("｜○ 概ね達成｜◎ 達成｜△ やや遅れ｜○ 順調｜○ 順調｜"), "{listed}");
    // For an actual in words the computed verdict is 要判断.
    let listed = line(book, "進捗一覧", "1-3-4");
    assert!(listed.contains("｜◎ 達成｜？ 要判断｜○ 順調｜"), "{listed}");
    assert_eq!(of("projects", "1-3-4")["effect"], "達成");
    // A judgment counts only in its own month.
    assert_eq!(of("projects", "1-1-8")["progress_basis"], "報告");
    assert!(line(book, "概況", "事務局評価を付けた事業が2件あります。").ends_with("2件あります。"));
}

#[test]
fn decisions_are_listed_with_their_follow_up_for_every_project() {
    let (_, book) = month();
    let asked = line(book, "要対応", "1-1-8");
    assert!(asked.contains("令和5年2月10日：（見本）目標を見直す\n　対応状況：次の版で改める"), "{asked}");
    // Decisions on projects that need no action are listed too.
    assert!(book.iter().any(|sheet| sheet.find("このほかの事業の決定事項").is_some()));
    let other = line(book, "要対応", "2-1-8");
    assert!(other.contains("◎ 達成｜○ 順調｜令和5年2月10日：（見本）続ける\n　対応状況：未記入"), "{other}");
    assert!(other.contains("第2回：（見本）結果を次回に示す\n　対応状況：未記入"), "{other}");
    let told = line(book, "概況", "これまでの決定事項が3件あります（対応状況の記入がないもの 2件）。");
    assert!(!told.is_empty());
}

#[test]
fn every_share_is_shown_with_its_base_and_group_counts_add_up() {
    let (record, book) = month();
    let totals = book.iter().find(|sheet| sheet.name == "集計").unwrap();
    assert!(line(book, "集計", "全事業").contains("｜20／32事業（ほか要判断2・未報告0）｜"));
    assert!(line(book, "集計", "全指標").contains("指標（ほか要判断2・未報告0）"));
    let bases: Vec<&String> =
        totals.cells.values().filter(|text| text.contains("事業（ほか要判断")).collect();
    let groups = ["by_policy", "by_measure", "by_department", "by_bureau"];
    let count: usize = groups.iter().map(|by| record["summary"][by].as_array().unwrap().len()).sum();
    assert_eq!(bases.len(), count + 1, "one base for each group and one for the whole plan");
    // The rated projects of all groups add up to those of the plan.
    let banded = |counts: &Value| -> i64 {
        counts.as_array().unwrap().iter().take(3).map(|count| count["count"].as_i64().unwrap()).sum()
    };
    for by in ["by_policy", "by_measure", "by_department"] {
        let all = record["summary"][by].as_array().unwrap();
        assert_eq!(all.iter().map(|group| banded(&group["effect"])).sum::<i64>(), 32, "{by}");
    }
}
