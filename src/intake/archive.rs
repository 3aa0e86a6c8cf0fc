//! Reads zips of returns as mail programs and file servers make them. Members are read like files, one level
//! deep.

use std::io::{Cursor, Read};

use unicode_normalization::UnicodeNormalization;
use workbook::Limits;
use zip::ZipArchive;

use crate::intake::scan::make_unique;
use crate::intake::wire::Reading;

/// Returns the members of a zip that are files: their names and indexes, sorted by name.
///
/// # Errors
/// The outcome of the zip, if it cannot be listed.
pub(super) fn members(bytes: &[u8]) -> Result<Vec<(String, usize)>, Reading> {
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut members: Vec<(String, usize)> = zip
        .file_names_raw()
        .enumerate()
        .filter(|(_, name)| !name.ends_with(b"/") && !name.ends_with(b"\\"))
        .map(|(index, name)| (decode(name), index))
        .collect();
    members.sort();
    make_unique(members.iter_mut().map(|(name, _)| name));
    Ok(members)
}

/// Returns the bytes of a member.
///
/// # Errors
/// The outcome of the member, if it cannot or must not be unpacked.
pub(super) fn unpack(bytes: &[u8], index: usize, limits: &Limits) -> Result<Vec<u8>, Reading> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let entry = zip.by_index_data(index).map_err(|_| broken())?;
    if entry.encrypted() {
        return Err(Reading::Encrypted);
    }
    workbook::check_size(entry.size(), limits)?;
    let mut unpacked = Vec::new();
    let mut member = zip.by_index(index).map_err(|_| broken())?;
    member.read_to_end(&mut unpacked).map_err(|_| broken())?;
    Ok(unpacked)
}

/// Decodes a name from UTF-8, or from the encoding of Japanese Windows if it is not UTF-8. A name that leads
/// out of the zip does no harm, because nothing is written to disk.
fn decode(name: &[u8]) -> String {
    let text = match std::str::from_utf8(name) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::SHIFT_JIS.decode(name).0.into_owned(),
    };
    text.replace('\\', "/").nfc().take(LONGEST_NAME).collect()
}

/// The most characters of a name that are kept. No system writes longer ones.
const LONGEST_NAME: usize = 1_000;

fn broken() -> Reading {
    Reading::Unreadable("ZIPの中のファイルが途中で切れているか、壊れています".to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::{decode, members, unpack};
    use crate::intake::wire::Reading;
    use workbook::Limits;

    #[test]
    fn members_are_listed_by_name_and_unpacked() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, size) in [("b.xlsx", 3), ("様式/a.xlsx", 2 * 1024 * 1024)] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![b'x'; size]).unwrap();
        }
        zip.add_directory("空", SimpleFileOptions::default()).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        let limits = Limits { file_mb: 1, ..Limits::default() };
        let members = members(&bytes).unwrap();
        assert_eq!(members, [("b.xlsx".to_owned(), 0), ("様式/a.xlsx".to_owned(), 1)]);
        assert_eq!(unpack(&bytes, 0, &limits).unwrap(), b"xxx");
        assert!(matches!(unpack(&bytes, 1, &limits), Err(Reading::Refused(_))));
    }

    #[test]
    fn names_in_shift_jis_are_decoded() {
        assert_eq!(decode(b"\x97l\x8E\xAE.xlsx"), "様式.xlsx");
    }
}
