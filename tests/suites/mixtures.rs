//! Mixtures of good, broken, duplicated, replaced and hostile returns and of other months' returns: files,
//! forms and cells add up, and the order of files and forms changes no byte of the record.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::sync::OnceLock;

use crate::draw;
use crate::support::sheets::{self, Sheet};
use crate::support::{Workspace, filled};
use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed};
use shinchoku::consolidate::{Consolidation, consolidate};
use shinchoku::export;
use shinchoku::intake::wire::Returned;
use shinchoku::intake::{self, WorkerCommand};
use shinchoku::plan::Plan;
use shinchoku::text::calendar::Month;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Departments with one form, with several, and with two indicators on a form.
const DEPARTMENTS: [&str; 4] = ["会計課", "健康推進課", "情報管理課", "教育総務課"];
const MONTHS: [&str; 2] = ["2022-12", "2023-03"];
/// Folders that name March, December, March in two other ways, and no month.
const FOLDERS: [&str; 5] = ["2023-03", "2022-12", "2023-03/課", "令和5年3月分", "届いたもの"];
/// Texts that are written into random cells: labels, years, errors, formulas and others. The empty text
/// removes a cell.
const SCRIBBLES: [&str; 16] = [
    "",
    "事業名称",
    "担当課",
    "目標",
    "実績",
    "年度",
    "2022年度",
    "整理番号",
    "基準月",
    "進捗状況",
    "提出回",
    "#REF!",
    "別紙参照",
    "=1+1",
    "4110件",
    "訂正依頼",
];

/// Filled-in books by department and month, and files that are no returns.
struct Stock {
    plan: Plan,
    books: BTreeMap<(usize, usize), Vec<Sheet>>,
    ours: Vec<u8>,
    form_free: Vec<u8>,
}

fn stock() -> &'static Stock {
    static STOCK: OnceLock<Stock> = OnceLock::new();
    STOCK.get_or_init(|| {
        let workspace = Workspace::new();
        let plan = workspace.plan();
        let mut books = BTreeMap::new();
        for (at, month) in MONTHS.iter().enumerate() {
            for (number, department) in DEPARTMENTS.iter().enumerate() {
                let issued = workspace.issued(month, department);
                let month = Month::parse_iso(month).unwrap();
                books.insert((number, at), filled::fill_book(&plan, month, department, &issued));
            }
        }
        workspace.ok(&["--as-of", MONTHS[1], "--quiet"]);
        let ours = fs::read(workspace.output().join("2023-03/進捗管理表_2023-03.xlsx")).unwrap();
        let form_free = sheets::write(&[books[&(0, 0)][0].clone()]);
        Stock { plan, books, ours, form_free }
    })
}

/// A file in the input folder.
#[derive(Clone, Debug)]
enum Item {
    /// A department's book for a month, filled in correctly.
    Good { department: usize, month: usize },
    /// The same with a higher 提出回.
    Newer { department: usize, month: usize, issue: u8 },
    /// A book with scribbles in its cells: sheet, cell and text by number.
    Scribbled { department: usize, month: usize, marks: Vec<(usize, usize, usize)> },
    /// All forms of a book stacked on one sheet, with a row removed.
    Stacked { department: usize, month: usize, gone: u32 },
    /// A book with rows and columns inserted.
    Shifted { department: usize, month: usize, row: u32, column: u16 },
    /// A book whose end is missing.
    Truncated { department: usize, keep: u8 },
    /// A book whose string table announces a billion strings.
    Hostile { department: usize },
    /// Two books in a zip.
    Zipped { first: usize, second: usize },
    /// A file that is no return.
    Other(usize),
}

