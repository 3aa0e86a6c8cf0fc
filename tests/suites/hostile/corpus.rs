//! The corpus of hostile and broken files, each named after what is wrong with it.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use crate::hostile::build::{
    BOOK, SHEET, STRINGS, STYLES, book, flipped, members, ods, ods_content, patched, places, rewritten,
    stored, text_of, with_member, with_rows, without_member, zip, zip_with,
};

const XLS: &[u8] = include_bytes!("../../../crates/workbook/tests/fixtures/foreign/libreoffice.xls");
const OLD_XLS: &[u8] = include_bytes!("../../../crates/workbook/tests/fixtures/foreign/xlwt.xls");
const XLSB: &[u8] = include_bytes!("../../../crates/workbook/tests/fixtures/foreign/excel-notes.xlsb");
const ODS: &[u8] = include_bytes!("../../../crates/workbook/tests/fixtures/foreign/libreoffice.ods");

/// A hostile file.
pub(crate) struct Hostile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// The whole corpus.
pub(crate) fn all() -> Vec<Hostile> {
    let mut corpus = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| corpus.push(Hostile { name: name.to_owned(), bytes });
    for (name, bytes) in other_kinds()
        .into_iter()
        .chain(zips())
        .chain(packages())
        .chain(sheets())
        .chain(xml())
        .chain(compounds())
        .chain(opens())
        .chain(binaries())
    {
        add(name, bytes);
    }
    for (format, bytes) in
        [("xlsx", book()), ("xls", XLS.to_vec()), ("xlsb", XLSB.to_vec()), ("ods", ODS.to_vec())]
    {
        for part in 1..8 {
            add(&format!("cut-{part}-of-8.{format}"), bytes[..bytes.len() * part / 8].to_vec());
        }
        for seed in 0..12 {
            add(
                &format!("flipped-{seed}.{format}"),
                flipped(&bytes, seed, 1 + usize::try_from(seed).unwrap() * 4),
            );
        }
    }
    corpus
}

