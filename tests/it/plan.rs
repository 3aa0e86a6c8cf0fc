//! The master workbook: what the delivered one reads as, and the fault codes (M01 and so on) with their
//! cells.

mod books;
mod told;

use std::path::Path;

use self::books::{Book, Page, Value, small_plan};
use self::told::told;
use shinchoku::findings::Severity;
use shinchoku::plan::Plan;
use shinchoku::plan::model::Indicator;
use shinchoku::plan::read::{Checked, check, read};
use shinchoku::plan::schema::SHEETS;
use shinchoku::plan::template::write;

const MASTER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/master-plan.xlsx");
const NONE: [&str; 0] = [];

fn examined(bytes: &[u8]) -> Checked {
    check(bytes, Path::new("plan.xlsx")).unwrap()
}

fn small() -> Plan {
    examined(&write(&small_plan()).unwrap()).plan.unwrap()
}

/// Code and cell of every fault above 参考.
fn faults(bytes: &[u8]) -> Vec<String> {
    let faults = examined(bytes).faults;
    let more = faults.iter().filter(|fault| fault.kind.severity != Severity::Info);
    more.map(|fault| format!("{} {}", fault.kind.code, fault.location())).collect()
}

/// The faults of the small plan with some cells changed: sheet, row below the headings, column, text.
fn with(changes: &[(&str, usize, usize, &str)]) -> Vec<String> {
    let mut sheets = small_plan();
    for (name, row, col, text) in changes {
        let sheet = SHEETS.iter().find(|sheet| sheet.name == *name).unwrap();
        sheets.rows.get_mut(sheet.name).unwrap()[*row][*col] = (*text).to_owned();
    }
    faults(&write(&sheets).unwrap())
}

#[test]
fn the_delivered_plan_reads_as_recorded() {
    let (plan, _) = read(&std::fs::read(MASTER).unwrap(), Path::new(MASTER)).unwrap();
    insta::assert_snapshot!(told(&plan));
}

#[test]
fn the_delivered_plan_has_no_error_and_these_faults_to_check() {
    let examined = check(&std::fs::read(MASTER).unwrap(), Path::new(MASTER)).unwrap();
    let of = |code: &str| -> Vec<String> {
        let faults = examined.faults.iter().filter(|fault| fault.kind.code == code);
        faults.map(|fault| fault.message.chars().take_while(|c| *c != '：').collect()).collect()
    };
    assert!(examined.faults.iter().all(|fault| fault.kind.severity == Severity::Check));
    assert_eq!(of("M06"), ["1-1-3", "1-1-8", "3-3-2"]);
    assert_eq!(of("M07"), ["1-1-8", "2-1-5"]);
    assert_eq!(of("M08"), ["1-1-5", "3-1-2①", "3-3-2"]);
    assert_eq!(of("M09"), NONE);
    assert_eq!(of("M10"), ["3-1-3", "3-2-1"]);
}

#[test]
fn the_small_plan_has_no_fault() {
    assert_eq!(with(&[]), NONE);
}

#[test]
fn m01_ids_that_are_malformed_or_doubled() {
    assert_eq!(with(&[("事業", 0, 0, "1-1-123456789012345678")])[0], "M01 事業!A3");
    assert_eq!(with(&[("事業", 1, 0, "1-1-1")])[0], "M01 事業!A4");
    assert_eq!(with(&[("事業", 0, 0, "")])[0], "M01 事業!A3");
    assert_eq!(with(&[("指標", 2, 1, "①")]), ["M01 指標!B5"]);
    assert_eq!(with(&[("指標", 2, 1, "2")]), ["M01 指標!B5"]);
    assert_eq!(with(&[("担当課", 2, 0, "総務課")])[0], "M01 担当課!A5");
    assert_eq!(with(&[("担当課", 1, 2, "庶務課")]), ["M01 担当課!C4"]);
    assert_eq!(with(&[("体系", 1, 2, "1-1")])[0], "M01 体系!C4");
    assert_eq!(with(&[("体系", 1, 1, "別の方針")]), ["M01 体系!A4"]);
    assert_eq!(with(&[("報告予定", 1, 0, "2030年9月")]), ["M01 報告予定!A4"]);
    assert_eq!(with(&[("判定区分", 1, 1, "達成")])[0], "M01 判定区分!B4");
    assert_eq!(with(&[("見出し語", 0, 1, "実績")]), ["M01 見出し語!B3"]);
    // An id in full width with spaces is the same id.
    assert_eq!(with(&[("事業", 0, 0, " １－１－１ ")]), NONE);
}

