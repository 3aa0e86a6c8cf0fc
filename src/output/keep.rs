//! Clears a generation that was renamed away: moves out what was edited or added by hand, so that the rest
//! can be removed.
//!
//! Except for temporary files of Office and the system, a file is left to be removed only if it was read
//! and its hash is in the record; an unreadable file is moved too. Moving needs neither disk space nor
//! reading, so it never leaves half a copy.

use std::ffi::OsString;
use std::fs::{self, DirEntry, File};
use std::io;
use std::path::{Path, PathBuf};

use super::files::{is_there, sync_folder};
use super::hashes::{RUN_RECORD, Recorded};

/// Names of files that operating systems create in folders.
const LITTER: [&str; 3] = [".ds_store", "thumbs.db", "desktop.ini"];

/// Returns the paths in a generation that are not as the run wrote them, relative and sorted: files, links,
/// and folders that the run did not create.
pub(super) fn foreign(generation: &Path) -> io::Result<Vec<PathBuf>> {
    let recorded = recorded(generation);
    let ours = recorded.folders();
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(generation.join(&folder))? {
            let entry = entry?;
            let relative = folder.join(entry.file_name());
            let path = shown(&relative);
            let is_folder = entry.file_type()?.is_dir();
            if is_folder && ours.contains(path.as_str()) {
                open.push(relative);
            } else if is_folder || !(is_litter(&entry) || is_ours(&entry, &path, &recorded)) {
                found.push(relative);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The result of moving out the edited files of a generation.
#[derive(Debug, Default)]
pub(super) struct Rescued {
    /// Their new paths, relative to the folder for edited files.
    pub kept: Vec<String>,
    /// The first path that could not be moved, and why.
    pub stuck: Option<(PathBuf, io::Error)>,
}

/// Moves the files that the run did not write from an old generation into the folder for edited files.
pub(super) fn rescue(old: &Path, edited: &Path) -> Rescued {
    let mut rescued = Rescued::default();
    match foreign(old) {
        Ok(found) => {
            for relative in found {
                match move_out(old, edited, &relative) {
                    Ok(name) => rescued.kept.push(shown(&name)),
                    Err(error) => rescued.stuck = rescued.stuck.or(Some((old.join(relative), error))),
                }
            }
        }
        Err(error) => rescued.stuck = Some((old.to_owned(), error)),
    }
    rescued
}

/// Returns a relative path for display, with `/`.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn move_out(old: &Path, edited: &Path, relative: &Path) -> io::Result<PathBuf> {
    let from = old.join(relative);
    let mut number = 1;
    loop {
        let name = numbered(relative, number);
        let target = edited.join(&name);
        if !is_there(&target)? {
            let folder = target.parent().unwrap_or(edited);
            fs::create_dir_all(folder)?;
            fs::rename(&from, &target)?;
            sync_folder(folder)?;
            return Ok(name);
        }
        if same_file(&target, &from) {
            return Ok(name);
        }
        number += 1;
    }
}

/// Reads the record of a generation. A missing or unreadable record lists no files, so that all are kept.
fn recorded(generation: &Path) -> Recorded {
    fs::read(generation.join(RUN_RECORD)).map(|bytes| Recorded::read(&bytes)).unwrap_or_default()
}

fn is_litter(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    name.starts_with("~$") || LITTER.contains(&name.as_str())
}

fn is_ours(entry: &DirEntry, path: &str, recorded: &Recorded) -> bool {
    if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
        return false;
    }
    if path == RUN_RECORD {
        return recorded.untouched;
    }
    recorded.names(path) && File::open(entry.path()).is_ok_and(|file| recorded.is_ours(path, file))
}

/// Returns a name with a number: `a.xlsx`, `a（2）.xlsx`, `a（3）.xlsx`.
fn numbered(relative: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return relative.to_owned();
    }
    let mut name: OsString = relative.file_stem().unwrap_or_default().to_owned();
    name.push(format!("（{number}）"));
    if let Some(extension) = relative.extension() {
        name.push(".");
        name.push(extension);
    }
    relative.with_file_name(name)
}

fn same_file(one: &Path, other: &Path) -> bool {
    let bytes = |path: &Path| {
        let is_file = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
        if is_file { fs::read(path).ok() } else { None }
    };
    bytes(one).is_some_and(|one| bytes(other) == Some(one))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{foreign, numbered, rescue, shown};
    use crate::output::hashes::{RUN_RECORD, record};
    use crate::sha256;

    /// Writes a generation of two files into a folder.
    fn written(folder: &Path) {
        fs::create_dir_all(folder.join("差戻し")).unwrap();
        let hashes = ["a.txt", "差戻し/b.txt"].map(|path| {
            fs::write(folder.join(path), "1").unwrap();
            (path.to_owned(), sha256::of(b"1"))
        });
        fs::write(folder.join(RUN_RECORD), record("概要", &hashes.into())).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        foreign(folder).unwrap().iter().map(|path| shown(path)).collect()
    }

    #[test]
    fn changed_and_added_files_are_foreign() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        written(folder);
        assert_eq!(names(folder), Vec::<String>::new());
        fs::write(folder.join("差戻し/b.txt"), "2").unwrap();
        fs::write(folder.join(".メモ"), "x").unwrap();
        fs::create_dir_all(folder.join("空のフォルダー")).unwrap();
        fs::create_dir_all(folder.join("資料/元")).unwrap();
        for litter in ["~$a.xlsx", ".DS_Store", "差戻し/Thumbs.db"] {
            fs::write(folder.join(litter), "x").unwrap();
        }
        assert_eq!(names(folder), [".メモ", "差戻し/b.txt", "空のフォルダー", "資料"]);
        let record = fs::read(folder.join(RUN_RECORD)).unwrap();
        fs::write(folder.join(RUN_RECORD), ["覚え\n".as_bytes(), &record].concat()).unwrap();
        assert!(names(folder).contains(&RUN_RECORD.to_owned()));
        fs::remove_file(folder.join(RUN_RECORD)).unwrap();
        assert_eq!(names(folder).len(), 5, "without a record everything is kept");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_moved_and_not_followed() {
        let root = tempfile::tempdir().unwrap();
        let (old, edited) = (root.path().join("old"), root.path().join("edited"));
        written(&old);
        fs::write(root.path().join("away.txt"), "1").unwrap();
        fs::remove_file(old.join("a.txt")).unwrap();
        std::os::unix::fs::symlink("../away.txt", old.join("a.txt")).unwrap();
        assert_eq!(rescue(&old, &edited).kept, ["a.txt"]);
        assert!(fs::symlink_metadata(edited.join("a.txt")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(root.path().join("away.txt")).unwrap(), "1");
    }

    #[test]
    fn equal_files_are_kept_once_and_different_ones_numbered() {
        let root = tempfile::tempdir().unwrap();
        let (old, edited) = (root.path().join("old"), root.path().join("edited"));
        for (text, name) in [("2", "a.txt"), ("2", "a.txt"), ("3", "a（2）.txt")] {
            written(&old);
            fs::write(old.join("a.txt"), text).unwrap();
            assert_eq!(rescue(&old, &edited).kept, [name]);
        }
        assert_eq!(fs::read_dir(&edited).unwrap().count(), 2);
        assert_eq!(shown(&numbered(Path::new("差戻し/.a"), 2)), "差戻し/.a（2）");
    }
}
