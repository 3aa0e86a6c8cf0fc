use std::path::Path;

use super::{Stated, StatedEntry, differences, stated_by};
use crate::form::field::Field;
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::plan::read::read;
use crate::plan::template::{PlanSheets, write};
use crate::text::calendar::FiscalYear;

fn plan() -> Plan {
    let mut sheets = PlanSheets::empty(FiscalYear::new(2021), 3);
    let rows = |rows: &[&[&str]]| -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    };
    for (name, value) in [
        ("計画名称", "試験計画"),
        ("版", "第1.0版"),
        ("団体名", "試験市"),
        ("計画期間開始", "2021-04"),
        ("計画期間終了", "2024-03"),
    ] {
        let row = sheets.rows.get_mut("計画").unwrap().iter_mut().find(|row| row[0] == name).unwrap();
        row[1] = value.to_owned();
    }
    sheets.rows.insert("体系", rows(&[&["1", "方針", "1-1", "施策", ""]]));
    sheets.rows.insert("担当課", rows(&[&["総務課", "", "庶務課", ""], &["市民課", "", "", ""]]));
    sheets.rows.insert(
        "事業",
        rows(&[&[
            "1-1-1",
            "手続の拡大",
            "",
            "課題です、多い。",
            "目的です。",
            "概要です。",
            "総務課、市民課ほか",
            "",
            "スケジュール",
            "",
        ]]),
    );
    sheets.rows.insert(
        "指標",
        rows(&[
            &[
                "1-1-1",
                "①",
                "手続数",
                "手続",
                "累計",
                "増",
                "",
                "",
                "150手続／800手続",
                "125手続",
                "400手続／800手続",
                "",
                "→",
                "-",
                "",
            ],
            &["1-1-1", "②", "利用率", "%", "率", "増", "", "", "-", "-", "40%", "", "終了", "", ""],
        ]),
    );
    read(&write(&sheets).unwrap(), Path::new("plan.xlsx")).unwrap().0
}

fn entry(field: Field, symbol: Option<&str>, year: Option<i32>, text: &str) -> StatedEntry {
    StatedEntry {
        field,
        indicator: symbol.map(IndicatorId::new),
        year: year.map(FiscalYear::new),
        text: text.to_owned(),
    }
}

/// Returns the differences, as code, old and new text, of the plan's own statements with these replacing
/// theirs.
fn changed(entries: &[StatedEntry]) -> Vec<String> {
    changed_with(entries, &[])
}

fn changed_with(entries: &[StatedEntry], accepted: &[(&str, i32, &str)]) -> Vec<String> {
    let plan = plan();
    let project = plan.project(&ProjectId::parse("1-1-1").unwrap()).unwrap();
    let mut stated = stated_by(project);
    stated.current = Some(FiscalYear::new(2023));
    for (symbol, year, text) in accepted {
        stated.accepted.insert((IndicatorId::new(symbol), FiscalYear::new(*year)), (*text).to_owned());
    }
    for entry in entries {
        stated.entries.retain(|own| {
            (own.field, &own.indicator, own.year) != (entry.field, &entry.indicator, entry.year)
        });
        stated.entries.push(entry.clone());
    }
    lines(&plan, project, &stated)
}

fn lines(plan: &Plan, project: &crate::plan::model::Project, stated: &Stated) -> Vec<String> {
    differences(plan, project, stated)
        .iter()
        .map(|d| {
            let year = d.year.map(|year| year.to_string()).unwrap_or_default();
            let id = d.indicator.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{:?}{id}{year}:{}→{}", d.item, d.old, d.new)
        })
        .collect()
}

#[test]
fn the_plan_does_not_differ_from_itself() {
    assert_eq!(changed(&[]), Vec::<String>::new());
}

#[test]
fn another_spelling_is_no_difference() {
    let same = [
        entry(Field::Name, None, None, "手続の　拡大"),
        entry(Field::Policy, None, None, "１　方針"),
        entry(Field::Measure, None, None, "施策"),
        entry(Field::Measure, None, None, "1-1"),
        entry(Field::Issue, None, None, "課題です，\n多い。"),
        entry(Field::Department, None, None, "庶務課，市民課ほか"),
        entry(Field::Target, Some("①"), Some(2021), "１５０ 手続/800手続"),
        entry(Field::Target, Some("①"), Some(2023), ""),
        entry(Field::Target, Some("②"), Some(2022), "40 パーセント"),
        entry(Field::Target, Some("②"), Some(2021), ""),
        entry(Field::Actual, Some("①"), Some(2021), "125"),
        entry(Field::Actual, Some("①"), Some(2023), "999手続"),
    ];
    assert_eq!(changed(&same), Vec::<String>::new());
}

