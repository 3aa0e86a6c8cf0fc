//! The strings of an .xls, which CONTINUE records may split anywhere, and the fonts of their parts.

use encoding_rs::{Encoding, SHIFT_JIS, WINDOWS_1252};

use super::super::rich_text::RichText;
use super::records::{u8_at, u16_at};

/// The bytes of a record and of its CONTINUE records.
#[derive(Debug)]
pub(super) struct Parts<'p, 'a> {
    parts: &'p [&'a [u8]],
    part: usize,
    at: usize,
}

impl<'p, 'a> Parts<'p, 'a> {
    /// Starts at an offset in the first part.
    pub(super) fn new(parts: &'p [&'a [u8]], at: usize) -> Self {
        Self { parts, part: 0, at }
    }

    fn here(&self) -> &'a [u8] {
        self.parts.get(self.part).and_then(|part| part.get(self.at..)).unwrap_or_default()
    }

    /// Moves to the next part if this one is used up. Returns true if it did.
    fn next_part(&mut self) -> bool {
        let turns = self.here().is_empty() && self.part + 1 < self.parts.len();
        if turns {
            (self.part, self.at) = (self.part + 1, 0);
        }
        turns
    }

    fn u8(&mut self) -> Option<u8> {
        while self.next_part() {}
        let byte = u8_at(self.here(), 0)?;
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        let mut left = count;
        while left > 0 {
            while self.next_part() {}
            let step = left.min(self.here().len());
            if step == 0 {
                return None;
            }
            self.at += step;
            left -= step;
        }
        Some(())
    }

    /// Reads `count` characters, of two bytes if `wide`. A part that continues them begins with a new flag
    /// for the width.
    fn characters(&mut self, count: usize, wide: bool) -> Option<Vec<u16>> {
        let mut units = Vec::new();
        let mut wide = wide;
        while units.len() < count {
            if self.next_part() {
                wide = self.u8()? & 1 != 0;
                continue;
            }
            if wide {
                units.push(self.u16()?);
            } else {
                units.push(u16::from(self.u8()?));
            }
        }
        Some(units)
    }
}

