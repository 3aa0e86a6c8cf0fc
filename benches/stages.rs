//! Measures each stage of the sample month: `cargo bench --bench stages`.
//!
//! `floor` is the least that any reader must do: inflate the needed parts of the same .xlsx files and scan
//! their XML once. Reading a form takes `opening` and `reading_forms`.

#![allow(clippy::unwrap_used, reason = "a measurement fails by panicking")]

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use shinchoku::consolidate::{Consolidation, consolidate_resolved};
use shinchoku::evaluate::evaluate;
use shinchoku::figure::Figure;
use shinchoku::form::read::read_book;
use shinchoku::intake::wire::Returned;
use shinchoku::intake::{self, WorkerCommand};
use shinchoku::plan::{self, Plan};
use shinchoku::resolve::{self, resolve};
use shinchoku::sheet::Outbox;
use shinchoku::text::calendar::Month;
use shinchoku::{export, report, secretariat, slip, volume};
use workbook::Grid;

/// The parts of an .xlsx without which a form cannot be read.
const NEEDED: [&str; 4] = ["xl/worksheets/sheet", "xl/sharedStrings", "xl/styles", "xl/workbook"];

static ROOT: LazyLock<PathBuf> = LazyLock::new(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
static MASTER: LazyLock<Vec<u8>> =
    LazyLock::new(|| fs::read(ROOT.join("templates/master-plan.xlsx")).unwrap());
static PLAN: LazyLock<Plan> = LazyLock::new(read_plan);
/// The bytes of the sample's .xlsx files.
static BOOKS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut books = Vec::new();
    collect(&ROOT.join("input"), &mut books);
    books
});
static GRIDS: LazyLock<Vec<Vec<Grid>>> = LazyLock::new(|| BOOKS.iter().map(|book| grids(book)).collect());
static RETURNED: LazyLock<Returned> = LazyLock::new(|| {
    let worker = WorkerCommand::new(env!("CARGO_BIN_EXE_shinchoku"));
    let limits = &PLAN.settings.limits;
    intake::read(&ROOT.join("input"), &PLAN.labels, limits, &worker, &|_, _| {}).unwrap()
});
static MONTH: LazyLock<Consolidation> =
    LazyLock::new(|| consolidate_resolved(&PLAN, resolve(&PLAN, RETURNED.clone()), month()));

fn main() {
    divan::main();
}

fn read_plan() -> Plan {
    plan::read::read(&MASTER, Path::new("master-plan.xlsx")).unwrap().0
}

fn month() -> Month {
    Month::parse("2023-03").unwrap()
}

fn collect(folder: &Path, books: &mut Vec<Vec<u8>>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, books);
        } else if path.extension().is_some_and(|extension| extension == "xlsx") {
            books.push(fs::read(path).unwrap());
        }
    }
}

fn grids(book: &[u8]) -> Vec<Grid> {
    intake::sheets(book, &PLAN.settings.limits).unwrap_or_default()
}

fn forms() -> impl Iterator<Item = shinchoku::form::raw::RawForm> {
    GRIDS.iter().flat_map(|grids| read_book(grids, &PLAN.labels))
}

/// Inflates the needed parts of a book and scans their XML. Returns the number of events.
fn scan(book: &[u8]) -> usize {
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut events = 0;
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        if !NEEDED.iter().any(|needed| name.starts_with(needed)) {
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {
            events += 1;
        }
    }
    events
}

/// The number of forms in the sample's .xlsx files, which divan divides the time by.
fn count() -> ItemsCount {
    ItemsCount::new(forms().count())
}

#[divan::bench]
fn floor(bencher: Bencher<'_, '_>) {
    bencher.counter(count()).bench(|| BOOKS.iter().map(|book| scan(book)).sum::<usize>());
}

#[divan::bench]
fn opening(bencher: Bencher<'_, '_>) {
    bencher.counter(count()).bench(|| BOOKS.iter().map(|book| grids(book).len()).sum::<usize>());
}

#[divan::bench]
fn reading_forms(bencher: Bencher<'_, '_>) {
    bencher.counter(count()).bench(|| forms().count());
}

#[divan::bench]
fn reading_master() -> usize {
    read_plan().projects.len()
}

#[divan::bench]
fn figures(bencher: Bencher<'_, '_>) {
    let texts: Vec<String> = RETURNED
        .forms
        .iter()
        .flat_map(|form| &form.values)
        .filter(|value| value.field.in_schedule())
        .map(|value| value.cell.text.clone())
        .collect();
    bencher.bench(|| texts.iter().map(|text| Figure::parse(text, "手続")).collect::<Vec<_>>());
}

#[divan::bench]
fn resolving(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(|| RETURNED.clone()).bench_values(|returned| resolve(&PLAN, returned));
}

/// Accepts, evaluates and reviews.
#[divan::bench]
fn accepting_to_review(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(|| resolve::resolve(&PLAN, RETURNED.clone()))
        .bench_values(|resolved| consolidate_resolved(&PLAN, resolved, month()));
}

#[divan::bench]
fn evaluating() -> usize {
    evaluate(&PLAN, &MONTH.accepted_months, month()).indicators.len()
}

mod books {
    use super::{MONTH, Outbox, PLAN, export, report, secretariat, slip, volume};

    #[divan::bench]
    fn report_book() -> usize {
        report::write(&PLAN, &MONTH).unwrap().len()
    }

    #[divan::bench]
    fn secretariat_book() -> usize {
        secretariat::write(&PLAN, &MONTH, "../../input").unwrap().len()
    }

    #[divan::bench]
    fn volume_book() -> usize {
        volume::write(&PLAN, &MONTH).unwrap().len()
    }

    #[divan::bench]
    fn slip_books() -> usize {
        slip::write(&PLAN, &MONTH, &Outbox::new(&|_| {})).unwrap().len()
    }

    #[divan::bench]
    fn records() -> usize {
        export::write(&PLAN, &MONTH, &Outbox::new(&|_| {})).unwrap().len()
    }
}
