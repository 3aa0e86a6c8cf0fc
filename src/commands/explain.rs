//! `shinchoku explain V03`: explains what a code means, why it matters and how to correct it. Without a code,
//! lists all codes.

use crate::catalogue::pages;
use crate::cli::ExplainArgs;
use crate::commands::console::print;
use crate::failure::Failure;

/// Runs the command. Returns the exit code.
///
/// # Errors
/// If there is no such code.
pub fn run(args: &ExplainArgs) -> Result<u8, Failure> {
    let text = if args.all {
        pages::collected()
    } else if args.codes.is_empty() {
        pages::list()
    } else {
        let each: Result<Vec<&str>, Failure> = args
            .codes
            .iter()
            .map(|code| pages::page(code).ok_or_else(|| Failure::UnknownCode(code.clone())))
            .collect();
        each?.join("\n")
    };
    Ok(print(&text))
}
