//! Removes folders, read-only files included.

use std::fs;
use std::io;
use std::path::Path;

/// Removes a folder with everything in it.
#[cfg(not(windows))]
pub(super) fn remove_tree(folder: &Path) -> io::Result<()> {
    fs::remove_dir_all(folder)
}

/// Removes a folder with everything in it. Older Windows refuses to remove what is read-only, as a book is
/// that somebody has protected by its properties.
#[cfg(windows)]
pub(super) fn remove_tree(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            make_writable(folder)?;
            fs::remove_dir_all(folder)
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
