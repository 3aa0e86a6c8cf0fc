//! 確定, end to end: what `close` records, what it refuses, and how later changes are reported.

use std::fs;

use workbook::edit::{CellEdit, Content, edit};
use workbook::{Limits, Pos};

use crate::support::{Workspace, findings, sheets, text};

const DECEMBER: &str = "2022-12";
/// Few departments of the sample, because each test here runs the month many times.
const DEPARTMENTS: [&str; 4] = ["会計課", "観光課", "図書館", "ネウボラ推進課"];

/// Runs a command that must fail, and returns its standard error.
fn refused(workspace: &Workspace, arguments: &[&str]) -> String {
    let output = workspace.run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    text(&output.stderr)
}

fn record(workspace: &Workspace, month: &str) -> std::path::PathBuf {
    workspace.input().join(format!("確定/{month}.json"))
}

/// The texts of a sheet of the committee's workbook, row by row.
fn rows(workspace: &Workspace, month: &str, sheet: &str) -> Vec<String> {
    let path = workspace.output().join(month).join(format!("進捗管理表_{month}.xlsx"));
    let book = sheets::read(&fs::read(path).unwrap());
    let found = book.into_iter().find(|found| found.name == sheet).unwrap();
    let mut rows: Vec<String> = Vec::new();
    for row in 0..=found.last_row() {
        let cells: Vec<&str> =
            found.cells.iter().filter(|((at, _), _)| *at == row).map(|(_, text)| text.as_str()).collect();
        rows.push(cells.join("｜"));
    }
    rows
}

#[test]
fn a_month_is_closed_once_as_it_was_written_and_never_overwritten() {
    let workspace = Workspace::with_samples_of(&DEPARTMENTS);
    let told = refused(&workspace, &["close", "--as-of", DECEMBER]);
    assert!(told.contains("2022年12月末はまだ集計していないため、確定できません。"), "{told}");
    assert!(told.contains("先に shinchoku --as-of 2022-12 で帳票を作成し"), "{told}");
    assert!(!workspace.output().exists() && !workspace.input().join("確定").exists());
    let told = refused(&workspace, &["close", "--as-of", "2022-11"]);
    assert!(told.contains("2022年11月末は計画の報告予定にないため、確定できません。"), "{told}");

    workspace.ok(&["--as-of", DECEMBER, "--quiet"]);
    let written = fs::read(workspace.output().join("2022-12/consolidation.json")).unwrap();
    let said = workspace.ok(&["close", "--as-of", DECEMBER]);
    assert!(
        said.starts_with("確定　　2022年12月末の集計を input/確定/2022-12.json に保存しました\n"),
        "{said}"
    );
    assert!(said.contains("未了　　誤りが2件残っています。該当する値は保留のまま確定しました"), "{said}");
    assert_eq!(fs::read(record(&workspace, DECEMBER)).unwrap(), written);
    // Closing it again succeeds and changes nothing.
    let said = workspace.ok(&["close", "--as-of", DECEMBER]);
    assert!(said.contains("すでに同じ内容で確定しています"), "{said}");
    assert!(workspace.ok(&["close", "--as-of", DECEMBER, "--quiet"]).is_empty());

    workspace.put("2022-12/遅れて届いたもの.txt", b"x");
    workspace.ok(&["--as-of", DECEMBER, "--quiet"]);
    let told = refused(&workspace, &["close", "--as-of", DECEMBER]);
    assert!(told.contains("2022年12月末は、すでに確定しています"), "{told}");
    assert!(told.contains("確定した記録は書き換えません。"), "{told}");
    assert_eq!(fs::read(record(&workspace, DECEMBER)).unwrap(), written);
}

