//! Writes output completely or not at all, and keeps what was edited by hand.
//!
//! A month is staged beside its folder, synced, and renamed into place. At every moment there is one complete
//! generation: the folder itself, or the one renamed away, which the next run restores. The latter is removed
//! last, after every file that is not as a run wrote it was moved to `<month>-手修正/`.

mod files;
mod generation;
mod hashes;
mod interrupt;
mod keep;
mod lock;
mod path_error;
mod remove;
mod staging;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, io_words};
use crate::output::files::{is_there, sync_folder, unreadable, unwritable};
use crate::output::generation::{Discarded, Generation};
use crate::output::hashes::Recorded;
use crate::output::interrupt::Progress;
use crate::output::path_error::{PathError, at, blocked};
use crate::output::remove::remove_tree;
use crate::sheet::refused::Refusal;
use crate::sheet::{OutFile, Outbox};

pub use files::{create_file, read_file, remove_leftovers};
pub use generation::moved_to;
pub use hashes::RUN_RECORD;
pub use interrupt::{stop, wait};
pub use staging::Composed;

/// The output folder, locked by one run at a time.
#[derive(Debug)]
pub struct OutputFolder {
    root: PathBuf,
    repaired: Written,
    // Dropping the file releases the lock.
    _lock: File,
}

/// The result of writing a month, for the summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The new paths of files that were edited or added by hand, relative to the output folder.
    pub kept: Vec<String>,
    /// What could not be moved or removed of the previous generation: Japanese sentences without a full stop.
    pub left: Vec<String>,
    /// What the library refused to write: Japanese sentences without a full stop.
    pub refused: Vec<String>,
}

/// The result of adding a single file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// There was no file with this name.
    New,
    /// The same file existed already.
    Same,
    /// A different file with this name was renamed to this.
    Beside(String),
}

impl Written {
    fn add(&mut self, discarded: Discarded) {
        self.kept.extend(discarded.kept);
        self.left.extend(discarded.left.map(|(path, error)| {
            format!(
                "以前の帳票の一部を片付けられませんでした（{}、{}）。次に実行したときに片付けます",
                path.display(),
                io_words(&error)
            )
        }));
    }
}

impl OutputFolder {
    /// Creates the folder if needed, takes its lock, and repairs what an interrupted run left.
    ///
    /// # Errors
    /// If the folder cannot be written, or another run holds the lock.
    pub fn open(root: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(root).map_err(|error| unwritable(root, &error))?;
        let lock = lock::take(root)?;
        let mut repaired = Written::default();
        for discarded in generation::repair(root).map_err(|(path, error)| unwritable(&path, &error))? {
            repaired.add(discarded);
        }
        Ok(Self { root: root.to_owned(), repaired, _lock: lock })
    }

