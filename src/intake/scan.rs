//! Lists the files under `input/`, in the same order on every machine.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::failure::io_words;
use crate::text::calendar::Month;

/// The folder where `close` keeps its records.
const RECORDS: &str = "確定";
/// Names of files that operating systems leave behind.
const SYSTEM: [&str; 4] = ["thumbs.db", "desktop.ini", "__macosx", "icon\r"];

/// A file found on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The path relative to `input/`, separated by `/`, in NFC.
    pub path: String,
    /// The path on disk.
    pub source: PathBuf,
    /// What to do with it.
    pub verdict: Verdict,
}

/// What to do with a file, judged by its name and type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Read it.
    Read,
    /// Ignore it, with the reason in Japanese.
    Ignore(&'static str),
    /// Report it as unreadable, with the reason in Japanese.
    Unreadable(String),
}

/// Returns every file under a folder, sorted by the bytes of its path.
///
/// # Errors
/// If the folder itself cannot be listed. A subfolder that cannot be listed is reported as an unreadable
/// file.
pub(super) fn scan(root: &Path) -> io::Result<Vec<Found>> {
    let real = fs::canonicalize(root)?;
    let mut found = Vec::new();
    let mut folders = Vec::new();
    for entry in fs::read_dir(root)? {
        visit(&entry?, "", &real, &mut found, &mut folders);
    }
    while let Some((folder, path)) = folders.pop() {
        let listed = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        match listed {
            Ok(entries) => {
                for entry in entries {
                    visit(&entry, &path, &real, &mut found, &mut folders);
                }
            }
            Err(error) => found.push(Found {
                path,
                source: folder,
                verdict: Verdict::Unreadable(format!("フォルダーを開けません（{}）", io_words(&error))),
            }),
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.source.cmp(&b.source)));
    make_unique(found.iter_mut().map(|found| &mut found.path));
    Ok(found)
}

/// Makes paths unique. Two names that differ on disk or in a zip may be equal in NFC: が may be written as
/// one character or as two.
pub(super) fn make_unique<'a>(paths: impl Iterator<Item = &'a mut String>) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for path in paths {
        let count = seen.entry(path.clone()).or_default();
        *count += 1;
        if *count > 1 {
            *path = format!("{path}（{count}）");
        }
    }
}

/// Returns the month of the nearest parent folder whose name starts with one. A zip is a folder to its
/// members.
pub(super) fn folder_month(path: &str) -> Option<Month> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    parts.iter().rev().find_map(|name| Month::folder_prefix(name))
}

/// Returns the month of a record of `close` from its path, such as `確定/2023-03.json`.
pub(super) fn record_month(path: &str) -> Option<Month> {
    let name = path.strip_prefix(RECORDS)?.strip_prefix('/')?;
    Month::parse_iso(name.strip_suffix(".json")?)
}

/// The months of an input folder, judged by names alone.
#[derive(Debug, Default)]
pub(crate) struct KnownMonths {
    /// The months that have a folder of returns.
    pub(crate) folders: Vec<Month>,
    /// The months that are closed (確定).
    pub(crate) closed: Vec<Month>,
}

impl KnownMonths {
    /// Returns the months of a folder; none if it cannot be read.
    pub(crate) fn of(input: &Path) -> Self {
        let names = |folder: &Path| -> Vec<String> {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
        };
        let closed = names(&input.join(RECORDS)).into_iter();
        Self {
            folders: names(input).iter().filter_map(|name| Month::folder_prefix(name)).collect(),
            closed: closed.filter_map(|name| record_month(&format!("{RECORDS}/{name}"))).collect(),
        }
    }
}

/// Returns why a file is ignored, judged by its path: lock files, hidden and system files, records of
/// `close`.
pub(super) fn ignored(path: &str) -> Option<&'static str> {
    let mut parts = path.split('/').peekable();
    if parts.peek() == Some(&RECORDS) {
        return Some("確定した月の記録です");
    }
    parts.find_map(|name| {
        if name.starts_with("~$") {
            Some("開いている間だけ作られるExcelの作業用ファイルです")
        } else if SYSTEM.contains(&name.to_lowercase().as_str()) {
            Some("システムのファイルです")
        } else if name.starts_with('.') && !matches!(name, "." | "..") {
            Some("隠しファイルです")
        } else {
            None
        }
    })
}

