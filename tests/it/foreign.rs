//! Workbooks that other programs saved, compared with their content typed here by hand.

use std::fs;
use std::path::Path;

use workbook::{CellKind, Grid, Limits};

use shinchoku::form::field::Field;
use shinchoku::form::labels::Labels;
use shinchoku::form::raw::RawForm;
use shinchoku::form::read::read_book;
use shinchoku::intake;

fn sheets(name: &str) -> Vec<Grid> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/workbook/tests/fixtures/foreign").join(name);
    intake::sheets(&fs::read(path).unwrap(), &Limits::default()).unwrap()
}

/// Every cell as `A1 text` and its kind: `n` for a number, `%` a percentage, the text as typed for a date,
/// `!` an error, `=` a formula without a result. In brackets follows the text without its struck-through
/// part.
fn cells(grid: &Grid) -> Vec<String> {
    grid.cells
        .iter()
        .map(|(pos, cell)| {
            let kind = match &cell.kind {
                CellKind::Text => String::new(),
                CellKind::Number => " n".to_owned(),
                CellKind::Percent => " %".to_owned(),
                CellKind::Date { typed } => format!(" ({typed})"),
                CellKind::Error => " !".to_owned(),
                CellKind::Unsaved => " =".to_owned(),
            };
            let struck = cell.unstruck.as_ref().map(|rest| format!(" [{rest}]")).unwrap_or_default();
            format!("{} {}{kind}{struck}", pos.a1(), cell.text)
        })
        .collect()
}

fn remarks(grid: &Grid) -> Vec<(&str, String, &str)> {
    let place = |remark: &workbook::GridRemark| remark.at.map(|pos| pos.a1()).unwrap_or_default();
    grid.remarks.iter().map(|remark| (remark.kind.word(), place(remark), remark.text.as_str())).collect()
}

/// The cells of the sheet that LibreOffice, openpyxl and xlwt saved.
const ANSWER: &str = "\
B2 事業名称|C2 オンライン手続の拡充（見本）|B3 担当課|C3 見本課|B4 進捗状況|C4 順調|I5 隠れた列（見本）|B6 指標|C6 区分|D6 2021年度|E6 2022年度|F6 備考|\
B7 手続の数|C7 目標|D7 150手続|E7 400手続|C8 実績|D8 125手続|E8 400411手続 [411手続]|B9 利用の率|C9 目標|D9 36.3% %|E9 40%|C10 実績|D10 150% %|\
E10 ?|B12 備考|C12 隠れた行（見本）|B13 記入日|C13 2023-04-05 (2023/4/5)|D13 2023-07-08 (7/8)|B14 今後の対応|C14 廃止した取組（見本） []|\
B15 取組内容|C15 説明会を開きました（見本）";

/// Compares a file with [`ANSWER`]. `result` is the formula's cell as read (the `?` there), `typed` the first
/// date as its cell shows it.
#[track_caller]
fn check_answer(name: &str, result: &str, typed: &str, expected_remarks: &[(&str, &str, &str)]) {
    let grids = sheets(name);
    let answer = &grids[0];
    let expected: Vec<String> = ANSWER
        .split('|')
        .map(|cell| cell.replace("E10 ?", result).replace("(2023/4/5)", typed))
        .filter(|cell| !cell.is_empty())
        .collect();
    assert_eq!(cells(answer), expected, "{name}");
    let mut merges: Vec<String> =
        answer.merges.iter().map(|merge| format!("{}:{}", merge.first.a1(), merge.last.a1())).collect();
    // Programs save merged ranges in different orders.
    merges.sort();
    assert_eq!(merges, ["B7:B8", "B9:B10"], "{name}");
    assert_eq!(
        (answer.hidden_rows.as_slice(), answer.hidden_cols.as_slice()),
        (&[11][..], &[8][..]),
        "{name}"
    );
    let found = remarks(answer);
    let found: Vec<(&str, &str, &str)> =
        found.iter().map(|(kind, place, text)| (*kind, place.as_str(), *text)).collect();
    assert_eq!(found, expected_remarks, "{name}");
    assert_eq!((answer.name.as_str(), answer.hidden), ("回答", false));
    assert_eq!((grids[1].name.as_str(), grids[1].hidden), ("裏", true));
    assert_eq!(cells(&grids[1]), ["A1 控え（見本）"]);
}

const NOTE: (&str, &str, &str) = ("ノート", "E8", "暫定値です（見本）");
const BOX: (&str, &str, &str) = ("図形", "C17", "別途、資料を送ります（見本）");

#[test]
fn reads_what_libreoffice_saved_in_three_formats() {
    check_answer("libreoffice.xlsx", "E10 #DIV/0! !", "(2023/4/5)", &[NOTE, BOX]);
    check_answer("libreoffice.xls", "E10 #DIV/0! !", "(2023/4/5)", &[NOTE, BOX]);
    // How much of a date its cell shows is not read from an .ods.
    check_answer("libreoffice.ods", "E10 #DIV/0! !", "(4/5)", &[NOTE, BOX]);
}

#[test]
fn reads_what_openpyxl_and_xlwt_saved() {
    // openpyxl saves no results of formulas; xlwt saves an empty text as the result.
    check_answer("openpyxl.xlsx", "E10 =E9*2 =", "(2023/4/5)", &[NOTE]);
    check_answer("xlwt.xls", "", "(2023/4/5)", &[]);
}

