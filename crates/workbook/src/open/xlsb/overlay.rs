//! What the parts of an .xlsb say beyond its cells' values.

use std::collections::BTreeMap;

use super::super::format;
use super::super::look::{Look, Run};
use super::super::marks::Marks;
use super::super::rich::Rich;
use super::records::{characters, records, text, u16_at, u32_at};
use crate::grid::{Grid, GridRemark, Merge, Pos, RemarkKind};

const ROW: u16 = 0;
/// The records of cells, blank ones and formulas included.
const CELLS: std::ops::RangeInclusive<u16> = 1..=11;
/// Errors that were entered, and errors that a formula gave.
const ERRORS: [u16; 2] = [3, 11];
const SHARED_STRING: u16 = 7;
const STRING_ITEM: u16 = 19;
const FONT: u16 = 43;
const FORMAT: u16 = 44;
const STYLE: u16 = 47;
const COLUMNS: u16 = 60;
const SHEET: u16 = 156;
const MERGE: u16 = 176;
const BEGIN_FONTS: u16 = 611;
const END_FONTS: u16 = 612;
const BEGIN_STYLES: u16 = 617;
const END_STYLES: u16 = 618;
const BEGIN_COMMENT: u16 = 635;
const COMMENT_TEXT: u16 = 637;
/// The struck-through bit of a font.
const STRIKE_OUT: u16 = 0x0008;

/// The sheets of a workbook part: the names of their relationships, in order.
pub(super) fn sheets(workbook: &[u8]) -> Vec<String> {
    let of_sheet = |(kind, data): (u16, &[u8])| (kind == SHEET).then(|| text(data, 8)).flatten();
    records(workbook).filter_map(of_sheet).map(|(relation, _)| relation).collect()
}

/// Fonts and styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    struck_fonts: Vec<bool>,
    looks: Vec<Look>,
}

impl Styles {
    fn is_struck(&self, font: u16) -> bool {
        self.struck_fonts.get(usize::from(font)).copied().unwrap_or(false)
    }
}

/// Reads a part of styles.
pub(super) fn styles(part: &[u8]) -> Styles {
    let mut styles = Styles::default();
    let mut formats: BTreeMap<u16, String> = BTreeMap::new();
    let (mut in_fonts, mut in_styles) = (false, false);
    for (kind, data) in records(part) {
        match kind {
            BEGIN_FONTS => in_fonts = true,
            END_FONTS => in_fonts = false,
            BEGIN_STYLES => in_styles = true,
            END_STYLES => in_styles = false,
            FONT if in_fonts => {
                styles.struck_fonts.push(u16_at(data, 2).is_some_and(|bits| bits & STRIKE_OUT != 0));
            }
            FORMAT => formats.extend(u16_at(data, 0).zip(text(data, 2).map(|(code, _)| code))),
            STYLE if in_styles => {
                let (number, font) = (u16_at(data, 2).unwrap_or(0), u16_at(data, 4).unwrap_or(0));
                let code = formats.get(&number).map_or("", String::as_str);
                styles.looks.push(Look {
                    shape: format::shape(code, Some(u32::from(number))),
                    struck: styles.is_struck(font),
                });
            }
            _ => {}
        }
    }
    styles
}

/// The parts of shared strings, where one of them is struck through.
pub(super) fn struck_strings(part: &[u8], styles: &Styles) -> BTreeMap<u32, Vec<Run>> {
    if !styles.struck_fonts.contains(&true) {
        return BTreeMap::new();
    }
    let struck = |font| styles.is_struck(font);
    let items = records(part).filter(|(kind, _)| *kind == STRING_ITEM);
    (0..).zip(items).filter_map(|(at, (_, data))| Some((at, rich(data)?.runs(&struck)?))).collect()
}