fn visit(
    entry: &DirEntry,
    parent: &str,
    root: &Path,
    found: &mut Vec<Found>,
    folders: &mut Vec<(PathBuf, String)>,
) {
    let name: String = entry.file_name().to_string_lossy().nfc().collect();
    let path = if parent.is_empty() { name } else { format!("{parent}/{name}") };
    let source = entry.path();
    let verdict = match entry.file_type() {
        Ok(kind) if kind.is_dir() => return folders.push((source, path)),
        Ok(kind) if kind.is_symlink() => link_verdict(&source, root),
        Ok(kind) if kind.is_file() => Verdict::Read,
        Ok(_) => Verdict::Ignore("ふつうのファイルではありません"),
        Err(error) => Verdict::Unreadable(io_words(&error)),
    };
    let verdict = match ignored(&path) {
        Some(reason) => Verdict::Ignore(reason),
        None if is_hidden(entry) => Verdict::Ignore("隠しファイルです"),
        None => verdict,
    };
    found.push(Found { path, source, verdict });
}

/// Decides about a link. One to a file within the folder is read. One to a folder is not followed, because
/// its files are read in their own place.
fn link_verdict(source: &Path, root: &Path) -> Verdict {
    match fs::canonicalize(source) {
        Err(_) => Verdict::Ignore("リンク先がありません"),
        Ok(target) if !target.starts_with(root) => Verdict::Ignore("入力フォルダーの外へのリンクです"),
        Ok(target) if target.is_file() => Verdict::Read,
        Ok(target) if target.is_dir() => Verdict::Ignore("フォルダーへのリンクです"),
        Ok(_) => Verdict::Ignore("ふつうのファイルではありません"),
    }
}

#[cfg(windows)]
fn is_hidden(entry: &DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt;

    const HIDDEN_OR_SYSTEM: u32 = 0x2 | 0x4;
    entry.metadata().is_ok_and(|data| data.file_attributes() & HIDDEN_OR_SYSTEM != 0)
}

#[cfg(not(windows))]
fn is_hidden(_: &DirEntry) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Verdict, folder_month, ignored, scan};

    #[test]
    fn files_come_sorted_with_plain_paths() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("2023-03/課")).unwrap();
        for path in ["b.xlsx", "2023-03/課/か\u{3099}.xlsx", "2023-03/a.xlsx"] {
            fs::write(root.join(path), "x").unwrap();
        }
        let paths: Vec<String> = scan(root).unwrap().into_iter().map(|found| found.path).collect();
        assert_eq!(paths, ["2023-03/a.xlsx", "2023-03/課/が.xlsx", "b.xlsx"]);
    }

    #[cfg(unix)]
    #[test]
    fn files_whose_names_are_equal_in_nfc_get_different_paths() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["か\u{3099}.xlsx", "が.xlsx", "き.xlsx"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let paths: Vec<String> = scan(folder.path()).unwrap().into_iter().map(|found| found.path).collect();
        assert_eq!(paths, ["が.xlsx", "が.xlsx（2）", "き.xlsx"]);
    }

    #[test]
    fn lock_hidden_and_system_files_and_records_are_ignored() {
        for path in [
            "2023-03/~$a.xlsx",
            ".gitkeep",
            "2023-03/.DS_Store",
            "Thumbs.db",
            "x/desktop.ini",
            "a.zip!/__MACOSX/b.xlsx",
            ".hidden/a.xlsx",
            "確定/2023-03.json",
        ] {
            assert!(ignored(path).is_some(), "{path}");
        }
        for path in ["2023-03/a.xlsx", "2023-03/確定/a.xlsx", "確定版.xlsx", "a~$.xlsx", "a.zip!/../b.xlsx"]
        {
            assert_eq!(ignored(path), None, "{path}");
        }
    }

    #[test]
    fn the_nearest_folder_that_names_a_month_counts() {
        let month = |path| folder_month(path).map(|month| month.to_string());
        assert_eq!(month("2022-12/令和5年3月分/課/a.xlsx").as_deref(), Some("2023-03"));
        assert_eq!(month("2022-12/a.zip!/202303/b.xlsx").as_deref(), Some("2023-03"));
        assert_eq!(month("課/2023-03.xlsx"), None);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("input");
        fs::create_dir_all(root.join("real")).unwrap();
        fs::write(folder.path().join("secret.xlsx"), "x").unwrap();
        fs::write(root.join("real/a.xlsx"), "x").unwrap();
        std::os::unix::fs::symlink("../secret.xlsx", root.join("out.xlsx")).unwrap();
        std::os::unix::fs::symlink("real/a.xlsx", root.join("in.xlsx")).unwrap();
        std::os::unix::fs::symlink("..", root.join("up")).unwrap();
        let found = scan(&root).unwrap();
        let read: Vec<&str> =
            found.iter().filter(|f| f.verdict == Verdict::Read).map(|f| f.path.as_str()).collect();
        assert_eq!(read, ["in.xlsx", "real/a.xlsx"]);
        assert_eq!(found.len(), 4);
    }
}
