//! Tests of odd files that Excel opens without complaint.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Format, Workbook};

use super::{PROPERTY, book, cell, grid, open, read, refusal, repacked, rewritten};
use crate::grid::CellKind;
use crate::limits::Limits;
use crate::refusal::Refusal;

const SHEET: &str = "xl/worksheets/sheet1.xml";
const WORKBOOK: &str = "xl/workbook.xml";

/// Returns a book with a text, a number and another text.
fn small() -> Vec<u8> {
    book(|sheet| {
        sheet.write(0, 0, "700")?;
        sheet.write(1, 0, 700)?;
        sheet.write(2, 0, "進捗")?;
        Ok(())
    })
}

#[track_caller]
fn assert_small(bytes: &[u8]) {
    let book = read(bytes);
    let texts: Vec<&str> = book.sheets[0].cells.values().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["700", "700", "進捗"]);
}

#[test]
fn a_dimension_is_not_used() {
    for dimension in
        ["<dimension ref=\"\"/>", "<dimension ref=\"A:C\"/>", "<dimension/>", "<dimension ref=\"C\"/>", ""]
    {
        let bytes = rewritten(&small(), SHEET, |text| {
            assert!(text.contains("<dimension ref=\"A1:A3\"/>"));
            text.replace("<dimension ref=\"A1:A3\"/>", dimension)
        });
        assert_small(&bytes);
    }
}

#[test]
fn the_counts_of_shared_strings_are_not_used() {
    for count in ["", "0", "-1", "1000000000000", "many"] {
        let bytes = rewritten(&small(), "xl/sharedStrings.xml", |text| {
            text.replace("uniqueCount=\"2\"", &format!("uniqueCount=\"{count}\""))
        });
        assert_small(&bytes);
    }
}

#[test]
fn an_index_of_a_shared_string_is_trimmed_and_must_be_whole() {
    let with_index = |index: &str| {
        let index = format!("<v>{index}</v>");
        grid(&rewritten(&small(), SHEET, |text| text.replace("<v>1</v>", &index)))
    };
    for index in ["\n1", " 1 ", "&#10;1", "01"] {
        assert_eq!(cell(&with_index(index), 2, 0).text, "進捗", "{index:?}");
    }
    for index in ["1.0", "2", "-1", "x", "1 0", "99999999999999999999"] {
        assert_eq!(cell(&with_index(index), 2, 0).kind, CellKind::Error, "{index:?}");
    }
}

#[test]
fn parts_may_be_utf_16() {
    let utf16 = |name: &str, content: Vec<u8>| {
        let text = String::from_utf8(content).unwrap().replace("UTF-8", "UTF-16");
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        (name.to_owned(), units.flat_map(u16::to_le_bytes).collect())
    };
    assert_small(&repacked(&small(), utf16));
}

#[test]
fn the_main_part_may_have_any_path() {
    let moved = repacked(&small(), |name, content| {
        let text = String::from_utf8(content).unwrap();
        let text = text.replace("/xl/", "/office/").replace("\"xl/", "\"office/");
        (name.replace("xl/", "office/"), text.into_bytes())
    });
    assert_small(&moved);
}

