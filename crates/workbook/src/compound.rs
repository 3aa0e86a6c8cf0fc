//! A compound file (`.xls`, `.doc`, an encrypted `.xlsx`) by the names in its directory, without following its chains, which may run in a circle.

use crate::refusal::Refusal;
use crate::sniff::{Format, Identity};

/// The length of a directory entry; entries are aligned to it.
const ENTRY: usize = 128;
/// From here on, a sector's number means something else than a sector.
const SPECIAL: u32 = 0xFFFF_FFFA;
/// A sector that nothing uses.
const FREE: u32 = 0xFFFF_FFFF;

/// What every compound file starts with.
pub(crate) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What a compound file is.
///
/// # Errors
/// What becomes of the file where it is no workbook, or cannot be opened.
pub(crate) fn kind(bytes: &[u8]) -> Result<Identity, Refusal> {
    let has = |name: &str| has_entry(bytes, name);
    if is_cut(bytes) {
        return Err(super::sniff::broken());
    }
    if has("EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    if has("Workbook") || has("Book") {
        return Ok(Identity::Workbook(Format::Xls));
    }
    let kind = if has("WordDocument") {
        "Word文書（97-2003形式）"
    } else if has("PowerPoint Document") {
        "PowerPoint文書（97-2003形式）"
    } else if has("__properties_version1.0") {
        "Outlookのメール"
    } else if has("JSRV_SegmentInformation") || has("DocumentText") {
        "一太郎文書"
    } else if has("VisioDocument") {
        "Visio図面"
    } else if has("Root Entry") {
        "Officeの旧形式の文書（ブックではないもの）"
    } else {
        return Err(super::sniff::broken());
    };
    Err(Refusal::NotAWorkbook(kind.to_owned()))
}

/// Names differ in case between the programs that write them.
fn has_entry(bytes: &[u8], name: &str) -> bool {
    let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    wanted.extend([0, 0]);
    let length = u16::try_from(wanted.len()).unwrap_or(u16::MAX).to_le_bytes();
    bytes.chunks_exact(ENTRY).any(|entry| {
        entry.get(64..66) == Some(&length[..])
            && entry.get(..wanted.len()).is_some_and(|found| found.eq_ignore_ascii_case(&wanted))
    })
}

/// Whether the file's own table speaks of sectors behind its end.
fn is_cut(bytes: &[u8]) -> bool {
    let Some(shift) = bytes.get(30..32).and_then(|field| Some(u16::from_le_bytes(field.try_into().ok()?)))
    else {
        return true;
    };
    if shift != 9 && shift != 12 {
        return true;
    }
    let size = 1_usize << shift;
    let sector = |number: u32| {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(size)?;
        bytes.get(start..start.checked_add(size)?)
    };
    // The last sector may be short: some programs leave out what pads it.
    let starts_within = |number: usize| {
        number.checked_add(1).and_then(|n| n.checked_mul(size)).is_some_and(|at| at < bytes.len())
    };
    let tables = numbers(bytes.get(76..512).unwrap_or_default()).filter(|number| *number < SPECIAL);
    let mut first_number = 0;
    for table in tables {
        let Some(table) = sector(table) else { return true };
        let last_used =
            numbers(table).enumerate().filter(|(_, next)| *next != FREE).map(|(index, _)| index).last();
        if last_used.is_some_and(|index| !starts_within(first_number + index)) {
            return true;
        }
        first_number += size / 4;
    }
    false
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|field| Some(u32::from_le_bytes(field.try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::kind;
    use crate::refusal::Refusal;
    use crate::sniff::{Format, Identity};

    const XLS: &[u8] = include_bytes!("../tests/fixtures/small.xls");

    /// The fixture with its workbook stream called otherwise.
    fn renamed(name: &str) -> Vec<u8> {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let old = utf16("Workbook");
        let mut bytes = XLS.to_vec();
        let at = bytes.windows(old.len()).position(|part| part == old).unwrap();
        bytes[at..at + 64].fill(0);
        let new = utf16(name);
        bytes[at..at + new.len()].copy_from_slice(&new);
        bytes[at + 64..at + 66].copy_from_slice(&u16::try_from(new.len() + 2).unwrap().to_le_bytes());
        bytes
    }

    #[test]
    fn the_names_within_tell_what_it_is() {
        assert_eq!(kind(XLS), Ok(Identity::Workbook(Format::Xls)));
        assert_eq!(kind(&renamed("BOOK")), Ok(Identity::Workbook(Format::Xls)));
        assert_eq!(kind(&renamed("EncryptedPackage")), Err(Refusal::Encrypted));
        assert_eq!(
            kind(&renamed("WordDocument")),
            Err(Refusal::NotAWorkbook("Word文書（97-2003形式）".to_owned()))
        );
    }

    #[test]
    fn a_file_that_is_cut_is_not_called_something_else() {
        for eighths in 1..8 {
            let cut = kind(&XLS[..XLS.len() * eighths / 8]);
            assert!(matches!(cut, Err(Refusal::Unreadable(_))), "{eighths}/8: {cut:?}");
        }
    }
}
