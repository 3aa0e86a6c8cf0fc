//! Sheets that this program did not issue: pages of a volume, and tables drawn up by departments.

use workbook::{Cell, CellKind, Grid, Merge, Pos};

use crate::form::field::Field;
use crate::form::labels::Labels;
use crate::form::raw::{CellRole, RawForm, ShapeIssue};
use crate::form::read::read_forms;
use crate::form::read::tests::edit::{put, shift};
use crate::form::read::tests::{assert_accounted, only};

fn sheet(rows: &[&[&str]]) -> Grid {
    let mut grid = Grid { name: "Sheet1".to_owned(), ..Grid::default() };
    for (row, cells) in (0..).zip(rows) {
        for (col, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                put(&mut grid, Pos::new(row, col), text);
            }
        }
    }
    grid
}

fn merge(grid: &mut Grid, first: (u32, u32), last: (u32, u32)) {
    grid.merges.push(Merge { first: Pos::new(first.0, first.1), last: Pos::new(last.0, last.1) });
}

fn entry<'f>(form: &'f RawForm, field: Field, symbol: &str, year: i32) -> Option<&'f str> {
    form.values
        .iter()
        .find(|value| {
            value.field == field
                && value.year.is_some_and(|found| found.year() == year)
                && value.indicator.is_some_and(|at| form.indicators[at].symbol == symbol)
        })
        .map(|value| value.cell.text.as_str())
}

fn volume() -> Grid {
    let mut grid = sheet(&[
        &["1 暮らしの向上①"],
        &["1-1 手続の改善"],
        &["1", "事業名称", "窓口の予約"],
        &["", "課題", "待ち時間が長いことです。"],
        &["", "目的", "待たずに済むようにします。"],
        &["", "概要", "予約の仕組みを入れます。"],
        &["", "担当課", "みどり課ほか"],
        &["", "指標とスケジュール", "①待ち時間"],
        &["", "", "", "2030年度", "2031年度", "2032年度"],
        &["", "", "目標①", "10分", "5分", ""],
        &["", "", "実績①", "9分", "-", "-"],
        &["", "", "②予約の率"],
        &["", "", "", "2030年度", "2031年度", "2032年度"],
        &["", "", "目標②", "10%", "20%", "30%"],
        &["", "", "実績②", "12%", "-", "-"],
        &[],
        &["2", "事業名称", "組織の整備"],
        &["", "課題", "人が足りません。"],
        &["", "目的", "人を育てます。"],
        &["", "概要", "研修をします。"],
        &["", "担当課", "あおい課"],
        &["1-2 案内の改善"],
        &["1", "事業名称", "案内の整備"],
        &["", "課題", "古いことです。"],
        &["", "目的", "新しくします。"],
        &["", "概要", "作り直します。"],
        &["", "担当課", "あおい課"],
        &["", "スケジュール", "", "2030年度", "2031年度", "2032年度"],
        &["", "", "目標", "検討", "実施", "終了"],
        &["", "", "実績", "検討", "", ""],
    ]);
    merge(&mut grid, (7, 2), (7, 5));
    merge(&mut grid, (7, 1), (14, 1));
    merge(&mut grid, (2, 0), (14, 0));
    merge(&mut grid, (9, 4), (9, 5));
    merge(&mut grid, (11, 2), (11, 5));
    merge(&mut grid, (27, 1), (29, 1));
    grid
}

