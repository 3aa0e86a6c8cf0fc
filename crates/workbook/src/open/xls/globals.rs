//! The records before the first sheet of an .xls: styles, shared strings and the list of sheets.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::super::number_format::NumberFormat;
use super::super::number_format::cell::Epoch;
use super::super::rich_text::RichText;
use super::super::style::{CellStyle, Run};
use super::records::{Record, records, u8_at, u16_at, u32_at};
use super::strings;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const DATE_MODE: u16 = 0x0022;
const CODE_PAGE: u16 = 0x0042;
const FONT: u16 = 0x0031;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const BOUND_SHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
/// The bit of a font that strikes it through.
const STRIKE_OUT: u16 = 0x0008;
/// The indexes of white in the palette.
const WHITE: [u16; 2] = [1, 9];

/// The contents of the records before the first sheet.
#[derive(Debug, Default)]
pub(super) struct Globals {
    /// True if the workbook is of Excel 97 or later.
    pub is_biff8: bool,
    /// True if the records that follow are encrypted.
    pub is_encrypted: bool,
    /// The encoding of texts in workbooks older than Excel 97.
    pub encoding: Option<&'static Encoding>,
    /// The day from which dates are counted.
    pub epoch: Epoch,
    styles: Vec<CellStyle>,
    /// The shared strings, by index.
    pub strings: Vec<SharedString>,
    /// The sheets, in order.
    pub sheets: Vec<Listed>,
    struck_fonts: Vec<bool>,
    plain: CellStyle,
}

/// A shared string, and its parts if one of them is struck through.
#[derive(Debug)]
pub(super) struct SharedString {
    pub text: String,
    pub runs: Option<Vec<Run>>,
}

/// A sheet in the list.
#[derive(Debug)]
pub(super) struct Listed {
    /// The offset of its records in the stream.
    pub start: usize,
    /// The name.
    pub name: String,
    /// True if the sheet is hidden.
    pub is_hidden: bool,
    /// True if it is a worksheet, not a chart, macro sheet or module.
    pub is_worksheet: bool,
}

impl Globals {
    /// True if a font is struck through. Fonts are numbered without 4.
    pub(super) fn is_struck(&self, font: u16) -> bool {
        let at = usize::from(if font > 4 { font - 1 } else { font });
        self.struck_fonts.get(at).copied().unwrap_or(false)
    }

    /// Returns a cell style by number; a plain one if there is no such number.
    pub(super) fn style(&self, number: u16) -> &CellStyle {
        self.styles.get(usize::from(number)).unwrap_or(&self.plain)
    }

    /// Returns the encoding of texts in workbooks older than Excel 97.
    pub(super) fn encoding(&self) -> &'static Encoding {
        self.encoding.unwrap_or(WINDOWS_1252)
    }

    /// Returns the text of a rich text, and its parts if one of them is struck through.
    pub(super) fn string(&self, rich: &RichText) -> SharedString {
        SharedString { text: rich.text(), runs: rich.runs(&|font| self.is_struck(font)) }
    }
}

/// The records of the globals that depend on one another.
#[derive(Default)]
struct Tables {
    formats: HashMap<u16, String>,
    white_fonts: Vec<bool>,
    /// The records of the cell styles.
    styles: Vec<Vec<u8>>,
}

/// Reads the records before the first sheet. `None` if they are cut off.
pub(super) fn read(stream: &[u8]) -> Option<Globals> {
    let mut globals = Globals { is_biff8: true, ..Globals::default() };
    let mut tables = Tables::default();
    let (mut strings, mut closed) = (None, false);
    for record in records(stream) {
        let data = record.data();
        match record.kind {
            EOF => {
                closed = true;
                break;
            }
            BOF => globals.is_biff8 = u16_at(data, 0) == Some(0x0600),
            // The records that follow are encrypted.
            FILE_PASS => return Some(Globals { is_encrypted: true, ..globals }),
            DATE_MODE if u16_at(data, 0) == Some(1) => globals.epoch = Epoch::Y1904,
            CODE_PAGE => globals.encoding = u16_at(data, 0).map(strings::encoding),
            FONT => {
                let has = |at, test: fn(u16) -> bool| u16_at(data, at).is_some_and(test);
                globals.struck_fonts.push(has(2, |bits| bits & STRIKE_OUT != 0));
                tables.white_fonts.push(has(4, |color| WHITE.contains(&color)));
            }
            FORMAT => {
                let code = strings::format_code(data, globals.is_biff8, globals.encoding());
                tables.formats.extend(u16_at(data, 0).zip(code));
            }
            XF => tables.styles.push(data.to_vec()),
            BOUND_SHEET => globals.sheets.push(listed(data, &globals)),
            SST => strings = Some(record),
            _ => {}
        }
    }
    globals.styles = tables.styles.iter().map(|data| cell_style(data, &globals, &tables)).collect();
    globals.strings = strings.map(|table| shared_strings(&table, &globals)).unwrap_or_default();
    closed.then_some(globals)
}

fn listed(data: &[u8], globals: &Globals) -> Listed {
    let start = u32_at(data, 0).and_then(|start| usize::try_from(start).ok()).unwrap_or(usize::MAX);
    Listed {
        start,
        name: strings::sheet_name(data, globals.is_biff8, globals.encoding()).unwrap_or_default(),
        is_hidden: u8_at(data, 4).is_some_and(|state| state & 3 != 0),
        is_worksheet: u8_at(data, 5) == Some(0),
    }
}

fn shared_strings(table: &Record<'_>, globals: &Globals) -> Vec<SharedString> {
    strings::shared(&table.parts).map(|rich| globals.string(&rich)).collect()
}

fn cell_style(data: &[u8], globals: &Globals, tables: &Tables) -> CellStyle {
    let (font, number) = (u16_at(data, 0).unwrap_or(0), u16_at(data, 2).unwrap_or(0));
    let code = tables.formats.get(&number).map_or("", String::as_str);
    let font_at = usize::from(if font > 4 { font - 1 } else { font });
    let is_white = tables.white_fonts.get(font_at).copied().unwrap_or(false);
    CellStyle {
        format: NumberFormat::new(code, Some(u32::from(number))),
        is_struck: globals.is_struck(font),
        is_invisible: is_white && globals.is_biff8 && has_white_fill(data),
    }
}

/// True if a cell style of Excel 97 or later has no fill or a white one.
fn has_white_fill(data: &[u8]) -> bool {
    const NONE: u32 = 0;
    const SOLID: u32 = 1;
    match u32_at(data, 14).map(|bits| bits >> 26) {
        Some(NONE) => true,
        Some(SOLID) => u16_at(data, 18).is_some_and(|colors| WHITE.contains(&(colors & 0x7F))),
        _ => false,
    }
}
