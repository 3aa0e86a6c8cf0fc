//! Ctrl-C and the request to end: the run stops between two steps, and nothing half-written stays.
//!
//! Every step that changes the disk holds one lock. Whoever stops the program takes the lock first, so that no file is
//! half-written and no month half-renamed at that moment, removes what was staged, and ends the process.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How far the run has come with its month.
#[derive(Debug)]
pub(super) enum Progress {
    /// Nothing is written.
    Idle,
    /// A generation is being written into this folder.
    Staging(PathBuf),
    /// A generation stands.
    Written,
}

static PROGRESS: Mutex<Progress> = Mutex::new(Progress::Idle);

/// Holds off the end of the process while a step changes the disk.
pub(super) fn step() -> MutexGuard<'static, Progress> {
    PROGRESS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what is staged, and gives what is to be said. The steps of the run wait for ever from now on: the caller ends
/// the process.
#[must_use]
pub fn stop() -> &'static str {
    let progress = step();
    let said = match &*progress {
        Progress::Idle => "中断しました。何も書き込んでいません。",
        Progress::Staging(folder) => stopped_staging(folder),
        Progress::Written => "中断しました。書き込みは終わっています。",
    };
    // Dropping the lock would let the run go on.
    std::mem::forget(progress);
    said
}

fn stopped_staging(folder: &Path) -> &'static str {
    match fs::remove_dir_all(folder) {
        Ok(()) => "中断しました。何も書き込んでいません。",
        Err(_) => "中断しました。作成途中のファイルは、次に実行したときに片付けます。",
    }
}