    /// Replaces a generation (`2023-03`, or `様式/2023-03`) by what `compose` puts into the outbox. Each file
    /// is written as soon as it is composed. `compose` also returns the log for the run's record, to which
    /// this function adds the list of files.
    ///
    /// # Errors
    /// If something cannot be composed or written. The previous generation then stays in place.
    pub fn replace<T: Send>(
        &self,
        generation: &str,
        compose: impl FnOnce(&Outbox<'_>) -> Result<Composed<T>, Failure> + Send,
    ) -> Result<(Written, T), Failure> {
        let paths = Generation::of(&self.root, generation);
        let result = staging::stage(&paths, compose).and_then(|(result, refused)| {
            let discarded = swap(&paths).map_err(|(path, error)| blocked(&path, &error))?;
            Ok((discarded, result, refused))
        });
        if result.is_err() {
            let mut progress = interrupt::step();
            // If this fails, the next run removes the staged files.
            remove_tree(&paths.staged).unwrap_or_default();
            *progress = Progress::Idle;
        }
        let (discarded, result, refused) = result?;
        let mut written = self.repaired.clone();
        written.add(discarded);
        written.refused = refused.iter().map(Refusal::words).collect();
        Ok((written, result))
    }

    /// Writes a single file into the folder. A different file with its name, which may have been edited, is
    /// renamed first.
    ///
    /// # Errors
    /// If the file cannot be written. The previous file then stays in place.
    pub fn add(&self, file: &OutFile) -> Result<Added, Failure> {
        let path = self.root.join(&file.path);
        remove_leftovers(&path)?;
        let Some(before) = read_file(&path)? else {
            create_file(&path, &file.bytes)?;
            return Ok(Added::New);
        };
        if before == file.bytes {
            return Ok(Added::Same);
        }
        let (stem, extension) = file.path.rsplit_once('.').unwrap_or((&file.path, ""));
        let mut names = (1..).map(|number: u32| format!("{stem}_以前{number}.{extension}"));
        let kept = loop {
            let Some(name) = names.next() else { return Ok(Added::Same) };
            if !is_there(&self.root.join(&name)).map_err(|error| unwritable(&path, &error))? {
                break name;
            }
        };
        let aside = self.root.join(&kept);
        fs::rename(&path, &aside).map_err(|error| unwritable(&path, &error))?;
        if let Err(failure) = create_file(&path, &file.bytes) {
            fs::rename(&aside, &path).map_err(|error| unwritable(&path, &error))?;
            return Err(failure);
        }
        Ok(Added::Beside(kept))
    }

    /// Returns what opening the folder repaired.
    #[must_use]
    pub fn repaired(&self) -> &Written {
        &self.repaired
    }

    /// Returns the contents of a file of a generation; `None` if it does not exist.
    ///
    /// # Errors
    /// If the file cannot be read, or is not as the run wrote it.
    pub fn written(&self, generation: &str, file: &str) -> Result<Option<Vec<u8>>, Failure> {
        let current = Generation::of(&self.root, generation).current;
        let path = current.join(file);
        let Some(bytes) = read_file(&path)? else { return Ok(None) };
        let record = read_file(&current.join(RUN_RECORD))?.unwrap_or_default();
        if Recorded::read(&record).is_ours(file, bytes.as_slice()) {
            Ok(Some(bytes))
        } else {
            Err(Failure::RecordChanged(path))
        }
    }

    /// Returns the files of a generation that are not as the run wrote them.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn edited(&self, generation: &str) -> Result<Vec<String>, Failure> {
        let current = Generation::of(&self.root, generation).current;
        let edited = keep::foreign(&current).map_err(|error| unreadable(&current, &error))?;
        Ok(edited.iter().map(|path| keep::shown(path)).collect())
    }
}

/// Renames the staged folder into place. Failures after that are reported in the result and are not errors.
fn swap(paths: &Generation) -> Result<Discarded, PathError> {
    let mut progress = interrupt::step();
    if is_there(&paths.old).map_err(at(&paths.old))? {
        return Err((paths.old.clone(), io::ErrorKind::AlreadyExists.into()));
    }
    let replaces = match fs::symlink_metadata(&paths.current) {
        Ok(found) if found.is_dir() => true,
        Ok(_) => return Err((paths.current.clone(), io::ErrorKind::NotADirectory.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err((paths.current.clone(), error)),
    };
    if replaces {
        fs::rename(&paths.current, &paths.old).map_err(at(&paths.current))?;
    }
    if let Err(error) = fs::rename(&paths.staged, &paths.current) {
        if replaces {
            fs::rename(&paths.old, &paths.current).map_err(at(&paths.current))?;
        }
        return Err((paths.current.clone(), error));
    }
    *progress = Progress::Written;
    // Discard the old generation only once the new one is durable.
    let parent = paths.current.parent().unwrap_or(&paths.current);
    Ok(match sync_folder(parent) {
        Err(error) => Discarded { left: Some((parent.to_owned(), error)), ..Discarded::default() },
        Ok(()) if replaces => paths.discard_old(),
        Ok(()) => Discarded::default(),
    })
}

#[cfg(test)]
mod tests;
