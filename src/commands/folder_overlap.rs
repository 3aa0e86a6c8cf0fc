//! Checks that the input and the output folder do not overlap.

use std::ffi::OsStr;
use std::fs;
use std::path::{self, Path, PathBuf};

use crate::failure::Failure;
use crate::text::calendar::Month;

/// Refuses an output folder that is the input folder or inside it, and an input folder inside a folder that a
/// run replaces.
///
/// # Errors
/// If the folders overlap like this; the failure names both as typed.
pub(super) fn check(input: &Path, output: &Path) -> Result<(), Failure> {
    let (real_input, real_output) = (real(input), real(output));
    let places = || (output.to_owned(), input.to_owned());
    if real_output.starts_with(&real_input) {
        let (output, input) = places();
        return Err(Failure::OutputInInput { output, input });
    }
    let first = real_input.strip_prefix(&real_output).ok().and_then(|below| below.iter().next());
    if first.is_some_and(is_replaced) {
        let (output, input) = places();
        return Err(Failure::InputInOutput { output, input });
    }
    Ok(())
}

/// True if runs replace the folder with this name in the output folder.
fn is_replaced(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let month =
        name.strip_prefix('.').and_then(|hidden| hidden.rsplit_once('.')).map_or(&*name, |(month, _)| month);
    name == "様式" || Month::parse_iso(month).is_some()
}

/// Returns the path with links resolved, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let full = path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    for above in full.ancestors() {
        if let Ok(found) = fs::canonicalize(above) {
            return missing.iter().rev().fold(found, |path, name| path.join(name));
        }
        missing.extend(above.file_name());
    }
    full
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::check;

    #[test]
    fn overlapping_folders_are_refused() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        fs::create_dir_all(at("input/2023-03")).unwrap();
        for (input, output, allowed) in [
            ("input", "output", true),
            ("input", "input-2", true),
            ("input", "input", false),
            ("input", "input/output/new", false),
            ("input", "input/../input/./out", false),
            ("input", "", true),
            ("output/input", "output", true),
            ("output/2023-03", "output", false),
            ("output/様式/2023-03", "output", false),
            ("output/.2023-03.old/x", "output", false),
        ] {
            assert_eq!(check(&at(input), &at(output)).is_ok(), allowed, "{input} {output}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_output_that_is_a_link_to_the_input_is_refused() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("input")).unwrap();
        std::os::unix::fs::symlink("input", root.path().join("output")).unwrap();
        assert!(check(&root.path().join("input"), &root.path().join("output/x")).is_err());
    }
}
