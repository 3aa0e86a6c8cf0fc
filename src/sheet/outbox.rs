//! Hands each file to the writer as soon as it is composed, so that files do not pile up in memory.

use std::io::{self, Write};
use std::mem;

use crate::failure::Failure;
use crate::sheet::book::OutFile;
use crate::sheet::refused::Refusal;

/// The number of pending bytes at which a streamed file's next piece is handed over.
const PIECE: usize = 1 << 18;

/// A piece of a file. The pieces of a file come in order; those of several files may alternate.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The path, with `/` between folders.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// True for the last piece of the file.
    pub is_last: bool,
}

/// What an outbox passes on.
#[derive(Clone, Debug)]
pub enum Handover {
    /// A piece of a file.
    Piece(Piece),
    /// A refusal of rust_xlsxwriter while a book was composed.
    Refusal(Refusal),
}

/// The way by which composed files reach the writer, from any thread.
#[derive(Clone, Copy)]
pub struct Outbox<'a>(&'a (dyn Fn(Handover) + Sync));

impl<'a> Outbox<'a> {
    /// Returns an outbox that passes every handover to `take`.
    pub fn new(take: &'a (dyn Fn(Handover) + Sync)) -> Self {
        Self(take)
    }

    /// Hands over a whole file and its refusals.
    pub fn put(&self, file: OutFile) {
        self.piece(Piece { path: file.path, bytes: file.bytes, is_last: true });
        for refusal in file.refused {
            (self.0)(Handover::Refusal(refusal));
        }
    }

    /// Hands over books and returns their paths. If a book could not be composed because the library refused
    /// an essential part, hands over that refusal instead and returns no paths.
    ///
    /// # Errors
    /// If a book could not be composed for another reason.
    pub fn put_books(&self, books: Result<Vec<OutFile>, Failure>) -> Result<Vec<String>, Failure> {
        match books {
            Ok(books) => Ok(books
                .into_iter()
                .map(|book| {
                    let path = book.path.clone();
                    self.put(book);
                    path
                })
                .collect()),
            Err(Failure::Book { book, sheet, error }) => {
                (self.0)(Handover::Refusal(Refusal::of_book(book, sheet, &error)));
                Ok(Vec::new())
            }
            Err(failure) => Err(failure),
        }
    }

    fn piece(&self, piece: Piece) {
        (self.0)(Handover::Piece(piece));
    }

    /// Returns a writer for a file that is composed piece by piece.
    #[must_use]
    pub fn stream(&self, path: &str) -> Stream<'a> {
        Stream { outbox: *self, path: path.to_owned(), pending: Vec::new() }
    }
}

/// A writer of a file, piece by piece. The file is complete only after [`Stream::finish`].
pub struct Stream<'a> {
    outbox: Outbox<'a>,
    path: String,
    pending: Vec<u8>,
}

impl Stream<'_> {
    /// Ends the file.
    pub fn finish(self) {
        self.outbox.piece(Piece { path: self.path, bytes: self.pending, is_last: true });
    }
}

impl Write for Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= PIECE {
            let bytes = mem::take(&mut self.pending);
            self.outbox.piece(Piece { path: self.path.clone(), bytes, is_last: false });
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns what was put into an outbox, by path.
#[cfg(test)]
pub(crate) fn collected(put: impl FnOnce(&Outbox<'_>)) -> std::collections::BTreeMap<String, Vec<u8>> {
    let files: std::sync::Mutex<std::collections::BTreeMap<String, Vec<u8>>> = std::sync::Mutex::default();
    let take = |handover: Handover| match handover {
        Handover::Piece(piece) => files.lock().unwrap().entry(piece.path).or_default().extend(piece.bytes),
        Handover::Refusal(refusal) => panic!("{}", refusal.words()),
    };
    put(&Outbox::new(&take));
    files.into_inner().unwrap()
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::Mutex;

    use super::{Handover, Outbox, PIECE};
    use crate::sheet::OutFile;

    #[test]
    fn a_long_file_comes_in_pieces_and_the_last_is_marked() {
        let pieces = Mutex::new(Vec::new());
        let take = |handover: Handover| {
            let Handover::Piece(piece) = handover else { panic!("{handover:?}") };
            pieces.lock().unwrap().push((piece.path, piece.bytes.len(), piece.is_last));
        };
        let outbox = Outbox::new(&take);
        let mut stream = outbox.stream("a.json");
        stream.write_all(&vec![0; PIECE + 1]).unwrap();
        outbox.put(OutFile::plain("b", vec![0]));
        stream.write_all(b"12").unwrap();
        stream.finish();
        let piece = |path: &str, size, is_last| (path.to_owned(), size, is_last);
        let wanted = [piece("a.json", PIECE + 1, false), piece("b", 1, true), piece("a.json", 2, true)];
        assert_eq!(pieces.into_inner().unwrap(), wanted);
    }
}
