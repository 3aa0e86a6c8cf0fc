//! Recognises our own texts on the first sheet of an issued book (記入要領, or the list of corrections of a
//! slip), so that the rest is what departments wrote there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use workbook::{Grid, Pos};

use crate::form::field::Field;
use crate::form::labels::Labels;
use crate::form::raw::RawForm;
use crate::form::read::printed_numbers;
use crate::form::write::{COVER_SHEET, Guide};
use crate::text::fold;

/// The heading of the guide.
const GUIDE: &str = "記入のしかた";
/// Texts of whole cells.
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
/// The beginnings and ends of lines whose middle depends on the plan, the month and the department.
const LINES: [(&str, &str); 11] = [
    ("", "　御中"),
    ("", "現在の進捗状況を報告してください。記入が済んだら、"),
    ("", "現在の取組の状況を報告してください。記入が済んだら、"),
    ("対象の事業（", "件）"),
    ("差戻し票　", "分　進捗報告"),
    ("提出のお願い　", "分　進捗報告"),
    ("提出いただいた報告に、", "。"),
    ("", "このブックに今回の様式を入れています。お手数ですが、こちらに記入し直してください。"),
    ("要確認の項目は、記入のとおりで正しければ、その様式の「確認済」の欄に符号", "。"),
    ("次の", "このブックの様式に記入して提出してください。"),
    ("記入が済んだら、このブックのまま", "書き方は、下の「記入のしかた」をご覧ください。"),
];
/// The column headings of the table of corrections, from left to right.
const REQUESTS: [&str; 9] =
    ["番号", "区分", "整理番号と事業", "箇所", "内容", "記入された内容", "求める内容", "直し方", "確認の欄"];
/// Placeholder in the guide for the plan's own text.
const ANY: &str = "\u{1}";

/// Our texts, folded once for all cells.
struct Issued {
    labels: Labels,
    words: BTreeSet<String>,
    lines: Vec<(String, String)>,
    title: String,
    slip_title: String,
    request_end: String,
}

static STANDARD: LazyLock<Issued> = LazyLock::new(|| Issued::of(&Labels::default()));

impl Issued {
    /// Returns our texts in the wording of a plan's forms.
    fn of(labels: &Labels) -> Self {
        let wording = labels.wording();
        let folded = |text: &str| fold::prose(&wording.in_sentence(text));
        let mut words: BTreeSet<String> = WORDS.iter().map(|word| folded(word)).collect();
        let mut lines: Vec<(String, String)> =
            LINES.iter().map(|(begin, end)| (folded(begin), folded(end))).collect();
        let guide = Guide { on_schedule: Some(ANY.to_owned()), self_rating: true, wording: wording.clone() };
        for line in guide.points() {
            match line.split_once(ANY) {
                Some((begin, end)) => lines.push((fold::prose(begin), fold::prose(end))),
                None => {
                    words.insert(fold::prose(&line));
                }
            }
        }
        Self {
            labels: labels.clone(),
            words,
            lines,
            title: fold::prose(&format!("進捗報告　{COVER_SHEET}")),
            slip_title: fold::prose("分　進捗報告"),
            request_end: fold::prose("返送してください。"),
        }
    }

    /// True if a folded text ([`fold::prose`]) is one of ours, for any plan, month and department.
    fn has(&self, text: &str) -> bool {
        self.words.contains(text)
            || text.ends_with(&self.title)
            || self.lines.iter().any(|line| self.is_line(line, text))
    }

    fn is_line(&self, (begin, end): &(String, String), text: &str) -> bool {
        // In a request the office that receives the book follows our last words.
        let request = begin.is_empty() && text.contains(end) && text.ends_with(&self.request_end);
        let parted = text.len() > begin.len() + end.len();
        request || (parted && text.starts_with(begin) && text.ends_with(end))
    }
}

/// Returns the cells of a sheet that hold only what we printed; empty if the sheet has no title of ours.
pub(super) fn cells(grid: &Grid, forms: &[RawForm], labels: &Labels) -> BTreeSet<Pos> {
    let own = (!labels.wording().is_standard()).then(|| Issued::of(labels));
    let issued = own.as_ref().unwrap_or(&STANDARD);
    let is_title = |text: &str| text.ends_with(&issued.title) || text.ends_with(&issued.slip_title);
    if !grid.cells.values().take(TITLE_WITHIN).any(|cell| is_title(&fold::prose(&cell.text))) {
        return BTreeSet::new();
    }
    let folded: BTreeMap<Pos, String> =
        grid.cells.iter().map(|(pos, cell)| (*pos, fold::prose(&cell.text))).collect();
    let ours = |pos: &Pos, text: &String| {
        issued.has(text)
            || grid.cells.get(pos).is_some_and(|cell| issued.labels.recognise(&cell.text).is_some())
    };
    let mut printed: BTreeSet<Pos> =
        folded.iter().filter(|(pos, text)| ours(pos, text)).map(|(pos, _)| *pos).collect();
    printed.extend(numbers(&folded));
    printed.extend(projects(grid, &folded, forms));
    printed.extend(requests(grid, &folded, forms));
    printed
}

/// The number of cells, from the top, among which a title is looked for.
const TITLE_WITHIN: usize = 40;

