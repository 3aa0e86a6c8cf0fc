//! Writes a generation into its staged folder, file by file as each is composed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

use sha2::{Digest, Sha256};

use super::files::{is_there, sync_folder, write_synced};
use super::generation::Generation;
use super::hashes::{self, RUN_RECORD};
use super::interrupt::{self, Progress};
use super::path_error::{PathError, at, blocked};
use super::remove::remove_tree;
use crate::failure::Failure;
use crate::sha256;
use crate::sheet::Outbox;
use crate::sheet::outbox::{Handover, Piece};
use crate::sheet::refused::Refusal;

/// The most pieces that may wait to be written. Beyond that, composers wait for the disk.
const MOST_WAITING: usize = 4;

/// The result of composing a run, apart from its files.
#[derive(Debug)]
pub struct Composed<T> {
    /// The run's record without the list of files.
    pub log: String,
    /// Whatever the caller needs.
    pub result: T,
}

/// Stages what `compose` puts into its outbox, and the record. Only the calling thread writes to the disk.
///
/// # Errors
/// If something cannot be composed or written. Part of the generation remains staged then.
pub(super) fn stage<T: Send>(
    paths: &Generation,
    compose: impl FnOnce(&Outbox<'_>) -> Result<Composed<T>, Failure> + Send,
) -> Result<(T, Vec<Refusal>), Failure> {
    let told = |(path, error): PathError| blocked(&path, &error);
    let mut staging = Staging::begin(&paths.staged).map_err(told)?;
    let (sender, handovers) = mpsc::sync_channel(MOST_WAITING);
    let (taken, composed) = thread::scope(|scope| {
        let composing = scope.spawn(move || {
            // After the disk has failed nobody receives files; the failure is returned below.
            compose(&Outbox::new(&|handover| drop(sender.send(handover))))
        });
        let taken = handovers.iter().try_for_each(|handover| staging.take(handover));
        drop(handovers);
        let composed = composing.join().unwrap_or_else(|payload| panic::resume_unwind(payload));
        (taken, composed)
    });
    taken.map_err(told)?;
    let Composed { log, result } = composed?;
    // Books are composed in parallel, so that refusals come in any order.
    staging.refused.sort();
    let refused = staging.finish(&log).map_err(told)?;
    Ok((result, refused))
}

/// A generation that is being written.
struct Staging {
    root: PathBuf,
    folders: BTreeSet<PathBuf>,
    /// The files that are not complete yet.
    open: BTreeMap<String, (File, Sha256)>,
    /// The SHA-256 of each complete file in hex.
    hashes: BTreeMap<String, String>,
    /// What the library refused to write.
    refused: Vec<Refusal>,
}

impl Staging {
    /// Creates the folder, removing an earlier one.
    fn begin(root: &Path) -> Result<Self, PathError> {
        let mut progress = interrupt::step();
        if is_there(root).map_err(at(root))? {
            remove_tree(root).map_err(at(root))?;
        }
        fs::create_dir_all(root).map_err(at(root))?;
        *progress = Progress::Staging(root.to_owned());
        let folders = BTreeSet::from([root.to_owned()]);
        let (open, hashes) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { root: root.to_owned(), folders, open, hashes, refused: Vec::new() })
    }

    /// Writes a piece, or records a refusal.
    fn take(&mut self, handover: Handover) -> Result<(), PathError> {
        match handover {
            Handover::Piece(piece) => self.write(piece),
            Handover::Refusal(refusal) => {
                self.refused.push(refusal);
                Ok(())
            }
        }
    }

    /// Writes a piece of a file; syncs the file after its last piece.
    fn write(&mut self, piece: Piece) -> Result<(), PathError> {
        let _step = interrupt::step();
        let path = self.root.join(&piece.path);
        let (mut file, mut hash) = match self.open.remove(&piece.path) {
            Some(open) => open,
            None => (self.create(&path)?, Sha256::new()),
        };
        file.write_all(&piece.bytes).map_err(at(&path))?;
        hash.update(&piece.bytes);
        if piece.is_last {
            file.sync_all().map_err(at(&path))?;
            self.hashes.insert(piece.path, sha256::hex(&hash.finalize()));
        } else {
            self.open.insert(piece.path, (file, hash));
        }
        Ok(())
    }

    fn create(&mut self, path: &Path) -> Result<File, PathError> {
        let above = path.ancestors().skip(1).take_while(|above| *above != self.root);
        self.folders.extend(above.map(Path::to_owned));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        File::create_new(path).map_err(at(path))
    }

    /// Writes the record and makes the entries of all folders durable. Returns the refusals.
    fn finish(self, log: &str) -> Result<Vec<Refusal>, PathError> {
        let _step = interrupt::step();
        let record = self.root.join(RUN_RECORD);
        write_synced(&record, hashes::record(&with_refused(log, &self.refused), &self.hashes).as_bytes())
            .map_err(at(&record))?;
        for folder in &self.folders {
            sync_folder(folder).map_err(at(folder))?;
        }
        Ok(self.refused)
    }
}

/// Appends the refusals to a log, if there are any.
fn with_refused(log: &str, refused: &[Refusal]) -> String {
    if refused.is_empty() {
        return log.to_owned();
    }
    let lines: String = refused.iter().map(|refusal| format!("{}\n", refusal.words())).collect();
    format!("{log}\n[書き込めなかったところ]\n{lines}")
}