#[test]
fn a_page_of_a_volume_is_read_without_troubles_or_remarks() {
    for grid in [volume(), shift(&volume(), 2, 1)] {
        let forms = read_forms(&grid, &Labels::default());
        assert_accounted(&grid, &forms);
        assert_eq!(forms.len(), 3);
        for form in &forms {
            assert!(form.shape_issues.is_empty(), "{:?}", form.shape_issues);
            assert!(form.remarks.is_empty(), "{:?}", form.remarks);
            assert!(form.control.is_empty());
        }
        let numbers: Vec<&str> =
            forms.iter().map(|form| form.number.as_ref().unwrap().text.as_str()).collect();
        assert_eq!(numbers, ["1", "2", "1"]);
        let lines: Vec<&str> =
            forms.iter().map(|form| form.measure_line.as_ref().unwrap().text.as_str()).collect();
        assert_eq!(lines, ["1-1 手続の改善", "1-1 手続の改善", "1-2 案内の改善"]);
        assert_eq!(forms[0].value(Field::Department).unwrap().cell.text, "みどり課ほか");
        assert_eq!(entry(&forms[0], Field::Target, "①", 2031), Some("5分"));
        assert_eq!(entry(&forms[0], Field::Target, "①", 2032), Some("5分"));
        assert_eq!(entry(&forms[0], Field::Actual, "②", 2030), Some("12%"));
        let names: Vec<&str> = forms[0]
            .values
            .iter()
            .filter(|value| value.field == Field::IndicatorName)
            .map(|value| value.cell.text.as_str())
            .collect();
        assert_eq!(names, ["待ち時間", "予約の率"]);
        assert!(forms[1].indicators.is_empty() && forms[1].schedule_heading.is_none());
        assert_eq!(entry(&forms[2], Field::Target, "", 2031), Some("実施"));
        assert_eq!(forms[2].schedule_heading.as_ref().unwrap().text, "スケジュール");
    }
}

#[test]
fn labels_may_be_split_over_stacked_cells() {
    let mut grid = sheet(&[
        &["１　事業名称", "窓口の予約"],
        &["担　当　課", "みどり課"],
        &["指標と", "", "R12", "R13"],
        &["スケジュール", "目", "10件", "20件"],
        &["", "標", "", ""],
        &["", "実", "9件", ""],
        &["", "績", "", ""],
    ]);
    merge(&mut grid, (5, 2), (6, 2));
    let form = only(&grid);
    assert!(form.shape_issues.is_empty(), "{:?}", form.shape_issues);
    assert_eq!(form.number.as_ref().unwrap().text, "1");
    assert_eq!(form.schedule_heading.as_ref().unwrap().text, "指標とスケジュール");
    assert_eq!(entry(&form, Field::Target, "", 2031), Some("20件"));
    assert_eq!(entry(&form, Field::Actual, "", 2030), Some("9件"));
    assert!(form.remarks.is_empty(), "{:?}", form.remarks);
}

#[test]
fn symbols_beside_a_tall_label_separate_its_rows() {
    let mut grid = sheet(&[
        &["事業名称", "", "窓口の予約"],
        &["担当課", "", "みどり課"],
        &["スケジュール"],
        &["年度", "", "2030", "2031"],
        &["目標", "①", "1件", "2件"],
        &["", "②", "10%", "20%"],
        &["実績", "①", "1件", ""],
        &["", "②", "11%", ""],
    ]);
    merge(&mut grid, (4, 0), (5, 0));
    merge(&mut grid, (6, 0), (7, 0));
    let form = only(&grid);
    assert_eq!(form.indicators.len(), 2);
    assert_eq!(entry(&form, Field::Target, "②", 2031), Some("20%"));
    assert_eq!(entry(&form, Field::Actual, "①", 2030), Some("1件"));
    assert!(
        form.shape_issues.is_empty() && form.remarks.is_empty(),
        "{:?} {:?}",
        form.shape_issues,
        form.remarks
    );
}

#[test]
fn values_below_their_labels_are_read() {
    let grid = sheet(&[
        &["事業名称", "担当課", "進捗状況"],
        &["窓口の予約", "みどり課", "順調"],
        &["取組内容", "", ""],
        &["説明会をしました。", "", ""],
        &["課題", "", ""],
        &["目的", "", ""],
    ]);
    for grid in [grid.clone(), shift(&grid, 2, 1)] {
        let form = only(&grid);
        let text = |field: Field| form.value(field).map(|value| value.cell.text.as_str());
        assert_eq!(text(Field::Name), Some("窓口の予約"));
        assert_eq!(text(Field::Department), Some("みどり課"));
        assert_eq!(text(Field::Progress), Some("順調"));
        assert_eq!(text(Field::Activity), Some("説明会をしました。"));
        assert_eq!(text(Field::Issue), None);
        assert!(form.labels.iter().any(|label| label.field == Field::Issue));
    }
}