#[test]
fn m02_references_to_nothing() {
    assert_eq!(with(&[("事業", 0, 7, "消防課")]), ["M02 事業!H3"]);
    assert_eq!(with(&[("事務局評価", 0, 2, "2050")]), ["M02 事務局評価!C3"]);
    assert_eq!(with(&[("事務局評価", 0, 1, "①")]), ["M02 事務局評価!B3"]);
    assert_eq!(with(&[("報告予定", 0, 0, "2029-03")]), ["M02 報告予定!A3"]);
    assert_eq!(with(&[("指標", 0, 8, "→")]), ["M02 指標!I3"]);
}

#[test]
fn m13_departments_and_numbers_that_the_plan_lacks() {
    assert_eq!(with(&[("事業", 0, 6, "総務課、存在しない課")]), ["M13 事業!G3"]);
    assert_eq!(with(&[("事業", 0, 7, "存在しない課")]), ["M13 事業!H3"]);
    assert_eq!(with(&[("指標", 0, 0, "1-1-9")])[0], "M13 指標!A3");
    assert_eq!(with(&[("体系", 1, 2, "1-9")]), ["M13 事業!A4"]);
    assert_eq!(with(&[("ロードマップ", 0, 0, "9-9")]), ["M13 ロードマップ!A3"]);
    assert_eq!(with(&[("決定事項", 0, 1, "1-1-9")]), ["M13 決定事項!B3"]);
    // A former name of a department is found; M17 reports it.
    assert_eq!(with(&[("事業", 0, 6, "庶務課、市民課")]), ["M17 事業!G3"]);
}

#[test]
fn m03_words_that_are_not_allowed() {
    assert_eq!(with(&[("指標", 0, 4, "累積")]), ["M03 指標!E3"]);
    assert_eq!(with(&[("指標", 0, 5, "上")]), ["M03 指標!F3"]);
    assert_eq!(with(&[("指標", 0, 6, "平均")]), ["M03 指標!G3"]);
    assert_eq!(with(&[("事業", 0, 8, "日程")]), ["M03 事業!I3"]);
    assert_eq!(with(&[("ロードマップ", 0, 4, "点")]), ["M03 ロードマップ!E3"]);
    assert_eq!(with(&[("判定区分", 1, 0, "効果")])[0], "M03 判定区分!A4");
    assert_eq!(with(&[("判定区分", 0, 4, "済")]), ["M03 判定区分!E3"]);
    assert_eq!(with(&[("設定", 2, 1, "平均")]), ["M03 設定!B5"]);
    assert_eq!(with(&[("見出し語", 0, 0, "題名")]), ["M03 見出し語!A3"]);
    assert_eq!(with(&[("事務局評価", 0, 4, "良好")]), ["M03 事務局評価!E3"]);
    assert_eq!(with(&[("設定", 2, 1, "主指標"), ("事務局評価", 0, 5, "完了")]), NONE);
}

#[test]
fn m04_sheets_columns_and_items_that_are_missing() {
    let mut book = Book::of(&small_plan());
    book.sheets.remove("決定事項");
    assert_eq!(faults(&book.bytes()), ["M04 決定事項"]);

    let mut book = Book::of(&small_plan());
    book.set("指標", 0, 3, "たんい");
    assert_eq!(faults(&book.bytes()), ["M04 指標!A1"]);

    let mut book = Book::of(&small_plan());
    book.set("事業", 0, 9, "事業名称");
    assert!(faults(&book.bytes()).contains(&"M04 事業!J1".to_owned()));

    assert!(with(&[("計画", 0, 0, "題名")]).contains(&"M04 計画!A2".to_owned()));
    let mut sheets = small_plan();
    for sheet in ["事業", "指標", "事務局評価", "決定事項"] {
        sheets.rows.remove(sheet);
    }
    assert_eq!(faults(&write(&sheets).unwrap()), ["M04 事業!A2"]);
}

