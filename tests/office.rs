//! Opens the books in LibreOffice. Run with `just office`; needs `soffice` on the path.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use rust_decimal::Decimal;
use shinchoku::consolidate::{Consolidation, Reconciliation};
use shinchoku::evaluate::evaluate;
use shinchoku::figure::{Figure, decimal_words};
use shinchoku::form::field::Field;
use shinchoku::grid::{CellRef, Pos, Sources};
use shinchoku::ids::IndicatorId;
use shinchoku::place::model::EntryKey;
use shinchoku::plan::Plan;
use shinchoku::plan::read::read;
use shinchoku::report;
use shinchoku::settle::model::{Accepted, AcceptedEntry, MonthState, Settled};
use shinchoku::text::calendar::Month;

/// Values of all sheets by sheet name and position.
type Cells = BTreeMap<(String, u32, u32), Data>;

#[test]
#[ignore = "needs LibreOffice"]
fn recalculating_the_committees_workbook_changes_nothing() {
    for month in ["2023-03", "2023-09"] {
        let book = book(month);
        let differences = differences(&book);
        assert_eq!(differences, Vec::<String>::new(), "{month}");
        // The control: a wrong saved result must be found, or the comparison compares nothing.
        let wrong = with_a_wrong_result(&book);
        assert!(!self::differences(&wrong).is_empty(), "{month}");
    }
}

/// The workbook of a month in which every kind of row occurs.
fn book(month: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/master-plan.xlsx");
    let (plan, _) = read(&std::fs::read(&path).unwrap(), &path).unwrap();
    let as_of = Month::parse_iso(month).unwrap();
    let before = as_of.prev().prev().prev();
    let mut sources = Sources::default();
    let file = sources.add_file("回答.xlsx");
    let at = CellRef { sheet: sources.add_sheet(file, "回答"), pos: Pos::new(0, 0) };
    let mut settled = Settled::default();
    for (month, percent) in [(before, 70), (as_of, 100)] {
        settled.months.insert(month, returned(&plan, month, percent, at));
    }
    let c = Consolidation {
        as_of,
        fiscal_year: as_of.fiscal_year(),
        previous: Some(before),
        sources,
        files: Vec::new(),
        returns: Vec::new(),
        remarks: Vec::new(),
        findings: Vec::new(),
        assessment: evaluate(&plan, &settled, as_of),
        earlier: vec![evaluate(&plan, &settled, before)],
        settled,
        reconciliation: Reconciliation::default(),
    };
    report::write(&plan, &c).unwrap().remove(0).bytes
}

/// Every sixth project is missing; the others report between half and one and a quarter of their targets, or the words of a
/// milestone.
fn returned(plan: &Plan, month: Month, percent: i64, at: CellRef) -> MonthState {
    let mut state = MonthState::default();
    let year = month.fiscal_year();
    for (number, project) in plan.projects.iter().enumerate() {
        if number % 6 == 5 || project.ended(year) {
            continue;
        }
        let mut accepted = Accepted {
            return_id: Some(format!("回答.xlsx#回答!A{number}")),
            issue_number: 1,
            returned_in: Some(month),
            ..Accepted::default()
        };
        let mut put = |field, indicator: Option<&IndicatorId>, text: String, figure| {
            let key = EntryKey { field, indicator: indicator.cloned(), year: indicator.map(|_| year) };
            let entry = AcceptedEntry { text, figure, at, month, doubtful: false };
            accepted.entries.insert(key, entry);
        };
        for indicator in &project.indicators {
            let Some(target) = indicator.target(year) else { continue };
            let text = match target.number() {
                Some(number_due) => {
                    let factor = [50, 80, 100, 125, 99].get(number % 5).copied().unwrap_or(100);
                    let scaled = number_due * Decimal::from(factor * percent) / Decimal::from(10_000);
                    format!("{}{}", decimal_words(scaled.round_dp(1)), indicator.unit)
                }
                None => target.text.clone(),
            };
            let figure = Figure::parse(&text, &indicator.unit);
            put(Field::Actual, Some(&indicator.id), text, Some(figure));
        }
        let bands = &plan.bands.progress;
        if let Some(band) = bands.get(number % (bands.len() + 1)) {
            put(Field::Progress, None, band.name.clone(), None);
        }
        state.projects.insert(project.id.clone(), accepted);
    }
    state
}

/// The cells whose value changes when LibreOffice recalculates everything.
fn differences(book: &[u8]) -> Vec<String> {
    let before = cells(book);
    let after = cells(&recalculated(book));
    before
        .into_iter()
        .filter_map(|(key, value)| {
            let now = after.get(&key).cloned().unwrap_or(Data::Empty);
            let same = match (&value, &now) {
                (Data::Float(a), Data::Float(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
                (Data::Empty, Data::String(text)) | (Data::String(text), Data::Empty) => text.is_empty(),
                (a, b) => a == b,
            };
            (!same).then(|| format!("{}!{}: {value:?} → {now:?}", key.0, Pos::new(key.1, key.2).a1()))
        })
        .collect()
}

fn cells(book: &[u8]) -> Cells {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.to_vec())).unwrap();
    let mut cells = Cells::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        for (row, col, value) in range.used_cells() {
            let at = (u32::try_from(row).unwrap() + top, u32::try_from(col).unwrap() + left);
            let value = match value {
                Data::Int(number) => Data::Float(number.to_string().parse().unwrap()),
                other => other.clone(),
            };
            cells.insert((name.clone(), at.0, at.1), value);
        }
    }
    cells
}

/// The book as LibreOffice saves it when its profile tells it to recalculate always; without, it trusts saved results.
fn recalculated(book: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let user = folder.path().join("profile/user");
    std::fs::create_dir_all(&user).unwrap();
    std::fs::write(
        user.join("registrymodifications.xcu"),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#,
    )
    .unwrap();
    let source = folder.path().join("book.xlsx");
    std::fs::write(&source, book).unwrap();
    let out: PathBuf = folder.path().join("out");
    let status = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&out)
        .arg(&source)
        .output()
        .unwrap()
        .status;
    assert!(status.success());
    std::fs::read(out.join("book.xlsx")).unwrap()
}

/// The same book with one count saved wrong.
fn with_a_wrong_result(book: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut planted = false;
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        if let Some(start) = text.find("<f>COUNTIF(").filter(|_| !planted && name.contains("worksheets/")) {
            let value = start + text[start..].find("<v>").unwrap() + 3;
            bytes = format!("{}9{}", &text[..value], &text[value..]).into_bytes();
            planted = true;
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    assert!(planted);
    to.finish().unwrap().into_inner()
}
