//! `shinchoku distribute`: writes a book of forms for each department that is asked about a project.

use crate::cli::DistributeArgs;
use crate::commands::console::{DONE, say, start_log};
use crate::commands::input::{beside, read_input, shown};
use crate::commands::master::{load_plan, month_of};
use crate::commands::places;
use crate::failure::Failure;
use crate::form::content::FormContent;
use crate::form::write::{self, Cover};
use crate::output::OutputFolder;
use crate::plan::Plan;
use crate::plan::bands::good_names;
use crate::returns::accepted::AcceptedMonths;
use crate::sheet::OutFile;
use crate::text::calendar::Month;
use crate::{consolidate, names, prefill};

/// Runs the command. Returns the exit code.
///
/// # Errors
/// If the forms cannot be written.
pub fn run(args: &DistributeArgs) -> Result<u8, Failure> {
    start_log(args.voice);
    let plan = load_plan(&args.places.plan.path)?;
    let month = month_of(&plan, &args.as_of)?;
    places::check(&args.places.input, &args.places.output)?;
    let output = OutputFolder::open(&args.places.output)?;
    let accepted_months = last_words(&plan, args, month)?;
    let files = books(&plan, month, &accepted_months)?;
    let forms: usize = files.iter().map(|(_, forms)| forms).sum();
    let files: Vec<OutFile> = files.into_iter().map(|(file, _)| file).collect();
    let log = format!("shinchoku {} 様式の作成\n基準月　{}\n", env!("CARGO_PKG_VERSION"), month.japanese());
    let written = output.replace(&format!("様式/{month}"), &files, &log)?;
    if args.voice.quiet {
        return Ok(DONE);
    }
    let folder = shown(&args.places.output);
    Ok(say(&format!(
        "基準月　{}\n様式　　{}課 {forms}事業\n作成　　{folder}/様式/{month}\n{}",
        month.japanese(),
        files.len(),
        beside(&written, &folder, "様式")
    )))
}

/// Returns what was accepted in earlier months; empty if there is no return yet.
fn last_words(plan: &Plan, args: &DistributeArgs, month: Month) -> Result<AcceptedMonths, Failure> {
    if !args.places.input.is_dir() {
        return Ok(AcceptedMonths::default());
    }
    let returned = read_input(plan, &args.places.input, args.voice.quiet)?;
    Ok(consolidate::consolidate(plan, returned, month).accepted_months)
}

/// Composes each department's book and counts its forms: one for every project that it leads or has an
/// indicator in, except ended projects.
fn books(
    plan: &Plan,
    month: Month,
    accepted_months: &AcceptedMonths,
) -> Result<Vec<(OutFile, usize)>, Failure> {
    let mut files = Vec::new();
    for department in &plan.departments {
        let forms: Vec<FormContent> = plan
            .projects
            .iter()
            .filter(|project| project.asked().contains(&department.name.as_str()))
            .filter(|project| !project.ended(month.fiscal_year()))
            .map(|project| prefill::content(plan, project, month, &department.name, 1, accepted_months))
            .collect();
        if !forms.is_empty() {
            let bytes = write::book(&cover(plan, month, &department.name), &forms)?;
            files.push((OutFile { path: names::form_file(plan, &department.name), bytes }, forms.len()));
        }
    }
    Ok(files)
}

fn cover(plan: &Plan, month: Month, department: &str) -> Cover {
    Cover {
        organisation: plan.organisation.clone(),
        plan_title: plan.title.clone(),
        secretariat: plan.secretariat.clone(),
        department: department.to_owned(),
        month,
        deadline: plan
            .schedule
            .iter()
            .find(|report| report.month == month)
            .and_then(|report| report.deadline),
        on_schedule: good_names(&plan.bands.progress).join("」か「"),
    }
}
