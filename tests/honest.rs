//! No crying wolf: an issued form, filled in correctly, draws nothing above 参考 in any month of the year.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;
use std::{fs, thread};

use shinchoku::consolidate::{Consolidation, consolidate};
use shinchoku::findings::Severity;
use shinchoku::intake::wire::Returned;
use shinchoku::intake::{self, WorkerCommand};
use shinchoku::plan::Plan;
use shinchoku::terminal;
use shinchoku::text::calendar::Month;
use support::{Workspace, copy_folder, filled, kinds};

/// Everything above 参考 that is said about a month.
fn complaints(c: &Consolidation) -> Vec<String> {
    let told = c.findings.iter().filter(|finding| finding.severity != Severity::Info);
    told.map(|finding| format!("{} {}", c.as_of, terminal::render(finding, &c.sources, ""))).collect()
}

/// Returns month after month, and looks at each with what had come in by then.
fn complaints_of(workspace: &Workspace, plan: &Plan, months: &[Month]) -> Vec<String> {
    let everything = everything_returned(workspace, plan, months);
    let told = |months: &[Month]| -> Vec<String> {
        let seen = months.iter().map(|month| consolidate(plan, until(&everything, *month), *month));
        seen.flat_map(|c| {
            assert!(c.reconciliation.closes(), "{}: {:?}", c.as_of, c.reconciliation);
            complaints(&c)
        })
        .collect()
    };
    // Later months take longer, and a test machine has two cores at least.
    let (early, late) = months.split_at(months.len() * 7 / 10);
    thread::scope(|scope| {
        let late = scope.spawn(|| told(late));
        let mut found = told(early);
        found.extend(late.join().unwrap());
        found
    })
}

/// What is read of all months once every form has been returned correctly.
fn everything_returned(workspace: &Workspace, plan: &Plan, months: &[Month]) -> Returned {
    let all = workspace.path().join("all");
    for month in months {
        filled::return_month(workspace, plan, *month);
        let folder = workspace.input().join(month.to_string());
        copy_folder(&folder, &all.join(month.to_string()));
        // A form shows what was returned last, and how the year before ended: older months need not be read for it again.
        let last = workspace.input().join(month.prev().to_string());
        if last.exists() && !month.prev().is_fiscal_year_end() {
            fs::remove_dir_all(last).unwrap();
        }
    }
    let worker = WorkerCommand::new(env!("CARGO_BIN_EXE_shinchoku"));
    intake::read(&all, &plan.labels, &plan.settings.limits, &worker, &|_, _| {}).unwrap()
}

/// What had come in by a month, as far as it still matters: the months of its fiscal year, and how earlier years ended.
fn until(everything: &Returned, month: Month) -> Returned {
    let matters = |other: Month| other.fiscal_year() == month.fiscal_year() || other.is_fiscal_year_end();
    let early = |folder: Option<Month>| folder.is_some_and(|folder| folder <= month && matters(folder));
    let files: Vec<_> = everything.files.iter().filter(|file| early(file.folder_month)).cloned().collect();
    let known: BTreeSet<_> = files.iter().map(|file| file.id).collect();
    let forms =
        everything.forms.iter().filter(|form| known.contains(&everything.sources.file_of(form.sheet)));
    let forms = forms.cloned().collect();
    Returned { sources: everything.sources.clone(), forms, files, records: Vec::new() }
}

#[test]
fn a_year_of_the_sample_plan_and_the_month_after_it() {
    let workspace = Workspace::new();
    let plan = workspace.plan();
    let mut months = filled::months(&plan, 2023);
    months.extend(filled::months(&plan, 2024).first());
    assert_eq!(months.len(), 13);
    let complaints = complaints_of(&workspace, &plan, &months);
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.concat());
}

#[test]
fn every_kind_of_indicator_from_the_plan_s_first_month_through_its_second_year() {
    let folder = tempfile::tempdir().unwrap();
    let master = folder.path().join("計画.xlsx");
    fs::write(&master, kinds::master()).unwrap();
    let workspace = Workspace::with_plan(&master);
    let plan = workspace.plan();
    let mut months = filled::months(&plan, kinds::FIRST);
    assert_eq!(months.len(), 9, "the plan begins in July");
    months.extend(filled::months(&plan, kinds::FIRST + 1));
    months.extend(filled::months(&plan, kinds::FIRST + 2).first());
    let complaints = complaints_of(&workspace, &plan, &months);
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.concat());
}
