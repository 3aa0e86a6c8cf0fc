//! The list of files with their SHA-256 at the end of 実行記録.txt, by which our files are distinguished from
//! edited ones.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use encoding_rs::{SHIFT_JIS, UTF_8};
use sha2::{Digest, Sha256};

use crate::sha256;

/// The name of the record of a run.
pub const RUN_RECORD: &str = "実行記録.txt";
/// The line of the record that precedes the list of files.
const HEADING: &str = "[出力ファイル SHA-256]";

/// Returns the SHA-256 of a file in hex. Reads it in pieces, because the record of thousands of projects is
/// large.
fn sha256_of(contents: impl Read) -> io::Result<String> {
    let mut contents = BufReader::with_capacity(1 << 18, contents);
    let mut hash = Sha256::new();
    loop {
        let piece = match contents.fill_buf() {
            Ok([]) => return Ok(sha256::hex(&hash.finalize())),
            Ok(piece) => piece,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(piece);
        let length = piece.len();
        contents.consume(length);
    }
}

/// Returns the record of a run: the log, the files with their hashes, and the hash of all of this.
pub(super) fn record(log: &str, hashes: &BTreeMap<String, String>) -> String {
    let mut text = String::from(log);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push('\n');
    text.push_str(HEADING);
    text.push('\n');
    for (path, hash) in hashes {
        text.push_str(&line(hash, path));
    }
    let own = line(&sha256::of(text.as_bytes()), RUN_RECORD);
    text + &own
}

fn line(hash: &str, path: &str) -> String {
    format!("{hash}  {path}\n")
}

/// The list of files of a generation, from its record.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    hashes: BTreeMap<String, String>,
    /// True if the record itself is unchanged.
    pub(super) untouched: bool,
}

impl Recorded {
    /// Reads a record in any encoding in which an editor may have saved it. The list begins after the last
    /// heading, because the log before it quotes names chosen by departments.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let text = decode(bytes);
        let mut hashes = BTreeMap::new();
        let mut listed = false;
        for line in text.lines().map(str::trim_end) {
            if line == HEADING {
                hashes.clear();
                listed = true;
            } else if listed && let Some((hash, path)) = line.split_once("  ") {
                hashes.insert(path.to_owned(), hash.to_owned());
            }
        }
        let untouched = hashes.remove(RUN_RECORD).is_some_and(|hash| {
            let last = line(&hash, RUN_RECORD);
            bytes.strip_suffix(last.as_bytes()).is_some_and(|above| sha256::of(above) == hash)
        });
        Self { hashes, untouched }
    }

    /// True if a file has the contents that the run wrote.
    pub(super) fn is_ours(&self, path: &str, contents: impl Read) -> bool {
        self.hashes.get(path).is_some_and(|hash| sha256_of(contents).is_ok_and(|own| own == *hash))
    }

    /// True if the run wrote a file with this name.
    pub(super) fn names(&self, path: &str) -> bool {
        self.hashes.contains_key(path)
    }

    /// Returns the folders that contain files of the run.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        let parents = |path: &'_ String| path.match_indices('/').map(|(at, _)| at).collect::<Vec<_>>();
        self.hashes
            .keys()
            .flat_map(|path| parents(path).into_iter().filter_map(|at| path.get(..at)))
            .collect()
    }
}

fn decode(bytes: &[u8]) -> String {
    // `decode` obeys a byte order mark, whatever encoding it is called on.
    let fallback = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { SHIFT_JIS };
    fallback.decode(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{RUN_RECORD, Recorded, record};
    use crate::sha256;

    /// Returns the hashes of files whose contents are `1`.
    fn files(paths: &[&str]) -> BTreeMap<String, String> {
        paths.iter().map(|path| ((*path).to_owned(), sha256::of(b"1"))).collect()
    }

    #[test]
    fn all_files_are_listed_with_their_hashes_and_the_record_last() {
        let text = record("概要", &files(&["b.txt", "差戻し/a.txt"]));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "概要");
        assert!(lines[3].ends_with("  b.txt") && lines[4].ends_with("  差戻し/a.txt"), "{text}");
        assert!(lines[5].ends_with(&format!("  {RUN_RECORD}")), "{text}");
        let recorded = Recorded::read(text.as_bytes());
        assert!(recorded.untouched);
        assert!(recorded.is_ours("b.txt", &b"1"[..]) && !recorded.is_ours("b.txt", &b"2"[..]));
        assert_eq!(recorded.folders().into_iter().collect::<Vec<_>>(), ["差戻し"]);
    }

    #[test]
    fn a_list_quoted_in_the_log_is_ignored() {
        let forged = "採用　a\n[出力ファイル SHA-256]\nabc  memo.txt\n";
        let recorded = Recorded::read(record(forged, &files(&["a.txt"])).as_bytes());
        assert!(recorded.names("a.txt") && !recorded.names("memo.txt"));
    }

    #[test]
    fn a_record_saved_in_another_encoding_is_read_and_counts_as_edited() {
        let text = record("概要", &files(&["進捗.txt"])).replace('\n', "\r\n");
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let cp932 = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
        for bytes in [utf16, cp932, [b"\xEF\xBB\xBF", text.as_bytes()].concat()] {
            let recorded = Recorded::read(&bytes);
            assert!(recorded.is_ours("進捗.txt", &b"1"[..]) && !recorded.untouched);
        }
    }
}
