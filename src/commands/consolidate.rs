//! `shinchoku` and `shinchoku consolidate`: reads everything under `input/`, judges it, and writes the month.

use std::path::{self, Component, Path, PathBuf};

use crate::cli::ConsolidateArgs;
use crate::commands::console::{DONE, ERRORS_REMAIN, print, start_log};
use crate::commands::input::{read_input, shown, write_notices};
use crate::commands::master::{load_plan, month_of};
use crate::commands::{folder_overlap, watch};
use crate::consolidate::{self, Consolidation, MonthChoice};
use crate::failure::Failure;
use crate::findings::Severity;
use crate::output::{Composed, OutputFolder};
use crate::plan::Plan;
use crate::sheet::Outbox;
use crate::{export, next_steps, report, resolve, run_record, secretariat, slip, terminal, volume};

/// Runs the command. Returns the exit code.
///
/// # Errors
/// If the run cannot go on. Nothing is written then.
pub fn run(args: &ConsolidateArgs) -> Result<u8, Failure> {
    start_log(args.voice);
    if args.watch {
        return watch::run(&args.folders.input.path, args.voice.quiet, &|| once(args));
    }
    once(args)
}

/// Reads, judges and writes the month once.
fn once(args: &ConsolidateArgs) -> Result<u8, Failure> {
    let plan = load_plan(&args.folders.plan.path)?;
    let named = args.as_of.as_deref().map(|text| month_of(&plan, text)).transpose()?;
    folder_overlap::check(&args.folders.input.path, &args.folders.output)?;
    let output = OutputFolder::open(&args.folders.output)?;
    let returned = read_input(&plan, &args.folders.input.path, args.voice.quiet)?;
    let resolved = resolve::resolve(&plan, returned);
    let choice = match named {
        Some(month) => MonthChoice { month, note: None },
        None => consolidate::choose_month(&plan, &resolved)
            .ok_or_else(|| Failure::NoMonth(args.folders.input.path.clone()))?,
    };
    let MonthChoice { month: as_of, note } = choice;
    let consolidation = consolidate::consolidate_resolved(&plan, resolved, as_of);
    let to_input = input_from_month(&args.folders.input.path, &args.folders.output);
    let (written, paths) = output.replace(&as_of.to_string(), |outbox| {
        let result = compose(&plan, &consolidation, &to_input, outbox)?;
        Ok(Composed { log: run_record::write(&plan, &consolidation), result })
    })?;

    for finding in consolidation.findings.iter().filter(|finding| finding.severity != Severity::Info) {
        log::info!(
            "{}\n",
            terminal::render(finding, &consolidation.sources, &shown(&args.folders.input.path))
        );
    }
    let told = if args.voice.quiet {
        DONE
    } else {
        let output = shown(&args.folders.output);
        let mut text = terminal::summary(&consolidation, &format!("{output}/{as_of}"), &paths);
        text.push_str(&terminal::notes(&consolidation));
        text.extend(note.map(|note| format!("注意　　{note}\n")));
        text.push_str(&write_notices(&written, &output, "帳票"));
        text.push_str(&terminal::work(&next_steps::next_steps(&plan, &consolidation)));
        print(&text)
    };
    let errors_remain = consolidation.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if told == DONE && args.strict && errors_remain { ERRORS_REMAIN } else { told })
}

/// Composes all books and records of the month in parallel, and returns their paths.
pub(super) fn compose(
    plan: &Plan,
    c: &Consolidation,
    to_input: &str,
    outbox: &Outbox<'_>,
) -> Result<Vec<String>, Failure> {
    let report = || outbox.put_books(report::write(plan, c));
    let secretariat = || outbox.put_books(secretariat::write(plan, c, to_input));
    let volume = || outbox.put_books(volume::write(plan, c));
    let export = || export::write(plan, c, outbox);
    let others = || {
        // Composing these two books one after the other needs less memory; an idle thread takes slips
        // meanwhile.
        let (report, slips) = (report(), slip::write(plan, c, outbox));
        let (volume, export) = rayon::join(volume, export);
        (report, slips, volume, export)
    };
    // The secretariat's book takes as long as all others together.
    let (secretariat, (report, slips, volume, export)) = rayon::join(secretariat, others);
    Ok([report?, secretariat?, volume?, slips?, export?].concat())
}

/// Returns the relative path from the month's folder to the input folder, for links to returned files: they
/// stay valid if both folders move together. On different drives, returns the full path.
fn input_from_month(input: &Path, output: &Path) -> String {
    let (Ok(input), Ok(output)) = (path::absolute(input), path::absolute(output)) else {
        return shown(input);
    };
    let common = input.components().zip(output.components()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return shown(&input);
    }
    let mut way = PathBuf::from("..");
    way.extend(output.components().skip(common).map(|_| Component::ParentDir));
    way.extend(input.components().skip(common));
    shown(&way)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::commands::consolidate::input_from_month;

    #[test]
    fn the_path_to_the_input_is_relative_to_the_months_folder() {
        assert_eq!(input_from_month(Path::new("input"), Path::new("output")), "../../input");
        assert_eq!(input_from_month(Path::new("a/in"), Path::new("b/out")), "../../../a/in");
        assert_eq!(input_from_month(Path::new("a/in"), Path::new("a/out")), "../../in");
    }
}
