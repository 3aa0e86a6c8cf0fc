//! The strings of an .xlsb, and the fonts of their parts.

use super::super::rich_text::RichText;
use super::super::style::Run;
use super::records::{characters, records, u16_at, u32_at};
use super::styles::Styles;

const STRING_ITEM: u16 = 19;

/// A shared string, and its parts if one of them is struck through.
#[derive(Debug)]
pub(super) struct SharedString {
    pub text: String,
    pub runs: Option<Vec<Run>>,
}

impl SharedString {
    /// Creates the string of a rich text.
    pub(super) fn new(rich: &RichText, styles: &Styles) -> Self {
        Self { text: rich.text(), runs: rich.runs(&|font| styles.is_struck(font)) }
    }
}

/// Reads the part of the shared strings.
pub(super) fn read(part: &[u8], styles: &Styles) -> Vec<SharedString> {
    let empty = || RichText::new(Vec::new(), Vec::new());
    let items = records(part).filter(|(kind, _)| *kind == STRING_ITEM);
    items.map(|(_, data)| SharedString::new(&rich_text(data).unwrap_or_else(empty), styles)).collect()
}

/// Decodes a text with fonts: flags, the characters, then the fonts, each with the position at which it
/// begins.
pub(super) fn rich_text(data: &[u8]) -> Option<RichText> {
    let (units, end) = characters(data, 1)?;
    let has_fonts = data.first().is_some_and(|flags| flags & 1 != 0);
    let count = if has_fonts { u32_at(data, end)? } else { 0 };
    let fonts = data.get(end + 4..).unwrap_or_default().chunks_exact(4);
    let fonts = fonts
        .take(usize::try_from(count).ok()?)
        .filter_map(|font| Some((usize::from(u16_at(font, 0)?), u16_at(font, 2)?)));
    Some(RichText::new(units, fonts.collect()))
}