/// Returns the numbers of the guide's lines, which count from its heading.
fn numbers(folded: &BTreeMap<Pos, String>) -> Vec<Pos> {
    let guide = fold::prose(GUIDE);
    let Some(heading) = folded.iter().find(|(_, text)| **text == guide).map(|(pos, _)| *pos) else {
        return Vec::new();
    };
    let below = folded.range(heading..).filter(|(pos, _)| pos.col == heading.col);
    below.filter(|(pos, text)| **text == (pos.row - heading.row).to_string()).map(|(pos, _)| *pos).collect()
}

/// Returns the cells of the list of projects: the numbers, and the names that agree with the book's form, if
/// it has one.
fn projects(grid: &Grid, folded: &BTreeMap<Pos, String>, forms: &[RawForm]) -> Vec<Pos> {
    let key_of = |form: &RawForm, field| form.value(field).map(|value| fold::key(&value.cell.text));
    let names: BTreeMap<String, Option<String>> = forms
        .iter()
        .rev()
        .filter_map(|form| Some((key_of(form, Field::Id)?, key_of(form, Field::Name))))
        .collect();
    let mut printed = Vec::new();
    for (link, _) in folded.iter().filter(|(_, text)| text.as_str() == "開く") {
        let row: Vec<(Pos, &str)> = grid
            .cells
            .range(Pos::new(link.row, 0)..*link)
            .map(|(pos, cell)| (*pos, cell.text.trim()))
            .collect();
        // The number of any form counts as one of the book's forms.
        let is_id = |text: &str| printed_numbers::is_number(text) || names.contains_key(&fold::key(text));
        let (Some((name_at, name)), Some((number_at, number))) =
            (row.last(), row.iter().rev().skip(1).find(|(_, text)| is_id(text)))
        else {
            continue;
        };
        printed.push(*number_at);
        let own = names.get(&fold::key(number)).cloned().flatten();
        if own.is_none_or(|own| own == fold::key(name)) {
            printed.push(*name_at);
        }
    }
    printed
}

/// Returns the printed cells of the table of corrections: its headings, and in the numbered rows below the
/// cells that may be ours.
fn requests(grid: &Grid, folded: &BTreeMap<Pos, String>, forms: &[RawForm]) -> Vec<Pos> {
    let at = |row: u32, column: usize| Pos::new(row, u32::try_from(column).unwrap_or(u32::MAX));
    let heads: Vec<String> = REQUESTS.iter().map(|word| fold::prose(word)).collect();
    let is_head =
        |row: u32| heads.iter().enumerate().all(|(column, word)| folded.get(&at(row, column)) == Some(word));
    let rows: BTreeSet<u32> = folded.keys().map(|pos| pos.row).collect();
    let Some(head) = rows.iter().copied().find(|row| is_head(*row)) else { return Vec::new() };
    let shown: BTreeSet<String> =
        forms.iter().flat_map(|form| &form.values).map(|value| fold::prose(&value.cell.text)).collect();
    let mut printed: Vec<Pos> = (0..REQUESTS.len()).map(|column| at(head, column)).collect();
    for row in rows.range(head + 1..) {
        let numbered =
            grid.cells.get(&at(*row, 0)).is_some_and(|cell| printed_numbers::is_number(&cell.text));
        if !numbered {
            break;
        }
        let texts: Vec<&str> = (0..REQUESTS.len())
            .map(|column| folded.get(&at(*row, column)).map_or("", String::as_str))
            .collect();
        printed.extend(
            (0..REQUESTS.len())
                .filter(|column| is_of_request(*column, &texts, &shown))
                .map(|column| at(*row, column)),
        );
    }
    printed
}

/// True if a cell of the table of corrections may be ours. `texts` are the folded texts of its row, `shown`
/// those of the book's forms.
fn is_of_request(column: usize, texts: &[&str], shown: &BTreeSet<String>) -> bool {
    let text = texts.get(column).copied().unwrap_or_default();
    let quoted = || texts.iter().enumerate().any(|(other, cell)| other != column && cell.contains(text));
    match REQUESTS.get(column).copied() {
        Some("区分") => text.starts_with("誤り") || text.starts_with("要確認"),
        Some("内容" | "直し方") => text.is_empty() || text.ends_with('。'),
        // The department typed a figure that neither its row nor a form shows, unless it is a limit.
        Some("求める内容") if is_limit(text) => true,
        Some("記入された内容" | "求める内容") => {
            !is_figure(text) || quoted() || shown.contains(text)
        }
        Some("確認の欄") => text.starts_with('□') || text.chars().all(workbook::is_dash),
        _ => true,
    }
}

/// True if a folded text names a limit (`103施設以下`). We ask for limits; a department never answers with
/// one.
fn is_limit(text: &str) -> bool {
    ["以下", "以上"].iter().any(|word| text.ends_with(word))
}

/// True if a folded text is a single short figure: `411手続`, `1,050km`.
fn is_figure(text: &str) -> bool {
    let other = |c: char| !c.is_ascii_digit() && !matches!(c, '.' | '。' | ',' | '、');
    let numbers = text.split(other).filter(|part| part.contains(|c: char| c.is_ascii_digit()));
    numbers.count() == 1 && text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().count() <= 12
}