#[test]
fn a_month_that_differs_from_its_returns_is_not_closed() {
    let workspace = Workspace::with_samples_of(&DEPARTMENTS);
    workspace.ok(&["--as-of", DECEMBER, "--quiet"]);
    workspace.put("2022-12/覚え.txt", b"x");
    fs::remove_file(workspace.input().join("2022-12/観光課.xlsx")).unwrap();
    let told = refused(&workspace, &["close", "--as-of", DECEMBER]);
    assert!(told.contains("集計したあとで回答や計画が変わっているため、確定できません。"), "{told}");
    assert!(told.contains("・追加　2022-12/覚え.txt"), "{told}");
    assert!(told.contains("・削除　2022-12/観光課.xlsx"), "{told}");
    assert!(told.contains("shinchoku --as-of 2022-12 でもう一度集計し"), "{told}");
    assert!(!record(&workspace, DECEMBER).exists());

    // consolidation.json was edited: `close` refuses.
    workspace.ok(&["--as-of", DECEMBER, "--quiet"]);
    let path = workspace.output().join("2022-12/consolidation.json");
    let edited = fs::read_to_string(&path).unwrap().replacen("未達見込み", "達成見込み", 1);
    fs::write(&path, edited).unwrap();
    let told = refused(&workspace, &["close", "--as-of", DECEMBER]);
    assert!(told.contains("集計の記録が、書き出したあとで変わっています"), "{told}");
    assert!(!record(&workspace, DECEMBER).exists());

    // A workbook was edited: `close` names it and closes the month as computed.
    workspace.ok(&["--as-of", DECEMBER, "--quiet"]);
    fs::write(workspace.output().join("2022-12/進捗管理表_2022-12.xlsx"), b"edited").unwrap();
    let said = workspace.ok(&["close", "--as-of", DECEMBER]);
    assert!(said.contains("手で直された帳票があります（進捗管理表_2022-12.xlsx）"), "{said}");
}

