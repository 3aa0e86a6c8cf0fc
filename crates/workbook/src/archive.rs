//! Checks a file's size and a zip's directory before anything is unpacked.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::{CompressionMethod, ZipArchive};

use crate::identify::broken;
use crate::limits::Limits;
use crate::refusal::Refusal;

/// The most members that a zip may have. No workbook has so many.
const MEMBERS: u64 = 2_000;
const MB: u64 = 1024 * 1024;

/// Refuses a file that is larger than the limit. `bytes` is its size.
///
/// # Errors
/// A refusal that names the limit.
pub fn check_size(bytes: u64, limits: &Limits) -> Result<(), Refusal> {
    if bytes > limits.file_mb.saturating_mul(MB) {
        let reason = format!(
            "ファイルの大きさが上限（{}MB）を超えています（設定「一ファイルの上限」）",
            limits.file_mb
        );
        return Err(Refusal::OverLimit(reason));
    }
    Ok(())
}

/// Opens a zip whose directory is within the limits on members and unpacked size. A directory that declares
/// too little is harmless, because reading a member stops at its declared size.
///
/// # Errors
/// A refusal that names the limit, or that says what is wrong with the directory.
pub(crate) fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<ZipArchive<Cursor<&'a [u8]>>, Refusal> {
    // Reading the directory takes memory for every member, so the announced number is checked first.
    check_members(announced(bytes).unwrap_or(0))?;
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    check_members(u64::try_from(zip.len()).unwrap_or(u64::MAX))?;
    if zip.has_duplicate_names() {
        return Err(ambiguous());
    }
    check_unpacked(&zip, limits)?;
    Ok(zip)
}

/// Refuses a package in which the names of two parts differ only in case, because programs take them for one
/// name.
///
/// # Errors
/// The refusal.
pub(crate) fn check_part_names(zip: &ZipArchive<Cursor<&[u8]>>) -> Result<(), Refusal> {
    let mut names = BTreeSet::new();
    let unique = zip.file_names_raw().all(|name| names.insert(name.to_ascii_lowercase()));
    if unique { Ok(()) } else { Err(ambiguous()) }
}

fn ambiguous() -> Refusal {
    Refusal::Unreadable("中に同じ名前の部品が二つ以上あり、どちらが正しいか分かりません".to_owned())
}

fn check_members(count: u64) -> Result<(), Refusal> {
    if count > MEMBERS {
        let reason =
            format!("中に含まれる部品が多すぎます（{count}個。上限の{MEMBERS}個は設定では変えられません）");
        return Err(Refusal::OverLimit(reason));
    }
    Ok(())
}

/// Returns the number of members that the record at the end of a zip announces.
fn announced(bytes: &[u8]) -> Option<u64> {
    /// The record is 22 bytes long, and a comment of at most 65,535 bytes may follow.
    const FURTHEST: usize = 22 + 65_535;
    let tail = bytes.len().saturating_sub(FURTHEST);
    let at = bytes.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")? + tail;
    let number = |at: usize, length: usize| {
        let field = bytes.get(at..at.checked_add(length)?)?;
        Some(field.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)))
    };
    let count = number(at + 10, 2)?;
    let locator =
        at.checked_sub(20).filter(|locator| bytes.get(*locator..locator + 4) == Some(b"PK\x06\x07"));
    match locator {
        // The ZIP64 record has the number of members if it does not fit into the short record.
        Some(locator) if count == 0xFFFF => {
            let long = usize::try_from(number(locator + 8, 8)?).ok()?;
            number(long.checked_add(32)?, 8)
        }
        _ => Some(count),
    }
}

fn check_unpacked(zip: &ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<(), Refusal> {
    let mut unpacked: u64 = 0;
    for index in 0..zip.len() {
        let Ok(entry) = zip.by_index_data(index) else {
            return Err(broken());
        };
        unpacked = unpacked.saturating_add(entry.size());
    }
    if unpacked > limits.unpacked_mb.saturating_mul(MB) {
        let reason =
            format!("展開後の大きさが上限（{}MB）を超えています（設定「展開後の上限」）", limits.unpacked_mb);
        return Err(Refusal::OverLimit(reason));
    }
    Ok(())
}

/// Refuses a zip with an encrypted member, or one compressed by another method than those of Excel (stored,
/// deflated).
///
/// # Errors
/// The refusal.
pub(crate) fn check_readable(zip: &ZipArchive<Cursor<&[u8]>>) -> Result<(), Refusal> {
    for index in 0..zip.len() {
        let Ok(entry) = zip.by_index_data(index) else { continue };
        if entry.encrypted() {
            return Err(Refusal::Encrypted);
        }
        if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            let reason = "部品の圧縮方式（LZMA・BZip2など）に対応していません。Excelで開き、xlsx形式で保存し直してください";
            return Err(Refusal::Unreadable(reason.to_owned()));
        }
    }
    Ok(())
}

/// Returns the first `at_most` bytes of a member, or all if it is shorter.
pub(crate) fn member(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str, at_most: u64) -> Option<Vec<u8>> {
    let entry = zip.by_name(name).ok()?;
    let mut bytes = Vec::new();
    entry.take(at_most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::{announced, check_part_names, check_size, open};
    use crate::limits::Limits;
    use crate::refusal::Refusal;

    fn zip_of(members: usize, size: usize) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..members {
            zip.start_file(format!("{index}.xml"), SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![b' '; size]).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn verdict(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
        open(bytes, limits).map(|_| ())
    }

    #[test]
    fn parts_whose_names_differ_in_case_only_are_refused() {
        let package = |names: &[&str]| {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            for name in names {
                zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            }
            zip.finish().unwrap().into_inner()
        };
        let verdict = |names: &[&str]| {
            let bytes = package(names);
            check_part_names(&open(&bytes, &Limits::default()).unwrap())
        };
        assert_eq!(verdict(&["xl/sheet1.xml", "xl/sheet2.xml"]), Ok(()));
        assert!(matches!(verdict(&["xl/sheet1.xml", "xl/Sheet1.xml"]), Err(Refusal::Unreadable(_))));
    }

    #[test]
    fn a_zip_bomb_is_refused_by_its_directory() {
        let limits = Limits { unpacked_mb: 1, ..Limits::default() };
        assert_eq!(verdict(&zip_of(3, 300_000), &limits), Ok(()));
        assert!(matches!(verdict(&zip_of(3, 400_000), &limits), Err(Refusal::OverLimit(_))));
        assert!(matches!(verdict(&zip_of(2_001, 0), &limits), Err(Refusal::OverLimit(_))));
        assert_eq!(announced(&zip_of(3, 10)), Some(3));
        assert_eq!(announced(&zip_of(70_000, 0)), Some(70_000));
        assert_eq!(announced(b"PK\x05\x06"), None);
        // The announced number is checked before memory is allocated for the members.
        let lie = [b"PK\x05\x06\0\0\0\0\0\0\xFE\xFF".as_slice(), &[0; 10]].concat();
        assert!(matches!(verdict(&lie, &limits), Err(Refusal::OverLimit(_))));
    }

    #[test]
    fn a_file_of_exactly_the_limit_is_accepted() {
        let limits = Limits { file_mb: 1, ..Limits::default() };
        assert_eq!(check_size(1024 * 1024, &limits), Ok(()));
        assert!(check_size(1024 * 1024 + 1, &limits).is_err());
    }
}