fn item() -> impl Strategy<Value = Item> {
    let department = 0..DEPARTMENTS.len();
    let month = 0..MONTHS.len();
    let place = (department.clone(), month.clone());
    prop_oneof![
        3 => place.clone().prop_map(|(department, month)| Item::Good { department, month }),
        2 => (place.clone(), 2..4_u8)
            .prop_map(|((department, month), issue)| Item::Newer { department, month, issue }),
        4 => (place.clone(), prop::collection::vec((0..4_usize, 0..120_usize, 0..SCRIBBLES.len()), 1..12))
            .prop_map(|((department, month), marks)| Item::Scribbled { department, month, marks }),
        1 => (place.clone(), 0..60_u32)
            .prop_map(|((department, month), gone)| Item::Stacked { department, month, gone }),
        1 => (place, 0..40_u32, 0..6_u16)
            .prop_map(|((department, month), row, column)| Item::Shifted { department, month, row, column }),
        1 => (department.clone(), any::<u8>())
            .prop_map(|(department, keep)| Item::Truncated { department, keep }),
        1 => department.clone().prop_map(|department| Item::Hostile { department }),
        1 => (department.clone(), department).prop_map(|(first, second)| Item::Zipped { first, second }),
        2 => (0..6_usize).prop_map(Item::Other),
    ]
}

/// Whether a file has a copy: none (`None`), in the same folder (`false`), or in one that names no month
/// (`true`).
fn copied() -> impl Strategy<Value = Option<bool>> {
    prop_oneof![4 => Just(None), 1 => Just(Some(false)), 2 => Just(Some(true))]
}

/// The name and the bytes of an item.
fn file(item: &Item, number: usize) -> (String, Vec<u8>) {
    let stock = stock();
    let book = |department: &usize, month: &usize| stock.books[&(*department, *month)].clone();
    let name = |ending: &str| format!("{number}回答.{ending}");
    match item {
        Item::Good { department, month } => (name("xlsx"), sheets::write(&book(department, month))),
        Item::Newer { department, month, issue } => {
            let mut book = book(department, month);
            for form in book.iter_mut().skip(1) {
                form.fill("提出回", &issue.to_string());
            }
            (name("xlsx"), sheets::write(&book))
        }
        Item::Scribbled { department, month, marks } => {
            let mut book = book(department, month);
            for (sheet, cell, text) in marks {
                let at = sheet % book.len();
                scribble(&mut book[at], *cell, SCRIBBLES[*text]);
            }
            (name("xlsx"), sheets::write(&book))
        }
        Item::Stacked { department, month, gone } => {
            let mut book = book(department, month);
            let mut forms = book.split_off(1).into_iter();
            let mut sheet = forms.next().unwrap();
            forms.for_each(|form| sheet.stack(&form, 1));
            sheet.remove_row(*gone);
            (name("xlsx"), sheets::write(&[book.remove(0), sheet]))
        }
        Item::Shifted { department, month, row, column } => {
            let mut book = book(department, month);
            for form in book.iter_mut().skip(1) {
                form.insert_row(*row);
                form.insert_column(*column);
            }
            (name("xlsx"), sheets::write(&book))
        }
        Item::Truncated { department, keep } => {
            let bytes = sheets::write(&book(department, &1));
            (name("xlsx"), bytes[..bytes.len() * usize::from(*keep) / 256].to_vec())
        }
        Item::Hostile { department } => (name("xlsx"), hostile(&sheets::write(&book(department, &1)))),
        Item::Zipped { first, second } => {
            let members = [first, second].map(|department| sheets::write(&book(department, &1)));
            (name("zip"), zip_of(&members))
        }
        Item::Other(kind) => match kind {
            0 => (name("xlsx"), b"%PDF-1.7\n%%EOF".to_vec()),
            1 => (name("xlsx"), Vec::new()),
            2 => (format!("~${number}.xlsx"), b"lock".to_vec()),
            3 => (name("xlsx"), stock.ours.clone()),
            4 => (name("xlsx"), stock.form_free.clone()),
            _ => (name("csv"), "整理番号,実績\n1-1-6,7".as_bytes().to_vec()),
        },
    }
}

/// Writes a text into the `cell`-th cell of columns A to D, row by row.
fn scribble(sheet: &mut Sheet, cell: usize, text: &str) {
    let at = (u32::try_from(cell / 4).unwrap(), u16::try_from(cell % 4).unwrap());
    if text.is_empty() {
        sheet.cells.remove(&at);
    } else {
        sheet.cells.insert(at, text.to_owned());
    }
}