#[test]
fn names_left_of_tall_rows_are_read() {
    let mut grid = sheet(&[
        &["事業名称", "窓口の予約"],
        &["担当課", "みどり課"],
        &["指標", "区分", "2030年度", "単位", "2031年度", "備考"],
        &["待ち時間", "目標", "10", "分", "5分", ""],
        &["", "実績", "９", "分", "", "調査中"],
        &["予約の率", "目標", "10%", "", "20%", ""],
        &["", "実績", "12%", "", "", ""],
    ]);
    merge(&mut grid, (3, 0), (4, 0));
    merge(&mut grid, (5, 0), (6, 0));
    let form = only(&grid);
    let names: Vec<(&str, Option<usize>)> = form
        .values
        .iter()
        .filter(|value| value.field == Field::IndicatorName)
        .map(|value| (value.cell.text.as_str(), value.indicator))
        .collect();
    assert_eq!(names, [("待ち時間", Some(0)), ("予約の率", Some(1))]);
    let actuals: Vec<(&str, Option<usize>)> = form
        .values
        .iter()
        .filter(|value| value.field == Field::Actual)
        .map(|value| (value.cell.text.as_str(), value.indicator))
        .collect();
    assert_eq!(actuals, [("９分", Some(0)), ("12%", Some(1))]);
    let outside: Vec<Pos> =
        form.cells.iter().filter(|(_, role)| *role == CellRole::Outside).map(|(pos, _)| *pos).collect();
    assert_eq!(outside, [Pos::new(4, 5)]);
    assert!(form.shape_issues.is_empty(), "{:?}", form.shape_issues);
}