fn value(form: &RawForm, field: Field, indicator: usize, year: i32) -> Option<&str> {
    let year_of = |value: &&shinchoku::form::raw::RawValue| value.year.map(|year| year.year());
    let found = form.values.iter().find(|value| {
        value.field == field && value.indicator == Some(indicator) && year_of(value) == Some(year)
    });
    found.map(|value| value.cell.unstruck.as_deref().unwrap_or(&value.cell.text))
}

#[test]
fn the_form_on_the_sheet_is_the_same_in_every_format() {
    for (name, last) in [
        ("libreoffice.xlsx", Some("#DIV/0!")),
        ("libreoffice.xls", Some("#DIV/0!")),
        ("libreoffice.ods", Some("#DIV/0!")),
        ("openpyxl.xlsx", Some("=E9*2")),
        ("xlwt.xls", None),
    ] {
        let forms = read_book(&sheets(name), &Labels::default());
        assert_eq!(forms.len(), 1, "{name}");
        let form = &forms[0];
        let text = |field: Field| form.value(field).map(|value| value.cell.text.as_str());
        assert_eq!(text(Field::Name), Some("オンライン手続の拡充（見本）"));
        assert_eq!(text(Field::Department), Some("見本課"));
        assert_eq!(text(Field::Progress), Some("順調"));
        assert_eq!(text(Field::Note), Some("隠れた行（見本）"));
        assert_eq!(text(Field::EnteredOn), Some("2023-04-05"));
        assert_eq!(text(Field::Activity), Some("説明会を開きました（見本）"));
        assert_eq!(form.value(Field::NextStep).and_then(|value| value.cell.unstruck.as_deref()), Some(""));
        let figures: Vec<Option<&str>> = [0, 1]
            .into_iter()
            .flat_map(|at| [Field::Target, Field::Actual].map(|field| (at, field)))
            .flat_map(|(at, field)| [2021, 2022].map(|year| value(form, field, at, year)))
            .collect();
        assert_eq!(
            figures,
            [
                Some("150手続"),
                Some("400手続"),
                Some("125手続"),
                Some("411手続"),
                Some("36.3%"),
                Some("40%"),
                Some("150%"),
                last
            ],
            "{name}"
        );
    }
}

#[test]
fn reads_notes_threads_and_boxes_that_excel_saved() {
    let grid = &sheets("excel-threads.xlsx")[0];
    assert_eq!(
        remarks(grid),
        [
            ("ノート", "B3".to_owned(), "Microsoft Office User:\nSample Notes"),
            ("コメント", "C2".to_owned(), "testing"),
        ]
    );
    let grid = &sheets("excel-notes.xlsb")[0];
    assert_eq!(
        remarks(grid),
        [
            ("ノート", "A1".to_owned(), "comment top row1 (index0)"),
            ("ノート", "A2".to_owned(), "Allison, Timothy B.:\ncomment row2 (index1)"),
            ("ノート", "A3".to_owned(), "comment top row3 (index2)"),
            ("ノート", "A4".to_owned(), "comment top row4 (index3)"),
        ]
    );
    let grid = &sheets("excel-box.xlsb")[0];
    assert_eq!(remarks(grid), [("図形", "C2".to_owned(), "Line 1\nLine 2\nLine 3")]);
    let grid = &sheets("excel-notes.xls")[0];
    assert_eq!(
        remarks(grid),
        [
            ("ノート", "B1".to_owned(), "Yegor Kozlov:\nfirst cell"),
            ("ノート", "B2".to_owned(), "Yegor Kozlov:\nsecond cell"),
            ("ノート", "B3".to_owned(), "Yegor Kozlov:\nthird cell"),
        ]
    );
}

#[test]
fn reads_struck_text_and_readings_that_excel_saved() {
    assert_eq!(cells(&sheets("excel-struck.xlsx")[0]), ["A1 320-338 350 [320 350]"]);
    // The readings (フリガナ) of these names are in the file, too.
    let grid = &sheets("excel-readings.xlsx")[0];
    let names: Vec<String> = cells(grid).into_iter().filter(|cell| cell.starts_with('B')).take(3).collect();
    assert_eq!(names, ["B1 Name", "B2 豊田", "B3 日本オラクル"]);
}

#[test]
fn reads_every_kind_of_value_that_excel_saved_in_its_binary_format() {
    let grid = &sheets("excel-values.xlsb")[0];
    let of_column_b: Vec<String> =
        cells(grid).into_iter().filter(|cell| cell.starts_with('B')).take(15).collect();
    assert_eq!(
        of_column_b,
        [
            "B1 This is a string",
            "B2 13 n",
            "B3 13.1211231321 n",
            "B4 $3.03",
            "B5 20% %",
            "B6 13.12131231 n",
            "B7 123456789012345 n",
            "B8 1234567890123450 n",
            "B9 0.25 n",
            "B10 2017-03-09 (2017/3/9)",
            "B11 contents",
            "B12 tika_link",
            "B13 4 n",
            "B14 #NAME? !",
            "B15 0.5 n",
        ]
    );
}
