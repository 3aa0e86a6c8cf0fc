//! One fault draws one finding, without findings for its consequences.

use crate::support::sheets::{self, Sheet};
use crate::support::{Workspace, filled};
use shinchoku::plan::Plan;
use shinchoku::text::calendar::Month;

const MONTH: &str = "2023-03";
const YEAR: &str = "2022年度";

/// The findings about a department after its filled-in book was changed and returned.
fn said(
    workspace: &Workspace,
    plan: &Plan,
    department: &str,
    change: impl Fn(&mut Vec<Sheet>),
) -> Vec<String> {
    let issued = workspace.issued(MONTH, department);
    let mut book = filled::fill_book(plan, Month::parse_iso(MONTH).unwrap(), department, &issued);
    change(&mut book);
    workspace.put(&format!("{MONTH}/回答.xlsx"), &sheets::write(&book));
    let record = workspace.judged(MONTH);
    assert_eq!(record["reconciliation"]["closes"], true);
    let findings = record["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| finding["department"] == department)
        .map(|finding| {
            let word = |key: &str| finding[key].as_str().unwrap().to_owned();
            format!("{}[{}] {}", word("severity"), word("code"), word("message"))
        })
        .collect()
}

#[test]
fn each_damage_to_a_form_draws_one_finding() {
    let workspace = Workspace::new();
    let plan = workspace.plan();
    type Change = fn(&mut Vec<Sheet>);
    let cases: [(&str, Change, &str); 9] = [
        ("nothing", |_| {}, ""),
        (
            "this year's column is gone",
            |book| {
                let (_, column) = book[1].find(YEAR).unwrap();
                book[1].remove_column(column);
            },
            "誤り[S10] 必要な見出し「2022年度」が見つからないため、読み取れません",
        ),
        (
            "another year is above this year's column",
            |book| {
                book[1]
                    .cells
                    .values_mut()
                    .filter(|text| *text == YEAR)
                    .for_each(|text| *text = "2032年度".to_owned())
            },
            "誤り[S10] 必要な見出し「2022年度」が見つからないため、読み取れません",
        ),
        (
            "the year rows are gone",
            |book| {
                while let Some((row, _)) = book[1].find(YEAR) {
                    book[1].remove_row(row);
                }
            },
            "誤り[S10] 必要な見出し「年度」（本来はB15（「指標とスケジュール」の次））が見つからないため、読み取れません",
        ),
        (
            "the schedule block is gone",
            |book| {
                let (first, _) = book[1].find("指標とスケジュール").unwrap();
                let (end, _) = book[1].find("進捗状況").unwrap();
                (first..end).for_each(|_| book[1].remove_row(first));
            },
            "誤り[S10] 必要な見出し「指標とスケジュール」が見つからないため、読み取れません",
        ),
        (
            "a row of targets is emptied",
            |book| {
                let (target, column) = book[1].find("目標①").unwrap();
                book[1].cells.retain(|(row, col), _| *row != target || *col <= column);
            },
            "要確認[P01] 2021年度～2023年度の目標①が計画と違います（計画は「17%、40%、70%（残る30%は財務会計システム分）」、回答は空欄）",
        ),
        (
            "every figure lost its source",
            |book| {
                book[1].fill_year("実績①", YEAR, "#REF!");
                book[1].fill_year("実績②", YEAR, "#REF!");
                book[1].fill("進捗状況", "#REF!");
            },
            "誤り[V09] 進捗状況が「#REF!」になっています（実績①、実績②も同じです）",
        ),
        (
            "nothing is filled in",
            |book| {
                for label in ["実績①", "実績②"] {
                    book[1].clear_year(label, YEAR);
                }
                book[1].clear("進捗状況");
                book[1].clear("計画見直しの要望");
            },
            "誤り[R02] 実績も進捗状況も記入されていません",
        ),
        (
            "last time's form",
            |book| book[1].fill("基準月", "2022年12月末"),
            "誤り[S12] 様式の基準月が2022年12月末です（今回は2023年3月末）",
        ),
    ];
    for (what, change, expected) in cases {
        let told = said(&workspace, &plan, "情報管理課", change);
        let expected: Vec<&str> = Some(expected).filter(|text| !text.is_empty()).into_iter().collect();
        assert_eq!(told, expected, "{what}");
    }
}