/// Reads the shared strings of an SST record, up to where the table is damaged.
pub(super) fn shared<'p>(parts: &'p [&'p [u8]]) -> impl Iterator<Item = RichText> + 'p {
    let mut parts = Parts::new(parts, 8);
    std::iter::from_fn(move || shared_string(&mut parts))
}

fn shared_string(parts: &mut Parts<'_, '_>) -> Option<RichText> {
    let count = usize::from(parts.u16()?);
    let flags = parts.u8()?;
    let fonts = if flags & 8 != 0 { usize::from(parts.u16()?) } else { 0 };
    let phonetic = if flags & 4 != 0 { usize::try_from(parts.u32()?).ok()? } else { 0 };
    let units = parts.characters(count, flags & 1 != 0)?;
    let fonts = fonts_of(parts, fonts)?;
    parts.skip(phonetic)?;
    Some(RichText::new(units, fonts))
}

fn fonts_of(parts: &mut Parts<'_, '_>, count: usize) -> Option<Vec<(usize, u16)>> {
    let mut fonts = Vec::new();
    for _ in 0..count {
        fonts.push((usize::from(parts.u16()?), parts.u16()?));
    }
    Some(fonts)
}

/// Reads the text, with its fonts, of a cell record that holds it itself (LABEL, RSTRING).
pub(super) fn in_cell(data: &[u8], is_biff8: bool, encoding: &'static Encoding) -> Option<RichText> {
    let count = usize::from(u16_at(data, 6)?);
    if is_biff8 {
        let parts = [data];
        let mut parts = Parts::new(&parts, 8);
        let flags = parts.u8()?;
        let units = parts.characters(count, flags & 1 != 0)?;
        let fonts = usize::from(parts.u16().unwrap_or(0));
        let fonts = fonts_of(&mut parts, fonts).unwrap_or_default();
        return Some(RichText::new(units, fonts));
    }
    let bytes = data.get(8..8 + count)?;
    // Here the positions of fonts count bytes, and a kanji has two.
    let units =
        |bytes: &[u8]| encoding.decode_without_bom_handling(bytes).0.encode_utf16().collect::<Vec<_>>();
    let rest = data.get(8 + count..).unwrap_or_default();
    let fonts =
        rest.get(1..).unwrap_or_default().chunks_exact(2).take(usize::from(u8_at(rest, 0).unwrap_or(0)));
    let fonts = fonts.filter_map(|pair| {
        let at = bytes.get(..usize::from(u8_at(pair, 0)?))?;
        Some((units(at).len(), u16::from(u8_at(pair, 1)?)))
    });
    Some(RichText::new(units(bytes), fonts.collect()))
}

/// Reads a text of `count` characters from the CONTINUE records of a text box.
pub(super) fn of_box(continued: &[&[u8]], count: usize) -> Option<String> {
    let mut parts = Parts::new(continued, 0);
    let wide = parts.u8()? & 1 != 0;
    Some(String::from_utf16_lossy(&parts.characters(count, wide)?))
}

/// Reads the code of a FORMAT record.
pub(super) fn format_code(data: &[u8], is_biff8: bool, encoding: &'static Encoding) -> Option<String> {
    if is_biff8 { counted(&[data], 2, true) } else { old_counted(data, 2, 1, encoding) }
}

/// Reads the name of a BOUNDSHEET record.
pub(super) fn sheet_name(data: &[u8], is_biff8: bool, encoding: &'static Encoding) -> Option<String> {
    if is_biff8 { counted(&[data], 6, false) } else { old_counted(data, 6, 1, encoding) }
}

/// Reads a STRING record: the text that is the result of a formula.
pub(super) fn formula_result(parts: &[&[u8]], is_biff8: bool, encoding: &'static Encoding) -> Option<String> {
    if is_biff8 { counted(parts, 0, true) } else { old_counted(parts.first()?, 0, 2, encoding) }
}

/// Reads a Unicode text with its length, in two bytes or one, and its width before it.
fn counted(parts: &[&[u8]], at: usize, has_long_count: bool) -> Option<String> {
    let mut parts = Parts::new(parts, at);
    let count = if has_long_count { usize::from(parts.u16()?) } else { usize::from(parts.u8()?) };
    let wide = parts.u8()? & 1 != 0;
    Some(String::from_utf16_lossy(&parts.characters(count, wide)?))
}

/// Reads a text in a code page with its length before it, in `count_bytes` bytes.
fn old_counted(data: &[u8], at: usize, count_bytes: usize, encoding: &'static Encoding) -> Option<String> {
    let count = match count_bytes {
        1 => usize::from(u8_at(data, at)?),
        _ => usize::from(u16_at(data, at)?),
    };
    let start = at + count_bytes;
    Some(encoding.decode_without_bom_handling(data.get(start..start + count)?).0.into_owned())
}

/// Returns the encoding of a code page, as used by books older than Excel 97 and by document properties. A
/// Japanese Macintosh has its own Shift_JIS.
pub(super) fn encoding(code_page: u16) -> &'static Encoding {
    if matches!(code_page, 932 | 10001) { SHIFT_JIS } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use encoding_rs::SHIFT_JIS;

    use super::{in_cell, shared};
    use crate::open::rich_text::RichText;

    /// Builds a wide string of a table: its length, flags, fonts and characters.
    fn wide(text: &str, fonts: &[(u16, u16)]) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut bytes = u16::try_from(units.len()).unwrap().to_le_bytes().to_vec();
        bytes.push(if fonts.is_empty() { 1 } else { 9 });
        if !fonts.is_empty() {
            bytes.extend(u16::try_from(fonts.len()).unwrap().to_le_bytes());
        }
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        bytes.extend(fonts.iter().flat_map(|(at, font)| [at.to_le_bytes(), font.to_le_bytes()].concat()));
        bytes
    }

    #[test]
    fn a_string_may_continue_in_another_record_and_width() {
        let whole = [&[0; 8][..], &wide("進捗", &[]), &wide("完", &[])].concat();
        // Cut in the middle of the first string, before the second character.
        let cut = 8 + 3 + 2;
        let rest = [&[1][..], &whole[cut..]].concat();
        let parts = [&whole[..cut], &rest[..]];
        let texts: Vec<String> = shared(&parts).map(|rich| rich.text()).collect();
        assert_eq!(texts, ["進捗", "完"]);
        // The continuing part is narrow.
        let narrow = [&[0; 8][..], &[2, 0, 1, 0x32, 0x90]].concat();
        let parts = [&narrow[..], &[0, b'a']];
        assert_eq!(shared(&parts).next().map(|rich| rich.text()).as_deref(), Some("進a"));
    }

    #[test]
    fn the_fonts_of_a_string_follow_it() {
        let table = [&[0; 8][..], &wide("旧400新411", &[(1, 5), (4, 6)]), &wide("次", &[])].concat();
        let parts = [&table[..]];
        let found: Vec<RichText> = shared(&parts).collect();
        let rich = |text: &str, fonts| RichText::new(text.encode_utf16().collect(), fonts);
        assert_eq!(found, [rich("旧400新411", vec![(1, 5), (4, 6)]), rich("次", vec![])]);
    }

    #[test]
    fn font_positions_of_an_old_book_count_bytes() {
        let text = [0x8B, 0x8C, b'4', b'1'];
        let data = [&[0, 0, 0, 0, 0, 0, 4, 0][..], &text, &[1, 2, 7]].concat();
        let rich = in_cell(&data, false, SHIFT_JIS).unwrap();
        assert_eq!(rich, RichText::new("旧41".encode_utf16().collect(), vec![(1, 7)]));
    }
}
