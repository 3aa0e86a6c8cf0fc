//! Ratings compared with tables worked out by hand: the plan's first two years, and published evaluation
//! schemes expressed by the settings of a master workbook.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{master, repository, samples};
use serde_json::Value;
use shinchoku::evaluate::evaluate;
use shinchoku::plan::Plan;
use shinchoku::plan::read::read;
use shinchoku::plan::template::{PlanSheets, write};
use shinchoku::returns::accepted::AcceptedMonths;
use shinchoku::text::calendar::{FiscalYear, Month};

/// The rows of a table in `tests/fixtures/`, by heading.
fn table(name: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(repository().join("tests/fixtures").join(name)).unwrap();
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let headings = lines.next().unwrap();
    lines
        .map(|cells| {
            assert_eq!(cells.len(), headings.len(), "{cells:?}");
            headings.iter().cloned().zip(cells).collect()
        })
        .collect()
}

fn row<'a>(record: &'a Value, project: &str, symbol: &str, year: i64) -> &'a Value {
    let mut rows = record["indicators"].as_array().unwrap().iter();
    rows.find(|row| row["project"] == project && row["indicator"] == symbol && row["fiscal_year"] == year)
        .unwrap_or_else(|| panic!("{project}{symbol} {year}"))
}

#[test]
fn every_rating_of_the_plans_first_two_years_is_as_worked_out_by_hand() {
    let record = &samples::march().record;
    let cases = table("verdicts-plan.tsv");
    assert_eq!(cases.len(), 88, "44 indicators in two years");
    for case in cases {
        let year: i64 = case["年度"].parse().unwrap();
        let found = row(record, &case["整理番号"], &case["指標記号"], year);
        let word = |key: &str| found[key].as_str().unwrap_or_default();
        assert_eq!(
            [word("target_text"), word("actual_text")],
            [&case["目標"], &case["実績"]].map(String::as_str)
        );
        let told = [word("rate"), word("effect"), word("effect_basis")];
        let expected = ["達成率", "効果達成状況", "根拠"].map(|key| case[key].as_str());
        assert_eq!(told, expected, "{} {year}: {}", case["整理番号"], case["手計算"]);
        assert!(!word("reason").is_empty());
        // A computed effect gives its calculation.
        if word("effect_basis") == "数値" {
            let shown = format!("= {}%", case["達成率"]);
            assert!(word("reason").ends_with(&shown), "{} does not end with {shown}", word("reason"));
        }
    }
    // The row of a project without indicators gives that as the basis.
    let without: Vec<&Value> =
        record["indicators"].as_array().unwrap().iter().filter(|row| row["indicator"].is_null()).collect();
    assert_eq!(without.len(), 4);
    assert!(without.iter().all(|row| row["effect_basis"] == "指標なし"));
}

/// 整理番号 with 進度, 見込み and 到達度 in December 2022, and the working.
const DECEMBER: [(&str, &str, &str, &str, &str); 14] = [
    ("1-1-1", "93.6", "達成見込み", "39.8", "(318−125)÷(400−125)=193÷275、÷9/12=0.9357…; 405÷400; 318÷800"),
    (
        "1-1-2",
        "46.3",
        "未達見込み",
        "58.4",
        "(58.4−36.3)÷(100−36.3)=22.1÷63.7、÷9/12=0.4625…; 72÷100; 58.4÷100",
    ),
    ("1-1-3", "", "達成見込み", "63.3", "20−13=7分野は12に満たず段階的; 21÷20; 19÷30"),
    ("1-1-8", "", "未達見込み", "31.9", "前年度末の実績がない; 2600÷10000; 2104÷6600=0.3187…"),
    ("1-2-2", "45.0", "未達見込み", "45.0", "率 18÷40; 24÷40; 最終目標は40%"),
    ("1-3-1", "111.6", "概ね達成見込み", "80.1", "29225÷34915、÷9/12=1.1160…; 185000÷185900; 180210÷225000"),
    (
        "1-3-3",
        "69.5",
        "概ね達成見込み",
        "",
        "5210÷(10000×9/12)=0.6946…; 8000÷10000=80%ちょうど; 単年は到達度なし",
    ),
    ("2-1-1", "", "達成見込み", "76.9", "20−18=2業務は段階的; 21÷20; 20÷26"),
    ("2-1-4", "", "達成見込み", "80.0", "前年度末は文章; 100÷100; 80÷100"),
    ("2-1-5", "", "概ね達成見込み", "100.0", "前年度の目標なし; 85÷100; 最終の数値目標は2023年度の85台"),
    ("2-1-8", "103.8", "達成見込み", "", "545÷(700×9/12)=1.0380…; 700÷700"),
    ("2-2-1", "66.0", "未達見込み", "66.0", "率 66÷100; 70÷100; 最後の数値目標は2022年度の100%"),
    ("3-1-3", "", "", "85.2", "期限未到来; 85.2÷100"),
    ("3-3-3", "81.3", "概ね達成見込み", "", "61÷(100×9/12)=0.8133…; 84÷100"),
];

