//! The records of a part of an .xlsb: a kind and a length of variable size, then the bytes.

use encoding_rs::UTF_16LE;

/// Returns the records of a part, up to the first that is cut off.
pub(super) fn records(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let kind = number(&mut rest, 2)?;
        let length = number(&mut rest, 4)?;
        let data = rest.get(..length)?;
        rest = rest.get(length..)?;
        Some((u16::try_from(kind).ok()?, data))
    })
}

/// Reads a number of at most `most` bytes. Seven bits of each byte count; the eighth says that another byte
/// follows.
fn number(rest: &mut &[u8], most: usize) -> Option<usize> {
    let mut value = 0;
    for at in 0..most {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= usize::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(value)
}

/// Returns the number of two bytes at an offset.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Returns the number of four bytes at an offset.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Returns the characters of a text with its length before it, and the offset after them.
pub(super) fn characters(bytes: &[u8], at: usize) -> Option<(Vec<u16>, usize)> {
    let count = usize::try_from(u32_at(bytes, at)?).ok()?;
    let (start, length) = (at.checked_add(4)?, count.checked_mul(2)?);
    let end = start.checked_add(length)?;
    let units = bytes.get(start..end)?.chunks_exact(2);
    Some((units.filter_map(|unit| u16_at(unit, 0)).collect(), end))
}

/// Returns a text with its length before it, and the offset after it.
pub(super) fn text(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let count = usize::try_from(u32_at(bytes, at)?).ok()?;
    let start = at.checked_add(4)?;
    let end = start.checked_add(count.checked_mul(2)?)?;
    Some((UTF_16LE.decode_without_bom_handling(bytes.get(start..end)?).0.into_owned(), end))
}

/// Returns the floating-point number at an offset.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{records, text};

    #[test]
    fn kinds_and_lengths_have_variable_size() {
        let mut bytes = vec![0x13, 1, 7, 0xB0, 0x01, 0x81, 0x01];
        bytes.extend([9; 129]);
        let found: Vec<(u16, usize)> = records(&bytes).map(|(kind, data)| (kind, data.len())).collect();
        assert_eq!(found, [(0x13, 1), (0xB0, 129)]);
        assert_eq!(records(&bytes[..100]).count(), 1);
    }

    #[test]
    fn a_text_is_read_with_the_offset_of_its_end() {
        assert_eq!(text(&[9, 2, 0, 0, 0, b'a', 0, 0x32, 0x90, 5], 1), Some(("a進".to_owned(), 9)));
        assert_eq!(text(&[9, 0, 0, 0, b'a'], 0), None);
        assert_eq!(text(&[0xFF; 8], 0), None);
    }
}
