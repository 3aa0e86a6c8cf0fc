//! The commands: the only place, with intake and output, that touches disk, clock or process.

pub mod check;
pub mod check_plan;
pub mod close;
pub mod consolidate;
pub mod distribute;
pub mod explain;
pub mod new_plan;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::cli::{self, Cli, Command, Voice};
use crate::failure::Failure;
use crate::intake;
use crate::plan::{self, Plan};
use crate::text::calendar::Month;

/// Written, and everything is well.
pub const DONE: u8 = 0;
/// Written, and 誤り remain (`--strict` only).
pub const ERRORS_REMAIN: u8 = 1;
/// Could not run; nothing was written.
pub const FAILED: u8 = 2;

/// Parses the arguments, runs the command, and says how it went.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            return ExitCode::from(say(&error.to_string()));
        }
        Err(error) => return ExitCode::from(complain(&cli::explain(&error))),
    };
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

/// Writes to standard output. A reader that has gone away (`| head`) is no failure of the run.
pub(crate) fn say(text: &str) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => DONE,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(_) => FAILED,
    }
}

/// Writes why the run could not go on to standard error.
fn complain(text: &str) -> u8 {
    // Where even standard error is closed there is nobody left to tell; the exit code still says it.
    writeln!(io::stderr().lock(), "shinchoku: {text}").unwrap_or_default();
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

/// Reads the master workbook and refuses a faulty one.
pub(crate) fn load_plan(path: &Path) -> Result<Plan, Failure> {
    let bytes = read_master(path)?;
    let (plan, faults) = plan::read::read(&bytes, path)?;
    plan::read::refuse(path, &faults)?;
    Ok(plan)
}

/// The bytes of the master workbook.
pub(crate) fn read_master(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::NoMaster(path.to_owned()),
        _ => Failure::UnreadableMaster { path: path.to_owned(), reason: error.to_string() },
    })
}

/// The month of `--as-of`, within the plan.
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
