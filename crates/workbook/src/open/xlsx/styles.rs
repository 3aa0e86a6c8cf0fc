//! The styles part: number formats, struck-through fonts and white text.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::super::number_format::NumberFormat;
use super::super::style::CellStyle;
use super::super::xml::{attribute, is_on, next, number, reader};

/// The styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The cell styles, by number.
    cells: Vec<CellStyle>,
    /// For each format that a conditional format may apply, true if it strikes through.
    conditional_strikes: Vec<bool>,
    plain: CellStyle,
}

impl Styles {
    /// Returns a cell style by number; a plain one if there is no such number.
    pub(super) fn cell(&self, number: usize) -> &CellStyle {
        self.cells.get(number).unwrap_or(&self.plain)
    }

    /// True if any conditional format may strike through.
    pub(super) fn may_strike(&self) -> bool {
        self.conditional_strikes.contains(&true)
    }

    /// True if a conditional format strikes through.
    pub(super) fn strikes(&self, conditional: usize) -> bool {
        self.conditional_strikes.get(conditional).copied().unwrap_or(false)
    }
}

#[derive(Debug, Default)]
struct Font {
    is_struck: bool,
    is_white: bool,
}

/// The part of the styles that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Fonts,
    Fills,
    CellStyles,
    Conditional,
    Other,
}

impl Section {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "fonts" => Self::Fonts,
            "fills" => Self::Fills,
            "cellXfs" => Self::CellStyles,
            "dxfs" => Self::Conditional,
            "numFmts" | "borders" | "cellStyleXfs" | "cellStyles" | "colors" | "tableStyles" | "extLst" => {
                Self::Other
            }
            _ => return None,
        })
    }
}

/// Reads the styles part.
pub(super) fn read(text: &str) -> Styles {
    let mut styles = Styles::default();
    let mut formats: HashMap<u32, String> = HashMap::new();
    let (mut fonts, mut white_fills): (Vec<Font>, Vec<bool>) = (Vec::new(), Vec::new());
    let mut section = Section::Other;
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        let Event::Start(start) = event else { continue };
        let name = start.local_name();
        let name = name.as_ref();
        if let Some(found) = Section::named(name) {
            section = found;
            continue;
        }
        match (section, name) {
            (Section::Other, "numFmt") => {
                formats.extend(number(&start, "numFmtId").zip(attribute(&start, "formatCode")));
            }
            (Section::Fonts, "font") => fonts.push(Font::default()),
            (Section::Fonts, "strike") => {
                if let Some(font) = fonts.last_mut() {
                    font.is_struck = is_on(&start);
                }
            }
            (Section::Fonts, "color") => {
                if let Some(font) = fonts.last_mut() {
                    font.is_white = is_white(&start);
                }
            }
            (Section::Fills, "patternFill") => {
                white_fills.push(attribute(&start, "patternType").is_none_or(|kind| kind == "none"));
            }
            (Section::Fills, "gradientFill") => white_fills.push(false),
            (Section::Fills, "fgColor") if is_white(&start) => {
                if let Some(fill) = white_fills.last_mut() {
                    *fill = true;
                }
            }
            (Section::CellStyles, "xf") => {
                styles.cells.push(cell_style(&start, &formats, &fonts, &white_fills));
            }
            (Section::Conditional, "dxf") => styles.conditional_strikes.push(false),
            (Section::Conditional, "strike") if is_on(&start) => {
                if let Some(strikes) = styles.conditional_strikes.last_mut() {
                    *strikes = true;
                }
            }
            _ => {}
        }
    }
    styles
}

fn cell_style(
    xf: &BytesStart<'_>,
    formats: &HashMap<u32, String>,
    fonts: &[Font],
    white_fills: &[bool],
) -> CellStyle {
    let id: u32 = number(xf, "numFmtId").unwrap_or(0);
    let font = number::<usize>(xf, "fontId").and_then(|at| fonts.get(at));
    let is_fill_white =
        number::<usize>(xf, "fillId").and_then(|at| white_fills.get(at)).is_none_or(|white| *white);
    CellStyle {
        format: NumberFormat::new(formats.get(&id).map_or("", String::as_str), Some(id)),
        is_struck: font.is_some_and(|font| font.is_struck),
        is_invisible: font.is_some_and(|font| font.is_white) && is_fill_white,
    }
}

/// True if a colour is white: as red, green and blue, as the theme's background, or in the old palette.
fn is_white(color: &BytesStart<'_>) -> bool {
    if attribute(color, "tint").and_then(|tint| tint.parse::<f64>().ok()).is_some_and(|tint| tint < 0.0) {
        return false;
    }
    attribute(color, "rgb").is_some_and(|rgb| rgb.to_ascii_uppercase().ends_with("FFFFFF"))
        || attribute(color, "theme").is_some_and(|theme| theme == "0")
        || attribute(color, "indexed").is_some_and(|index| index == "9" || index == "1")
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn fonts_fills_and_formats_make_a_style() {
        let styles = read(
            r#"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="0&quot;件&quot;"/></numFmts>
            <fonts><font/><font><strike/></font><font><strike val="0"/><color rgb="FFFFFFFF"/></font></fonts>
            <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF000080"/></patternFill></fill></fills>
            <borders/><cellStyleXfs><xf fontId="1"/></cellStyleXfs>
            <cellXfs><xf numFmtId="200"/><xf fontId="1"/><xf fontId="2" fillId="0"/><xf fontId="2" fillId="1"/></cellXfs>
            <dxfs><dxf><font><b/></font></dxf><dxf><font><strike/></font></dxf></dxfs></styleSheet>"#,
        );
        let facts = |at| (styles.cell(at).is_struck, styles.cell(at).is_invisible);
        assert_eq!(
            [0, 1, 2, 3, 9].map(facts),
            [(false, false), (true, false), (false, true), (false, false), (false, false)]
        );
        assert_eq!((styles.strikes(0), styles.strikes(1), styles.may_strike()), (false, true, true));
    }
}