fn rich(data: &[u8]) -> Option<Rich> {
    let (units, end) = characters(data, 1)?;
    let has_fonts = data.first().is_some_and(|flags| flags & 1 != 0);
    let count = if has_fonts { u32_at(data, end)? } else { 0 };
    let fonts = data.get(end + 4..).unwrap_or_default().chunks_exact(4);
    let fonts = fonts
        .take(usize::try_from(count).ok()?)
        .filter_map(|font| Some((usize::from(u16_at(font, 0)?), u16_at(font, 2)?)));
    Some(Rich::new(units, fonts.collect()))
}

/// What was found on a sheet.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What lies over the cells.
    pub marks: Marks,
    /// Error values: the library knows some of those that were entered, and none that a formula gave.
    pub errors: Vec<(Pos, &'static str)>,
}

/// Reads the part of a sheet.
pub(super) fn sheet(part: &[u8], styles: &Styles, strings: &BTreeMap<u32, Vec<Run>>) -> Found {
    let mut found = Found::default();
    let mut row = 0;
    for (kind, data) in records(part) {
        match kind {
            ROW => {
                row = u32_at(data, 0).unwrap_or(row);
                if data.get(11).is_some_and(|bits| bits & 0x10 != 0) {
                    found.marks.hidden_rows.push(row);
                }
            }
            kind if CELLS.contains(&kind) => {
                let (Some(col), Some(style)) = (u32_at(data, 0), u32_at(data, 4)) else { continue };
                let pos = Pos::new(row, col);
                // The style is a number of three bytes; the fourth holds a flag.
                let style = usize::try_from(style & 0x00FF_FFFF).unwrap_or(usize::MAX);
                if let Some(look) = styles.looks.get(style).filter(|_| kind != 1) {
                    found.marks.set_look(pos, look.clone());
                }
                let string =
                    u32_at(data, 8).filter(|_| kind == SHARED_STRING).and_then(|at| strings.get(&at));
                found.marks.runs.extend(string.map(|runs| (pos, runs.clone())));
                if ERRORS.contains(&kind) {
                    found.errors.push((pos, error_value(data.get(8).copied())));
                }
            }
            COLUMNS => hide_columns(&mut found.marks, data),
            MERGE => found.marks.merges.extend(rectangle(data, 0)),
            _ => {}
        }
    }
    found
}

fn error_value(code: Option<u8>) -> &'static str {
    match code {
        Some(0x00) => "#NULL!",
        Some(0x07) => "#DIV/0!",
        Some(0x0F) => "#VALUE!",
        Some(0x17) => "#REF!",
        Some(0x1D) => "#NAME?",
        Some(0x24) => "#NUM!",
        Some(0x2A) => "#N/A",
        Some(0x2B) => "#GETTING_DATA",
        _ => "#UNKNOWN!",
    }
}

fn hide_columns(marks: &mut Marks, data: &[u8]) {
    let (Some(first), Some(last), Some(width), Some(bits)) =
        (u32_at(data, 0), u32_at(data, 4), u32_at(data, 8), u16_at(data, 16))
    else {
        return;
    };
    if bits & 1 != 0 || width == 0 {
        marks.hidden_cols.extend(first..last.saturating_add(1).min(Grid::COLUMNS));
    }
}

/// First and last row, first and last column.
fn rectangle(data: &[u8], at: usize) -> Option<Merge> {
    let number = |place: usize| u32_at(data, at + 4 * place);
    Some(Merge::between((number(0)?, number(2)?), (number(1)?, number(3)?)))
}

/// The notes of a part of comments.
pub(super) fn notes(part: &[u8]) -> Vec<GridRemark> {
    let mut notes = Vec::new();
    let mut at = None;
    for (kind, data) in records(part) {
        match kind {
            BEGIN_COMMENT => at = rectangle(data, 4).map(|range| range.first),
            COMMENT_TEXT => {
                let text = rich(data).map(|rich| rich.text().trim().to_owned()).unwrap_or_default();
                if !text.is_empty() {
                    notes.push(GridRemark { kind: RemarkKind::Note, text, at });
                }
            }
            _ => {}
        }
    }
    notes
}
