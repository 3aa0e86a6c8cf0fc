//! Identifies a compound file (`.xls`, `.doc`, an encrypted `.xlsx`) by the names in its directory. Does not
//! follow the chains of its sectors, because they may be circular.

use crate::identify::{Contents, broken};
use crate::refusal::Refusal;

/// The length of a directory entry; entries are aligned to it.
const ENTRY: usize = 128;
/// Sector numbers from here on have a special meaning.
const SPECIAL: u32 = 0xFFFF_FFFA;
/// The mark of an unused sector.
const FREE: u32 = 0xFFFF_FFFF;

/// The bytes that every compound file starts with.
pub(crate) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Identifies the contents of a compound file.
///
/// # Errors
/// A refusal if it is not a workbook or cannot be opened.
pub(crate) fn contents<'a>(bytes: &[u8]) -> Result<Contents<'a>, Refusal> {
    let has = |name: &str| has_entry(bytes, name);
    if is_cut(bytes) {
        return Err(broken());
    }
    if has("EncryptedPackage") {
        let is_rights_managed = has("DRMEncryptedTransform") || has("DRMEncryptedDataSpace");
        return if is_rights_managed { Err(Refusal::RightsManaged) } else { Ok(Contents::Encrypted) };
    }
    if has("Workbook") || has("Book") {
        return if has("\tDRMContent") { Err(Refusal::RightsManaged) } else { Ok(Contents::Xls) };
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
        return Err(broken());
    };
    Err(Refusal::NotAWorkbook(kind.to_owned()))
}

/// True if the directory has an entry of that name in any case: programs write names differently.
fn has_entry(bytes: &[u8], name: &str) -> bool {
    let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    wanted.extend([0, 0]);
    let length = u16::try_from(wanted.len()).unwrap_or(u16::MAX).to_le_bytes();
    bytes.chunks_exact(ENTRY).any(|entry| {
        entry.get(64..66) == Some(&length[..])
            && entry.get(..wanted.len()).is_some_and(|found| found.eq_ignore_ascii_case(&wanted))
    })
}

/// True if the file's sector table refers to sectors after its end.
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
    // The last sector may be short: some programs leave out its padding.
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
    use super::contents;
    use crate::identify::Contents;
    use crate::refusal::Refusal;

    const XLS: &[u8] = include_bytes!("../tests/fixtures/small.xls");

    /// Returns the fixture with its workbook stream renamed.
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
    fn a_compound_file_is_identified_by_the_names_of_its_entries() {
        assert!(matches!(contents(XLS), Ok(Contents::Xls)));
        assert!(matches!(contents(&renamed("BOOK")), Ok(Contents::Xls)));
        assert!(matches!(contents(&renamed("EncryptedPackage")), Ok(Contents::Encrypted)));
        let Err(refusal) = contents(&renamed("WordDocument")) else { panic!() };
        assert_eq!(refusal, Refusal::NotAWorkbook("Word文書（97-2003形式）".to_owned()));
    }

    #[test]
    fn a_truncated_file_is_unreadable_and_not_of_another_kind() {
        for eighths in 1..8 {
            let cut = contents(&XLS[..XLS.len() * eighths / 8]);
            assert!(matches!(cut, Err(Refusal::Unreadable(_))), "{eighths}/8");
        }
    }
}
