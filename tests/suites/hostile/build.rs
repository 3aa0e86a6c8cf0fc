//! Builds zips and workbooks, and replaces their members or bytes.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Note, Shape, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A zip of members.
pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(members, SimpleFileOptions::default())
}

/// A zip of members that are written with the given options.
pub(crate) fn zip_with(members: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Options for members that are stored uncompressed.
pub(crate) fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

/// The members of a zip.
pub(crate) fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut member = zip.by_index(index).unwrap();
            let name = member.name().unwrap().into_owned();
            let mut content = Vec::new();
            member.read_to_end(&mut content).unwrap();
            (name, content)
        })
        .collect()
}

/// A zip with one member replaced or added.
pub(crate) fn with_member(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut all = members(bytes);
    all.retain(|(known, _)| known != name);
    all.push((name.to_owned(), content.to_vec()));
    zip(&all.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>())
}

/// A zip without a member.
pub(crate) fn without_member(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut all = members(bytes);
    let before = all.len();
    all.retain(|(known, _)| known != name);
    assert!(all.len() < before, "{name}");
    zip(&all.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>())
}

/// A member of a zip as text.
pub(crate) fn text_of(bytes: &[u8], name: &str) -> String {
    let found = members(bytes).into_iter().find(|(known, _)| known == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("{name}")).1).unwrap()
}

/// A zip with one text member rewritten.
pub(crate) fn rewritten(bytes: &[u8], name: &str, rewrite: impl FnOnce(String) -> String) -> Vec<u8> {
    let text = rewrite(text_of(bytes, name));
    with_member(bytes, name, text.as_bytes())
}

pub(crate) const SHEET: &str = "xl/worksheets/sheet1.xml";
pub(crate) const STRINGS: &str = "xl/sharedStrings.xml";
pub(crate) const BOOK: &str = "xl/workbook.xml";
pub(crate) const STYLES: &str = "xl/styles.xml";

/// A small workbook with a form on it, a note and a box.
pub(crate) fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ("整理番号", "9-9-9"),
        ("事業名称", "計画にない事業（見本）"),
        ("担当課", "見本課"),
        ("進捗状況", "順調"),
        ("備考", "見本"),
    ];
    for (row, (label, value)) in (0..).zip(rows) {
        sheet.write(row, 0, label).unwrap().write(row, 1, value).unwrap();
    }
    sheet.write(6, 1, 411).unwrap();
    sheet.insert_note(4, 1, &Note::new("見本")).unwrap();
    sheet.insert_shape(8, 1, &Shape::textbox().set_text("見本")).unwrap();
    book.save_to_buffer().unwrap()
}

/// [`book`] with other rows on its sheet.
pub(crate) fn with_rows(rows: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    with_member(&book(), SHEET, sheet.as_bytes())
}

/// An .ods with the given `content.xml`.
pub(crate) fn ods(content: &str) -> Vec<u8> {
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
    ])
}

/// The `content.xml` of an .ods with the given tables.
pub(crate) fn ods_content(tables: &str) -> String {
    format!(
        r#"<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    )
}

/// Bytes with some of them overwritten.
pub(crate) fn patched(bytes: &[u8], at: usize, with: &[u8]) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    changed[at..at + with.len()].copy_from_slice(with);
    changed
}

/// Every offset at which `wanted` occurs.
pub(crate) fn places(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    bytes.windows(wanted.len()).enumerate().filter(|(_, part)| *part == wanted).map(|(at, _)| at).collect()
}

/// A seeded pseudo-random number generator.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }
}

/// Bytes with some bits flipped.
pub(crate) fn flipped(bytes: &[u8], seed: u64, count: usize) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let mut changed = bytes.to_vec();
    for _ in 0..count {
        let at = dice.roll(changed.len());
        let bit = dice.roll(8);
        changed[at] ^= 1 << bit;
    }
    changed
}
