//! Plain .ods workbooks.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::sheets::Sheet;

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Writes sheets as an .ods workbook without styles.
pub(super) fn write(sheets: &[Sheet]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    archive.start_file("mimetype", stored).unwrap();
    archive.write_all(TYPE.as_bytes()).unwrap();
    archive.start_file("META-INF/manifest.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(manifest().as_bytes()).unwrap();
    archive.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(content(sheets).as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

fn manifest() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{TYPE}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
         </manifest:manifest>"
    )
}

fn content(sheets: &[Sheet]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\">\
         <office:body><office:spreadsheet>",
    );
    for sheet in sheets {
        let _ = write!(xml, "<table:table table:name=\"{}\">", escaped(&sheet.name));
        for row in 0..=sheet.last_row() {
            xml.push_str("<table:table-row>");
            for col in 0..=sheet.last_column() {
                cell(&mut xml, sheet, row, col);
            }
            xml.push_str("</table:table-row>");
        }
        xml.push_str("</table:table>");
    }
    xml.push_str("</office:spreadsheet></office:body></office:document-content>");
    xml
}

fn cell(xml: &mut String, sheet: &Sheet, row: u32, col: u16) {
    let merge = sheet.merges.iter().find(|merge| (merge.0, merge.1) == (row, col));
    let spanned = merge.map_or_else(String::new, |merge| {
        format!(
            " table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"",
            merge.3 - merge.1 + 1,
            merge.2 - merge.0 + 1
        )
    });
    match sheet.cells.get(&(row, col)) {
        None => {
            let _ = write!(xml, "<table:table-cell{spanned}/>");
        }
        Some(text) => {
            let _ = write!(xml, "<table:table-cell office:value-type=\"string\"{spanned}>");
            for line in text.split('\n') {
                let _ = write!(xml, "<text:p>{}</text:p>", escaped(line));
            }
            xml.push_str("</table:table-cell>");
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
