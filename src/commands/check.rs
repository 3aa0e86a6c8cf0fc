//! `shinchoku check FILE…`: checks files against the plan and prints the findings. Writes nothing.

use std::env;

use crate::cli::{CheckArgs, Format};
use crate::commands::console::{DONE, ERRORS_REMAIN, print};
use crate::commands::master::{load_plan, month_of};
use crate::failure::Failure;
use crate::file_check::check_files;
use crate::findings::Severity;
use crate::intake::{self, WorkerCommand};
use crate::{export, terminal};

/// Runs the command. Returns the exit code.
///
/// # Errors
/// If the plan cannot be read, or a given file does not exist.
pub fn run(args: &CheckArgs) -> Result<u8, Failure> {
    let plan = load_plan(&args.plan.path)?;
    let as_of = args.as_of.as_deref().map(|text| month_of(&plan, text)).transpose()?;
    let program = env::current_exe().map_err(|error| Failure::Worker(error.to_string()))?;
    let (returned, named) = intake::read_named(
        &args.files,
        &args.input,
        &plan.labels,
        &plan.settings.limits,
        &WorkerCommand::new(program),
    )?;
    let found = check_files(&plan, returned, named, as_of);
    let text = match args.format {
        Format::Text => terminal::file_check(&found),
        Format::Json => export::checked_files(&plan, &found)?,
    };
    let said = print(&text);
    let errors = args.strict && found.count(Severity::Error) > 0;
    Ok(if said == DONE && errors { ERRORS_REMAIN } else { said })
}
