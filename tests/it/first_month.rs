//! The sample months, end to end, against the figures that the city prints in its plan.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Workspace, files_below, findings, repository, samples, sheets};
use serde_json::Value;

/// The findings of March 2023: those of the plan's own figures, and three S08, for two forms stacked below
/// another on one sheet and for one with rows inserted.
const EXPECTED: [&str; 11] = [
    "C01 3-1-3",
    "C05 1-1-9",
    "C05 1-3-7",
    "R08 1-2-3",
    "R08 1-3-4",
    "R08 1-3-5",
    "S08 1-3-3",
    "S08 3-1-3",
    "S08 3-1-4",
    "V06 3-1-2①",
    "V12 1-2-2",
];

fn sample_month() -> &'static Value {
    &samples::march().record
}

#[test]
fn the_summary_has_six_lines_and_then_the_tasks_of_the_month() {
    let printed = &samples::march().printed;
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.iter().position(|line| line.is_empty()), Some(6), "{printed}");
    assert_eq!(lines[7], "今月の作業");
    assert!(lines[8].starts_with("  1. 差戻し：7課（"), "{printed}");
    assert!(
        lines[9]
            .starts_with("  2. 事務局評価：効果達成状況が要判断の事業が3件あります（1-2-3、1-3-4、1-3-5）。"),
        "{printed}"
    );
    assert!(lines[10].starts_with("  3. 報告と確定：回答がそろったら、"), "{printed}");
    assert!(lines[0].contains("2023年3月末（令和5年3月31日現在、前回 2022年12月末）"), "{printed}");
    assert!(lines[2].contains("41事業のうち 41事業（提出不要 1）"), "{printed}");
    assert!(lines[3].contains("達成割合 20／31事業"), "{printed}");
}

#[test]
fn every_target_and_actual_is_the_plans_literal_text() {
    let record = sample_month();
    let mut rows: BTreeMap<(String, String, i64), &Value> = BTreeMap::new();
    for row in record["indicators"].as_array().unwrap() {
        if let Some(symbol) = row["indicator"].as_str() {
            let project = row["project"].as_str().unwrap().to_owned();
            rows.insert((project, symbol.to_owned(), row["fiscal_year"].as_i64().unwrap()), row);
        }
    }
    let facts = fs::read_to_string(repository().join("tests/fixtures/plan-facts.tsv")).unwrap();
    let mut compared = 0;
    for line in facts.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let year: i64 = fields[2].parse().unwrap();
        let row = rows[&(fields[0].to_owned(), fields[1].to_owned(), year)];
        assert_eq!(row["target_text"].as_str().unwrap_or(""), fields[3], "target of {line}");
        if year <= 2022 {
            assert_eq!(row["actual_text"].as_str().unwrap_or(""), fields[4], "actual of {line}");
        }
        compared += 1;
    }
    assert_eq!(compared, rows.len(), "the record has rows that plan-facts.tsv lacks, or the other way round");
    assert_eq!(compared, 44 * 4);
}

#[test]
fn effects_and_rates_follow_the_plans_figures() {
    let record = sample_month();
    let expected = [
        ("1-1-1", "", 2021, "83.3", "概ね達成", "数値"),
        ("1-1-1", "", 2022, "102.8", "達成", "数値"),
        ("1-1-4", "", 2022, "100.0", "達成", "数値"),
        ("1-2-2", "", 2022, "60.0", "未達", "数値"),
        ("1-2-4", "", 2021, "", "達成", "一致"),
        ("1-2-4", "", 2022, "160.0", "達成", "数値"),
        ("1-3-4", "", 2022, "", "要判断", "判断材料なし"),
        ("3-1-3", "", 2022, "", "対象外", "期限未到来"),
        ("3-1-1", "", 2022, "", "対象外", "終了"),
        ("1-1-9", "", 2022, "462.5", "達成", "数値"),
        ("2-1-2", "②", 2021, "90.0", "概ね達成", "数値"),
        ("2-1-5", "", 2022, "85.0", "概ね達成", "数値"),
        ("2-2-1", "", 2021, "80.0", "概ね達成", "数値"),
        ("1-3-3", "", 2022, "79.46", "未達", "数値"),
        ("1-1-1", "", 2023, "", "対象外", "未到来"),
        ("1-1-10", "", 2022, "", "対象外", "目標なし"),
    ];
    for (project, symbol, year, rate, effect, basis) in expected {
        let row = record["indicators"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["project"] == project && row["indicator"] == symbol && row["fiscal_year"] == year)
            .unwrap();
        let told = format!(
            "{} {} {}",
            row["rate"].as_str().unwrap_or(""),
            row["effect"].as_str().unwrap(),
            row["effect_basis"].as_str().unwrap()
        );
        // A rate is shown to 0.01 only if rounding to 0.1 would show a limit that it did not reach.
        let rate = if rate == "79.46" { "79.5" } else { rate };
        assert_eq!(told, format!("{rate} {effect} {basis}"), "{project}{symbol} {year}");
    }
}

