//! Tests of opening workbooks as offices make them, and broken ones.

mod opened;
mod shown;

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Note, Shape, Workbook, Worksheet, XlsxError,
};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Book, open};
use crate::grid::{Cell, CellKind, Grid, Pos, RemarkKind};
use crate::limits::Limits;
use crate::refusal::Refusal;

const PROPERTY: &str = "kind-of-book";

fn book(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet()).unwrap();
    book.save_to_buffer().unwrap()
}

fn read(bytes: &[u8]) -> Book {
    open(bytes, PROPERTY, &Limits::default()).unwrap()
}

fn grid(bytes: &[u8]) -> Grid {
    read(bytes).sheets.remove(0)
}

fn refusal(bytes: &[u8]) -> Refusal {
    open(bytes, PROPERTY, &Limits::default()).unwrap_err()
}

fn cell(grid: &Grid, row: u32, col: u32) -> Cell {
    grid.cells.get(&Pos::new(row, col)).cloned().unwrap_or_else(|| panic!("{:?}", grid.cells))
}

/// Returns the same workbook with one part rewritten.
fn rewritten(bytes: &[u8], part: &str, rewrite: impl Fn(&str) -> String) -> Vec<u8> {
    repacked(bytes, |name, content| {
        let content =
            if name == part { rewrite(&String::from_utf8(content).unwrap()).into_bytes() } else { content };
        (name.to_owned(), content)
    })
}

/// Returns the same workbook with every part renamed and rewritten.
fn repacked(bytes: &[u8], change: impl Fn(&str, Vec<u8>) -> (String, Vec<u8>)) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let mut member = zip.by_index(index).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        let (name, content) = change(&name, content);
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn cells_show_what_a_person_sees() {
    let percent = Format::new().set_num_format("0.0%");
    let month_day = Format::new().set_num_format("m\"月\"d\"日\"");
    let grid = grid(&book(|sheet| {
        sheet.write(2, 1, "事業名称")?;
        sheet.write(2, 2, 72.1)?;
        sheet.write_with_format(2, 3, 0.721, &percent)?;
        sheet.write_with_format(2, 4, ExcelDateTime::from_ymd(2023, 7, 8)?, &month_day)?;
        sheet.write(2, 5, true)?;
        sheet.write(2, 6, "　")?;
        sheet.write(2, 7, Formula::new("1+1").set_result("2"))?;
        sheet.write(2, 8, Formula::new("1/0").set_result("#DIV/0!"))?;
        Ok(())
    }));
    assert_eq!(cell(&grid, 2, 1), Cell::text("事業名称"));
    assert_eq!((cell(&grid, 2, 2).text.as_str(), cell(&grid, 2, 2).kind), ("72.1", CellKind::Number));
    assert_eq!((cell(&grid, 2, 3).text.as_str(), cell(&grid, 2, 3).kind), ("72.1%", CellKind::Percent));
    assert_eq!(cell(&grid, 2, 4).text, "2023-07-08");
    assert_eq!(cell(&grid, 2, 4).kind, CellKind::Date { typed: "7/8".to_owned() });
    assert_eq!(cell(&grid, 2, 5).text, "TRUE");
    assert_eq!(grid.cells.get(&Pos::new(2, 6)), None);
    assert_eq!(cell(&grid, 2, 7).text, "2");
    assert_eq!((cell(&grid, 2, 8).text.as_str(), cell(&grid, 2, 8).kind), ("#DIV/0!", CellKind::Error));
}

#[test]
fn a_number_keeps_the_words_of_its_format() {
    let grid = grid(&book(|sheet| {
        let formats = [
            "0\"件\"",
            "\"約\"0\"施設以上\"",
            "\"▲\"0",
            "#,##0,",
            "\"（見込）\"#,##0;\"（見込）\"-#,##0",
            "[>=1000]0\"件以上\";0\"件\"",
        ];
        for (row, format) in (0..).zip(formats) {
            sheet.write_with_format(row, 0, 7000, &Format::new().set_num_format(format))?;
        }
        Ok(())
    }));
    let shown: Vec<String> = (0..6).map(|row| cell(&grid, row, 0).text).collect();
    assert_eq!(shown, ["7000件", "約7000施設以上", "▲7000", "7", "（見込）7000", "7000件以上"]);
    assert_eq!((cell(&grid, 0, 0).kind, cell(&grid, 3, 0).kind), (CellKind::Text, CellKind::Number));
}