type Files = Vec<(&'static str, Vec<u8>)>;

/// Files that are no workbooks but are named like workbooks.
fn other_kinds() -> Files {
    let docx = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")]);
    vec![
        ("pdf.xlsx", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec()),
        ("html.xls", "<html><table><tr><td>事業名称</td></tr></table></html>".into()),
        ("html-with-bom.xls", "\u{feff}  <!DOCTYPE html><html></html>".into()),
        ("mht.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n".to_vec()),
        ("csv.xlsx", "整理番号,事業名称\r\n1-1-1,見本\r\n".into()),
        ("docx.xlsx", docx),
        ("png.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("rtf.xls", b"{\\rtf1\\ansi}".to_vec()),
        (
            "spreadsheet-2003.xls",
            br#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>"#
                .to_vec(),
        ),
        ("text.xlsx", "見本です".into()),
        ("nothing.xlsx", Vec::new()),
        ("one-byte.xls", vec![0xD0]),
        ("zeros.xlsx", vec![0; 100_000]),
        ("noise.xls", flipped(&[0x55; 30_000], 7, 40_000)),
        ("too-large.xlsx", vec![b'P'; 21 * 1024 * 1024]),
        ("excel-4.xls", vec![0x09, 0x04, 0x06, 0, 0, 0, 0x10, 0]),
    ]
}

/// Zips that are too large, damaged, encrypted, or announce wrong sizes.
fn zips() -> Files {
    let mega = vec![0_u8; 1024 * 1024];
    let bomb: Vec<u8> = mega.repeat(80);
    let many: Vec<(String, &[u8])> = (0..2_500).map(|n| (format!("xl/{n}.xml"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let inner = zip(&[("zeros", &bomb)]);
    let nested = zip(&[("a.xlsx", &book()), ("inner.zip", &inner)]);
    vec![
        ("bomb-declared.xlsx", with_member(&book(), "xl/media/image1.png", &bomb)),
        ("bomb-in-sheet.xlsx", with_member(&book(), SHEET, &bomb)),
        ("bomb-lying.xlsx", lying(&with_member(&book(), SHEET, &mega.repeat(60)))),
        ("bomb-lying-strings.xlsx", lying(&with_member(&book(), STRINGS, &mega.repeat(60)))),
        ("bomb-nested.zip", nested),
        ("many-members.xlsx", zip(&many)),
        ("half-a-million-entries.xlsx", crowd(350_000)),
        ("announces-many-entries.xlsx", announcing(&book(), 60_000)),
        ("announces-no-entries.xlsx", announcing(&book(), 0)),
        ("same-name-twice.zip", renamed_twice()),
        ("overlapping.zip", overlapping()),
        ("bad-checksum.xlsx", bad_checksum()),
        ("stored-and-cut.xlsx", cut_inside()),
        ("prefixed.xlsx", [b"MZ".as_slice(), &[0; 512], &book()].concat()),
        ("suffixed.xlsx", [book().as_slice(), &[0x41; 70_000]].concat()),
        ("comment-with-directory.xlsx", [book().as_slice(), b"PK\x05\x06"].concat()),
        ("climbing.zip", zip(&[("../../../../tmp/escaped.xlsx", &book()), ("C:\\escaped.xlsx", &book())])),
        ("empty.zip", zip(&[])),
        ("only-a-folder.zip", zip(&[("folder/", b"")])),
        ("unknown-method.xlsx", unknown_method()),
        ("encrypted-members.xlsx", encrypted(&book())),
        ("encrypted-members.ods", encrypted(ODS)),
        ("encrypted-members.zip", encrypted(&zip(&[("a.xlsx", &book())]))),
        ("encrypted-package.xlsx", encrypted_package()),
    ]
}

/// A zip whose headers announce an uncompressed size of 100 bytes for every member.
fn lying(bytes: &[u8]) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    for at in places(bytes, b"PK\x01\x02") {
        // The uncompressed size, first in the directory, then in the local headers.
        changed[at + 24..at + 28].copy_from_slice(&100_u32.to_le_bytes());
    }
    for at in places(bytes, b"PK\x03\x04") {
        changed[at + 22..at + 26].copy_from_slice(&100_u32.to_le_bytes());
    }
    changed
}

/// A zip64 directory of many entries that all point to one member.
fn crowd(entries: u32) -> Vec<u8> {
    let mut bytes = zip(&[("", b"")]);
    let start = places(&bytes, b"PK\x01\x02")[0];
    let entry = bytes[start..start + 46].to_vec();
    bytes.truncate(start);
    for _ in 0..entries {
        bytes.extend_from_slice(&entry);
    }
    let (offset, size, count) = (u64::try_from(start).unwrap(), u64::from(entries) * 46, u64::from(entries));
    let end = u64::try_from(bytes.len()).unwrap();
    bytes.extend_from_slice(b"PK\x06\x06");
    bytes.extend_from_slice(&44_u64.to_le_bytes());
    bytes.extend_from_slice(&[45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [count, count, size, offset] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(b"PK\x06\x07\0\0\0\0");
    bytes.extend_from_slice(&end.to_le_bytes());
    bytes.extend_from_slice(&1_u32.to_le_bytes());
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0");
    bytes
}

/// A zip that announces another number of members than it has.
fn announcing(bytes: &[u8], count: u16) -> Vec<u8> {
    let at = *places(bytes, b"PK\x05\x06").last().unwrap();
    let both = [count.to_le_bytes(), count.to_le_bytes()].concat();
    patched(bytes, at + 8, &both)
}

fn renamed_twice() -> Vec<u8> {
    let bytes = zip_with(&[("a.xlsx", &book()), ("b.xlsx", b"PK")], stored());
    let mut changed = bytes.clone();
    for at in places(&bytes, b"b.xlsx") {
        changed[at] = b'a';
    }
    changed
}

fn overlapping() -> Vec<u8> {
    let bytes = zip_with(&[("a.xlsx", &book()), ("b.xlsx", &book())], stored());
    let entries = places(&bytes, b"PK\x01\x02");
    let first = bytes[entries[0] + 42..entries[0] + 46].to_vec();
    patched(&bytes, entries[1] + 42, &first)
}

fn bad_checksum() -> Vec<u8> {
    let all = members(&book());
    let all: Vec<(&str, &[u8])> = all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let bytes = zip_with(&all, stored());
    let at = places(&bytes, b"<v>411</v>")[0];
    patched(&bytes, at, b"<v>999</v>")
}

fn cut_inside() -> Vec<u8> {
    let all = members(&book());
    let all: Vec<(&str, &[u8])> = all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let bytes = zip_with(&all, stored());
    let at = places(&bytes, b"<sheetData>")[0];
    // The directory is whole, but 400 bytes of data are zeroed.
    [&bytes[..at], &vec![0; 400], &bytes[at + 400..]].concat()
}

/// A zip whose members are all marked as encrypted.
fn encrypted(bytes: &[u8]) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    for at in places(bytes, b"PK\x01\x02") {
        changed[at + 8] |= 1;
    }
    for at in places(bytes, b"PK\x03\x04") {
        changed[at + 6] |= 1;
    }
    changed
}

/// A compound file as Excel writes for a workbook with a password, with the encrypted package as a stream.
fn encrypted_package() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for name in ["/EncryptionInfo", "/EncryptedPackage"] {
        file.create_stream(name).unwrap().write_all(&[7; 5_000]).unwrap();
    }
    file.into_inner().into_inner()
}

fn unknown_method() -> Vec<u8> {
    let bytes = book();
    let mut changed = bytes.clone();
    for at in places(&bytes, b"PK\x01\x02") {
        changed[at + 10..at + 12].copy_from_slice(&99_u16.to_le_bytes());
    }
    changed
}

/// Packages whose parts do not fit together.
fn packages() -> Files {
    let types = "[Content_Types].xml";
    let relations = "xl/_rels/workbook.xml.rels";
    let many_sheets = |count: u32| {
        rewritten(&book(), BOOK, |text| {
            let sheets: String = (1..=count).fold(String::new(), |mut sheets, n| {
                let _ = write!(sheets, r#"<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>"#);
                sheets
            });
            let (head, rest) = text.split_once("<sheets>").unwrap();
            let (_, tail) = rest.split_once("</sheets>").unwrap();
            format!("{head}<sheets>{sheets}</sheets>{tail}")
        })
    };
    vec![
        ("no-content-types.xlsx", without_member(&book(), types)),
        ("no-workbook.xlsx", without_member(&book(), BOOK)),
        ("no-sheet.xlsx", without_member(&book(), SHEET)),
        ("no-strings.xlsx", without_member(&book(), STRINGS)),
        ("no-styles.xlsx", without_member(&book(), STYLES)),
        ("no-relations.xlsx", without_member(&book(), relations)),
        ("empty-workbook.xlsx", with_member(&book(), BOOK, b"<workbook/>")),
        ("ten-thousand-sheets.xlsx", many_sheets(10_000)),
        ("two-hundred-sheets.xlsx", many_sheets(200)),
        (
            "relations-in-a-circle.xlsx",
            rewritten(&book(), relations, |text| text.replace("worksheets/sheet1.xml", "workbook.xml")),
        ),
        (
            "relations-outside.xlsx",
            rewritten(&book(), relations, |text| {
                text.replace("worksheets/sheet1.xml", "../../../etc/passwd")
            }),
        ),
        (
            "relations-to-the-net.xlsx",
            rewritten(&book(), relations, |text| {
                text.replace(
                    "Target=\"worksheets/sheet1.xml\"",
                    "Target=\"http://localhost/x\" TargetMode=\"External\"",
                )
            }),
        ),
        (
            "macro-sheet.xlsm",
            rewritten(&book(), relations, |text| text.replace("/worksheet\"", "/xlMacrosheet\"")),
        ),
        (
            "same-sheet-names.xlsx",
            rewritten(&book(), BOOK, |text| {
                let sheet =
                    text[text.find("<sheet ").unwrap()..].split_inclusive("/>").next().unwrap().to_owned();
                text.replace(&sheet, &format!("{sheet}{sheet}"))
            }),
        ),
        (
            "a-folder-for-a-sheet.xlsx",
            with_member(&without_member(&book(), SHEET), "xl/worksheets/sheet1.xml/", b""),
        ),
        ("strings-without-end.xlsx", rewritten(&book(), STRINGS, |text| text.replace("</sst>", ""))),
        (
            "strings-announced.xlsx",
            rewritten(&book(), STRINGS, |text| {
                let (head, tail) = text.split_once("uniqueCount=\"").unwrap();
                format!("{head}uniqueCount=\"1000000000000{tail}")
            }),
        ),
        (
            "a-billion-styles.xlsx",
            rewritten(&book(), STYLES, |text| {
                text.replace("<cellXfs count=\"", "<cellXfs count=\"100000000")
            }),
        ),
        (
            "style-that-is-none.xlsx",
            rewritten(&book(), SHEET, |text| text.replace("<c r=", "<c s=\"4000000000\" r=")),
        ),
    ]
}

/// Sheets with extreme or malformed rows, cells, merges and columns.
fn sheets() -> Files {
    let empties: String = (1..=1_000).fold(String::new(), |mut rows, row| {
        let _ = write!(rows, "<row r=\"{row}\">{}</row>", "<c s=\"1\"/>".repeat(1_000));
        rows
    });
    let full: String = (1..=210_000).fold(String::new(), |mut rows, row| {
        let _ = write!(rows, "<row r=\"{row}\"><c><v>1</v></c></row>");
        rows
    });
    let long = "長".repeat(30_000);
    let shared: String = (1..=20_000).fold(String::new(), |mut rows, row| {
        let _ = write!(rows, "<row r=\"{row}\"><c t=\"s\"><v>0</v></c></row>");
        rows
    });
    let of_one_string = with_member(
        &with_rows(&shared),
        STRINGS,
        format!("<sst uniqueCount=\"1\"><si><t>{long}</t></si></sst>").as_bytes(),
    );
    let merges = |merges: &str| {
        rewritten(&book(), SHEET, |text| {
            text.replace("</sheetData>", &format!("</sheetData><mergeCells>{merges}</mergeCells>"))
        })
    };
    let overlapping: String = (1..=60_000).fold(String::new(), |mut all, n| {
        let _ = write!(all, r#"<mergeCell ref="A1:Z{n}"/>"#);
        all
    });
    let labels: String = (1..=2_000).fold(String::new(), |mut rows, row| {
        let _ = write!(rows, r#"<row r="{row}"><c t="inlineStr"><is><t>事業名称</t></is></c><c t="inlineStr"><is><t>担当課</t></is></c></row>"#);
        rows
    });
    let labelled: String = (1..=15_000).fold(String::new(), |mut rows, row| {
        let _ = write!(rows, r#"<row r="{row}"><c t="inlineStr"><is><t>実積{row}</t></is></c><c t="inlineStr"><is><t>2022年度</t></is></c></row>"#);
        rows
    });
    let row = |cells: &str| with_rows(&format!("<row r=\"1\">{cells}</row>"));
    vec![
        ("a-million-empty-cells.xlsx", with_rows(&empties)),
        ("too-many-cells.xlsx", with_rows(&full)),
        ("one-string-for-all.xlsx", of_one_string),
        (
            "corner-to-corner.xlsx",
            with_rows(
                r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
            ),
        ),
        ("beyond-the-corner.xlsx", with_rows(r#"<row r="1048577"><c r="XFE1048577"><v>1</v></c></row>"#)),
        ("row-zero.xlsx", with_rows(r#"<row r="0"><c r="A0"><v>1</v></c></row>"#)),
        (
            "rows-backwards.xlsx",
            with_rows(
                r#"<row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="9"><c r="A9"><v>3</v></c></row>"#,
            ),
        ),
        ("one-merge-over-all.xlsx", merges(r#"<mergeCell ref="A1:XFD1048576"/>"#)),
        ("many-merges.xlsx", merges(&overlapping)),
        (
            "merges-of-nonsense.xlsx",
            merges(r#"<mergeCell ref="Z9:A1"/><mergeCell ref=""/><mergeCell ref="A1:"/><mergeCell/>"#),
        ),
        (
            "all-columns-hidden.xlsx",
            rewritten(&book(), SHEET, |text| {
                text.replace(
                    "<sheetData>",
                    r#"<cols><col min="1" max="4294967295" hidden="1"/></cols><sheetData>"#,
                )
            }),
        ),
        ("labels-without-end.xlsx", with_rows(&labels)),
        ("nearly-labels-without-end.xlsx", with_rows(&labelled)),
        (
            "numbers-that-are-none.xlsx",
            row("<c><v>NaN</v></c><c><v>1e999</v></c><c><v>-inf</v></c><c><v>0x10</v></c><c><v> </v></c>"),
        ),
        (
            "types-that-are-none.xlsx",
            row(
                r#"<c t="zz"><v>1</v></c><c t="b"><v>7</v></c><c t="s"><v>-1</v></c><c t="s"><v>99999999999999999999</v></c><c t="e"><v>#WAT!</v></c><c t="d"><v>gestern</v></c>"#,
            ),
        ),
        (
            "dates-that-are-none.xlsx",
            rewritten(&row(r#"<c s="1"><v>1e300</v></c><c s="1"><v>-5</v></c>"#), STYLES, |text| {
                text.replace("<cellXfs count=\"1\">", "<cellXfs count=\"2\"><xf numFmtId=\"14\"/>")
            }),
        ),
        (
            "formulas-shared-by-nobody.xlsx",
            row(
                r#"<c><f t="shared" si="999999999"/></c><c><f t="shared"/></c><c><f t="array" ref="A1:XFD1048576">1</f></c>"#,
            ),
        ),
        ("a-long-formula.xlsx", row(&format!("<c><f>{}</f></c>", "A1+".repeat(300_000)))),
        ("a-long-attribute.xlsx", row(&format!(r#"<c r="{}"><v>1</v></c>"#, "A".repeat(3_000_000)))),
        ("nul-characters.xlsx", row("<c t=\"inlineStr\"><is><t>a\u{0}b&#0;c&#xFFFFFFFF;</t></is></c>")),
    ]
}

/// XML with entities, deep nesting, wrong encodings and other faults.
fn xml() -> Files {
    let entities = format!(
        "<!DOCTYPE x [<!ENTITY a \"{}\">{}]>",
        "x".repeat(100),
        (1..=9).fold(String::new(), |mut all, n| {
            let before = if n == 1 { "a".to_owned() } else { format!("e{}", n - 1) };
            let _ = write!(all, "<!ENTITY e{n} \"{}\">", format!("&{before};").repeat(10));
            all
        })
    );
    let with_entities = |text: String, from: &str| {
        let text = text.replacen("?>", &format!("?>{entities}"), 1);
        text.replacen(from, &format!("{from}&e9;"), 1)
    };
    let outside =
        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\"><!ENTITY n SYSTEM \"http://localhost/x\">]>";
    let utf16 = |text: &str| {
        let text = text.replace("UTF-8", "UTF-16");
        [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
    };
    vec![
        ("entities-in-strings.xlsx", rewritten(&book(), STRINGS, |text| with_entities(text, "<t>"))),
        ("entities-in-sheet.xlsx", rewritten(&book(), SHEET, |text| with_entities(text, "<v>"))),
        ("entities-in-workbook.xlsx", rewritten(&book(), BOOK, |text| with_entities(text, "<sheets>"))),
        (
            "entities-from-outside.xlsx",
            rewritten(&book(), STRINGS, |text| {
                text.replacen("?>", &format!("?>{outside}"), 1).replacen("<t>", "<t>&f;&n;", 1)
            }),
        ),
        ("deep.xlsx", with_rows(&"<row>".repeat(500_000))),
        ("deep-and-closed.xlsx", with_rows(&format!("{}{}", "<x>".repeat(300_000), "</x>".repeat(300_000)))),
        (
            "deep-strings.xlsx",
            with_member(&book(), STRINGS, format!("<sst>{}</sst>", "<si>".repeat(1_000_000)).as_bytes()),
        ),
        ("cut-in-a-tag.xlsx", rewritten(&book(), SHEET, |text| text[..text.len() / 2].to_owned())),
        (
            "cut-between-rows.xlsx",
            rewritten(&book(), SHEET, |text| text.split("<row r=\"3\"").next().unwrap().to_owned()),
        ),
        (
            "closed-too-early.xlsx",
            rewritten(&book(), SHEET, |text| {
                format!("{}</sheetData></worksheet>", text.split("<row r=\"3\"").next().unwrap())
            }),
        ),
        (
            "closed-in-disorder.xlsx",
            rewritten(&book(), SHEET, |text| text.replace("</row></sheetData>", "</sheetData></row>")),
        ),
        (
            "no-utf-8.xlsx",
            with_member(&book(), STRINGS, &[text_of(&book(), STRINGS).as_bytes(), b"\xFF\xFE\xFD"].concat()),
        ),
        ("utf-16.xlsx", with_member(&book(), SHEET, &utf16(&text_of(&book(), SHEET)))),
        (
            "shift-jis.xlsx",
            with_member(
                &book(),
                STRINGS,
                b"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><sst><si><t>\x8E\x96\x8B\xC6</t></si></sst>",
            ),
        ),
        (
            "only-a-comment.xlsx",
            with_member(&book(), SHEET, format!("<!--{}", "-".repeat(5_000_000)).as_bytes()),
        ),
        ("only-cdata.xlsx", with_member(&book(), SHEET, b"<![CDATA[<worksheet/>]]>")),
    ]
}

/// Compound files whose sector chains are broken or circular.
fn compounds() -> Files {
    let fat = XLS.len().min(512);
    let directory = 512 + 512 * usize::try_from(u32::from_le_bytes(XLS[48..52].try_into().unwrap())).unwrap();
    let first_fat = 512 + 512 * usize::try_from(u32::from_le_bytes(XLS[76..80].try_into().unwrap())).unwrap();
    let stream = workbook_stream(XLS);
    let pass = |kind: &[u8]| {
        in_stream(XLS, stream, &[&[0x2F, 0, 0x36, 0][..], kind, &[0; 0x36][kind.len()..]].concat())
    };
    vec![
        ("fat-in-a-circle.xls", patched(XLS, first_fat, &[0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0])),
        ("fat-of-nonsense.xls", patched(XLS, first_fat, &[0x77; 256])),
        ("directory-in-a-circle.xls", patched(XLS, directory + 68, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
        ("directory-of-nonsense.xls", patched(XLS, directory + 128, &[0xEE; 200])),
        ("no-header.xls", patched(XLS, 24, &[0xFF; 100])),
        ("header-only.xls", XLS[..fat].to_vec()),
        ("sectors-of-two-gigabytes.xls", patched(XLS, 30, &[31, 0])),
        ("stream-of-four-gigabytes.xls", patched(XLS, directory + 128 + 120, &[0xFF, 0xFF, 0xFF, 0xFF])),
        ("encrypted-rc4.xls", pass(&[1, 0, 1, 0])),
        ("encrypted-xor.xls", pass(&[0, 0, 0x34, 0x12])),
        ("record-beyond-the-end.xls", in_stream(XLS, stream, &[0xFC, 0, 0xFF, 0xFF])),
        ("records-of-nothing.xls", in_stream(XLS, stream, &[0; 400])),
        ("begins-without-end.xls", in_stream(XLS, stream, &[0x09, 0x08, 0, 0].repeat(100))),
        ("sheet-far-away.xls", in_old_record(0x85, 0, &[0xFF, 0xFF, 0xFF, 0x7F])),
        ("announces-four-billion-rows.xls", in_old_record(0x200, 4, &[0xFF, 0xFF, 0xFF, 0xFF])),
        ("a-cell-in-the-corner.xls", in_old_record(0xFD, 0, &[0xFF, 0xFF, 0xFF, 0])),
        ("a-string-that-is-none.xls", in_old_record(0xFD, 6, &[0xFF, 0xFF, 0xFF, 0x7F])),
        ("merges-that-are-none.xls", in_old_record(0xE5, 0, &[0xFF, 0xFF])),
    ]
}

/// The offset of the workbook stream's first record.
fn workbook_stream(bytes: &[u8]) -> usize {
    places(bytes, &[0x09, 0x08, 0x10, 0, 0, 0x06, 0x05, 0])[0]
}

/// An .xls whose records after the first are overwritten.
fn in_stream(bytes: &[u8], stream: usize, records: &[u8]) -> Vec<u8> {
    patched(bytes, stream + 20, records)
}

/// The small old .xls with bytes of the first record of a kind overwritten.
fn in_old_record(kind: u16, at: usize, with: &[u8]) -> Vec<u8> {
    let mut place = workbook_stream(OLD_XLS);
    loop {
        let number = |at: usize| u16::from_le_bytes(OLD_XLS[at..at + 2].try_into().unwrap());
        let (found, length) = (number(place), usize::from(number(place + 2)));
        if found == kind {
            return patched(OLD_XLS, place + 4 + at, with);
        }
        place += 4 + length;
    }
}

/// OpenDocument spreadsheets (.ods).
fn opens() -> Files {
    let content = text_of(ODS, "content.xml");
    let with_content = |content: &str| with_member(ODS, "content.xml", content.as_bytes());
    let table =
        |rows: &str| ods(&ods_content(&format!(r#"<table:table table:name="a">{rows}</table:table>"#)));
    let cell = r#"<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>"#;
    vec![
        ("cut-in-a-table.ods", with_content(&content[..content.find("</table:table-row>").unwrap()])),
        ("cut-in-the-middle.ods", with_content(&content[..content.len() / 2 / 3 * 3 - content[..content.len() / 2 / 3 * 3].chars().rev().take_while(|c| !c.is_ascii()).map(char::len_utf8).sum::<usize>()])),
        ("no-content.ods", without_member(ODS, "content.xml")),
        ("no-tables.ods", ods(&ods_content(""))),
        ("encrypted.ods", with_member(ODS, "META-INF/manifest.xml", br#"<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#)),
        ("rows-without-end.ods", table(&format!(r#"<table:table-row table:number-rows-repeated="4294967295">{cell}</table:table-row>"#))),
        ("columns-without-end.ods", table(&format!("<table:table-row>{}</table:table-row>", cell.replace("office:", r#"table:number-columns-repeated="4294967295" office:"#)))),
        ("everything-without-end.ods", table(&format!(r#"<table:table-row table:number-rows-repeated="1048576">{}</table:table-row>"#, cell.replace("office:", r#"table:number-columns-repeated="16384" office:"#)))),
        ("numbers-of-nonsense.ods", table(&format!(r#"<table:table-row table:number-rows-repeated="-7">{}</table:table-row>"#, cell.replace("office:", r#"table:number-columns-repeated="many" table:number-rows-spanned="99999999999" office:"#)))),
        ("spans-over-all.ods", table(&format!("<table:table-row>{}</table:table-row>", cell.replace("office:", r#"table:number-columns-spanned="16384" table:number-rows-spanned="1048576" office:"#)))),
        ("deep.ods", ods(&ods_content(&"<table:table>".repeat(400_000)))),
        ("table-in-table.ods", table(&format!(r#"<table:table-row><table:table-cell><table:table table:name="b"><table:table-row>{cell}</table:table-row></table:table></table:table-cell></table:table-row>"#))),
        ("spaces-without-end.ods", table(r#"<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="4294967295"/></text:p></table:table-cell></table:table-row>"#)),
        ("a-text-document.ods", with_member(ODS, "mimetype", b"application/vnd.oasis.opendocument.text")),
    ]
}

/// Binary workbooks (.xlsb).
fn binaries() -> Files {
    let sheet = "xl/worksheets/sheet1.bin";
    let part = |name: &str| members(XLSB).into_iter().find(|(known, _)| known == name).unwrap().1;
    vec![
        ("no-workbook.xlsb", without_member(XLSB, "xl/workbook.bin")),
        ("no-sheet.xlsb", without_member(XLSB, sheet)),
        ("empty-sheet.xlsb", with_member(XLSB, sheet, b"")),
        ("cut-sheet.xlsb", with_member(XLSB, sheet, &part(sheet)[..part(sheet).len() / 2])),
        ("records-of-nonsense.xlsb", with_member(XLSB, sheet, &[0xFF; 5_000])),
        (
            "a-record-of-256-megabytes.xlsb",
            with_member(XLSB, sheet, &[[0x01, 0xFF, 0xFF, 0xFF, 0x7F].as_slice(), &[0; 50]].concat()),
        ),
        (
            "strings-of-nonsense.xlsb",
            with_member(
                XLSB,
                "xl/sharedStrings.bin",
                &[0x9F, 0x01, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            ),
        ),
        ("notes-of-nonsense.xlsb", with_member(XLSB, "xl/comments1.bin", &[0xFB, 0x04, 0x80, 0x80, 0x80])),
    ]
}
