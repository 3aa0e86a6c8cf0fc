//! Paths that cannot be written, and the failures made of them.

use std::io;
use std::path::{Path, PathBuf};

use super::files::unwritable;
use crate::failure::Failure;

/// A path that could not be written, and the reason.
pub(super) type PathError = (PathBuf, io::Error);

/// Adds the path to an error.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> PathError {
    let path = path.to_owned();
    move |error| (path, error)
}

/// Returns the failure of writing a month, with the path that blocks it.
pub(super) fn blocked(path: &Path, error: &io::Error) -> Failure {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".old"));
    match error.kind() {
        io::ErrorKind::AlreadyExists if hidden => Failure::Unwritable {
            path: path.to_owned(),
            reason: "以前の帳票が片付いていません。この中のファイルを閉じるか、フォルダーを別の場所に移してからもう一度実行してください。"
                .to_owned(),
        },
        io::ErrorKind::NotADirectory => Failure::Unwritable {
            path: path.to_owned(),
            reason: "同じ名前のファイルかリンクがあるため、フォルダーを作れません。別の場所に移してからもう一度実行してください。"
                .to_owned(),
        },
        _ => unwritable(path, error),
    }
}