#[test]
fn a_formula_without_a_result_is_shown_as_a_formula() {
    let bytes = book(|sheet| {
        sheet.write(0, 0, Formula::new("SUM(B1:B9)").set_result("7"))?;
        sheet.write(1, 0, Formula::new("\"\"").set_result(""))?;
        Ok(())
    });
    let bytes = rewritten(&bytes, "xl/worksheets/sheet1.xml", |text| text.replace("<v>7</v>", ""));
    let grid = grid(&bytes);
    assert_eq!((cell(&grid, 0, 0).text.as_str(), cell(&grid, 0, 0).kind), ("=SUM(B1:B9)", CellKind::Unsaved));
}

#[test]
fn an_unknown_error_value_becomes_an_error_cell() {
    let bytes = book(|sheet| {
        sheet.write(0, 0, Formula::new("A2").set_result("#REF!"))?;
        sheet.write(1, 0, "after")?;
        Ok(())
    });
    let bytes = rewritten(&bytes, "xl/worksheets/sheet1.xml", |text| text.replace("#REF!", "#SPILL!"));
    let grid = grid(&bytes);
    assert_eq!(cell(&grid, 0, 0).text, "#SPILL!");
    assert_eq!(cell(&grid, 0, 0).kind, CellKind::Error);
    assert_eq!(cell(&grid, 1, 0).text, "after");
}

#[test]
fn a_cell_that_cannot_be_read_becomes_an_error_cell() {
    let bytes = book(|sheet| {
        for (col, value) in [1, 2, 3].into_iter().enumerate() {
            sheet.write(0, u16::try_from(col).unwrap(), value)?;
        }
        sheet.write(1, 0, "件名")?;
        sheet.write(1, 1, "after")?;
        Ok(())
    });
    // Cells without addresses follow one another. The second has a bad boolean, the fourth a bad string
    // index.
    let bytes = rewritten(&bytes, "xl/worksheets/sheet1.xml", |text| {
        let text = text.replace("<c r=\"B1\"><v>2</v>", "<c t=\"b\"><v>maybe</v>");
        let text = text.replace("<c r=\"C1\">", "<c>").replace("<c r=\"B2\"", "<c");
        text.replace("<c r=\"A2\" t=\"s\"><v>0</v>", "<c t=\"s\"><v>99</v>")
    });
    let grid = grid(&bytes);
    let shown: Vec<(String, &str, &CellKind)> =
        grid.cells.iter().map(|(pos, cell)| (pos.a1(), cell.text.as_str(), &cell.kind)).collect();
    let (number, error) = (&CellKind::Number, &CellKind::Error);
    assert_eq!(
        shown,
        [
            ("A1".to_owned(), "1", number),
            ("B1".to_owned(), "maybe", error),
            ("C1".to_owned(), "3", number),
            ("A2".to_owned(), "#UNKNOWN!", error),
            ("B2".to_owned(), "after", &CellKind::Text),
        ]
    );
}

#[test]
fn struck_through_text_is_left_out_of_unstruck() {
    let struck = Format::new().set_font_strikethrough();
    let plain = Format::default();
    let grid = grid(&book(|sheet| {
        sheet.write_rich_string(0, 0, &[(&struck, "400"), (&plain, "411")])?;
        sheet.write_with_format(1, 0, "廃止", &struck)?;
        sheet.write(2, 0, "400")?;
        Ok(())
    }));
    assert_eq!(cell(&grid, 0, 0).text, "400411");
    assert_eq!(cell(&grid, 0, 0).unstruck.as_deref(), Some("411"));
    assert_eq!(cell(&grid, 1, 0).unstruck.as_deref(), Some(""));
    assert_eq!(cell(&grid, 2, 0).unstruck, None);
}

