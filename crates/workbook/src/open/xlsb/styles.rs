//! The styles of an .xlsb: number formats, struck-through fonts and white text.

use std::collections::HashMap;

use super::super::number_format::NumberFormat;
use super::super::style::CellStyle;
use super::records::{records, text, u16_at, u32_at};

const FONT: u16 = 43;
const FORMAT: u16 = 44;
const FILL: u16 = 45;
const STYLE: u16 = 47;
const BEGIN_FONTS: u16 = 611;
const END_FONTS: u16 = 612;
const BEGIN_STYLES: u16 = 617;
const END_STYLES: u16 = 618;
/// The bit of a font that strikes it through.
const STRIKE_OUT: u16 = 0x0008;

/// The styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    cells: Vec<CellStyle>,
    struck_fonts: Vec<bool>,
    plain: CellStyle,
}

impl Styles {
    /// Returns a cell style by number; a plain one if there is no such number.
    pub(super) fn cell(&self, number: u32) -> &CellStyle {
        usize::try_from(number).ok().and_then(|at| self.cells.get(at)).unwrap_or(&self.plain)
    }

    /// True if a font is struck through.
    pub(super) fn is_struck(&self, font: u16) -> bool {
        self.struck_fonts.get(usize::from(font)).copied().unwrap_or(false)
    }
}

/// Reads the styles part.
pub(super) fn read(part: &[u8]) -> Styles {
    let mut styles = Styles::default();
    let mut formats: HashMap<u16, String> = HashMap::new();
    let (mut white_fonts, mut white_fills) = (Vec::new(), Vec::new());
    let (mut in_fonts, mut in_styles) = (false, false);
    for (kind, data) in records(part) {
        match kind {
            BEGIN_FONTS => in_fonts = true,
            END_FONTS => in_fonts = false,
            BEGIN_STYLES => in_styles = true,
            END_STYLES => in_styles = false,
            FONT if in_fonts => {
                styles.struck_fonts.push(u16_at(data, 2).is_some_and(|bits| bits & STRIKE_OUT != 0));
                white_fonts.push(is_white(data.get(12..)));
            }
            FILL => white_fills.push(match u32_at(data, 0) {
                Some(0) => true,
                Some(1) => is_white(data.get(4..)),
                _ => false,
            }),
            FORMAT => formats.extend(u16_at(data, 0).zip(text(data, 2).map(|(code, _)| code))),
            STYLE if in_styles => {
                let number = |at| u16_at(data, at).unwrap_or(0);
                let (format, font, fill) = (number(2), number(4), number(6));
                let has = |flags: &[bool], at: u16| flags.get(usize::from(at)).copied().unwrap_or(false);
                let code = formats.get(&format).map_or("", String::as_str);
                let style = CellStyle {
                    format: NumberFormat::new(code, Some(u32::from(format))),
                    is_struck: styles.is_struck(font),
                    is_invisible: has(&white_fonts, font) && has(&white_fills, fill),
                };
                styles.cells.push(style);
            }
            _ => {}
        }
    }
    styles
}

/// True if a colour is white: as red, green and blue, as the theme's background, or in the old palette.
fn is_white(color: Option<&[u8]>) -> bool {
    const INDEXED: u8 = 1;
    const RGB: u8 = 2;
    const THEME: u8 = 3;
    let Some([kind, index, _, tint_sign, red, green, blue, ..]) = color else { return false };
    match kind >> 1 {
        INDEXED => matches!(index, 1 | 9),
        RGB => [red, green, blue] == [&0xFF; 3],
        THEME => *index == 0 && tint_sign & 0x80 == 0,
        _ => false,
    }
}
