//! What this program prints on the first sheet of a book that it sends out: 記入要領, and the sheet of a slip that lists what to correct.

use std::collections::BTreeSet;

use workbook::{Grid, Pos};

use crate::form::field::Field;
use crate::form::labels::Labels;
use crate::form::raw::RawForm;
use crate::form::read::printed_numbers;
use crate::form::write::{COVER_SHEET, guide};
use crate::text::fold;

/// The heading over how forms are filled in.
const GUIDE: &str = "記入のしかた";
/// Whole cells.
const WORDS: [&str; 10] = [
    GUIDE,
    "訂正・確認をお願いする箇所",
    "提出をお願いする事業",
    "番号",
    "事業",
    "シート",
    "様式",
    "整理番号",
    "開く",
    "事業名",
];
/// How lines begin and end whose middle depends on the plan, the month and the department.
const LINES: [(&str, &str); 9] = [
    ("", "　御中"),
    ("", "現在の進捗状況を報告してください。記入が済んだら、"),
    ("対象の事業（", "件）"),
    ("差戻し票　", "分　進捗報告"),
    ("提出のお願い　", "分　進捗報告"),
    ("提出いただいた報告に、", "。"),
    ("要確認の項目は、記入のとおりで正しければ、その様式の「確認済」の欄に符号", "。"),
    ("次の", "このブックの様式に記入して提出してください。"),
    ("記入が済んだら、このブックのまま", "書き方は、下の「記入のしかた」をご覧ください。"),
];
/// The heads of the table of what to correct, from left to right.
const REQUESTS: [&str; 9] =
    ["番号", "区分", "整理番号と事業", "箇所", "内容", "記入された内容", "求める内容", "直し方", "確認の欄"];
/// Stands for the plan's word in the guide.
const ANY: &str = "\u{1}";

/// The cells of a sheet that hold nothing but what we printed; none where the sheet is none of ours.
pub(super) fn cells(grid: &Grid, forms: &[RawForm]) -> BTreeSet<Pos> {
    if !is_ours(grid) {
        return BTreeSet::new();
    }
    let labels = Labels::default();
    let guide = guide(ANY);
    let mut printed: BTreeSet<Pos> = grid
        .cells
        .iter()
        .filter(|(_, cell)| {
            let text = cell.text.trim();
            labels.find(text).is_some()
                || WORDS.iter().any(|word| is_same(word, text))
                || text.ends_with(&format!("進捗報告　{COVER_SHEET}"))
                || LINES.iter().any(|line| is_line(*line, text))
                || guide.iter().any(|line| is_same_but_for_any(line, text))
        })
        .map(|(pos, _)| *pos)
        .collect();
    printed.extend(numbers(grid));
    printed.extend(projects(grid, forms));
    printed.extend(requests(grid));
    printed
}

fn is_ours(grid: &Grid) -> bool {
    let top = grid.cells.iter().take(40).map(|(_, cell)| cell.text.trim());
    let mut titles = top
        .filter(|text| text.ends_with(&format!("進捗報告　{COVER_SHEET}")) || text.ends_with("分　進捗報告"));
    titles.next().is_some()
}

fn is_same(a: &str, b: &str) -> bool {
    fold::prose(a) == fold::prose(b)
}

fn is_line((begin, end): (&str, &str), text: &str) -> bool {
    let (begin, end, text) = (fold::prose(begin), fold::prose(end), fold::prose(text));
    // Of the request only the office that it goes to follows the last words that are ours.
    let request = begin.is_empty() && text.contains(&end) && text.ends_with("返送してください。");
    request || (text.starts_with(&begin) && text.ends_with(&end) && text.len() > begin.len() + end.len())
}

fn is_same_but_for_any(line: &str, text: &str) -> bool {
    match line.split_once(ANY) {
        Some((begin, end)) => is_line((begin, end), text),
        None => is_same(line, text),
    }
}

/// The numbers of the lines of the guide, counted from its heading.
fn numbers(grid: &Grid) -> Vec<Pos> {
    let heading = grid.cells.iter().find(|(_, cell)| is_same(&cell.text, GUIDE)).map(|(pos, _)| *pos);
    let Some(heading) = heading else { return Vec::new() };
    let below = grid.cells.range(heading..).filter(|(pos, _)| pos.col == heading.col);
    let counted = below.filter(|(pos, cell)| fold::squash(&cell.text) == (pos.row - heading.row).to_string());
    counted.map(|(pos, _)| *pos).collect()
}

/// The rows of the list of projects: the number, and the name as the form has it, where there is one.
fn projects(grid: &Grid, forms: &[RawForm]) -> Vec<Pos> {
    let mut printed = Vec::new();
    for (link, _) in grid.cells.iter().filter(|(_, cell)| is_same(&cell.text, "開く")) {
        let row: Vec<(&Pos, &str)> = grid
            .cells
            .range(Pos::new(link.row, 0)..*link)
            .map(|(pos, cell)| (pos, cell.text.trim()))
            .collect();
        let (Some((name_at, name)), Some(number)) =
            (row.last(), row.iter().rev().skip(1).find(|(_, text)| printed_numbers::is_number(text)))
        else {
            continue;
        };
        printed.push(*number.0);
        let text = |form: &RawForm, field| form.value(field).map(|value| value.cell.text.clone());
        let form = forms
            .iter()
            .find(|form| text(form, Field::Id).is_some_and(|id| fold::key(&id) == fold::key(number.1)));
        let of_form = form.and_then(|form| text(form, Field::Name));
        if of_form.is_none_or(|own| fold::key(&own) == fold::key(name)) {
            printed.push(**name_at);
        }
    }
    printed
}

/// The table of what to correct: its head, and the rows with a number below it, but for what was put in the place of a box.
fn requests(grid: &Grid) -> Vec<Pos> {
    let at = |row: u32, column: usize| Pos::new(row, u32::try_from(column).unwrap_or(u32::MAX));
    let is_head = |row: u32| {
        REQUESTS.iter().enumerate().all(|(column, word)| {
            grid.cells.get(&at(row, column)).is_some_and(|cell| is_same(&cell.text, word))
        })
    };
    let last = REQUESTS.len().saturating_sub(1);
    let rows: BTreeSet<u32> = grid.cells.keys().map(|pos| pos.row).collect();
    let Some(head) = rows.iter().copied().find(|row| is_head(*row)) else { return Vec::new() };
    let mut printed: Vec<Pos> = (0..REQUESTS.len()).map(|column| at(head, column)).collect();
    for row in rows.range(head + 1..) {
        let numbered =
            grid.cells.get(&at(*row, 0)).is_some_and(|cell| printed_numbers::is_number(&cell.text));
        if !numbered {
            break;
        }
        for column in 0..REQUESTS.len() {
            let Some(cell) = grid.cells.get(&at(*row, column)) else { continue };
            let own = column < last
                || cell.text.starts_with('□')
                || fold::squash(&cell.text).chars().all(workbook::is_dash);
            if own {
                printed.push(at(*row, column));
            }
        }
    }
    printed
}
