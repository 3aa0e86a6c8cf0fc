//! The commands. Besides intake and output, only they touch the disk, the clock or the process.

pub mod apply;
pub mod check;
pub mod check_plan;
pub mod close;
pub mod compare;
mod console;
pub mod consolidate;
mod decisions;
pub mod distribute;
pub mod explain;
mod input;
mod master;
pub mod new_plan;
mod places;

use std::io::{self, IsTerminal, Write};
use std::process::{self, ExitCode};

use clap::Parser;
use clap::error::ErrorKind;

use crate::cli::{self, Cli, Command};
use crate::commands::console::{STOPPED, complain, say};
use crate::{intake, output};

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
        Some(Command::Apply(args)) => apply::run(&args),
        Some(Command::Compare(args)) => compare::run(&args),
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
