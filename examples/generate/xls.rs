//! Plain .xls workbooks (BIFF8).

use std::io::{Cursor, Write};

use super::sheets::Sheet;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
const LABEL: u16 = 0x0204;
const MERGED_CELLS: u16 = 0x00E5;
/// The version and the kind of a stream of records.
const GLOBALS: [u16; 2] = [0x0600, 0x0005];
const WORKSHEET: [u16; 2] = [0x0600, 0x0010];
/// The most merged ranges in a record.
const MOST_MERGES: usize = 1000;

/// Writes sheets as an .xls workbook without styles.
pub(super) fn write(sheets: &[Sheet]) -> Vec<u8> {
    let bodies: Vec<Vec<u8>> = sheets.iter().map(body).collect();
    let opening = start(GLOBALS);
    let names: Vec<Vec<u8>> = sheets.iter().map(|sheet| name(&sheet.name)).collect();
    let before: usize = opening.len() + names.iter().map(|name| name.len() + 10).sum::<usize>() + 4;
    let mut stream = opening;
    let mut at = before;
    for (name, body) in names.iter().zip(&bodies) {
        let mut data = u32::try_from(at).unwrap().to_le_bytes().to_vec();
        data.extend([0, 0]);
        data.extend(name);
        stream.extend(record(BOUND_SHEET, &data));
        at += body.len();
    }
    stream.extend(record(EOF, &[]));
    for body in bodies {
        stream.extend(body);
    }
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = kind.to_le_bytes().to_vec();
    bytes.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    bytes.extend(data);
    bytes
}

fn start(kind: [u16; 2]) -> Vec<u8> {
    let words = [kind[0], kind[1], 0x0DBB, 0x07CC, 0, 0, 0x0600, 0];
    record(BOF, &words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>())
}

/// Returns a text in UTF-16, after its length in one byte and the flag for wide characters.
fn name(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = vec![u8::try_from(units.len()).unwrap(), 1];
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

fn body(sheet: &Sheet) -> Vec<u8> {
    let mut bytes = start(WORKSHEET);
    for ((row, col), text) in &sheet.cells {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut data = Vec::new();
        for word in [u16::try_from(*row).unwrap(), *col, 0, u16::try_from(units.len()).unwrap()] {
            data.extend(word.to_le_bytes());
        }
        data.push(1);
        data.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        bytes.extend(record(LABEL, &data));
    }
    for merges in sheet.merges.chunks(MOST_MERGES) {
        let mut data = u16::try_from(merges.len()).unwrap().to_le_bytes().to_vec();
        for (top, left, bottom, right) in merges {
            let rows = [u16::try_from(*top).unwrap(), u16::try_from(*bottom).unwrap(), *left, *right];
            data.extend(rows.iter().flat_map(|word| word.to_le_bytes()));
        }
        bytes.extend(record(MERGED_CELLS, &data));
    }
    bytes.extend(record(EOF, &[]));
    bytes
}
