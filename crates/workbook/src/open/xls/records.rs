//! The records of an .xls: a kind, a length, and bytes that CONTINUE records may continue.

/// A record that continues the one before it.
const CONTINUE: u16 = 0x003C;

/// A record with its CONTINUE records.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// Its kind.
    pub kind: u16,
    /// Its own bytes, then those of each CONTINUE record.
    pub parts: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// Returns its own bytes.
    pub(super) fn data(&self) -> &'a [u8] {
        self.parts.first().copied().unwrap_or_default()
    }
}

/// Returns the records of a stream, up to the first that is cut off.
pub(super) fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (kind, data) = split(&mut rest)?;
        let mut parts = vec![data];
        while u16_at(rest, 0) == Some(CONTINUE) {
            let (_, more) = split(&mut rest)?;
            parts.push(more);
        }
        Some(Record { kind, parts })
    })
}

fn split<'a>(rest: &mut &'a [u8]) -> Option<(u16, &'a [u8])> {
    let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
    let data = rest.get(4..4 + length)?;
    *rest = rest.get(4 + length..)?;
    Some((kind, data))
}

/// Returns the byte at an offset.
pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// Returns the number of two bytes at an offset.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Returns the number of four bytes at an offset.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Returns the floating-point number at an offset.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn continued_records_belong_together() {
        let bytes = [1, 0, 2, 0, 7, 8, 0x3C, 0, 1, 0, 9, 2, 0, 0, 0];
        let found: Vec<(u16, Vec<&[u8]>)> =
            records(&bytes).map(|record| (record.kind, record.parts)).collect();
        assert_eq!(found, [(1, vec![&[7, 8][..], &[9][..]]), (2, vec![&[][..]])]);
    }

    #[test]
    fn a_truncated_record_ends_the_list() {
        assert_eq!(records(&[1, 0, 9, 0, 7]).count(), 0);
        assert_eq!(records(&[1, 0, 0, 0, 7]).count(), 1);
    }
}
