//! The custom document properties of an .xls ([MS-OLEPS]).

use encoding_rs::UTF_16LE;

use super::records::{u16_at, u32_at};
use super::strings;

/// The identifier of the section that holds custom properties.
const CUSTOM: [u8; 16] =
    [0x05, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0x00, 0x2B, 0x2C, 0xF9, 0xAE];
/// A text in the section's code page.
const TEXT: u32 = 0x1E;
/// A text in UTF-16.
const WIDE_TEXT: u32 = 0x1F;
const UTF_16: u16 = 1200;
/// The property with the names of the others, and the one with the code page.
const DICTIONARY: u32 = 0;
const CODE_PAGE: u32 = 1;

/// Returns the value of a custom property that is a text.
pub(super) fn custom(stream: &[u8], name: &str) -> Option<String> {
    let sections = usize::try_from(u32_at(stream, 24)?).ok()?;
    let section = (0..sections.min(8)).find_map(|at| {
        let entry = stream.get(28 + 20 * at..)?;
        let start = usize::try_from(u32_at(entry, 16)?).ok()?;
        (entry.get(..16)? == CUSTOM).then(|| stream.get(start..)).flatten()
    })?;
    let count = usize::try_from(u32_at(section, 4)?).ok()?;
    let entries = section.get(8..)?.chunks_exact(8).take(count);
    let properties: Vec<(u32, usize)> = entries
        .filter_map(|entry| Some((u32_at(entry, 0)?, usize::try_from(u32_at(entry, 4)?).ok()?)))
        .collect();
    let place = |id: u32| properties.iter().find(|(found, _)| *found == id).map(|(_, at)| *at);
    let code_page = place(CODE_PAGE).and_then(|at| u16_at(section, at.checked_add(4)?)).unwrap_or(UTF_16);
    let id = id_of(section.get(place(DICTIONARY)?..)?, name, code_page)?;
    let value = section.get(place(id)?..)?;
    let length = usize::try_from(u32_at(value, 4)?).ok()?;
    match u32_at(value, 0)? {
        TEXT => text(value.get(8..)?, length, code_page),
        WIDE_TEXT => text(value.get(8..)?, length.checked_mul(2)?, UTF_16),
        _ => None,
    }
}

/// Looks a name up in the dictionary.
fn id_of(dictionary: &[u8], name: &str, code_page: u16) -> Option<u32> {
    let mut at = 4;
    for _ in 0..u32_at(dictionary, 0)?.min(1_000) {
        let (id, length) = (u32_at(dictionary, at)?, usize::try_from(u32_at(dictionary, at + 4)?).ok()?);
        let is_wide = code_page == UTF_16;
        let bytes = if is_wide { length.checked_mul(2)? } else { length };
        if text(dictionary.get(at + 8..)?, bytes, code_page)? == name {
            return Some(id);
        }
        at = at.checked_add(8)?.checked_add(bytes)?;
        if is_wide {
            at = at.next_multiple_of(4);
        }
    }
    None
}

/// Decodes a text of `length` bytes, and removes the zeros at its end.
fn text(bytes: &[u8], length: usize, code_page: u16) -> Option<String> {
    let encoding = match code_page {
        UTF_16 => UTF_16LE,
        65001 => encoding_rs::UTF_8,
        other => strings::encoding(other),
    };
    let text = encoding.decode_without_bom_handling(bytes.get(..length)?).0;
    Some(text.trim_end_matches('\0').to_owned())
}

#[cfg(test)]
mod tests {
    use super::{CUSTOM, custom};

    fn padded(text: &[u8]) -> Vec<u8> {
        let mut bytes = u32::try_from(text.len()).unwrap().to_le_bytes().to_vec();
        bytes.extend(text);
        bytes
    }

    #[test]
    fn a_custom_property_is_found_by_its_name() {
        let dictionary = [&1_u32.to_le_bytes()[..], &2_u32.to_le_bytes(), &padded(b"kind\0")].concat();
        let values = [
            [&2_u32.to_le_bytes()[..], &932_u32.to_le_bytes()].concat(),
            [&0x1E_u32.to_le_bytes()[..], &padded(b"\x95\xCA\x8D\xFB\0")].concat(),
        ];
        let bodies = [dictionary, values[0].clone(), values[1].clone()];
        let mut section = [0_u32.to_le_bytes(), 3_u32.to_le_bytes()].concat();
        let mut at = 8 + 3 * 8;
        for (id, body) in [0_u32, 1, 2].iter().zip(&bodies) {
            section.extend([id.to_le_bytes(), u32::try_from(at).unwrap().to_le_bytes()].concat());
            at += body.len();
        }
        section.extend(bodies.concat());
        let head = [&[0; 24][..], &1_u32.to_le_bytes(), &CUSTOM, &48_u32.to_le_bytes()].concat();
        let stream = [head, section].concat();
        assert_eq!(custom(&stream, "kind").as_deref(), Some("別冊"));
        assert_eq!(custom(&stream, "other"), None);
        for cut in 0..stream.len() {
            custom(&stream[..cut], "kind");
        }
    }
}