#[test]
fn m11_year_columns_that_do_not_fit_the_plan() {
    // The column of a target is missing, or another year's stands in its place.
    for heading in ["余分", "2040年度目標"] {
        let mut book = Book::of(&small_plan());
        book.set("指標", 0, 10, heading);
        assert!(faults(&book.bytes()).contains(&"M11 指標!A1".to_owned()), "{heading}");
    }
    // Missing columns of actuals are one fault. None at all is no fault: some plans print no actuals.
    let without = |columns: &[usize]| {
        let mut book = Book::of(&small_plan());
        columns.iter().for_each(|column| book.set("指標", 0, *column, "余分"));
        faults(&book.bytes()).iter().filter(|fault| fault.starts_with("M11")).count()
    };
    assert_eq!((without(&[9, 11]), without(&[9, 11, 13])), (1, 0));
    // The actuals of years to come may be missing.
    assert_eq!(without(&[11, 13]), 0);
}

#[test]
fn m05_cells_that_cannot_be_read() {
    assert!(with(&[("計画", 7, 1, "春")]).contains(&"M05 計画!B10".to_owned()));
    assert_eq!(with(&[("計画", 0, 1, "")]), ["M05 計画!B3"]);
    assert_eq!(with(&[("事業", 0, 1, "")]), ["M05 事業!B3"]);
    assert_eq!(with(&[("指標", 0, 7, "多数"), ("指標", 0, 6, "基準値比")]), ["M05 指標!H3"]);
    assert_eq!(with(&[("指標", 0, 6, "基準値比")]), ["M05 指標!H3"]);
    assert_eq!(with(&[("ロードマップ", 0, 2, "そのうち")]), ["M05 ロードマップ!C3"]);
    assert_eq!(with(&[("ロードマップ", 0, 3, "2029")]), ["M05 ロードマップ!D3"]);
    assert_eq!(with(&[("報告予定", 0, 1, "月末")]), ["M05 報告予定!B3"]);
    assert_eq!(with(&[("判定区分", 0, 3, "0.8")]), ["M05 判定区分!D3"]);
    assert_eq!(with(&[("判定区分", 1, 3, "120%")]), ["M05 判定区分!D4"]);
    assert_eq!(with(&[("判定区分", 1, 3, "")]), ["M05 判定区分!D4"]);
    assert_eq!(with(&[("判定区分", 2, 3, "10%")]), ["M05 判定区分!D5"]);
    assert_eq!(with(&[("設定", 0, 1, "たくさん")]), ["M05 設定!B3"]);
    assert_eq!(with(&[("設定", 3, 1, "0")]), ["M05 設定!B6"]);
    // Unknown values may stay blank, and settings may have a unit.
    let fine = [("計画", 5, 1, ""), ("設定", 3, 1, "20 MB"), ("設定", 4, 1, ""), ("判定区分", 1, 3, "80")];
    assert_eq!(with(&fine), NONE);
}

#[test]
fn m05_and_m01_dates_errors_and_formulas_in_place_of_texts() {
    for value in [Value::Date(2030, 7, 8), Value::Formula("=1/0", "#DIV/0!"), Value::Unsaved("=A1")] {
        let mut book = Book::of(&small_plan());
        book.put("指標", 2, 8, value.clone());
        assert_eq!(faults(&book.bytes()), ["M05 指標!I3"], "{value:?}");
    }
    let mut book = Book::of(&small_plan());
    book.put("指標", 2, 8, Value::Formula("=0.3+0.1", "0.4"));
    // 0.4 is read, and M12 asks whether 40% is meant, because the actual is 36.3%.
    assert_eq!(faults(&book.bytes()), ["M12 指標!I3"]);
    let mut book = Book::of(&small_plan());
    book.put("事業", 1, 0, Value::Date(2030, 1, 1));
    assert!(faults(&book.bytes()).contains(&"M01 事業!A2".to_owned()));
}