#[test]
fn years_that_stand_three_times_are_reported_once_each() {
    let grid = sheet(&[
        &["事業名称", "窓口の予約"],
        &["担当課", "みどり課"],
        &["スケジュール", "", "2030年度", "2031年度", "2030年度", "2031年度", "2030年度", "2031年度"],
        &["", "目標", "10件", "20件"],
        &["", "実績", "9件", "-"],
    ]);
    let issues: Vec<ShapeIssue> = only(&grid).shape_issues;
    let shifted: Vec<&str> = issues
        .iter()
        .filter_map(|issue| match issue {
            ShapeIssue::Shifted { what, .. } if what.contains("か所") => Some(what.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        shifted,
        ["「2030年度」の列が3か所（C3、E3、G3）、「2031年度」の列が3か所（D3、F3、H3）"],
        "{issues:?}"
    );
}

#[test]
fn a_schedule_without_years_is_reported() {
    let grid = sheet(&[
        &["事業名称", "窓口の予約"],
        &["担当課", "みどり課"],
        &["スケジュール"],
        &["目標", "10"],
        &["実績", "9"],
    ]);
    let form = only(&grid);
    assert!(
        matches!(&form.shape_issues[..], [ShapeIssue::Missing { label, .. }] if label == "年度"),
        "{:?}",
        form.shape_issues
    );
}

#[test]
fn a_list_of_projects_is_no_form() {
    let grid = sheet(&[&["整理番号", "事業名称", "シート"], &["1-1-1", "窓口の予約", "開く"]]);
    assert!(read_forms(&grid, &Labels::default()).is_empty());
    let grid = sheet(&[
        &["整理番号", "事業名称", "担当課", "進捗状況", "備考"],
        &["1-1 手続の改善"],
        &["1-1-1", "窓口の予約", "みどり課", "順調", ""],
        &["1-1-2", "組織の整備", "あおい課", "遅れ", "人手不足"],
    ]);
    assert!(read_forms(&grid, &Labels::default()).is_empty());
    let grid = sheet(&[
        &["事業名称", "種類", "値"],
        &["窓口の予約", "実績", "9件"],
        &["窓口の予約", "進捗状況", "順調"],
        &["組織の整備", "進捗状況", "遅れ"],
    ]);
    assert!(read_forms(&grid, &Labels::default()).is_empty());
    // Two stacked lists.
    let grid = sheet(&[
        &["整理番号", "事業名称", "状態", "記入日"],
        &["1-1-1", "窓口の予約", "提出", "2031-12-01"],
        &["1-1-2", "組織の整備", "未提出", ""],
        &[],
        &["担当課", "事業数", "連絡先"],
        &["みどり課", "1", "内線1"],
        &["あおい課", "1", "内線2"],
    ]);
    assert!(read_forms(&grid, &Labels::default()).is_empty());
}

#[test]
fn a_form_may_have_its_department_beside_its_name() {
    let grid = sheet(&[
        &["事業名称", "窓口の予約", "担当課", "みどり課"],
        &["課題", "待ち時間が長いことです。"],
        &["目的", "待たずに済むようにします。"],
    ]);
    let form = only(&grid);
    assert_eq!(form.value(Field::Name).unwrap().cell.text, "窓口の予約");
    assert_eq!(form.value(Field::Department).unwrap().cell.text, "みどり課");
    assert_eq!(form.value(Field::Purpose).unwrap().cell.text, "待たずに済むようにします。");
}

#[test]
fn forms_side_by_side_keep_their_values_with_names_in_any_column() {
    let rows = |a: &[&'static str], b: &[&'static str], gap: &[&'static str]| -> Vec<&'static str> {
        a.iter().chain(gap).chain(b).copied().collect()
    };
    let left: [[&str; 4]; 4] = [
        ["整理番号", "1-1-1", "事業名称", "窓口の予約"],
        ["担当課", "みどり課", "進捗状況", "順調"],
        ["課題", "左の課題", "", ""],
        ["備考", "", "", ""],
    ];
    let right: [[&str; 4]; 4] = [
        ["整理番号", "1-1-2", "事業名称", "案内の整備"],
        ["担当課", "あおい課", "進捗状況", "遅れ"],
        ["課題", "右の課題", "", ""],
        ["備考", "右の備考", "", ""],
    ];
    let all: Vec<Vec<&str>> = left.iter().zip(&right).map(|(a, b)| rows(a, b, &[""])).collect();
    let lines: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
    let grid = sheet(&lines);
    let forms = read_forms(&grid, &Labels::default());
    assert_accounted(&grid, &forms);
    let text = |at: usize, field: Field| forms[at].value(field).map(|value| value.cell.text.as_str());
    assert_eq!(forms.len(), 2);
    for (at, wanted) in
        [(0, [Some("順調"), Some("左の課題"), None]), (1, [Some("遅れ"), Some("右の課題"), Some("右の備考")])]
    {
        assert_eq!([Field::Progress, Field::Issue, Field::Note].map(|field| text(at, field)), wanted);
    }
}

#[test]
fn tangled_forms_are_both_refused() {
    // The second form begins in the next column, before the end of the first.
    let grid = sheet(&[
        &["事業名称", "窓口の予約"],
        &["担当課", "みどり課"],
        &["課題", "左の課題"],
        &["", "事業名称", "案内の整備"],
        &["進捗状況", "担当課", "あおい課"],
        &["", "進捗状況", "遅れ"],
        &["備考", "備考", "右の備考"],
    ]);
    let forms = read_forms(&grid, &Labels::default());
    assert_accounted(&grid, &forms);
    assert_eq!(forms.len(), 2);
    for form in &forms {
        assert!(
            form.shape_issues.iter().any(|issue| matches!(issue,
                ShapeIssue::Doubled { label, cells } if label == "事業名称" && cells.len() == 2)),
            "{:?}",
            form.shape_issues
        );
    }
}

#[test]
fn a_column_of_units_belongs_to_every_bare_number_of_its_row() {
    let lines = |head: [&'static str; 5], target: [&'static str; 5], actual: [&'static str; 5]| {
        sheet(&[
            &["事業名称", "窓口の予約"],
            &["担当課", "みどり課"],
            &["スケジュール"],
            &head,
            &target,
            &actual,
        ])
    };
    let left = lines(
        ["年度", "単位", "2030年度", "2031年度", "2032年度"],
        ["目標", "施設", "6", "7施設", "8"],
        ["実績", "件", "5", "７", ""],
    );
    let right = lines(
        ["年度", "2030年度", "2031年度", "2032年度", "単位"],
        ["目標", "6", "7施設", "8", "施設"],
        ["実績", "5", "７", "", "件"],
    );
    for grid in [left.clone(), right, shift(&left, 3, 2)] {
        let form = only(&grid);
        assert_eq!(entry(&form, Field::Target, "", 2030), Some("6施設"));
        assert_eq!(entry(&form, Field::Target, "", 2031), Some("7施設"));
        assert_eq!(entry(&form, Field::Target, "", 2032), Some("8施設"));
        assert_eq!(entry(&form, Field::Actual, "", 2030), Some("5件"));
        assert_eq!(entry(&form, Field::Actual, "", 2031), Some("７件"));
        assert_eq!(entry(&form, Field::Actual, "", 2032), None);
        assert!(
            form.remarks.is_empty() && form.shape_issues.is_empty(),
            "{:?} {:?}",
            form.remarks,
            form.shape_issues
        );
    }
    // A unit over both rows, none at all, and one that no number needs.
    let mut tall = lines(
        ["年度", "単位", "2030年度", "2031年度", "2032年度"],
        ["目標", "施設", "6", "-", "8"],
        ["実績", "", "5", "", ""],
    );
    merge(&mut tall, (4, 1), (5, 1));
    assert_eq!(entry(&only(&tall), Field::Actual, "", 2030), Some("5施設"));
    let dash = lines(
        ["年度", "単位", "2030年度", "2031年度", "2032年度"],
        ["目標", "－", "6", "7", "8"],
        ["実績", "件", "5件", "6件", ""],
    );
    let form = only(&dash);
    assert_eq!(entry(&form, Field::Target, "", 2030), Some("6"));
    assert_eq!(entry(&form, Field::Actual, "", 2030), Some("5件"));
    assert!(form.remarks.iter().all(|remark| remark.text == "－"), "{:?}", form.remarks);
}

#[test]
fn other_spellings_of_years_are_read_if_no_row_has_plain_ones() {
    let grid = |heads: [Cell; 3]| {
        let mut grid = sheet(&[
            &["事業名称", "窓口の予約"],
            &["担当課", "みどり課"],
            &["スケジュール"],
            &["年度"],
            &["目標", "10分", "5分", "3分"],
            &["実績", "9分", "4分", ""],
        ]);
        for (col, cell) in (1..).zip(heads) {
            grid.cells.insert(Pos::new(3, col), cell);
        }
        grid
    };
    let texts = |of: &dyn Fn(i32) -> String| [2030, 2031, 2032].map(|year| Cell::text(&of(year)));
    let dates = |rest: &str| {
        [2030, 2031, 2032].map(|year| Cell {
            kind: CellKind::Date { typed: String::new() },
            ..Cell::text(&format!("{year}-{rest}"))
        })
    };
    for heads in [
        dates("04-01"),
        dates("01-01"),
        texts(&|year| format!("{}年度", year - 2000)),
        texts(&|year| format!("’{}", year - 2000)),
        texts(&|year| format!("FY{}", year - 2000)),
        texts(&|year| format!("FY{year}")),
        texts(&|year| format!("{year}年度実績")),
        texts(&|year| format!("令和{}年度（見込み）", year - 2018)),
    ] {
        let form = only(&grid(heads.clone()));
        assert_eq!(entry(&form, Field::Target, "", 2032), Some("3分"), "{heads:?}");
        assert_eq!(entry(&form, Field::Actual, "", 2031), Some("4分"), "{heads:?}");
        assert!(form.shape_issues.is_empty() && form.remarks.is_empty(), "{heads:?} {:?}", form.remarks);
    }
    // Dates at the end of a fiscal year are ambiguous; numbers alone and counts are no years.
    for heads in
        [dates("03-31"), texts(&|year| format!("{}", year - 2000)), texts(&|year| format!("{}件", year))]
    {
        let form = only(&grid(heads));
        assert!(form.values.iter().all(|value| value.field != Field::Actual));
        assert!(matches!(&form.shape_issues[..], [ShapeIssue::Missing { label, .. }] if label == "年度"));
    }
}
