//! The console: exit codes, standard output and standard error, and the log.

use std::io::{self, Write};

use crate::cli::Voice;
use crate::failure::io_words;
use crate::run_summary;

/// Exit code: done.
pub(super) const DONE: u8 = 0;
/// Exit code: done, but 誤り remain (`--strict` only).
pub(super) const ERRORS_REMAIN: u8 = 1;
/// Exit code: could not run, and nothing was written.
pub(super) const FAILED: u8 = 2;
/// Exit code: done, but the result could not be printed.
pub(super) const NOT_SHOWN: u8 = 3;
/// Exit code: stopped by Ctrl-C or a request to end. Shells use this number too.
pub(super) const STOPPED: u8 = 130;

/// Writes to standard output and returns the exit code. A reader that has gone away (`| head`) is no failure.
pub(crate) fn print(text: &str) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => DONE,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            print_failure(&format!(
                "処理は終わりましたが、結果を表示できませんでした。\n  {}。",
                io_words(&error)
            ));
            NOT_SHOWN
        }
    }
}

/// Writes the reason of a failure to standard error, and returns its exit code.
pub(crate) fn print_failure(text: &str) -> u8 {
    // If standard error is closed too, only the exit code is left.
    writeln!(io::stderr().lock(), "shinchoku: {}", run_summary::lines(text)).unwrap_or_default();
    FAILED
}

/// Starts the log to standard error at the level of `-v`, without timestamps.
pub(crate) fn start_log(voice: Voice) {
    let level = match voice.verbose {
        0 => log::LevelFilter::Warn,
        1 => log::LevelFilter::Info,
        _ => log::LevelFilter::Debug,
    };
    let level = if voice.quiet { log::LevelFilter::Off } else { level };
    // Only tests call this more than once, and they keep the first log.
    env_logger::Builder::new()
        .filter_level(level)
        .format(|out, record| writeln!(out, "{}", record.args()))
        .try_init()
        .unwrap_or_default();
}
