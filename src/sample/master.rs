//! A small faultless master workbook, and the faults of variants of it.

use std::path::Path;

use crate::plan::Plan;
use crate::plan::read::{Checked, check, check_in};
use crate::plan::schema::SHEETS;
use crate::plan::template::{PlanSheets, write};
use crate::text::calendar::FiscalYear;

/// One changed cell: sheet, row below the headings, column, text. Rows and columns count from 0.
pub(crate) type Cell<'a> = (&'a str, usize, usize, &'a str);

/// The items of 計画 that must be filled in.
const BASICS: [(&str, &str); 5] = [
    ("計画名称", "試験計画"),
    ("版", "第1.0版"),
    ("団体名", "試験市"),
    ("計画期間開始", "2030-04"),
    ("計画期間終了", "2033-03"),
];

/// The rows of the other sheets: a line each, with cells separated by `|`.
const ROWS: [(&str, &str); 8] = [
    ("体系", "1|方針|1-1|施策A|\n1||1-2|施策B|"),
    ("担当課", "総務課||庶務課|\n市民課|市民部||\n消防課|||"),
    (
        "事業",
        "1-1-1|手続の拡大||課題|目的|概要|総務課、市民課ほか||指標とスケジュール|\n\
         1-2-1|窓口の改善||課題|目的|概要|市民課|市民課|スケジュール|",
    ),
    (
        "指標",
        "1-1-1||手続数|手続|累計|増|||150手続／800手続|125手続|400手続／800手続||→||\n\
         1-2-1|①|利用率|%|率|増|||40%|36.3%|50%|-|終了||\n\
         1-2-1|②|整備||節目|増|||-|-|整備||運用||",
    ),
    ("ロードマップ", "1-1|準備|2030Q2|2031|期間|"),
    ("報告予定", "2030-09|2030-10-15|\n2031-03||令和13年5月10日"),
    ("事務局評価", "1-1-1||2030|2031-03|概ね達成|順調|理由"),
    ("決定事項", "2031-05-10|1-2-1|見直す|"),
];

/// Returns the sheets of a plan with two projects and three indicators over 2030 to 2032.
fn sheets() -> PlanSheets {
    let mut sheets = PlanSheets::empty(FiscalYear::new(2030), 3);
    for (name, value) in BASICS {
        let rows = sheets.rows.get_mut("計画").unwrap();
        value.clone_into(&mut rows.iter_mut().find(|row| row[0] == name).unwrap()[1]);
    }
    for (name, rows) in ROWS {
        let cells = |line: &str| line.split('|').map(str::to_owned).collect();
        sheets.rows.insert(name, rows.lines().map(cells).collect());
    }
    sheets
}

fn checked(sheets: &PlanSheets) -> Checked {
    check(&write(sheets).unwrap(), Path::new("plan.xlsx")).unwrap()
}

/// Returns the plan and its faults after these cells are changed.
pub(crate) fn changed(changes: &[Cell]) -> Checked {
    checked(&sheets_with(changes))
}

fn sheets_with(changes: &[Cell]) -> PlanSheets {
    let mut sheets = sheets();
    for (name, row, col, text) in changes {
        let sheet = SHEETS.iter().find(|sheet| sheet.name == *name).unwrap();
        let cells = &mut sheets.rows.get_mut(sheet.name).unwrap()[*row];
        cells.resize(cells.len().max(col + 1), String::new());
        (*text).clone_into(&mut cells[*col]);
    }
    sheets
}

/// Returns code and location of every fault after these cells are changed.
pub(crate) fn faults_with(changes: &[Cell]) -> Vec<String> {
    let found = changed(changes).faults;
    found.iter().map(|fault| format!("{} {}", fault.kind.code, fault.location())).collect()
}

/// Returns code and message of every fault after these cells are changed.
pub(crate) fn said_with(changes: &[Cell]) -> Vec<String> {
    let found = changed(changes).faults;
    found.iter().map(|fault| format!("{} {}", fault.kind.code, fault.message)).collect()
}

/// Returns code and message of every fault after these cells are changed, in a fiscal year that is reported
/// on.
pub(crate) fn said_in_year(changes: &[Cell], year: FiscalYear) -> Vec<String> {
    let bytes = write(&sheets_with(changes)).unwrap();
    let found = check_in(&bytes, Path::new("plan.xlsx"), &|_| Some(year)).unwrap().faults;
    found.iter().map(|fault| format!("{} {}", fault.kind.code, fault.message)).collect()
}

/// Returns the plan and the messages of its faults after these rows (sheet, first cell) are removed.
pub(crate) fn without_rows(removed: &[(&str, &str)]) -> (Plan, Vec<String>) {
    let mut sheets = sheets();
    for (name, first) in removed {
        let rows = sheets.rows.get_mut(*name).unwrap();
        let before = rows.len();
        rows.retain(|row| row[0] != *first);
        assert_eq!(rows.len() + 1, before, "{first}");
    }
    let Checked { plan, faults } = checked(&sheets);
    (plan.unwrap(), faults.into_iter().map(|fault| fault.message).collect())
}
