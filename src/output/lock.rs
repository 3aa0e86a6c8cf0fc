//! The lock file of the output folder, which allows one run at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::files::unwritable;
use crate::failure::Failure;

const LOCK: &str = ".shinchoku.lock";

/// Takes the lock of an output folder; dropping the file releases it. Never writes to the file, and does not
/// follow a link with its name.
///
/// # Errors
/// If another run holds the lock, or something other than a file has its name.
pub(super) fn take(root: &Path) -> Result<File, Failure> {
    let path = root.join(LOCK);
    let fail = |error: &io::Error| unwritable(&path, error);
    match fs::symlink_metadata(&path) {
        Ok(found) if !found.is_file() => {
            let reason = "ふつうのファイルではありません。別の場所に移してからもう一度実行してください。";
            return Err(Failure::Unwritable { path, reason: reason.to_owned() });
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(fail(&error)),
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let lock = options.open(&path).map_err(|error| fail(&error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Failure::Locked(root.to_owned())),
        Err(TryLockError::Error(error)) => Err(fail(&error)),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{LOCK, take};
    use crate::failure::Failure;

    #[test]
    fn only_one_run_holds_the_lock() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(LOCK), "覚え").unwrap();
        let first = take(root.path()).unwrap();
        assert!(matches!(take(root.path()), Err(Failure::Locked(_))));
        drop(first);
        assert!(take(root.path()).is_ok());
        assert_eq!(fs::read_to_string(root.path().join(LOCK)).unwrap(), "覚え");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("memo.txt"), "覚え").unwrap();
        std::os::unix::fs::symlink("memo.txt", root.path().join(LOCK)).unwrap();
        assert!(take(root.path()).unwrap_err().to_string().contains(LOCK));
    }
}