#[test]
fn paces_outlooks_and_attainment_in_december_are_as_worked_out_by_hand() {
    let record = &samples::december().record;
    for (project, pace, outlook, attainment, working) in DECEMBER {
        let found = row(record, project, "", 2022);
        let told = ["pace", "outlook", "attainment"].map(|key| found[key].as_str().unwrap_or_default());
        assert_eq!(told, [pace, outlook, attainment], "{project}: {working}");
    }
}

/// A plan of one project whose only indicator is the case's, under the scheme's bands.
fn plan(scheme: &BTreeMap<String, String>, case: &BTreeMap<String, String>) -> Plan {
    let mut sheets = PlanSheets::empty(FiscalYear::new(2030), 1);
    let basics = sheets.rows.get_mut("計画").unwrap();
    for (name, value) in [
        ("計画名称", "見本計画"),
        ("版", "初版"),
        ("団体名", "見本市"),
        ("計画期間開始", "2030-04"),
        ("計画期間終了", "2032-03"),
    ] {
        basics.iter_mut().find(|row| row[0] == name).unwrap()[1] = value.to_owned();
    }
    master::set(&mut sheets, "体系", &[&["1", "方針", "1-1", "施策", ""]]);
    master::set(&mut sheets, "担当課", &[&["企画課", "", "", ""]]);
    let project = ["1-1-1", "事業", "", "", "", "", "企画課", "", "指標とスケジュール", ""];
    master::set(&mut sheets, "事業", &[&project]);
    let cell = |heading: &str| case[heading].as_str();
    let indicator = [
        "1-1-1",
        "",
        "指標",
        cell("単位"),
        cell("種別"),
        cell("向き"),
        cell("算定方法"),
        cell("基準値"),
        cell("目標"),
        cell("実績"),
        "",
    ];
    master::set(&mut sheets, "指標", &[&indicator]);
    let bands: Vec<Vec<String>> = scheme["区分と下限"]
        .split(' ')
        .map(|band| {
            let (name, floor) = band.split_once(':').unwrap();
            ["効果達成状況", name, "○", floor, ""].map(str::to_owned).to_vec()
        })
        .chain([["進捗状況", "順調", "○", "", ""].map(str::to_owned).to_vec()])
        .collect();
    sheets.rows.insert("判定区分", bands);
    for sheet in ["ロードマップ", "報告予定", "見出し語", "事務局評価", "決定事項"] {
        master::set(&mut sheets, sheet, &[]);
    }
    let path = Path::new("計画.xlsx");
    let (plan, _) = read(&write(&sheets).unwrap(), path).unwrap();
    plan
}

#[test]
fn published_schemes_are_expressed_by_settings() {
    let schemes = table("schemes.tsv");
    let cases = table("scheme-cases.tsv");
    assert!(cases.len() >= 20, "{}", cases.len());
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &cases {
        let scheme = schemes.iter().find(|scheme| scheme["記号"] == case["記号"]).unwrap();
        assert_ne!(scheme["表現"], "できない", "{case:?}");
        let plan = plan(scheme, case);
        let found = evaluate(&plan, &AcceptedMonths::default(), Month::parse_iso("2031-06").unwrap());
        let row = found.indicators.iter().find(|row| row.year == FiscalYear::new(2030)).unwrap();
        let told = (row.effect.word(&plan.bands), row.effect_basis.word());
        // Nothing is computed if the bands have no limits.
        let has_limits = scheme["区分と下限"].split(' ').any(|band| !band.ends_with(':'));
        let basis = if has_limits { "数値" } else { "判断材料なし" };
        assert_eq!(told, (case["区分"].as_str(), basis), "{}: {}", case["記号"], case["手計算"]);
        *used.entry(scheme["記号"].as_str()).or_default() += 1;
    }
    for scheme in &schemes {
        let can = scheme["表現"] != "できない";
        assert_eq!(used.contains_key(scheme["記号"].as_str()), can, "{}", scheme["記号"]);
        assert!(!scheme["設定または表せない理由"].is_empty());
    }
}

#[test]
fn the_document_for_other_cities_names_every_scheme() {
    let document = fs::read_to_string(repository().join("docs/評価の設定.md")).unwrap();
    for scheme in table("schemes.tsv") {
        let line = format!(
            "| {} | {} | {} |",
            scheme["団体・制度"], scheme["表現"], scheme["設定または表せない理由"]
        );
        assert!(document.contains(&line), "{line}");
    }
}
