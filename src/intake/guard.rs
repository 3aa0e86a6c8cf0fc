//! The limits that are decided before anything is opened: sizes, as the disk and a zip's directory tell them.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::intake::wire::Reading;
use crate::limits::Limits;

/// More members than any workbook has.
const MEMBERS: usize = 2_000;
const MB: u64 = 1024 * 1024;

/// Refuses a file that is larger than the limit.
///
/// # Errors
/// The refusal.
pub(super) fn check_size(bytes: u64, limits: &Limits) -> Result<(), Reading> {
    if bytes > limits.file_mb.saturating_mul(MB) {
        let reason = format!(
            "ファイルの大きさが上限（{}MB）を超えています（設定「一ファイルの上限」）",
            limits.file_mb
        );
        return Err(Reading::Refused(reason));
    }
    Ok(())
}

/// Refuses a zip by its directory: too many members, or too much to unpack. A directory that lies is caught when a member is read, because the
/// reader stops at the declared size.
///
/// # Errors
/// The refusal.
pub(super) fn check(zip: &ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<(), Reading> {
    if zip.len() > MEMBERS {
        let reason = format!("中に含まれる部品が多すぎます（{}個。上限は{MEMBERS}個）", zip.len());
        return Err(Reading::Refused(reason));
    }
    let mut unpacked: u64 = 0;
    for index in 0..zip.len() {
        let Ok(entry) = zip.by_index_data(index) else {
            return Err(Reading::Unreadable("ファイルが途中で切れているか、壊れています".to_owned()));
        };
        unpacked = unpacked.saturating_add(entry.size());
    }
    if unpacked > limits.unpacked_mb.saturating_mul(MB) {
        let reason =
            format!("展開後の大きさが上限（{}MB）を超えています（設定「展開後の上限」）", limits.unpacked_mb);
        return Err(Reading::Refused(reason));
    }
    Ok(())
}

/// The bytes of a member, at most so many.
pub(super) fn member(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str, at_most: u64) -> Option<Vec<u8>> {
    let entry = zip.by_name(name).ok()?;
    let mut bytes = Vec::new();
    entry.take(at_most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;
    use zip::{ZipArchive, ZipWriter};

    use super::{check, check_size};
    use crate::intake::wire::Reading;
    use crate::limits::Limits;

    fn zip_of(members: usize, size: usize) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..members {
            zip.start_file(format!("{index}.xml"), SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![b' '; size]).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn verdict(bytes: &[u8], limits: &Limits) -> Result<(), Reading> {
        check(&ZipArchive::new(Cursor::new(bytes)).unwrap(), limits)
    }

    #[test]
    fn a_bomb_is_known_by_its_directory() {
        let limits = Limits { unpacked_mb: 1, ..Limits::default() };
        assert_eq!(verdict(&zip_of(3, 300_000), &limits), Ok(()));
        assert!(matches!(verdict(&zip_of(3, 400_000), &limits), Err(Reading::Refused(_))));
        assert!(matches!(verdict(&zip_of(2_001, 0), &limits), Err(Reading::Refused(_))));
    }

    #[test]
    fn a_file_of_the_limit_is_let_in() {
        let limits = Limits { file_mb: 1, ..Limits::default() };
        assert_eq!(check_size(1024 * 1024, &limits), Ok(()));
        assert!(check_size(1024 * 1024 + 1, &limits).is_err());
    }
}
