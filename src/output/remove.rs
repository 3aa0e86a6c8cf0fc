//! Removes folders, including read-only files.

use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

use super::hashes::RUN_RECORD;

/// Removes a folder and everything in it.
pub(super) fn remove_tree(folder: &Path) -> io::Result<()> {
    made_writable(folder, |folder| fs::remove_dir_all(folder))
}

/// Removes a generation, its record last: without the record, files left by an interrupted removal would
/// count as edited by hand.
pub(super) fn remove_generation(folder: &Path) -> io::Result<()> {
    made_writable(folder, |folder| {
        for entry in record_last(folder)? {
            let remove = if entry.file_type()?.is_dir() { fs::remove_dir_all } else { fs::remove_file };
            remove(entry.path())?;
        }
        fs::remove_dir(folder)
    })
}

/// Returns the entries of a folder, the record of the run last.
fn record_last(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut entries: Vec<DirEntry> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(|entry| entry.file_name() == RUN_RECORD);
    Ok(entries)
}

/// Removes a folder with `remove`.
#[cfg(not(windows))]
fn made_writable(folder: &Path, remove: impl Fn(&Path) -> io::Result<()>) -> io::Result<()> {
    remove(folder)
}

/// Removes a folder with `remove`, making its files writable first if needed. Older Windows does not remove
/// read-only files, such as books that somebody has protected in their properties.
#[cfg(windows)]
fn made_writable(folder: &Path, remove: impl Fn(&Path) -> io::Result<()>) -> io::Result<()> {
    match remove(folder) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            make_writable(folder)?;
            remove(folder)
        }
        other => other,
    }
}

#[cfg(windows)]
fn make_writable(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let data = entry.metadata()?;
        let mut permissions = data.permissions();
        if permissions.readonly() {
            permissions.set_readonly(false);
            fs::set_permissions(entry.path(), permissions)?;
        }
        if data.is_dir() {
            make_writable(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{record_last, remove_generation};
    use crate::output::hashes::RUN_RECORD;

    #[test]
    fn the_record_is_removed_last() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(".2023-03.old");
        fs::create_dir_all(folder.join("差戻し")).unwrap();
        fs::write(folder.join("差戻し/市民課.xlsx"), "1").unwrap();
        for name in [RUN_RECORD, "進捗管理表.xlsx", "~$進捗管理表.xlsx", "consolidation.json", "集計.csv"]
        {
            fs::write(folder.join(name), "1").unwrap();
        }
        let entries = record_last(&folder).unwrap();
        assert_eq!(entries.len(), 6);
        assert_eq!(entries.last().unwrap().file_name(), RUN_RECORD);
        remove_generation(&folder).unwrap();
        assert!(!folder.exists());
    }
}
