//! The records of a part of an .xlsb: a kind and a length in as many bytes as they need, then the bytes.

use encoding_rs::UTF_16LE;

/// The records of a part; they end where one is cut off.
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

/// A number in which seven bits of each byte count, and the eighth says that another byte follows.
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

/// A number of two bytes at a place.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// A number of four bytes at a place.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// The characters of a text at a place, its length before it, and where they end.
pub(super) fn characters(bytes: &[u8], at: usize) -> Option<(Vec<u16>, usize)> {
    let count = usize::try_from(u32_at(bytes, at)?).ok()?;
    let (start, length) = (at.checked_add(4)?, count.checked_mul(2)?);
    let end = start.checked_add(length)?;
    let units = bytes.get(start..end)?.chunks_exact(2);
    Some((units.filter_map(|unit| u16_at(unit, 0)).collect(), end))
}

/// A text at a place, and where it ends.
pub(super) fn text(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let count = usize::try_from(u32_at(bytes, at)?).ok()?;
    let start = at.checked_add(4)?;
    let end = start.checked_add(count.checked_mul(2)?)?;
    Some((UTF_16LE.decode_without_bom_handling(bytes.get(start..end)?).0.into_owned(), end))
}

#[cfg(test)]
mod tests {
    use super::{records, text};

    #[test]
    fn kinds_and_lengths_take_the_bytes_they_need() {
        let mut bytes = vec![0x13, 1, 7, 0xB0, 0x01, 0x81, 0x01];
        bytes.extend([9; 129]);
        let found: Vec<(u16, usize)> = records(&bytes).map(|(kind, data)| (kind, data.len())).collect();
        assert_eq!(found, [(0x13, 1), (0xB0, 129)]);
        assert_eq!(records(&bytes[..100]).count(), 1);
    }

    #[test]
    fn a_text_knows_where_it_ends() {
        assert_eq!(text(&[9, 2, 0, 0, 0, b'a', 0, 0x32, 0x90, 5], 1), Some(("a進".to_owned(), 9)));
        assert_eq!(text(&[9, 0, 0, 0, b'a'], 0), None);
        assert_eq!(text(&[0xFF; 8], 0), None);
    }
}
