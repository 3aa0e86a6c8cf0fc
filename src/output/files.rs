//! Reads and writes single files completely, and syncs folders.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::interrupt::{self, Progress};
use crate::failure::{Failure, io_words};

/// Returns the bytes of a regular file. `None` if nothing exists at the path.
///
/// # Errors
/// If the path cannot be read or is not a regular file.
pub fn read_file(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let kind = match fs::symlink_metadata(path) {
        Ok(found) => found.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(path, &error)),
    };
    if !kind.is_file() {
        let reason = "ふつうのファイルではありません。".to_owned();
        return Err(Failure::Unreadable { path: path.to_owned(), reason });
    }
    fs::read(path).map(Some).map_err(|error| unreadable(path, &error))
}

/// Writes a file under a temporary name in its folder, then renames it, so that it appears complete or not at
/// all. Never overwrites a file. Removes what an interrupted run left of the same file.
///
/// # Errors
/// If the file cannot be written, or exists already.
pub fn create_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    remove_leftovers(path)?;
    let folder = folder_of(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let prefix = staged_prefix(&name);
    let mut progress = interrupt::step();
    let attempt = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(STAGED_SUFFIX);
        let mut staged = readable_by_all(&mut builder).tempfile_in(folder)?;
        staged.write_all(bytes)?;
        staged.as_file().sync_all()?;
        staged.persist_noclobber(path).map_err(|error| error.error)?;
        sync_folder(folder)
    };
    attempt().map_err(|error| unwritable(path, &error))?;
    *progress = Progress::Written;
    Ok(())
}

/// Removes what an interrupted [`create_file`] of this path left.
///
/// # Errors
/// If a leftover cannot be removed.
pub fn remove_leftovers(path: &Path) -> Result<(), Failure> {
    let Some(name) = path.file_name() else { return Ok(()) };
    let folder = folder_of(path);
    let prefix = staged_prefix(&name.to_string_lossy());
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unreadable(folder, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && name.starts_with(&prefix) && name.ends_with(STAGED_SUFFIX) {
            fs::remove_file(entry.path()).map_err(|error| unwritable(&entry.path(), &error))?;
        }
    }
    Ok(())
}

/// Returns the folder of a path; `.` for a bare name.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The suffix of the name of a file being written.
const STAGED_SUFFIX: &str = ".new";

/// Returns the prefix of the name of a file being written.
fn staged_prefix(name: &str) -> String {
    format!(".{name}.")
}

/// Writes a new file and syncs it.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// True if something exists at the path, even a dangling link.
pub(super) fn is_there(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Gives new files the usual permissions of the system. Temporary files are otherwise readable by their owner
/// only.
#[cfg(unix)]
fn readable_by_all<'a, 'p, 's>(builder: &'a mut tempfile::Builder<'p, 's>) -> &'a tempfile::Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt;

    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn readable_by_all<'a, 'p, 's>(builder: &'a mut tempfile::Builder<'p, 's>) -> &'a tempfile::Builder<'p, 's> {
    builder
}

/// Makes the entries of a folder durable.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Does nothing: Windows cannot sync a folder, but journals its renames.
#[cfg(not(unix))]
pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::Unreadable { path: path.to_owned(), reason: format!("{}。", io_words(error)) }
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "書き込む権限がないか、ファイルが Excel などで開かれています。閉じてからもう一度実行してください。".to_owned()
        }
        io::ErrorKind::NotADirectory => "同じ名前のファイルがあるため、フォルダーを作れません。".to_owned(),
        io::ErrorKind::AlreadyExists => "同じ名前のファイルかフォルダーがあります。".to_owned(),
        _ => format!("{}。", io_words(error)),
    };
    Failure::Unwritable { path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{create_file, read_file, remove_leftovers};

    #[test]
    fn a_file_is_created_once_and_never_overwritten() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("確定/2023-03.json");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path.with_file_name(".2023-03.json.a1.new"), "a run was killed").unwrap();
        create_file(&path, b"1").unwrap();
        assert!(create_file(&path, b"2").unwrap_err().to_string().contains("同じ名前の"));
        assert_eq!(read_file(&path).unwrap().unwrap(), b"1");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn only_leftovers_of_the_same_file_are_removed() {
        let root = tempfile::tempdir().unwrap();
        for name in [".2023-03.json.a1.new", ".2022-12.json.a1.new", ".x.new", "2023-03.json.new"] {
            fs::write(root.path().join(name), "x").unwrap();
        }
        remove_leftovers(&root.path().join("2023-03.json")).unwrap();
        let mut left: Vec<String> = fs::read_dir(root.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        left.sort();
        assert_eq!(left, [".2022-12.json.a1.new", ".x.new", "2023-03.json.new"]);
        remove_leftovers(&root.path().join("ない/2023-03.json")).unwrap();
    }

    #[test]
    fn a_folder_is_not_read_as_a_file() {
        let root = tempfile::tempdir().unwrap();
        assert!(read_file(root.path()).unwrap_err().to_string().contains("ふつうのファイル"));
        assert_eq!(read_file(&root.path().join("ない")).unwrap(), None);
    }
}
