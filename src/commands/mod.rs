//! The commands. Besides intake and output, only they touch the disk, the clock or the process.

pub mod check;
pub mod check_plan;
pub mod close;
pub mod consolidate;
pub mod distribute;
pub mod explain;
pub mod new_plan;
mod places;

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::process::{self, ExitCode};

use clap::Parser;
use clap::error::ErrorKind;

use crate::cli::{self, Cli, Command, Voice};
use crate::failure::{Failure, io_words};
use crate::plan::{self, Plan};
use crate::text::calendar::Month;
use crate::{intake, output, run_summary};

/// Exit code: done, and all is well.
pub const DONE: u8 = 0;
/// Exit code: done, but 誤り remain (`--strict` only).
pub const ERRORS_REMAIN: u8 = 1;
/// Exit code: could not run, and nothing was written.
pub const FAILED: u8 = 2;
/// Exit code: done, but the result could not be shown.
pub const UNTOLD: u8 = 3;
/// Exit code: stopped by Ctrl-C or a request to end, with the number shells use.
pub const STOPPED: u8 = 130;

/// The largest master workbook to read, in bytes.
const LARGEST_MASTER: u64 = 100 * 1024 * 1024;

/// Parses the arguments, runs the command, and returns the exit code.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            return ExitCode::from(say(&error.to_string()));
        }
        Err(error) => return ExitCode::from(complain(&cli::explain(&error))),
    };
    if !matches!(cli.command, Some(Command::Worker)) {
        end_cleanly_when_stopped();
    }
    let result = match cli.command {
        None => consolidate::run(&cli.consolidate),
        Some(Command::Consolidate(args)) => consolidate::run(&args),
        Some(Command::Distribute(args)) => distribute::run(&args),
        Some(Command::NewPlan(args)) => new_plan::run(&args),
        Some(Command::Close(args)) => close::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::CheckPlan(args)) => check_plan::run(&args),
        Some(Command::Worker) => intake::worker::main(),
    };
    ExitCode::from(result.unwrap_or_else(|failure| complain(&failure.to_string())))
}

/// Removes staged files and prints one sentence when the program is asked to end.
fn end_cleanly_when_stopped() {
    let stop = || {
        let said = output::stop();
        if io::stderr().is_terminal() {
            // End the line that a progress bar may occupy.
            writeln!(io::stderr().lock()).unwrap_or_default();
        }
        complain(said);
        process::exit(i32::from(STOPPED));
    };
    // Without a handler the system ends the program at once, and the next run repairs what is left.
    ctrlc::set_handler(stop).unwrap_or_default();
}

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
fn complain(text: &str) -> u8 {
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

/// Reads the master workbook. Refuses one with mistakes.
pub(crate) fn load_plan(path: &Path) -> Result<Plan, Failure> {
    let bytes = read_master(path)?;
    let (plan, faults) = plan::read::read(&bytes, path)?;
    plan::read::refuse(path, &faults)?;
    Ok(plan)
}

/// Returns the bytes of the master workbook.
pub(crate) fn read_master(path: &Path) -> Result<Vec<u8>, Failure> {
    let refused = |reason: String| Failure::UnreadableMaster { path: path.to_owned(), reason };
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Failure::NoMaster(path.to_owned()),
        _ => refused(format!("{}。", io_words(&error))),
    };
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(refused("ふつうのファイルではありません。".to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST_MASTER + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() as u64 > LARGEST_MASTER {
        return Err(refused("ファイルが大きすぎます（上限は100MB）。".to_owned()));
    }
    Ok(bytes)
}

/// Parses the month of `--as-of`, which must lie within the plan.
pub(crate) fn month_of(plan: &Plan, text: &str) -> Result<Month, Failure> {
    let month = Month::parse_iso(text).ok_or_else(|| Failure::MalformedMonth(text.to_owned()))?;
    if plan.covers(month) {
        Ok(month)
    } else {
        Err(Failure::MonthOutsidePlan {
            month: month.to_string(),
            start: plan.period_start.to_string(),
            end: plan.period_end.to_string(),
        })
    }
}
