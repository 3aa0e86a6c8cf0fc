//! The book as another program reads it.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use crate::sample::results as sample;
use crate::secretariat::write;

fn book() -> Xlsx<Cursor<Vec<u8>>> {
    let files = write(&sample::plan(), &sample::consolidation(), "../../input").unwrap();
    assert_eq!(files[0].path, "事務局確認表_2023-03.xlsx");
    Xlsx::new(Cursor::new(files[0].bytes.clone())).unwrap()
}

fn rows(sheet: &str) -> Vec<Vec<String>> {
    let range = book().worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn the_book_has_every_sheet_in_order() {
    assert_eq!(
        book().sheet_names(),
        [
            "次にすること",
            "提出状況",
            "課ごとの提出状況",
            "受け取ったファイル",
            "検証結果",
            "記述",
            "出典",
            "データ",
            "検算"
        ]
    );
}

#[test]
fn a_link_opens_the_book_to_send() {
    let files = write(&sample::plan(), &sample::consolidation(), "../../input").unwrap();
    assert_eq!(files[0].refused, []);
    let mut zip = zip::ZipArchive::new(Cursor::new(&files[0].bytes)).unwrap();
    let mut links = String::new();
    zip.by_name("xl/worksheets/_rels/sheet1.xml.rels").unwrap().read_to_string(&mut links).unwrap();
    assert!(links.contains("Target=\"差戻し/総務課.xlsx\" TargetMode=\"External\""), "{links}");
}

#[test]
fn the_ledger_names_every_project_and_every_file() {
    let rows = rows("提出状況");
    let returned = rows.iter().find(|row| row[1] == "1-1-1").unwrap();
    assert_eq!(returned[3..6], ["要訂正", "2023-04-05", "2"]);
    assert_eq!((returned[7].as_str(), returned[8].as_str()), ("B4", "1"));
    let missing = rows.iter().find(|row| row[1] == "1-1-2").unwrap();
    assert_eq!((missing[0].as_str(), missing[3].as_str()), ("市民課", "未提出"));
    let files = self::rows("受け取ったファイル");
    let ignored = files.iter().find(|row| row[0] == "2023-03/~$総務課.xlsx").unwrap();
    assert_eq!((ignored[1].as_str(), ignored[4].as_str()), ("無視", "Excelの作業用ファイルのため"));
}

#[test]
fn departments_have_their_sums_and_those_to_be_asked_are_named() {
    let rows = rows("提出状況");
    assert_eq!(
        rows[2][0],
        "訂正・提出・確認を依頼する課（2課）：総務課（訂正 1事業）、市民課（未提出 1事業）"
    );
    let rows = self::rows("課ごとの提出状況");
    let told: Vec<String> = rows[3..]
        .iter()
        .map(|row| [0, 1, 2, 3, 4, 5].map(|at| row[at].replace('\n', " ")).join("|"))
        .collect();
    assert_eq!(
        told,
        ["総務課|1|0|1|0|要訂正 訂正を依頼: 1-1-1", "市民課|1|0|0|1|未提出 提出を依頼: 1-1-2", "計|2|0|1|1|",]
    );
}

#[test]
fn the_first_sheet_lists_what_the_officer_does_next() {
    let told: Vec<String> =
        rows("次にすること").iter().map(|row| row[..5].join("|").replace('\n', " ")).collect();
    let work = |from: usize, to: usize| -> Vec<&str> {
        told[from..to].iter().map(|line| line.split('|').nth(1).unwrap()).collect()
    };
    assert_eq!(told[1], "今月の作業||||");
    let table = told.iter().position(|line| line.starts_with("課ごとの作業")).unwrap();
    assert_eq!(work(2, table - 1), ["差戻し", "報告と確定"], "{told:?}");
    assert_eq!(told[table - 1], "||||");
    assert_eq!(told[table + 1], "2課に依頼します。すんだら「済」の欄に印を付けてください。||||");
    assert_eq!(
        told[table + 2..],
        [
            "済|担当課|すること|事業|提出",
            "□|総務課|訂正依頼|訂正：1-1-1|1／1事業",
            "□|市民課|督促（未提出）|督促：1-1-2|0／1事業"
        ]
    );
}

#[test]
fn a_department_that_only_has_to_confirm_is_named_too() {
    use crate::sample::forms::run;
    use crate::sample::forms::{AS_OF, form, plan};
    let plan = plan();
    let c = run(&plan, vec![form(&plan, "1-1-1", AS_OF).actual(0, "約411手続"), form(&plan, "1-1-2", AS_OF)]);
    let files = write(&plan, &c, "../../input").unwrap();
    let mut book = Xlsx::new(Cursor::new(files[0].bytes.clone())).unwrap();
    let range = book.worksheet_range("提出状況").unwrap();
    let told: Vec<String> = range.rows().map(|row| row[0].to_string()).collect();
    assert_eq!(told[2], "訂正・提出・確認を依頼する課（1課）：総務課（確認 1事業）");
    let range = book.worksheet_range("課ごとの提出状況").unwrap();
    let of_department = range.rows().find(|row| row[0] == "総務課").unwrap();
    assert_eq!(of_department[5].to_string(), "提出\n確認を依頼: 1-1-1");
}

#[test]
fn an_answer_that_was_not_adopted_is_listed_with_its_cell() {
    let rows = rows("出典");
    let heading = rows.iter().position(|row| row[0] == "採用しなかった値").unwrap();
    let told: Vec<&str> = rows[heading + 2].iter().map(String::as_str).collect();
    assert_eq!(
        told,
        ["1-1-1", "年度末見込み", "", "2022", "500件", "保留", "2023-03/総務課 #1.xlsx", "1-1-1 手続", "D15"]
    );
    assert_eq!(rows.len(), heading + 3);
}

#[test]
fn a_text_that_looks_like_a_formula_is_written_as_text() {
    let rows = rows("記述");
    assert!(rows.iter().any(|row| row[3] == "=1+1 受付を始めました。" && row[4] == "採用"));
    assert!(rows.iter().any(|row| row[2] == "様式外" && row[3] == "ご確認ください"));
    let formulas = book().worksheet_formula("記述").unwrap();
    assert!(formulas.used_cells().next().is_none());
}

#[test]
fn data_has_one_value_per_row_and_blank_is_not_zero() {
    let range = book().worksheet_range("データ").unwrap();
    let rows: Vec<&[Data]> = range.rows().collect();
    assert_eq!(rows[0][9], Data::String("種類".to_owned()));
    let actual =
        |year: f64| *rows.iter().find(|row| row[9] == "実績" && row[8] == Data::Float(year)).unwrap();
    assert_eq!(actual(2022.0)[10], Data::Float(411.0));
    assert_eq!(actual(2022.0)[11], Data::String("手続".to_owned()));
    assert_eq!(actual(2023.0)[10], Data::Empty);
    assert!(book().merge_cells_by_sheet_name("データ").unwrap().is_empty());
}

#[test]
fn the_same_consolidation_gives_the_same_bytes() {
    let write = || write(&sample::plan(), &sample::consolidation(), "../../input").unwrap();
    assert_eq!(write(), write());
}
