//! Handles Ctrl-C and requests to end: the run stops between two steps, without half-written files.
//!
//! Every step that changes the disk holds one lock. Stopping takes this lock first, so that no file is
//! half-written and no month half-renamed. It then removes what was staged, and the process ends.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::remove::remove_tree;

/// The progress of writing a month.
#[derive(Debug)]
pub(super) enum Progress {
    /// Nothing has been written.
    Idle,
    /// A generation is being written into this folder.
    Staging(PathBuf),
    /// A generation is complete.
    Written,
    /// The run is over, and the next one waits for files.
    Waiting,
}

static PROGRESS: Mutex<Progress> = Mutex::new(Progress::Idle);

/// Keeps the process from being stopped while a step changes the disk.
pub(super) fn step() -> MutexGuard<'static, Progress> {
    PROGRESS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Records that the run is over and waits for files.
pub fn wait() {
    *step() = Progress::Waiting;
}

/// Removes what is staged and returns the sentence to print. Keeps the lock, so that no further step can run;
/// the caller must end the process.
#[must_use]
pub fn stop() -> &'static str {
    let progress = step();
    let said = match &*progress {
        Progress::Idle => "中断しました。何も書き込んでいません。",
        Progress::Staging(folder) => stopped_staging(folder),
        Progress::Written => "中断しました。書き込みは終わっています。",
        Progress::Waiting => "待機を終わりました。作成した帳票はそのままです。",
    };
    // Releasing the lock would let the run continue.
    std::mem::forget(progress);
    said
}

fn stopped_staging(folder: &Path) -> &'static str {
    match remove_tree(folder) {
        Ok(()) => "中断しました。何も書き込んでいません。",
        Err(_) => "中断しました。作成途中のファイルは、次に実行したときに片付けます。",
    }
}