#[test]
fn what_lies_over_the_cells_is_read() {
    let centre = Format::new();
    let bytes = book(|sheet| {
        sheet.merge_range(0, 0, 1, 2, "合わせたセル", &centre)?;
        sheet.write(4, 4, "x")?;
        sheet.set_row_hidden(3)?;
        sheet.set_column_hidden(1)?;
        sheet.insert_note(4, 4, &Note::new("確認中").add_author_prefix(false))?;
        sheet.insert_shape(6, 2, &Shape::textbox().set_text("図の文字"))?;
        Ok(())
    });
    let grid = grid(&bytes);
    assert_eq!(grid.cells.len(), 2);
    assert_eq!(grid.top_left(Pos::new(1, 2)), Pos::new(0, 0));
    assert_eq!((grid.hidden_rows.as_slice(), grid.hidden_cols.as_slice()), (&[3][..], &[1][..]));
    let remarks: Vec<_> = grid.remarks.iter().map(|r| (r.kind, r.text.as_str(), r.at)).collect();
    assert_eq!(
        remarks,
        [
            (RemarkKind::Note, "確認中", Some(Pos::new(4, 4))),
            (RemarkKind::Shape, "図の文字", Some(Pos::new(6, 2))),
        ]
    );
}

#[test]
fn hidden_sheets_and_the_custom_property_are_read() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("表").unwrap();
    workbook.add_worksheet().set_name("裏").unwrap().set_hidden(true);
    workbook.set_properties(&DocProperties::new().set_custom_property(PROPERTY, "別冊"));
    let book = read(&workbook.save_to_buffer().unwrap());
    let sheets: Vec<_> = book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [("表", false), ("裏", true)]);
    assert_eq!(book.kind.as_deref(), Some("別冊"));
}

#[test]
fn readings_of_names_do_not_leak_into_the_text() {
    let bytes = book(|sheet| sheet.write(0, 0, "東京").map(|_| ()));
    let bytes = rewritten(&bytes, "xl/sharedStrings.xml", |text| {
        text.replace("<t>東京</t>", "<r><t>東</t></r><r><rPr><strike/></rPr><t>京</t></r><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh>")
    });
    let cell = cell(&grid(&bytes), 0, 0);
    assert_eq!((cell.text.as_str(), cell.unstruck.as_deref()), ("東京", Some("東")));
}

#[test]
fn a_cell_in_the_last_corner_adds_no_other_cells() {
    let grid = grid(&book(|sheet| {
        sheet.write(0, 0, "first")?;
        sheet.write(1_048_575, 16_383, 1)?;
        Ok(())
    }));
    assert_eq!(grid.cells.len(), 2);
    assert_eq!(cell(&grid, 1_048_575, 16_383).text, "1");
}

#[test]
fn a_cell_or_a_range_off_the_sheet_makes_a_damaged_book() {
    let bytes = book(|sheet| sheet.merge_range(0, 0, 1, 1, "a", &Format::new()).map(|_| ()));
    for (from, to) in [
        ("r=\"A1\"", "r=\"MWLMRYK1\""),
        ("r=\"A1\"", "r=\"XFE1\""),
        ("r=\"A1\"", "r=\"A150994945\""),
        ("mergeCell ref=\"A1:B2\"", "mergeCell ref=\"A1:XFE2\""),
        ("mergeCell ref=\"A1:B2\"", "mergeCell ref=\"A1:B1048577\""),
    ] {
        let bytes = rewritten(&bytes, "xl/worksheets/sheet1.xml", |text| {
            assert!(text.contains(from), "{text}");
            text.replacen(from, to, 1)
        });
        assert!(matches!(refusal(&bytes), Refusal::Unreadable(_)), "{to}");
    }
}