#[test]
fn a_month_is_compared_with_the_closed_record_and_later_differences_are_reported() {
    let workspace = Workspace::with_samples_of(&DEPARTMENTS);
    workspace.ok(&["--as-of", DECEMBER, "--quiet"]);
    workspace.ok(&["close", "--as-of", DECEMBER, "--quiet"]);
    let said = workspace.ok(&[]);
    assert!(said.contains("前回 2022年12月末・確定"), "{said}");
    assert!(!said.contains("確定後の変更"), "{said}");
    let march = workspace.record("2023-03");
    assert_eq!(march["previous"], DECEMBER);
    let closed: Vec<&str> = march["files"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|file| file["path"] == "確定/2022-12.json")
        .map(|file| file["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(closed, ["無視"]);
    // The record of a closed month is not reported as an ignored file (F06).
    assert!(!findings(&march).contains(&"F06".to_owned()), "{:?}", findings(&march));
    let compared = rows(&workspace, "2023-03", "前回比較");
    assert!(compared[1].contains("確定後の変更はありません。"), "{compared:?}");

    // A department corrects its December return.
    let mut book = sheets::read(&workspace.issued(DECEMBER, "中央図書館"));
    book[1].fill_year("実績", "2022年度", "38,000件");
    book[1].fill("進捗状況", "順調");
    book[1].fill("提出回", "2");
    workspace.put("2022-12/中央図書館（訂正）.xlsx", &sheets::write(&book));
    let said = workspace.ok(&[]);
    assert!(said.contains("注意　　確定した2022年12月末と違うところが"), "{said}");
    let compared = rows(&workspace, "2023-03", "前回比較");
    assert!(compared[3].starts_with("確定後の変更　"), "{compared:?}");
    let corrected =
        compared.iter().find(|row| row.contains("提出状況が") && row.starts_with("1-1-9｜")).unwrap();
    assert!(corrected.contains("提出状況が「要訂正」から「提出」に変わりました。"), "{corrected}");
    assert!(
        corrected.contains("実績（2022年度）が「（なし）」から「38,000件」に変わりました。"),
        "{corrected}"
    );
    assert!(rows(&workspace, "2023-03", "概況").iter().any(|row| row.contains("確定後の変更が")));
    let log = fs::read_to_string(workspace.output().join("2023-03/実行記録.txt")).unwrap();
    assert!(log.contains("[2022年12月末 確定後の変更 "), "{log}");
    assert!(log.contains("1-1-9　提出状況　要訂正 → 提出"), "{log}");
    // 前回 keeps the figures that the committee saw.
    let overview = rows(&workspace, "2023-03", "概況");
    assert!(overview.iter().any(|row| row.contains("前回（2022年12月末・確定）から、")), "{overview:?}");
    // A new run of the closed month reports it, too.
    let said = workspace.ok(&["--as-of", DECEMBER]);
    assert!(said.contains("注意　　確定した2022年12月末と違うところが"), "{said}");
}

#[test]
fn an_unreadable_record_is_a_finding_and_does_not_stop_the_run() {
    let workspace = Workspace::with_samples_of(&DEPARTMENTS);
    workspace.put("確定/2022-12.json", b"{");
    let record = workspace.judged("2023-03");
    let told =
        record["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "F01").unwrap();
    assert_eq!(told["file"], "確定/2022-12.json");
    assert!(told["message"].as_str().unwrap().contains("確定の記録として読み取れません"), "{told}");
    assert!(told["help"].as_str().unwrap().starts_with("確定したときの記録に戻すか"), "{told}");
    assert_eq!(record["previous"], DECEMBER);
    assert_eq!(record["reconciliation"]["closes"], true);
}

#[test]
fn a_book_in_which_only_decisions_were_entered_is_not_called_edited() {
    let workspace = Workspace::with_samples_of(&["会計課", "管路維持課"]);
    fs::remove_file(workspace.input().join("2022-12/管路維持課（修正）.xlsx")).unwrap();
    let mut book = sheets::read(&workspace.issued(DECEMBER, "管路維持課"));
    book[1].fill_year("目標", "2023年度", "1,500km");
    book[1].fill("進捗状況", "順調");
    workspace.put("2022-12/管路維持課.xlsx", &sheets::write(&book));
    let path = workspace.output().join("2022-12/進捗管理表_2022-12.xlsx");
    let close_with = |cells: &[(u32, u32, &str)]| {
        workspace.ok(&["--as-of", DECEMBER, "--quiet"]);
        let edits: Vec<CellEdit> = cells
            .iter()
            .map(|(row, col, text)| CellEdit {
                sheet: "変更申出".to_owned(),
                pos: Pos::new(*row, *col),
                content: Content::Text((*text).to_owned()),
            })
            .collect();
        let edited = edit(&fs::read(&path).unwrap(), &edits, &Limits::default()).unwrap();
        fs::write(&path, edited.bytes).unwrap();
        let said = workspace.ok(&["close", "--as-of", DECEMBER]);
        fs::remove_file(record(&workspace, DECEMBER)).unwrap();
        said
    };
    workspace.ok(&["--as-of", DECEMBER, "--quiet"]);
    let requests = sheets::read(&fs::read(&path).unwrap());
    let requests = requests.into_iter().find(|sheet| sheet.name == "変更申出").unwrap();
    let (heading, decision) = requests.find("決定").unwrap();
    let (row, decision) = (heading + 1, u32::from(decision));
    let words = "注意　　「変更申出」に決定の記入があります。apply で計画に反映してください\n";
    let said = close_with(&[(row, decision, "承認")]);
    assert!(said.contains(words) && !said.contains("手で直された帳票"), "{said}");
    let said = close_with(&[(row, decision, "承認"), (row, decision - 1, "書き足した理由")]);
    assert!(said.contains(words) && said.contains("手で直された帳票があります"), "{said}");
    let said = close_with(&[(row, decision - 1, "書き足した理由")]);
    assert!(!said.contains(words) && said.contains("手で直された帳票があります"), "{said}");
}
