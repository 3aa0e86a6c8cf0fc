//! Another city's plan, with its own years, units, bands and numbers of policies, measures and projects.

use std::fs;

use crate::support::{Workspace, findings, sheets};
use serde_json::Value;
use shinchoku::plan::template::{PlanSheets, write};
use shinchoku::text::calendar::FiscalYear;

/// The rows of a plan: two policies, three measures, fiscal years 2025 to 2027, bands A, B and C.
fn plan() -> PlanSheets {
    let mut plan = PlanSheets::empty(FiscalYear::new(2025), 3);
    let basics = plan.rows.get_mut("計画").unwrap();
    for (name, value) in [
        ("計画名称", "読書のまち推進計画"),
        ("別冊名称", "事業一覧"),
        ("版", "初版"),
        ("団体名", "見本町"),
        ("計画期間開始", "2025-04"),
        ("計画期間終了", "2028-03"),
    ] {
        basics.iter_mut().find(|row| row[0] == name).unwrap()[1] = value.to_owned();
    }
    let mut set = |sheet: &'static str, rows: &[&[&str]]| {
        let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        plan.rows.insert(sheet, rows);
    };
    set(
        "体系",
        &[
            &["1", "本に親しむ", "1-1", "蔵書の充実", ""],
            &["1", "本に親しむ", "1-2", "催しの開催", ""],
            &["2", "支える", "2-1", "費用の見直し", ""],
        ],
    );
    set("担当課", &[&["図書課", "教育部", "", ""], &["財政課", "総務部", "", ""]]);
    set(
        "事業",
        &[
            &[
                "1-1-1",
                "蔵書の整備",
                "",
                "課題一",
                "目的一",
                "概要一",
                "図書課",
                "",
                "指標とスケジュール",
                "",
            ],
            &[
                "1-2-1",
                "読み聞かせ",
                "",
                "課題二",
                "目的二",
                "概要二",
                "図書課ほか",
                "",
                "指標とスケジュール",
                "",
            ],
            &[
                "2-1-1",
                "経費の節減",
                "",
                "課題三",
                "目的三",
                "概要三",
                "財政課、図書課",
                "",
                "指標とスケジュール",
                "",
            ],
            &["2-1-2", "体制づくり", "", "課題四", "目的四", "概要四", "財政課", "", "", ""],
        ],
    );
    set(
        "指標",
        &[
            &[
                "1-1-1",
                "",
                "蔵書数",
                "冊",
                "累計",
                "増",
                "",
                "",
                "1,000冊",
                "",
                "2,000冊",
                "",
                "3,000冊",
                "",
                "",
            ],
            &["1-2-1", "①", "開催数", "回", "単年", "増", "", "", "12回", "", "12回", "", "12回", "", ""],
            &["1-2-1", "②", "参加者", "人", "単年", "増", "", "", "240人", "", "240人", "", "240人", "", ""],
            &[
                "2-1-1",
                "",
                "経費",
                "千円",
                "単年",
                "減",
                "",
                "",
                "800千円",
                "",
                "700千円",
                "",
                "600千円",
                "",
                "",
            ],
        ],
    );
    set("ロードマップ", &[]);
    set("報告予定", &[&["2025-09", "", ""], &["2026-03", "", ""]]);
    set(
        "判定区分",
        &[
            &["効果達成状況", "A", "◎", "100%", ""],
            &["効果達成状況", "B", "○", "50%", ""],
            &["効果達成状況", "C", "×", "", "○"],
            &["進捗状況", "予定どおり", "○", "100%", ""],
            &["進捗状況", "要注意", "×", "", "○"],
        ],
    );
    set("見出し語", &[]);
    set("事務局評価", &[]);
    set("決定事項", &[]);
    plan
}

