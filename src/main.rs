//! The `shinchoku` command.

use std::io;
use std::process::ExitCode;

use shinchoku::intake::worker;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == "worker") {
        let done = worker::run(io::stdin().lock(), io::stdout().lock());
        return if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    ExitCode::SUCCESS
}
