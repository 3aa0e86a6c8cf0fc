//! What an .xls says once for all its sheets: fonts, number formats, styles, shared strings, and where the sheets begin.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::super::format;
use super::super::look::{Look, Run};
use super::records::{Record, records, u16_at, u32_at};
use super::strings;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const CODE_PAGE: u16 = 0x0042;
const FONT: u16 = 0x0031;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const BOUND_SHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
/// The struck-through bit of a font.
const STRIKE_OUT: u16 = 0x0008;

/// What holds for the whole book.
#[derive(Debug)]
pub(super) struct Globals {
    /// Whether the book is of Excel 97 or later.
    pub is_biff8: bool,
    /// Whether a password is needed, of whatever kind.
    pub is_encrypted: bool,
    /// How old books write their texts.
    pub encoding: &'static Encoding,
    /// How each style looks.
    pub looks: Vec<Look>,
    /// The parts of shared strings, where one of them is struck through.
    pub runs: BTreeMap<u32, Vec<Run>>,
    /// Where each sheet begins.
    pub sheets: Vec<usize>,
    struck_fonts: Vec<bool>,
}

impl Globals {
    /// Whether a font is struck through. There is no font 4: the count leaves it out.
    pub(super) fn is_struck(&self, font: u16) -> bool {
        let at = usize::from(if font > 4 { font - 1 } else { font });
        self.struck_fonts.get(at).copied().unwrap_or(false)
    }
}

/// Reads the records before the first sheet.
pub(super) fn read(stream: &[u8]) -> Globals {
    let mut globals = Globals {
        is_biff8: true,
        is_encrypted: false,
        encoding: WINDOWS_1252,
        looks: Vec::new(),
        runs: BTreeMap::new(),
        sheets: Vec::new(),
        struck_fonts: Vec::new(),
    };
    let mut formats: BTreeMap<u16, String> = BTreeMap::new();
    let mut styles: Vec<(u16, u16)> = Vec::new();
    let mut table = None;
    for record in records(stream).take_while(|record| record.kind != EOF) {
        let data = record.data();
        match record.kind {
            BOF => globals.is_biff8 = u16_at(data, 0) == Some(0x0600),
            FILE_PASS => globals.is_encrypted = true,
            CODE_PAGE => globals.encoding = strings::encoding(u16_at(data, 0).unwrap_or_default()),
            FONT => {
                let struck = u16_at(data, 2).is_some_and(|bits| bits & STRIKE_OUT != 0);
                globals.struck_fonts.push(struck);
            }
            FORMAT => {
                let code = strings::format_code(data, globals.is_biff8, globals.encoding);
                formats.extend(u16_at(data, 0).zip(code));
            }
            XF => styles.extend(u16_at(data, 0).zip(u16_at(data, 2))),
            BOUND_SHEET => {
                let start = u32_at(data, 0).and_then(|start| usize::try_from(start).ok());
                globals.sheets.push(start.unwrap_or(usize::MAX));
            }
            SST => table = Some(record),
            _ => {}
        }
    }
    let looks = styles.into_iter().map(|(font, number)| Look {
        shape: format::shape(formats.get(&number).map_or("", String::as_str), Some(u32::from(number))),
        struck: globals.is_struck(font),
    });
    globals.looks = looks.collect();
    globals.runs = table.map(|table| struck_strings(&globals, &table)).unwrap_or_default();
    globals
}

/// The shared strings that are struck through in part; most books have none, and need not be looked through.
fn struck_strings(globals: &Globals, table: &Record<'_>) -> BTreeMap<u32, Vec<Run>> {
    if !globals.struck_fonts.contains(&true) {
        return BTreeMap::new();
    }
    let struck = |font| globals.is_struck(font);
    (0..)
        .zip(strings::shared(&table.parts))
        .filter_map(|(at, rich)| Some((at, rich.runs(&struck)?)))
        .collect()
}
