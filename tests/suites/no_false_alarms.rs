//! No false alarms: correctly filled forms draw no 誤り and no 要確認 in any month of the year. A run of a tenth
//! takes a tenth of the projects in every month.

use std::collections::BTreeSet;
use std::{fs, thread};

use crate::draw::drawn;
use crate::support::{Workspace, copy_folder, filled, kinds, master};
use shinchoku::consolidate::{Consolidation, consolidate};
use shinchoku::findings::Severity;
use shinchoku::intake::wire::Returned;
use shinchoku::intake::{self, WorkerCommand};
use shinchoku::plan::Plan;
use shinchoku::plan::template::PlanSheets;
use shinchoku::terminal;
use shinchoku::text::calendar::Month;

/// The 誤り and 要確認 of a month.
fn complaints(c: &Consolidation) -> Vec<String> {
    let told = c.findings.iter().filter(|finding| finding.severity != Severity::Info);
    told.map(|finding| format!("{} {}", c.as_of, terminal::render(finding, &c.sources, ""))).collect()
}

/// The 誤り and 要確認 of all months, each consolidated with the returns up to it.
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
    // Two threads get unequal shares, because later months take longer.
    let (early, late) = months.split_at(months.len() * 7 / 10);
    thread::scope(|scope| {
        let late = scope.spawn(|| told(late));
        let mut found = told(early);
        found.extend(late.join().unwrap());
        found
    })
}

/// Fills in the forms of all months and reads them as returns.
fn everything_returned(workspace: &Workspace, plan: &Plan, months: &[Month]) -> Returned {
    let all = workspace.path().join("all");
    for month in months {
        filled::return_month(workspace, plan, *month);
        let folder = workspace.input().join(month.to_string());
        copy_folder(&folder, &all.join(month.to_string()));
        // The next form shows the last return and the end of the year before. Older months would only slow
        // `distribute` down.
        let last = workspace.input().join(month.prev().to_string());
        if last.exists() && !month.prev().is_fiscal_year_end() {
            fs::remove_dir_all(last).unwrap();
        }
    }
    let worker = WorkerCommand::new(env!("CARGO_BIN_EXE_shinchoku"));
    intake::read(&all, &plan.labels, &plan.settings.limits, &worker, &|_, _| {}).unwrap()
}

/// The returns that a month depends on: its own and earlier ones of the fiscal year, and the last months of
/// earlier years.
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

/// The rows of a master workbook with only the projects that are drawn.
fn of_drawn(mut sheets: PlanSheets) -> PlanSheets {
    for sheet in ["事業", "指標"] {
        sheets.rows.get_mut(sheet).unwrap().retain(|row| drawn(&format!("no false alarms {}", row[0])));
    }
    assert!(!sheets.rows["指標"].is_empty(), "no project was drawn");
    sheets
}

#[test]
fn thirteen_months_of_the_delivered_plan_draw_no_error_and_no_question() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::with_plan(&master::put(&of_drawn(master::delivered()), folder.path()));
    let plan = workspace.plan();
    let mut months = filled::months(&plan, 2023);
    months.extend(filled::months(&plan, 2024).first());
    assert_eq!(months.len(), 13);
    let complaints = complaints_of(&workspace, &plan, &months);
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.concat());
}

#[test]
fn every_kind_of_indicator_draws_no_error_and_no_question_in_two_years() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::with_plan(&master::put(&of_drawn(kinds::rows()), folder.path()));
    let plan = workspace.plan();
    let mut months = filled::months(&plan, kinds::FIRST);
    assert_eq!(months.len(), 9, "the plan begins in July");
    months.extend(filled::months(&plan, kinds::FIRST + 1));
    months.extend(filled::months(&plan, kinds::FIRST + 2).first());
    let complaints = complaints_of(&workspace, &plan, &months);
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.concat());
}
