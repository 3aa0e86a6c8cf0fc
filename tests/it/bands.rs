//! Master workbooks with other bands (判定区分): words, symbols, limits and their number. Forms, books, the
//! record and the spreadsheet formulas follow.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};

use crate::support::schemes::{FIVE, FOUR, SHARES, Scheme, TWO, run};
use crate::support::sheets;
use serde_json::Value;

/// The band of 効果達成状況 for a share of the target, in whole percent.
fn expected(scheme: &Scheme, share: i64) -> &'static str {
    let bands = scheme.iter().filter(|row| row[0] == "効果達成状況");
    let reached =
        |row: &&[&str; 5]| row[3].is_empty() || share >= row[3].trim_end_matches('%').parse().unwrap();
    bands.into_iter().find(reached).unwrap()[1]
}

fn names(counts: &Value) -> Vec<String> {
    counts.as_array().unwrap().iter().map(|count| count["name"].as_str().unwrap().to_owned()).collect()
}

fn holds(scheme: &Scheme) {
    let (workspace, plan) = run(scheme, "2023-03");
    let record = workspace.record("2023-03");
    let words = |judgment: &str| -> Vec<String> {
        scheme.iter().filter(|row| row[0] == judgment).map(|row| row[1].to_owned()).collect()
    };
    let with = |bands: Vec<String>, fixed: &[&str]| -> Vec<String> {
        bands.into_iter().chain(fixed.iter().map(|word| (*word).to_owned())).collect()
    };
    let summary = &record["summary"];
    let effects = with(words("効果達成状況"), &["要判断", "未報告", "年度途中", "対象外"]);
    assert_eq!(names(&summary["effect"]["projects"]), effects);
    assert_eq!(names(&summary["by_measure"][0]["effect"]), effects);
    let progresses = with(words("進捗状況"), &["未着手", "休止", "完了", "中止", "終了", "未報告"]);
    assert_eq!(names(&summary["progress"]), progresses);

    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for row in record["indicators"].as_array().unwrap() {
        if row["fiscal_year"] == 2022 && row["effect_basis"] == "数値" {
            let at =
                plan.projects.iter().position(|project| row["project"] == project.id.to_string()).unwrap();
            let share = SHARES[at % SHARES.len()];
            assert_eq!(row["effect"], expected(scheme, share), "{row}");
            *counted.entry(expected(scheme, share)).or_default() += 1;
        }
    }
    assert_eq!(counted.len(), words("効果達成状況").len(), "a band does not occur: {counted:?}");

    let book = sheets::read(&fs::read(workspace.output().join("2023-03/進捗管理表_2023-03.xlsx")).unwrap());
    let sheet = |name: &str| book.iter().find(|sheet| sheet.name == name).unwrap();
    for row in scheme {
        let label = format!("{} {}", row[2], row[1]);
        assert!(sheet("判定基準").find(&label).is_some(), "{label}");
        assert!(sheet("判定基準").find(row[1]).is_some());
        let heading = format!("{}\n{}", row[2], row[1]);
        assert!(sheet("集計").find(&heading).is_some(), "{heading}");
        assert!(sheet("概況").find(&heading).is_some(), "{heading}");
    }
    let list = sheet("進捗一覧");
    let shown = |share: i64| {
        let word = expected(scheme, share);
        format!("{} {word}", scheme.iter().find(|row| row[1] == word).unwrap()[2])
    };
    assert!(SHARES.iter().all(|share| list.find(&shown(*share)).is_some()));

    // The dropdowns of the forms offer the words of this scheme.
    let form = fs::read(workspace.output().join("様式/2023-03/ICT推進課.xlsx")).unwrap();
    let offered = validations(&form);
    let choices = |words: Vec<String>| format!("\"{}\"", words.join(","));
    let mut progress = vec!["未着手".to_owned()];
    progress.extend(words("進捗状況"));
    progress.extend(["休止", "完了", "中止"].map(str::to_owned));
    assert!(offered.contains(&choices(progress)), "{offered:?}");
    assert!(offered.contains(&choices(words("効果達成状況"))), "{offered:?}");
    // No word of the delivered master's bands is left.
    let others = ["概ね達成", "未達", "やや遅れ"];
    for sheet in &book {
        for text in sheet.cells.values() {
            let left = others.iter().find(|word| text.contains(**word));
            assert!(left.is_none() || text.contains("遅れ・未達"), "{}: {text}", sheet.name);
        }
    }
    assert_eq!(record["reconciliation"]["closes"], true);
}

/// The dropdown lists on the sheets of a workbook, as written in the XML.
fn validations(book: &[u8]) -> Vec<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut found = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let mut text = String::new();
        if part.name().unwrap().starts_with("xl/worksheets/sheet") && part.read_to_string(&mut text).is_ok() {
            found.extend(
                text.split("<formula1>")
                    .skip(1)
                    .map(|rest| rest.split("</formula1>").next().unwrap().replace("&quot;", "\"")),
            );
        }
    }
    found
}

#[test]
fn four_bands_named_by_letters_are_followed_everywhere() {
    holds(&FOUR);
}

#[test]
fn five_bands_the_best_above_the_target_are_followed_everywhere() {
    holds(&FIVE);
}

#[test]
fn two_bands_are_followed_everywhere() {
    holds(&TWO);
}