#[test]
fn a_plan_of_other_years_units_and_bands_runs_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let master = folder.path().join("計画.xlsx");
    fs::write(&master, write(&plan()).unwrap()).unwrap();
    let workspace = Workspace::with_plan(&master);

    let mut library = sheets::read(&workspace.issued("2026-03", "図書課"));
    for sheet in library.iter_mut().skip(1) {
        sheet.fill("進捗状況", "予定どおり");
        sheet.fill("取組内容", "（見本）進めました。");
    }
    library[1].fill_year("実績", "2025年度", "1,050冊");
    library[2].fill_year("実績①", "2025年度", "9回");
    library[2].fill_year("実績②", "2025年度", "110人");
    library[2].fill("進捗状況", "要注意");
    library[2].fill("遅れ・未達の理由", "（見本）会場の都合です。");
    library[2].fill("今後の対応", "（見本）会場を増やします。");
    workspace.put("2026-03/図書課.xlsx", &sheets::write(&library));
    let mut finance = sheets::read(&workspace.issued("2026-03", "財政課"));
    for sheet in finance.iter_mut().skip(1) {
        sheet.fill("進捗状況", "予定どおり");
    }
    finance[1].fill_year("実績", "2025年度", "1,000千円");
    workspace.put("2026-03/財政課.xlsx", &sheets::write(&finance));

    let printed = workspace.ok(&[]);
    assert!(printed.contains("4事業のうち 4事業"), "{printed}");
    let record = workspace.record("2026-03");
    let told: Vec<String> = record["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["fiscal_year"] == 2025)
        .map(|row| {
            let word = |key: &str| row[key].as_str().unwrap_or("").to_owned();
            format!("{}{} {} {}", word("project"), word("indicator"), word("rate"), word("effect"))
        })
        .collect();
    assert_eq!(told, ["1-1-1 105.0 A", "1-2-1① 75.0 B", "1-2-1② 45.8 C", "2-1-1 80.0 B", "2-1-2  対象外"]);
    let effects: Vec<&Value> = record["summary"]["effect"]["projects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|count| &count["name"])
        .collect();
    assert_eq!(effects, ["A", "B", "C", "要判断", "未報告", "年度途中", "対象外"]);
    // 80% is in the lower of the two progress bands; the department reported the upper one.
    assert_eq!(findings(&record), ["R05 2-1-1"]);
    assert_eq!(record["reconciliation"]["closes"], true);
    for book in ["進捗管理表_2026-03.xlsx", "事務局確認表_2026-03.xlsx", "事業一覧_2026-03.xlsx"]
    {
        assert!(workspace.output().join("2026-03").join(book).exists(), "{book}");
    }
}

#[test]
fn no_effect_is_rated_in_mid_year_but_the_pace_is_computed() {
    let folder = tempfile::tempdir().unwrap();
    let master = folder.path().join("計画.xlsx");
    fs::write(&master, write(&plan()).unwrap()).unwrap();
    let workspace = Workspace::with_plan(&master);
    let mut finance = sheets::read(&workspace.issued("2025-09", "財政課"));
    for sheet in finance.iter_mut().skip(1) {
        sheet.fill("進捗状況", "予定どおり");
    }
    finance[1].fill_year("実績", "2025年度", "400千円");
    workspace.put("2025-09/財政課.xlsx", &sheets::write(&finance));
    let record = workspace.judged("2025-09");
    let row = record["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["project"] == "2-1-1" && row["fiscal_year"] == 2025)
        .unwrap();
    // 800千円 × 6/12 = 400千円, the reported actual.
    assert_eq!(row["effect"], "年度途中");
    assert_eq!(row["pace"], "100.0");
}

#[test]
fn each_policy_may_count_its_measures_from_one() {
    let mut restarted = plan();
    for row in restarted.rows.get_mut("体系").unwrap() {
        row[2] = row[2].rsplit('-').next().unwrap().to_owned();
    }
    let run = |plan: &PlanSheets| {
        let workspace = Workspace::holding_plan(&write(plan).unwrap());
        workspace.ok(&["check-plan"]);
        let mut library = sheets::read(&workspace.issued("2026-03", "図書課"));
        for sheet in library.iter_mut().skip(1) {
            sheet.fill("進捗状況", "予定どおり");
        }
        workspace.put("2026-03/図書課.xlsx", &sheets::write(&library));
        let record = workspace.judged("2026-03");
        (record["projects"].clone(), record["summary"].clone(), findings(&record))
    };
    assert_eq!(run(&restarted), run(&plan()), "施策番号 1, 2 and 1 should read as 1-1, 1-2 and 2-1");
}
