//! The `shinchoku` command.

use std::process::ExitCode;

use shinchoku::intake::worker;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == "worker") {
        return worker::main().map_or(ExitCode::FAILURE, ExitCode::from);
    }
    ExitCode::SUCCESS
}