#[test]
fn all_counts_add_up_and_the_reconciliation_closes() {
    let record = sample_month();
    let sum = |counts: &Value| -> i64 {
        counts.as_array().unwrap().iter().map(|count| count["count"].as_i64().unwrap()).sum()
    };
    let summary = &record["summary"];
    assert_eq!(sum(&summary["effect"]["projects"]), 42);
    assert_eq!(sum(&summary["effect"]["indicators"]), 44);
    assert_eq!(sum(&summary["progress"]), 42);
    assert_eq!(sum(&summary["submission"]), 42);
    for groups in ["by_policy", "by_measure", "by_department"] {
        let total: i64 = summary[groups].as_array().unwrap().iter().map(|group| sum(&group["effect"])).sum();
        assert_eq!(total, 42, "{groups}");
    }
    assert_eq!(record["reconciliation"]["closes"], true);
    let late: Vec<&str> = record["projects"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|project| project["effect"] == "未達")
        .map(|project| project["project"].as_str().unwrap())
        .collect();
    assert_eq!(late, ["1-1-2", "1-1-8", "1-2-2", "1-3-3", "2-1-2", "2-2-1", "2-2-3"]);
}

#[test]
fn the_findings_are_exactly_the_expected_ones() {
    assert_eq!(findings(sample_month()), EXPECTED);
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let workspace = Workspace::with_samples();
    workspace.ok(&["--output", "again", "--quiet"]);
    let mut compared = 0;
    for (path, bytes) in samples::march().files() {
        let again = fs::read(workspace.path().join("again").join(path)).unwrap();
        assert!(bytes == again, "{path}");
        compared += 1;
    }
    assert!(compared > 8, "only {compared} files");
    assert_eq!(files_below(&workspace.path().join("again/2023-03")).len(), compared);
}

#[test]
fn the_mistakes_in_the_december_sample_are_found() {
    let record = &samples::december().record;
    let found = findings(record);
    for expected in
        ["V02 1-1-6", "V03 1-1-9", "C02 1-1-7", "R03 1-1-8", "R04 1-1-8", "V16 1-3-1", "C04 2-1-8"]
    {
        assert!(found.contains(&expected.to_owned()), "{expected} is missing in {found:?}");
    }
    let messages: Vec<&str> = record["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["project"] == "1-1-8" && finding["code"] != "R01")
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        messages,
        [
            "指標の年度末の見込みが「未達」ですが、遅れ・未達の理由が記入されていません",
            "指標の年度末の見込みが「未達」ですが、今後の対応が記入されていません",
        ]
    );
    let states: Vec<&str> = record["projects"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|project| project["state"] == "未提出")
        .map(|project| project["project"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["1-1-10", "1-3-6", "1-3-7", "2-1-3"]);
    assert!(!samples::december().file("2022-12/差戻し/会計課.xlsx").is_empty());
}

#[test]
fn a_changed_target_is_listed_with_its_year_and_never_merged() {
    let workspace = Workspace::new();
    let mut book = sheets::read(&workspace.issued("2023-03", "会計課"));
    book[1].fill_year("目標", "2023年度", "12施設");
    book[1].fill_year("実績", "2022年度", "7施設");
    book[1].fill("進捗状況", "順調");
    workspace.put("2023-03/会計課.xlsx", &sheets::write(&book));
    let record = workspace.consolidate("2023-03");
    let target = record["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["project"] == "1-1-6" && row["fiscal_year"] == 2023)
        .unwrap();
    assert_eq!(target["target_text"], "10施設");
    let report = fs::read(workspace.output().join("2023-03/進捗管理表_2023-03.xlsx")).unwrap();
    let report = sheets::read(&report);
    let changes = report.iter().find(|sheet| sheet.name == "変更申出").unwrap();
    for text in ["2023年度の目標\n（P01）", "10施設", "12施設"] {
        assert!(changes.find(text).is_some(), "{text} is not listed");
    }
}
