//! Measures how long one returned form takes to open: `cargo bench -p workbook`.

use divan::Bencher;
use workbook::{Limits, open};

/// A returned form of the sample (about 12 KB).
const XLSX: &[u8] = include_bytes!("../../../input/2023-03/管路維持課.xlsx");
const XLS: &[u8] = include_bytes!("../../../input/2023-03/保育指導課.xls");

fn main() {
    divan::main();
}

#[divan::bench]
fn an_xlsx(bencher: Bencher<'_, '_>) {
    bencher.bench(|| open(divan::black_box(XLSX), "kind", &Limits::default()).map(|book| book.sheets.len()));
}

#[divan::bench]
fn an_xls(bencher: Bencher<'_, '_>) {
    bencher.bench(|| open(divan::black_box(XLS), "kind", &Limits::default()).map(|book| book.sheets.len()));
}