#[test]
fn sheets_of_other_kinds_and_without_a_part_are_left_out() {
    let mut workbook = Workbook::new();
    for name in ["表", "マクロ", "モジュール"] {
        workbook.add_worksheet().set_name(name).unwrap().write(0, 0, name).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let bytes = rewritten(&bytes, WORKBOOK, |text| text.replace("r:id=\"rId3\"", "r:id=\"\""));
    let bytes = rewritten(&bytes, "xl/_rels/workbook.xml.rels", |text| {
        text.replace(
            "relationships/worksheet\" Target=\"worksheets/sheet2.xml",
            "relationships/xlMacrosheet\" Target=\"worksheets/sheet2.xml",
        )
    });
    let names: Vec<String> = read(&bytes).sheets.into_iter().map(|sheet| sheet.name).collect();
    assert_eq!(names, ["表"]);
}

#[test]
fn a_sheet_of_an_unknown_state_is_shown() {
    for (state, hidden) in [("", false), ("Hidden?", false), ("hidden", true), ("veryHidden", true)] {
        let bytes = rewritten(&small(), WORKBOOK, |text| {
            text.replace("<sheet ", &format!("<sheet state=\"{state}\" "))
        });
        assert_eq!(grid(&bytes).hidden, hidden, "{state}");
    }
}

#[test]
fn damaged_notes_or_properties_leave_the_sheet_readable() {
    let bytes = book(|sheet| {
        sheet.write_with_format(0, 0, 7, &Format::new().set_num_format("0\"件\""))?;
        sheet.insert_note(0, 0, &rust_xlsxwriter::Note::new("確認中"))?;
        Ok(())
    });
    let broken = |part: &str| rewritten(&bytes, part, |text| text[..text.len() / 2].to_owned());
    assert_eq!(cell(&grid(&broken("xl/comments1.xml")), 0, 0).text, "7件");
    assert_eq!(cell(&grid(&broken("docProps/core.xml")), 0, 0).text, "7件");
    assert!(matches!(refusal(&broken(SHEET)), Refusal::Unreadable(_)));
    assert!(matches!(refusal(&broken(WORKBOOK)), Refusal::Unreadable(_)));
    let strings = rewritten(&small(), "xl/sharedStrings.xml", |text| text[..text.len() / 2].to_owned());
    assert!(matches!(refusal(&strings), Refusal::Unreadable(_)));
}

#[test]
fn a_damaged_sheet_leaves_the_other_sheets_readable() {
    let mut workbook = Workbook::new();
    for name in ["表", "裏"] {
        workbook.add_worksheet().set_name(name).unwrap().write(0, 0, name).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let book = read(&rewritten(&bytes, SHEET, |text| text[..text.len() / 2].to_owned()));
    assert_eq!(book.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["裏"]);
    assert_eq!(book.damaged, ["表"]);
}

#[test]
fn an_unsupported_compression_method_is_named() {
    let mut bytes = small();
    // Method 14 is LZMA, in the header of each member and in the directory.
    for (mark, at) in [(b"PK\x03\x04", 8), (b"PK\x01\x02", 10)] {
        let places: Vec<usize> =
            (0..bytes.len() - 4).filter(|place| bytes[*place..].starts_with(mark)).collect();
        for place in places {
            bytes[place + at] = 14;
        }
    }
    let Refusal::Unreadable(reason) = refusal(&bytes) else { panic!() };
    assert!(reason.contains("LZMA"), "{reason}");
}

/// Returns a compound file with streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, content) in streams {
        if let Some((storage, _)) = path.rsplit_once('/').filter(|(storage, _)| !storage.is_empty()) {
            file.create_storage_all(storage).unwrap();
        }
        file.create_stream(path).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

fn workbook_stream(bytes: &[u8]) -> Vec<u8> {
    let mut stream = Vec::new();
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
    file.open_stream("/Workbook").unwrap().read_to_end(&mut stream).unwrap();
    stream
}

const XLS: &[u8] = include_bytes!("../../../tests/fixtures/small.xls");

#[test]
fn the_code_page_of_a_newer_xls_is_not_used() {
    let stream = workbook_stream(XLS);
    let at = stream.windows(4).position(|window| window == [0x42, 0, 2, 0]).unwrap() + 4;
    for code_page in [0_u16, 932, 1252, 10_001, 0xFFFF] {
        let mut stream = stream.clone();
        stream[at..at + 2].copy_from_slice(&code_page.to_le_bytes());
        let grid = grid(&compound(&[("/Workbook", &stream)]));
        assert_eq!(cell(&grid, 2, 1).text, "事業名称", "{code_page}");
    }
}

#[test]
fn the_workbook_of_an_xls_is_the_root_s() {
    let stream = workbook_stream(XLS);
    let streams: [&[(&str, &[u8])]; 3] = [
        &[("/Book", b"old"), ("/Workbook", &stream)],
        &[("/MBD0001/Workbook", b"embedded"), ("/Workbook", &stream)],
        &[("/MBD0001/Workbook", b"embedded"), ("/Book", &stream)],
    ];
    for streams in streams {
        assert_eq!(cell(&grid(&compound(streams)), 2, 1).text, "事業名称");
    }
}

#[test]
fn a_truncated_xls_is_refused() {
    let stream = workbook_stream(XLS);
    for eighths in 1..8 {
        let cut = compound(&[("/Workbook", &stream[..stream.len() * eighths / 8])]);
        assert!(open(&cut, PROPERTY, &Limits::default()).is_err(), "{eighths}/8");
    }
}

#[test]
fn rights_management_is_distinguished_from_a_password() {
    let protected = |storage: &str| {
        let path = format!("/\u{6}DataSpaces/TransformInfo/{storage}/Primary");
        compound(&[("/EncryptedPackage", b"x"), (&path, b"x")])
    };
    assert_eq!(refusal(&protected("DRMEncryptedTransform")), Refusal::RightsManaged);
    assert_eq!(refusal(&protected("StrongEncryptionTransform")), Refusal::Encrypted);
}
