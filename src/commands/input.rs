//! Reading the input folder and reporting what writing did, for several commands.

use std::env;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use crate::failure::Failure;
use crate::intake::wire::Returned;
use crate::intake::{self, WorkerCommand};
use crate::output::Written;
use crate::plan::Plan;
use crate::run_summary;

/// Returns what writing did besides writing the new files, one line each. `what` names the files that may
/// have been edited: 帳票 or 様式.
pub(crate) fn write_notices(written: &Written, output: &str, what: &str) -> String {
    let kept = written
        .kept
        .iter()
        .map(|kept| format!("注意　　手で直された{what}を {output}/{kept} に残しました\n"));
    let left = written.left.iter().map(|left| format!("注意　　{left}\n"));
    let refused = written.refused.iter().map(|refused| format!("注意　　{}\n", run_summary::line(refused)));
    kept.chain(left).chain(refused).collect()
}

/// Reads the input folder through worker processes of this executable; shows a progress bar on a terminal.
pub(crate) fn read_input(plan: &Plan, input: &Path, quiet: bool) -> Result<Returned, Failure> {
    let program = env::current_exe().map_err(|error| Failure::Worker(error.to_string()))?;
    let worker = WorkerCommand::new(program);
    let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(0) };
    if let Ok(style) = ProgressStyle::with_template("読取 {bar:30} {pos}/{len}") {
        bar.set_style(style);
    }
    let progress = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let returned = intake::read(input, &plan.labels, &plan.settings.limits, &worker, &progress);
    bar.finish_and_clear();
    returned
}

/// Returns a path for display, with `/`.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
