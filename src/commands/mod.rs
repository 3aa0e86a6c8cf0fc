//! The commands. Besides intake and output, only they touch the disk, the clock or the process.

pub mod apply;
mod ask;
pub mod check;
pub mod check_plan;
pub mod close;
pub mod compare;
mod console;
pub mod consolidate;
mod decisions;
pub mod distribute;
pub mod explain;
mod folder_overlap;
mod generate;
mod input;
mod master;
pub mod new_plan;
#[cfg(test)]
mod tests;
mod watch;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};

use clap::error::ErrorKind;

use crate::cli::arguments::{self, INPUT, MASTER};
use crate::cli::{self, Command};
use crate::commands::console::{STOPPED, print, print_failure};
use crate::{intake, output};

/// Parses the arguments, runs the command, and returns the exit code.
#[must_use]
pub fn main() -> ExitCode {
    if env::args_os().nth(1).is_some_and(|word| word == intake::WORKER) {
        return ExitCode::from(
            intake::worker::main().unwrap_or_else(|failure| print_failure(&failure.to_string())),
        );
    }
    let cli = match cli::parse(arguments()) {
        Ok(cli) => cli,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            return ExitCode::from(print(&error.to_string()));
        }
        Err(error) => return ExitCode::from(print_failure(&cli::explain(&error))),
    };
    end_cleanly_when_stopped();
    let result = match cli.command {
        None => consolidate::run(&cli.consolidate),
        Some(Command::Consolidate(args)) => consolidate::run(&args),
        Some(Command::Distribute(args)) => distribute::run(&args),
        Some(Command::NewPlan(args)) => new_plan::run(&args),
        Some(Command::Close(args)) => close::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::CheckPlan(args)) => check_plan::run(&args),
        Some(Command::Completions(args)) => generate::completions(&args),
        Some(Command::Man) => generate::man(),
        Some(Command::Apply(args)) => apply::run(&args),
        Some(Command::Compare(args)) => compare::run(&args),
    };
    ExitCode::from(result.unwrap_or_else(|failure| print_failure(&failure.to_string())))
}

/// Returns the command-line arguments, arranged for clap.
fn arguments() -> Vec<OsString> {
    let arranged = arguments::arranged(env::args_os().collect(), &|path| path.exists());
    match folder_beside_executable() {
        Some(base) => arguments::based(arranged, &base),
        None => arranged,
    }
}

/// Returns the folder of the executable if it has the master workbook, and the current folder has neither one
/// nor returns.
fn folder_beside_executable() -> Option<PathBuf> {
    if Path::new(MASTER).exists() || Path::new(INPUT).is_dir() {
        return None;
    }
    let program = env::current_exe().ok()?;
    let base = program.parent()?;
    base.join(MASTER).is_file().then(|| base.to_owned())
}

/// Removes staged files and prints a sentence when the program is asked to end.
fn end_cleanly_when_stopped() {
    let stop = || {
        let said = output::stop();
        if io::stderr().is_terminal() {
            // End the line that a progress bar may occupy.
            writeln!(io::stderr().lock()).unwrap_or_default();
        }
        print_failure(said);
        process::exit(i32::from(STOPPED));
    };
    // If no handler can be set, the system ends the program at once and the next run repairs what is left.
    ctrlc::set_handler(stop).unwrap_or_default();
}
