//! The whole book of a small plan as text: values, formulas, widths, heights and print set-up. The committee
//! sees every change here: look at the pictures (`just pictures`) before accepting one.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use workbook::Pos;

use crate::report::write;
use crate::sample::results as sample;

/// Returns the sheets of a book by name: each cell with its value and formula, then its set-up.
fn described(bytes: &[u8]) -> Vec<(String, String)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    (1..)
        .zip(names)
        .map(|(number, name): (u32, String)| {
            let mut xml = String::new();
            let part = format!("xl/worksheets/sheet{number}.xml");
            zip.by_name(&part).unwrap().read_to_string(&mut xml).unwrap();
            let mut text = set_up(&xml);
            let formulas = book.worksheet_formula(&name).unwrap();
            let formulas: BTreeMap<(u32, u32), String> = formulas
                .used_cells()
                .map(|(row, col, formula)| {
                    let (top, left) = formulas.start().unwrap_or_default();
                    ((top + row as u32, left + col as u32), formula.clone())
                })
                .collect();
            let range = book.worksheet_range(&name).unwrap();
            let (top, left) = range.start().unwrap_or_default();
            for (row, col, value) in range.used_cells().filter(|(.., value)| **value != Data::Empty) {
                let at = (top + row as u32, left + col as u32);
                let value = value.to_string().replace('\n', "⏎");
                let _ = write!(text, "{} {value}", Pos::new(at.0, at.1).a1());
                if let Some(formula) = formulas.get(&at) {
                    let _ = write!(text, "  ={formula}");
                }
                text.push('\n');
            }
            (name, text)
        })
        .collect()
}

/// Returns the elements of a sheet's XML that decide how it looks and prints, one per line.
fn set_up(xml: &str) -> String {
    let mut text = String::new();
    for element in [
        "pageSetUpPr",
        "outlinePr",
        "pane",
        "col",
        "row",
        "mergeCell",
        "autoFilter",
        "cfRule",
        "formula",
        "dataValidation",
        "formula1",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "oddHeader",
        "oddFooter",
    ] {
        for rest in xml.split(&format!("<{element}")).skip(1) {
            if !rest.starts_with([' ', '>', '/']) {
                continue;
            }
            let tag = rest.split('>').next().unwrap_or_default();
            let inner = rest.split('>').nth(1).and_then(|inner| inner.split('<').next()).unwrap_or_default();
            let _ = writeln!(text, "<{element}{tag}>{inner}");
        }
    }
    text
}

#[test]
fn the_book_of_a_small_plan_matches_its_snapshots() {
    let files = write(&sample::plan(), &sample::consolidation()).unwrap();
    for (name, text) in described(&files[0].bytes) {
        insta::assert_snapshot!(name, text);
    }
}
