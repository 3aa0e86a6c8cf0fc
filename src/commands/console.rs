//! What a command says: exit codes, standard output and error, the log.

use std::io::{self, Write};

use crate::cli::Voice;
use crate::failure::io_words;
use crate::run_summary;

/// Written, and everything is well.
pub(super) const DONE: u8 = 0;
/// Written, and 誤り remain (`--strict` only).
pub(super) const ERRORS_REMAIN: u8 = 1;
/// Could not run; nothing was written.
pub(super) const FAILED: u8 = 2;
/// Done, but the result could not be shown.
pub(super) const UNTOLD: u8 = 3;
/// Stopped by Ctrl-C or a request to end, as shells number it.
pub(super) const STOPPED: u8 = 130;

/// Writes to standard output. A reader that has gone away (`| head`) is no failure of the run.
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

/// Writes to standard error why the run could not go on.
pub(crate) fn complain(text: &str) -> u8 {
    // If even standard error is closed nobody is left to tell; the exit code still says it.
    writeln!(io::stderr().lock(), "shinchoku: {}", run_summary::lines(text)).unwrap_or_default();
    FAILED
}

/// Starts the log that `-v` shows, without clock times.
pub(crate) fn start_log(voice: Voice) {
    let level = match voice.verbose {
        0 => log::LevelFilter::Warn,
        1 => log::LevelFilter::Info,
        _ => log::LevelFilter::Debug,
    };
    let level = if voice.quiet { log::LevelFilter::Off } else { level };
    // A second start only happens in tests, where the first one stands.
    env_logger::Builder::new()
        .filter_level(level)
        .format(|out, record| writeln!(out, "{}", record.args()))
        .try_init()
        .unwrap_or_default();
}