#[test]
fn the_extent_that_an_old_sheet_announces_is_not_used() {
    let bytes = include_bytes!("../../../tests/fixtures/foreign/xlwt.xls");
    // The record of the first and the last row, as xlwt writes it.
    let record = [0x00, 0x02, 14, 0];
    let at = bytes.windows(4).position(|window| window == record).unwrap() + 4;
    let usual = read(bytes).sheets[0].cells.len();
    for (first, after) in [(0, 5), (9, 0), (0, u32::MAX), (9, 3)] {
        let mut bytes = bytes.to_vec();
        bytes[at..at + 4].copy_from_slice(&u32::to_le_bytes(first));
        bytes[at + 4..at + 8].copy_from_slice(&u32::to_le_bytes(after));
        assert_eq!(read(&bytes).sheets[0].cells.len(), usual);
    }
}

#[test]
fn limits_on_cells_and_sheets_are_kept() {
    let bytes = book(|sheet| {
        for row in 0..11 {
            sheet.write(row, 0, row)?;
        }
        Ok(())
    });
    let limited = |cells, sheets| open(&bytes, PROPERTY, &Limits { cells, sheets, ..Limits::default() });
    assert!(limited(11, 1).is_ok());
    assert!(matches!(limited(10, 1), Err(Refusal::OverLimit(_))));
    assert!(matches!(limited(11, 0), Err(Refusal::OverLimit(_))));
}

#[test]
fn notes_count_towards_the_limit_on_cells() {
    let bytes = book(|sheet| {
        for row in 0..4 {
            sheet.write(row, 0, row)?;
            sheet.insert_note(row, 0, &rust_xlsxwriter::Note::new("確認済"))?;
        }
        Ok(())
    });
    let limited = |cells| open(&bytes, PROPERTY, &Limits { cells, ..Limits::default() });
    assert!(limited(8).is_ok());
    assert!(matches!(limited(7), Err(Refusal::OverLimit(_))));
}

#[test]
fn a_truncated_sheet_is_refused() {
    let bytes = book(|sheet| {
        sheet.write(0, 0, 1)?;
        sheet.write(1, 0, 2)?;
        Ok(())
    });
    let bytes = rewritten(&bytes, "xl/worksheets/sheet1.xml", |text| {
        text.split("<row r=\"2\"").next().unwrap_or_default().to_owned()
    });
    assert!(matches!(refusal(&bytes), Refusal::Unreadable(_)));
}

#[test]
fn old_and_open_formats_are_read() {
    for bytes in [
        &include_bytes!("../../../tests/fixtures/small.xls")[..],
        include_bytes!("../../../tests/fixtures/small.ods"),
    ] {
        let grid = grid(bytes);
        assert_eq!(grid.name, "様式");
        assert_eq!(cell(&grid, 2, 1).text, "事業名称");
        assert_eq!(cell(&grid, 2, 2).text, "72.1");
        assert_eq!(cell(&grid, 3, 1).text, "2023-07-08");
        assert_eq!(grid.top_left(Pos::new(5, 3)), Pos::new(4, 1));
    }
}

#[test]
fn a_percentage_keeps_its_sign_in_old_and_open_formats() {
    for bytes in [
        &include_bytes!("../../../tests/fixtures/small.xls")[..],
        include_bytes!("../../../tests/fixtures/small.ods"),
    ] {
        let grid = grid(bytes);
        assert_eq!((cell(&grid, 2, 3).text.as_str(), cell(&grid, 2, 3).kind), ("72.1%", CellKind::Percent));
    }
}

#[test]
fn a_binary_workbook_is_read() {
    let grid = grid(include_bytes!("../../../tests/fixtures/dates.xlsb"));
    assert_eq!(cell(&grid, 0, 0).text, "2021-01-01");
    assert_eq!((cell(&grid, 0, 1).text.as_str(), cell(&grid, 0, 1).kind), ("15", CellKind::Number));
    assert_eq!(cell(&grid, 2, 0).text, "255:10:10");
}
