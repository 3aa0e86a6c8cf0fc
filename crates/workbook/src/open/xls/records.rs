//! The records of an .xls: a kind, a length, and bytes that may go on in CONTINUE records.

/// The record that goes on the one before.
const CONTINUE: u16 = 0x003C;

/// A record with everything that goes it on.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// What it is.
    pub kind: u16,
    /// Its own bytes, then those of each record that goes it on.
    pub parts: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// Its own bytes.
    pub(super) fn data(&self) -> &'a [u8] {
        self.parts.first().copied().unwrap_or_default()
    }
}

/// The records from the start of some bytes on; they end where one is cut off.
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

/// A byte at a place.
pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// A number of two bytes at a place.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// A number of four bytes at a place.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn what_goes_on_belongs_together() {
        let bytes = [1, 0, 2, 0, 7, 8, 0x3C, 0, 1, 0, 9, 2, 0, 0, 0];
        let found: Vec<(u16, Vec<&[u8]>)> =
            records(&bytes).map(|record| (record.kind, record.parts)).collect();
        assert_eq!(found, [(1, vec![&[7, 8][..], &[9][..]]), (2, vec![&[][..]])]);
    }

    #[test]
    fn a_record_that_is_cut_ends_the_list() {
        assert_eq!(records(&[1, 0, 9, 0, 7]).count(), 0);
        assert_eq!(records(&[1, 0, 0, 0, 7]).count(), 1);
    }
}
