//! The folders of a generation: the current one, the staged one, the old one, and the one for edited files.

use std::fs;
use std::io;
use std::path::{self, Path, PathBuf};

use super::files::is_there;
use super::keep::rescue;
use super::remove::{remove_generation, remove_tree};
use crate::text::calendar::Month;

/// The folder of issued forms within the output folder.
const FORMS: &str = "様式";

/// The suffix of the name of a folder for edited files.
const EDITED: &str = "-手修正";

/// Returns the folder to which a run moved a file with this name out of the file's folder; `None` if it moved
/// none.
#[must_use]
pub fn moved_to(file: &Path) -> Option<PathBuf> {
    let name = file.file_name()?;
    let above = file.parent().filter(|above| above.file_name().is_some());
    // A bare name is in the working folder, whose name only the absolute path has.
    let above = above.map_or_else(
        || path::absolute(file).ok()?.parent().map(Path::to_owned),
        |above| Some(above.to_owned()),
    )?;
    let mut moved = above.file_name()?.to_owned();
    moved.push(EDITED);
    let folder = above.with_file_name(moved);
    folder.join(name).is_file().then_some(folder)
}

/// The folders of a generation (`2023-03`, or `様式/2023-03`).
#[derive(Debug)]
pub(super) struct Generation {
    /// The folder in place.
    pub current: PathBuf,
    /// The folder being written.
    pub staged: PathBuf,
    /// The previous folder, renamed away until its edited files are moved out.
    pub old: PathBuf,
    /// The folder for files that were edited or added by hand.
    pub edited: PathBuf,
    /// The name of that folder, relative to the output folder.
    pub edited_name: String,
}

impl Generation {
    pub(super) fn of(root: &Path, generation: &str) -> Self {
        let (above, name) = generation.rsplit_once('/').unwrap_or(("", generation));
        let parent = if above.is_empty() { root.to_owned() } else { root.join(above) };
        Self {
            current: parent.join(name),
            staged: parent.join(format!(".{name}.new")),
            old: parent.join(format!(".{name}.old")),
            edited: parent.join(format!("{name}{EDITED}")),
            edited_name: format!("{generation}{EDITED}"),
        }
    }

    /// Removes the generation that was renamed away, after moving out the files that the run did not write.
    /// Whatever cannot be moved or removed is left to the next run.
    pub(super) fn discard_old(&self) -> Discarded {
        let rescued = rescue(&self.old, &self.edited);
        let kept = rescued.kept.into_iter().map(|name| format!("{}/{name}", self.edited_name)).collect();
        let left = match rescued.stuck {
            Some(stuck) => Some(stuck),
            None => remove_generation(&self.old).err().map(|error| (self.old.clone(), error)),
        };
        Discarded { kept, left }
    }
}

/// The result of discarding a generation that was renamed away.
#[derive(Debug, Default)]
pub(super) struct Discarded {
    /// The new paths of edited files, relative to the output folder.
    pub kept: Vec<String>,
    /// The path that could not be moved or removed, and why.
    pub left: Option<(PathBuf, io::Error)>,
}

/// Restores generations that an interrupted run had renamed away, and removes what it had staged. Changes
/// only folders named `.YYYY-MM.new` and `.YYYY-MM.old`, in the output folder and its 様式.
///
/// # Errors
/// If a path cannot be repaired, with the reason.
pub(super) fn repair(root: &Path) -> Result<Vec<Discarded>, (PathBuf, io::Error)> {
    let mut discarded = Vec::new();
    for above in ["", FORMS] {
        let folder = if above.is_empty() { root.to_owned() } else { root.join(above) };
        for (name, is_new) in leftovers(&folder).map_err(|error| (folder.clone(), error))? {
            let generation = if above.is_empty() { name } else { format!("{above}/{name}") };
            let paths = Generation::of(root, &generation);
            if is_new {
                remove_tree(&paths.staged).map_err(|error| (paths.staged.clone(), error))?;
            } else if is_there(&paths.current).map_err(|error| (paths.current.clone(), error))? {
                discarded.push(paths.discard_old());
            } else {
                fs::rename(&paths.old, &paths.current).map_err(|error| (paths.old.clone(), error))?;
            }
        }
    }
    Ok(discarded)
}

/// Returns the months of the folders that an interrupted run left, sorted; each with true if it was staged,
/// false if it was renamed away.
fn leftovers(folder: &Path) -> io::Result<Vec<(String, bool)>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(hidden) = name.strip_prefix('.') else { continue };
        let Some((month, kind)) = hidden.rsplit_once('.') else { continue };
        let is_month = Month::parse_iso(month).is_some_and(|parsed| parsed.to_string() == month);
        if is_month && matches!(kind, "new" | "old") && entry.file_type()?.is_dir() {
            found.push((month.to_owned(), kind == "new"));
        }
    }
    found.sort();
    Ok(found)
}