#[test]
fn each_difference_is_reported_once_with_its_code() {
    assert_eq!(
        changed(&[entry(Field::Target, Some("①"), Some(2021), "160手続／800手続")]),
        ["Target①2021:150手続／800手続→160手続／800手続"]
    );
    assert_eq!(
        changed(&[entry(Field::Actual, Some("①"), Some(2021), "126手続")]),
        ["PastActual①2021:125手続→126手続"]
    );
    assert_eq!(changed(&[entry(Field::Name, None, None, "手続の縮小")]), ["Name:手続の拡大→手続の縮小"]);
    assert_eq!(changed(&[entry(Field::IndicatorName, Some("①"), None, "件数")]), ["Name①:手続数→件数"]);
    assert_eq!(changed(&[entry(Field::Policy, None, None, "2 別の方針")]), ["Name:1 方針→2 別の方針"]);
    assert_eq!(changed(&[entry(Field::Measure, None, None, "1-2 施策")]), ["Name:1-1 施策→1-2 施策"]);
    assert_eq!(
        changed(&[entry(Field::Target, Some("①"), Some(2021), "150手続／900手続")]),
        ["Population①2021:150手続／800手続→150手続／900手続"]
    );
    assert_eq!(
        changed(&[entry(Field::Department, None, None, "総務課、市民課")]),
        ["Departments:総務課、市民課ほか→総務課、市民課"]
    );
    assert_eq!(
        changed(&[entry(Field::Summary, None, None, "別の概要です。")]),
        ["Text:概要です。→別の概要です。"]
    );
}

#[test]
fn a_changed_cell_over_several_years_is_one_difference() {
    let spanned = [2022, 2023].map(|year| entry(Field::Target, Some("①"), Some(year), "500手続／800手続"));
    assert_eq!(changed(&spanned), ["Target①2022:400手続／800手続→500手続／800手続"]);
}

#[test]
fn the_same_change_in_two_cells_is_two_differences() {
    let years = [2021, 2022].map(|year| entry(Field::Target, Some("②"), Some(year), "50%"));
    assert_eq!(changed(&years), ["Target②2021:-→50%", "Target②2022:40%→50%"]);
}

#[test]
fn an_added_and_a_removed_indicator_are_one_difference_each() {
    let added = [
        entry(Field::IndicatorName, Some("③"), None, "満足度"),
        entry(Field::Target, Some("③"), Some(2022), "80%"),
    ];
    assert_eq!(changed(&added), ["Indicator③:→③満足度"]);
    let plan = plan();
    let project = plan.project(&ProjectId::parse("1-1-1").unwrap()).unwrap();
    let mut stated = stated_by(project);
    stated.entries.retain(|entry| entry.indicator != Some(IndicatorId::new("②")));
    assert_eq!(lines(&plan, project, &stated), ["Indicator②:②利用率→"]);
    stated.entries.retain(|entry| entry.indicator.is_none());
    assert_eq!(lines(&plan, project, &stated), Vec::<String>::new());
}

#[test]
fn a_past_actual_that_the_plan_lacks_is_compared_with_the_accepted_return() {
    let entry = [entry(Field::Actual, Some("①"), Some(2022), "411手続")];
    assert_eq!(changed_with(&entry, &[("①", 2022, "411 手続")]), Vec::<String>::new());
    assert_eq!(changed_with(&entry, &[("①", 2022, "410手続")]), ["PastActual①2022:410手続→411手続"]);
    assert_eq!(changed(&entry), ["PastActual①2022:→411手続"]);
}

#[test]
fn the_third_level_is_compared_if_the_plan_has_one() {
    let middle = |text: &str| [entry(Field::Middle, None, None, text)];
    let mut plan = plan();
    assert_eq!(changed(&middle("Ａ　事務事業")), Vec::<String>::new());
    plan.measures.edit(|measures| measures[0].group = "A 事務事業".to_owned());
    let project = plan.projects[0].clone();
    let told = |text: &str| {
        let mut stated = stated_by(&project);
        stated.entries.extend(middle(text));
        lines(&plan, &project, &stated)
    };
    for same in ["Ａ　事務事業", "事務事業", "A", ""] {
        assert_eq!(told(same), Vec::<String>::new(), "{same}");
    }
    assert_eq!(told("B 施設"), ["Name:A 事務事業→B 施設"]);
}
