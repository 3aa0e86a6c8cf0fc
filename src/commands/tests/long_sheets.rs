//! A long sheet, kept in a temporary file, is written like one kept in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use crate::form::field::Field;
use crate::sample::forms::{AS_OF, form, plan, run};
use crate::sheet::OutFile;
use crate::sheet::book::ALL_LONG_IN_TESTS;
use crate::{report, secretariat};

/// Returns the worksheet parts of a book, with shared strings in place of their indices, and without what may
/// differ.
fn sheets(book: &OutFile) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(&book.bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let strings = part("xl/sharedStrings.xml");
    let strings: Vec<&str> =
        strings.split("<si>").skip(1).map(|rest| rest.split("</si>").next().unwrap()).collect();
    let in_place = |text: String| {
        // Hints for readers: the columns of a row, the extent of the sheet, the descent of letters.
        let hints = [" spans=\"", "<dimension ref=\"", " x14ac:dyDescent=\""];
        // On a long sheet, rows of a single line take their height from the sheet.
        let text = without_attribute(&text, " defaultRowHeight=\"")
            .replace("<sheetFormatPr customHeight=\"1\"/>", "<sheetFormatPr/>");
        let text = text.replace(" ht=\"16.5\" customHeight=\"1\"", "");
        let text = hints.iter().fold(text, |text, hint| without_attribute(&text, hint));
        let text = without_blank_end(text);
        let mut pieces = text.split("t=\"s\"><v>");
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |text, piece| {
            let (number, rest) = piece.split_once('<').unwrap();
            text + strings[number.parse::<usize>().unwrap()] + "<" + rest
        })
    };
    let names: BTreeSet<String> = {
        let zip = zip::ZipArchive::new(Cursor::new(&book.bytes)).unwrap();
        let names = zip.file_names().map(|name| name.unwrap().into_owned());
        names.filter(|name| name.starts_with("xl/worksheets")).collect()
    };
    let mut formats = BTreeMap::new();
    names
        .into_iter()
        .map(|name| (name.clone(), numbered_anew(&in_place(part(&name)), &mut formats)))
        .collect()
}

/// Removes the row with a single blank cell that ends a long sheet.
fn without_blank_end(text: String) -> String {
    let Some((above, below)) = text.split_once("</sheetData>") else { return text };
    let last = above.rfind("<row ").unwrap_or(above.len());
    let is_blank = above[last..].matches("<c ").count() == 1 && above[last..].contains("/></row>");
    if is_blank { format!("{}</sheetData>{below}", &above[..last]) } else { text }
}

/// Removes every attribute that begins with `attribute`.
fn without_attribute(text: &str, attribute: &str) -> String {
    let mut parts = text.split(attribute);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').unwrap().1)
}

/// Numbers formats by first appearance, because the library numbers them in another order.
fn numbered_anew(text: &str, formats: &mut BTreeMap<String, usize>) -> String {
    let mut parts = text.split(" s=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (number, rest) = part.split_once('"').unwrap();
        let next = formats.len();
        let number = *formats.entry(number.to_owned()).or_insert(next);
        format!("{text} s=\"{number}\"{rest}")
    })
}

#[test]
fn a_long_sheet_is_written_like_one_in_memory() {
    let plan = plan();
    let filled = form(&plan, "1-1-1", AS_OF).set(Field::Activity, "講座を開いた。").remark("欄外の文章");
    let other = form(&plan, "1-1-2", AS_OF).actual(0, "約50件");
    let c = run(&plan, vec![filled, other]);
    let books = |long: bool| {
        ALL_LONG_IN_TESTS.set(long);
        let mut books = report::write(&plan, &c).unwrap();
        books.extend(secretariat::write(&plan, &c, "../../input").unwrap());
        ALL_LONG_IN_TESTS.set(false);
        books
    };
    for (in_memory, long) in books(false).iter().zip(&books(true)) {
        let (one, other) = (sheets(in_memory), sheets(long));
        assert!(one.len() > 5);
        for (name, text) in &one {
            let differs = text.chars().zip(other[name].chars()).position(|(one, other)| one != other);
            let around = |text: &str, at: usize| text.chars().skip(at.saturating_sub(80)).take(160).collect();
            let places: Option<[String; 2]> = differs.map(|at| [around(text, at), around(&other[name], at)]);
            assert!(places.is_none() && text.len() == other[name].len(), "{} {name} {places:#?}", long.path);
        }
    }
}