#[test]
fn m06_names_that_differ() {
    assert_eq!(with(&[("事業", 0, 2, "別の名称")]), ["M06 事業!C3"]);
    assert_eq!(with(&[("事業", 0, 2, "手続　の拡大")]), NONE);
}

#[test]
fn m07_a_falling_stock() {
    let fall = ("指標", 0, 10, "40手続／800手続");
    assert_eq!(with(&[fall]), ["M07 指標!K3"]);
    assert_eq!(with(&[fall, ("指標", 0, 4, "単年")]), NONE);
    assert_eq!(with(&[fall, ("指標", 0, 5, "減")]), NONE);
    assert_eq!(with(&[("指標", 0, 10, "→")]), NONE);
}

#[test]
fn m08_a_population_that_changes() {
    assert_eq!(with(&[("指標", 0, 10, "400手続／900手続")]), ["M08 指標!K3"]);
    assert_eq!(with(&[("指標", 0, 10, "400手続")]), NONE);
}

#[test]
fn m09_units_that_differ() {
    assert_eq!(with(&[("指標", 0, 9, "125件")]), ["M09 指標!J3"]);
    assert_eq!(with(&[("指標", 0, 9, "125")]), NONE);
    assert_eq!(with(&[("指標", 1, 9, "３６．３パーセント")]), NONE);
}

#[test]
fn m10_a_deadline_after_the_plan() {
    assert_eq!(with(&[("指標", 0, 10, "2035年度末までに800手続")]), ["M10 指標!K3"]);
    assert_eq!(with(&[("指標", 0, 10, "2032年度末までに800手続")]), NONE);
}

#[test]
fn every_fault_is_named_at_once() {
    let found = with(&[
        ("事業", 0, 0, "1-1-123456789012345678"),
        ("指標", 1, 4, "?"),
        ("ロードマップ", 0, 2, "?"),
        ("決定事項", 0, 1, "9-9-9"),
        ("事業", 1, 2, "別の名称"),
    ]);
    for place in
        ["M01 事業!A3", "M13 指標!A3", "M03 指標!E4", "M05 ロードマップ!C3", "M13 決定事項!B3", "M06 事業!C4"]
    {
        assert!(found.contains(&place.to_owned()), "{place}: {found:?}");
    }
}

#[test]
fn the_failure_of_a_refused_plan_names_errors_with_their_cells() {
    let mut sheets = small_plan();
    sheets.rows.get_mut("指標").unwrap()[0][4] = "累積".to_owned();
    sheets.rows.get_mut("事業").unwrap()[0][2] = "別の名称".to_owned();
    let failure = read(&write(&sheets).unwrap(), Path::new("plan.xlsx")).unwrap_err().to_string();
    assert!(failure.contains("誤りが1件"), "{failure}");
    assert!(failure.contains("誤り[M03] 指標!E3"), "{failure}");
    assert!(!failure.contains("M06"), "{failure}");
}

#[test]
fn headings_are_found_anywhere_and_unknown_columns_and_sheets_are_listed() {
    let mut book = Book::of(&small_plan());
    book.first_row = 5;
    book.first_col = 2;
    book.reversed = true;
    book.set("事業", 0, 10, "課長の一言");
    book.sheets.insert("覚え書き".to_owned(), Page::default());
    let examined = examined(&book.bytes());
    let listed: Vec<String> =
        examined.faults.iter().map(|fault| format!("{} {}", fault.kind.code, fault.message)).collect();
    assert_eq!(listed, ["M18 列「課長の一言」は使われません", "M18 シート「覚え書き」は使われません"]);
    assert_eq!(told(&examined.plan.unwrap()), told(&small()));
}

