//! Makes the bytes of a workbook the same on every system.

use std::{env, io};

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::failure::Failure;
use crate::sheet::book::Book;
use crate::sheet::refused;

/// The signature of an entry of a zip's directory.
const ENTRY: [u8; 4] = *b"PK\x01\x02";
/// The length of an entry without its name, extra field and comment.
const ENTRY_LENGTH: usize = 46;
/// The offset of the byte that names the system which made the entry.
const MADE_ON: usize = 5;
/// The length of the record that ends a zip without comment, and the offset in it of the directory's
/// position.
const END_LENGTH: usize = 22;
const DIRECTORY: usize = 16;
/// The code of Unix.
const UNIX: u8 = 3;

/// Saves a workbook. The library notes in the file on which system it ran; this function writes Unix
/// everywhere.
///
/// # Errors
/// If the library refuses to save.
pub fn save(book: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut bytes = book.save_to_buffer()?;
    name_unix(&mut bytes);
    Ok(bytes)
}

/// Composes a book with `write` and saves it. `name`, the file or the title of the book, is used in messages.
///
/// # Errors
/// Whatever `write` returns; [`Failure::Book`] with the last sheet begun if the library refused an essential
/// part; [`Failure::Temporary`] if a temporary file could not be written.
pub fn compose(
    name: &str,
    mut book: Workbook,
    write: impl FnOnce(&mut Workbook) -> Result<(), Failure>,
) -> Result<Book, Failure> {
    let (bytes, refused) =
        refused::collect_refusals(name, || write(&mut book).and_then(|()| Ok(save(&mut book)?)));
    let bytes = bytes.map_err(|failure| match failure {
        Failure::Workbook(error) => match of_system(error) {
            Ok(error) => Failure::Temporary { book: name.to_owned(), place: env::temp_dir(), error },
            Err(error) => {
                let sheet = book.worksheets().last().map(|sheet| sheet.name()).unwrap_or_default();
                Failure::Book { book: name.to_owned(), sheet, error }
            }
        },
        other => other,
    })?;
    Ok(Book { bytes, refused })
}

/// Returns the I/O error inside an error of the library, or the error unchanged if it holds none.
fn of_system(error: XlsxError) -> Result<io::Error, XlsxError> {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => Ok(error),
        other => Err(other),
    }
}

/// Names Unix as the system that made each entry of a zip's directory. Leaves bytes that are not a zip
/// unchanged.
fn name_unix(bytes: &mut [u8]) {
    let end = bytes.len().checked_sub(END_LENGTH);
    let mut at = end.and_then(|end| number::<4>(bytes, end + DIRECTORY));
    while let Some(entry) = at.filter(|entry| bytes.get(*entry..entry + ENTRY.len()) == Some(&ENTRY[..])) {
        if let Some(system) = bytes.get_mut(entry + MADE_ON) {
            *system = UNIX;
        }
        let lengths = [28, 30, 32].map(|offset| number::<2>(bytes, entry + offset).unwrap_or_default());
        at = Some(entry + ENTRY_LENGTH + lengths.iter().sum::<usize>());
    }
}

/// Reads a little-endian number of N bytes.
fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<usize> {
    let part = bytes.get(at..at.checked_add(N)?)?;
    Some(part.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use std::io;

    use rust_xlsxwriter::{Workbook, XlsxError};

    use super::{ENTRY, MADE_ON, UNIX, compose, name_unix, save};
    use crate::sheet::outbox::Handover;
    use crate::sheet::write::TextWriter;
    use crate::sheet::{OutFile, Outbox};

    #[test]
    fn a_book_names_unix_wherever_it_was_made() {
        let mut book = Workbook::new();
        book.add_worksheet();
        let bytes = save(&mut book).unwrap();
        let entries = |bytes: &[u8]| -> Vec<usize> {
            let found = bytes.windows(4).enumerate().filter(|(_, four)| **four == ENTRY);
            found.map(|(at, _)| at).collect()
        };
        let found = entries(&bytes);
        assert!(found.len() > 5);
        assert!(found.iter().all(|entry| bytes[entry + MADE_ON] == UNIX));

        let mut elsewhere = bytes.clone();
        for entry in found {
            elsewhere[entry + MADE_ON] = 0;
        }
        name_unix(&mut elsewhere);
        assert_eq!(elsewhere, bytes);
    }

    #[test]
    fn a_full_disk_is_not_reported_as_an_error_of_the_program() {
        let full = || XlsxError::IoError(io::ErrorKind::StorageFull.into());
        let failure = compose("別冊.xlsx", Workbook::new(), |_| Err(full().into())).unwrap_err().to_string();
        let (first, reason) = failure.split_once('\n').unwrap();
        assert!(
            first.starts_with("「別冊.xlsx」を作成できません。一時ファイルを書き込めません: "),
            "{first}"
        );
        assert_eq!(reason, "  ディスクの空きがありません");
    }

    #[test]
    fn a_book_that_the_library_refuses_is_left_out_and_reported() {
        let refused = || {
            compose("進捗管理表_2023-03.xlsx", Workbook::new(), |book| {
                for name in ["概況", "集計", "概況"] {
                    book.add_worksheet().put_name(name)?;
                }
                Ok(())
            })
        };
        let told = std::sync::Mutex::new(Vec::new());
        let take = |handover: Handover| match handover {
            Handover::Refusal(refusal) => told.lock().unwrap().push(refusal.words()),
            Handover::Piece(piece) => panic!("{}", piece.path),
        };
        let outbox = Outbox::new(&take);
        let paths =
            outbox.put_books(refused().map(|book| vec![OutFile::book("a".to_owned(), book)])).unwrap();
        assert_eq!(paths, Vec::<String>::new());
        assert_eq!(
            told.into_inner().unwrap(),
            [
                "「進捗管理表_2023-03.xlsx」は、シート「概況」を作成できないため書き出していません（SheetnameReused）。プログラムの誤りですので、この表示を添えて、プログラムの担当者に知らせてください"
            ]
        );
    }

    #[test]
    fn a_refused_book_is_reported_with_its_name_and_sheet() {
        let failure = compose("進捗管理表_2023-03.xlsx", Workbook::new(), |book| {
            for name in ["概況", "集計", "概況"] {
                book.add_worksheet().put_name(name)?;
            }
            Ok(())
        });
        assert_eq!(
            failure.unwrap_err().to_string(),
            "「進捗管理表_2023-03.xlsx」のシート「概況」を作成できません（SheetnameReused）。\n  プログラムの誤りです。この表示を添えて、プログラムの担当者に知らせてください。"
        );
    }

    #[test]
    fn bytes_that_are_not_a_zip_stay_unchanged() {
        for mut bytes in [Vec::new(), vec![0; 21], vec![255; 64]] {
            let before = bytes.clone();
            name_unix(&mut bytes);
            assert_eq!(bytes, before);
        }
    }
}
