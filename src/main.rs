//! The `shinchoku` command: arguments, the run, the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    shinchoku::commands::main()
}
