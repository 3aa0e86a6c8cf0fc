//! What a command says: exit codes, standard output and error, the log.

use std::io::{self, Write};

use crate::cli::Voice;
use crate::failure::io_words;
use crate::run_summary;

/// Exit code: done, and all is well.
pub(super) const DONE: u8 = 0;
/// Exit code: done, but 誤り remain (`--strict` only).
pub(super) const ERRORS_REMAIN: u8 = 1;
/// Exit code: could not run, and nothing was written.
pub(super) const FAILED: u8 = 2;
/// Exit code: done, but the result could not be shown.
pub(super) const UNTOLD: u8 = 3;
/// Exit code: stopped by Ctrl-C or a request to end, with the number shells use.
pub(super) const STOPPED: u8 = 130;

/// Writes to standard output. Ignores a reader that has gone away (`| head`).
pub(crate) fn say(text: &str) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => DONE,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            complain(&format!(
                "処理は終わりましたが、結果を表示できませんでした。\n  {}。",
                io_words(&error)
            ));
            UNTOLD
        }
    }
}

/// Writes to standard error why the run cannot go on.
pub(crate) fn complain(text: &str) -> u8 {
    // If standard error is closed too, the exit code must do.
    writeln!(io::stderr().lock(), "shinchoku: {}", run_summary::lines(text)).unwrap_or_default();
    FAILED
}

/// Starts the log that `-v` shows, without times.
pub(crate) fn start_log(voice: Voice) {
    let level = match voice.verbose {
        0 => log::LevelFilter::Warn,
        1 => log::LevelFilter::Info,
        _ => log::LevelFilter::Debug,
    };
    let level = if voice.quiet { log::LevelFilter::Off } else { level };
    // Only tests start it again, and they keep the first log.
    env_logger::Builder::new()
        .filter_level(level)
        .format(|out, record| writeln!(out, "{}", record.args()))
        .try_init()
        .unwrap_or_default();
}
