//! Finds the files and folders named on the command line, besides everything under `input/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::failure::{Failure, io_words};
use crate::intake::scan::{self, Found, Verdict};

/// The files to read, and which of them were named.
pub(super) struct Named {
    /// Every file, named or under `input/`, once each.
    pub(super) found: Vec<Found>,
    /// The paths of the named files.
    pub(super) paths: BTreeSet<String>,
}

/// Finds the named files, and those under `input/` if that folder exists. Paths are shown as they were typed.
/// A named file that also lies under `input/` is read once.
///
/// # Errors
/// If something named does not exist.
pub(super) fn find(named: &[PathBuf], input: &Path) -> Result<Named, Failure> {
    let mut found = Vec::new();
    for path in named {
        let unreadable =
            |error: std::io::Error| Failure::Named { path: path.clone(), reason: io_words(&error) };
        let kind = fs::metadata(path).map_err(unreadable)?.file_type();
        if kind.is_dir() {
            found.extend(below(path, scan::scan(path).map_err(unreadable)?));
        } else if !kind.is_file() {
            let reason = "ふつうのファイルではありません".to_owned();
            return Err(Failure::Named { path: path.clone(), reason });
        } else {
            let shown = shown(path);
            let name = shown.rsplit('/').next().unwrap_or_default();
            let verdict = scan::ignored(name).map_or(Verdict::Read, Verdict::Ignore);
            found.push(Found { path: shown, source: path.clone(), verdict });
        }
    }
    let mut real: BTreeSet<PathBuf> = BTreeSet::new();
    found.retain(|file| real.insert(real_place(&file.source)));
    let paths = found.iter().map(|file| file.path.clone()).collect();
    if input.is_dir() {
        let listed = scan::scan(input)
            .map_err(|error| Failure::Input { path: input.to_owned(), reason: io_words(&error) })?;
        found.extend(below(input, listed).filter(|file| real.insert(real_place(&file.source))));
    }
    Ok(Named { found, paths })
}

/// Returns the files of a folder, with paths from the current folder.
fn below(folder: &Path, found: Vec<Found>) -> impl Iterator<Item = Found> {
    let folder = shown(folder);
    found.into_iter().map(move |file| {
        let path = if folder.is_empty() { file.path } else { format!("{folder}/{}", file.path) };
        Found { path, ..file }
    })
}

/// Returns a path for display: as typed, but with `/`, in NFC, and without a leading `./` or a trailing
/// separator.
fn shown(path: &Path) -> String {
    let text: String = path.to_string_lossy().replace('\\', "/").nfc().collect();
    let text = text.trim_end_matches('/');
    let text = text.strip_prefix("./").unwrap_or(text);
    if text == "." { String::new() } else { text.to_owned() }
}

fn real_place(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use crate::intake::named::{find, shown};

    #[test]
    fn a_file_named_twice_or_also_under_the_input_folder_is_found_once() {
        let folder = tempfile::tempdir().unwrap();
        let input = folder.path().join("input");
        fs::create_dir_all(input.join("2023-03")).unwrap();
        for file in ["input/2023-03/a.xlsx", "input/2023-03/b.xlsx", "c.xlsx"] {
            fs::write(folder.path().join(file), "x").unwrap();
        }
        let a = input.join("2023-03/a.xlsx");
        let named: Vec<PathBuf> = vec![a.clone(), folder.path().join("c.xlsx"), a];
        let found = find(&named, &input).unwrap();
        assert_eq!(found.found.len(), 3);
        assert_eq!(found.paths.len(), 2);
        assert!(found.paths.iter().all(|path| !path.ends_with("b.xlsx")));
    }

    #[test]
    fn a_path_is_shown_as_it_was_typed() {
        assert_eq!(shown(Path::new("./2023-03/")), "2023-03");
        assert_eq!(shown(Path::new(".")), "");
        assert_eq!(shown(Path::new("../回答.xlsx")), "../回答.xlsx");
    }

    #[test]
    fn a_named_file_that_does_not_exist_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(find(&[folder.path().join("ない.xlsx")], folder.path()).is_err());
    }
}