#[test]
fn an_example_row_is_ignored_but_not_a_department_whose_name_begins_like_it() {
    let mut sheets = small_plan();
    sheets.rows.get_mut("担当課").unwrap().extend([
        ["例）企画課", "", "市民課", ""].map(str::to_owned).to_vec(),
        ["例規課", "", "", ""].map(str::to_owned).to_vec(),
    ]);
    let plan = examined(&write(&sheets).unwrap()).plan.unwrap();
    let names: Vec<&str> = plan.departments.iter().map(|department| department.name.as_str()).collect();
    assert_eq!(names, ["総務課", "市民課", "消防課", "例規課"]);
}

#[test]
fn numbers_percentages_dates_and_merged_years_read_as_shown() {
    let mut book = Book::of(&small_plan());
    book.put("指標", 1, 8, Value::Number(150.0, ""));
    book.put("指標", 2, 8, Value::Number(0.363, "0.0%"));
    // The target of 2031 is merged across its actual's column into 2032.
    book.merge("指標", 1, 10, 12);
    book.put("報告予定", 1, 1, Value::Date(2030, 10, 31));
    book.put("計画", 8, 1, Value::Date(2030, 4, 1));
    book.put("計画", 4, 1, Value::Date(2030, 2, 1));
    book.put("判定区分", 1, 3, Value::Number(1.0, "0%"));

    let examined = examined(&book.bytes());
    let plan = examined.plan.unwrap_or_else(|| panic!("{:?}", examined.faults));
    let indicators: Vec<&Indicator> = plan.projects.iter().flat_map(|project| &project.indicators).collect();
    let targets = |at: usize| -> Vec<&str> {
        indicators[at].years.values().map(|cells| cells.target.text.as_str()).collect()
    };
    assert_eq!(targets(0), ["150", "400手続／800手続", "400手続／800手続"]);
    let from: Vec<i32> = indicators[0].years.values().map(|cells| cells.target_from.year()).collect();
    assert_eq!(from, [2030, 2031, 2031]);
    assert!(indicators[0].years.values().skip(1).all(|cells| cells.actual.is_blank()));
    assert_eq!(targets(1)[0], "36.3%");
    assert_eq!(plan.schedule[0].deadline.unwrap().to_string(), "2030-10-31");
    assert_eq!(plan.period_start.to_string(), "2030-04");
    assert_eq!(plan.published, "2030-02");
    assert_eq!(plan.bands.effect[0].floor.unwrap().to_string(), "100");
}

#[test]
fn a_setting_and_a_label_reach_the_plan() {
    let mut sheets = small_plan();
    sheets.rows.get_mut("設定").unwrap()[0][1] = "300%".to_owned();
    sheets.rows.get_mut("設定").unwrap()[3][1] = "7".to_owned();
    let plan = examined(&write(&sheets).unwrap()).plan.unwrap();
    assert_eq!(plan.settings.over_percent.to_string(), "300");
    assert_eq!(plan.settings.limits.file_mb, 7);
    let (own, _) = plan.labels.recognise("担当課").unwrap();
    assert_eq!(plan.labels.recognise("所　管　課").unwrap().0, own);
}

#[test]
fn a_cut_workbook_is_a_failure_and_a_damaged_one_never_panics() {
    let whole = write(&small_plan()).unwrap();
    for length in (0..whole.len()).step_by(whole.len() / 60) {
        let failure = check(&whole[..length], Path::new("plan.xlsx")).unwrap_err().to_string();
        assert!(failure.contains("読み取れません: plan.xlsx"), "{failure}");
    }
    for at in (0..whole.len()).step_by(whole.len() / 200) {
        let mut broken = whole.clone();
        broken[at] ^= 0x5A;
        // Either result will do, as long as nothing panics.
        drop(check(&broken, Path::new("plan.xlsx")));
    }
}

#[test]
fn a_workbook_is_written_with_the_same_bytes_each_time() {
    assert_eq!(write(&small_plan()).unwrap(), write(&small_plan()).unwrap());
}