fn zip_of(books: &[Vec<u8>]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (number, bytes) in books.iter().enumerate() {
        zip.start_file(format!("{number}.xlsx"), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The book with a shared string table that announces a billion strings or more.
fn hostile(book: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        if name == "xl/sharedStrings.xml" {
            let xml = String::from_utf8(bytes).unwrap();
            bytes = xml.replacen("uniqueCount=\"", "uniqueCount=\"1000000000", 1).into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn read(root: &Path) -> Returned {
    let plan = &stock().plan;
    let worker = WorkerCommand::new(env!("CARGO_BIN_EXE_shinchoku"));
    intake::read(root, &plan.labels, &plan.settings.limits, &worker, &|_, _| {}).unwrap()
}

/// The record of a month, as bytes.
fn recorded(c: &Consolidation) -> Vec<u8> {
    export::record(&stock().plan, c).unwrap()
}

fn closes(c: &Consolidation, files: usize) -> Result<(), TestCaseError> {
    let sums = &c.reconciliation;
    prop_assert!(sums.closes(), "{sums:?}");
    prop_assert_eq!(c.files.len(), files);
    prop_assert_eq!(usize::try_from(sums.forms.input).unwrap(), c.returns.len());
    // No cell is counted for two forms or twice in one.
    let mut seen = BTreeSet::new();
    for ret in &c.returns {
        for (pos, _) in &ret.raw.cells {
            prop_assert!(seen.insert((ret.sheet, *pos)), "{} twice in {}", pos.a1(), ret.id);
        }
    }
    prop_assert_eq!(u64::try_from(seen.len()).unwrap(), sums.cells.input);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if draw::whole() { 24 } else { 3 },
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_mixture_adds_up_and_its_order_changes_no_byte(
        items in prop::collection::vec((item(), 0..FOLDERS.len(), copied()), 1..8),
        swaps in prop::collection::vec((0..40_usize, 0..40_usize), 1..12),
    ) {
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for (number, (item, folder, doubled)) in items.iter().enumerate() {
            let (name, bytes) = file(item, number);
            if let Some(elsewhere) = doubled {
                let folder = if *elsewhere { "届いたもの/写し" } else { FOLDERS[*folder] };
                files.push((format!("{folder}/写し {name}"), bytes.clone()));
            }
            files.push((format!("{}/{name}", FOLDERS[*folder]), bytes));
        }
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        files.iter().for_each(|(path, bytes)| put(one.path(), path, bytes));
        files.iter().rev().for_each(|(path, bytes)| put(two.path(), path, bytes));
        let (returned, again) = (read(one.path()), read(two.path()));
        let zipped = items.iter().map(|(item, _, doubled)| match item {
            // A zip of two books counts as two files.
            Item::Zipped { .. } => 1 + usize::from(doubled.is_some()),
            _ => 0,
        });
        let expected = files.len() + zipped.sum::<usize>();
        for month in MONTHS {
            let as_of = Month::parse_iso(month).unwrap();
            let c = consolidate(&stock().plan, returned.clone(), as_of);
            closes(&c, expected)?;
            let mut shuffled = again.clone();
            for (one, two) in &swaps {
                let (files, forms) = (shuffled.files.len(), shuffled.forms.len().max(1));
                shuffled.files.swap(one % files, two % files);
                if !shuffled.forms.is_empty() {
                    shuffled.forms.swap(one % forms, two % forms);
                }
            }
            prop_assert!(recorded(&c) == recorded(&consolidate(&stock().plan, shuffled, as_of)));
        }
    }
}

#[test]
fn the_sums_match_counts_taken_from_the_books() {
    let stock = stock();
    let folder = tempfile::tempdir().unwrap();
    let mut cells = 0;
    let mut forms = 0;
    for (number, _) in DEPARTMENTS.iter().enumerate() {
        let book = &stock.books[&(number, 1)];
        forms += book.len() - 1;
        cells += book.iter().skip(1).map(|sheet| sheet.cells.len()).sum::<usize>();
        put(folder.path(), &format!("2023-03/{number}.xlsx"), &sheets::write(book));
    }
    put(folder.path(), "2023-03/連絡.pdf", b"%PDF-1.7\n%%EOF");
    let c = consolidate(&stock.plan, read(folder.path()), Month::parse_iso("2023-03").unwrap());
    let sums = &c.reconciliation;
    assert_eq!(sums.files.input, 5);
    assert_eq!(usize::try_from(sums.forms.input).unwrap(), forms);
    assert_eq!(usize::try_from(sums.cells.input).unwrap(), cells);
    assert!(sums.closes());
}
