//! Checks that no stage grows faster than its input: with four times the projects, each stage of a month
//! makes at most 4.4 times the allocations.
//!
//! Allocations, called steps here, depend neither on the machine nor on its load. This is the binary's only
//! test, because the count is of the whole process.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and this one prints its counts"
)]

#[allow(dead_code, reason = "only `whole` is used here")]
#[path = "../suites/draw.rs"]
mod draw;
#[path = "../../examples/generate/mod.rs"]
mod generated;

use std::alloc::System;
use std::fs;
use std::path::Path;

use generated::{Departments, Faults, Size, Texts};
use shinchoku::consolidate::consolidate_resolved;
use shinchoku::intake::{self, WorkerCommand};
use shinchoku::plan::Plan;
use shinchoku::sheet::Outbox;
use shinchoku::sheet::outbox::Handover;
use shinchoku::{export, plan, report, resolve, secretariat, slip, volume};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The most steps with four times the projects, in tenths of the steps with one time.
const MOST_TENTHS: usize = 44;

/// The stages in their order, each with its steps.
type Steps = Vec<(&'static str, usize)>;

#[test]
fn steps_grow_in_proportion_to_the_projects() {
    let projects = if draw::whole() { 100 } else { 50 };
    for departments in [Departments::EachProject, Departments::One] {
        let (small, large) = (steps(projects, departments), steps(4 * projects, departments));
        for ((stage, few), (_, many)) in small.iter().zip(&large) {
            println!("{departments:?} {stage}: {few} → {many}");
            assert!(many * 10 <= few * MOST_TENTHS, "{departments:?} {stage}: {few} → {many} steps");
        }
    }
}

/// Runs a month of generated returns and counts the steps of each stage.
fn steps(projects: usize, departments: Departments) -> Steps {
    // With faults, what one department for all projects returns grows more than the number of projects.
    let faults = match departments {
        Departments::One => Faults::None,
        _ => Faults::AsInTheSample,
    };
    let size = Size { projects, departments, months: 1, texts: Texts::Short, faults, seed: 1 };
    let folder = tempfile::tempdir().unwrap();
    let master = generated::master(&size).unwrap();
    let mut steps = Vec::new();
    let plan = count(&mut steps, "the plan", || plan::read::read(&master, Path::new("計画.xlsx")).unwrap().0);
    let month = size.months()[0];
    put_returns(&size, &plan, folder.path());

    let worker = WorkerCommand::new(env!("CARGO_BIN_EXE_shinchoku"));
    let limits = &plan.settings.limits;
    let returned = count(&mut steps, "reading", || {
        intake::read(folder.path(), &plan.labels, limits, &worker, &|_, _| ()).unwrap()
    });
    let resolved = count(&mut steps, "resolving", || resolve::resolve(&plan, returned));
    let c = count(&mut steps, "judging", || consolidate_resolved(&plan, resolved, month));
    let nowhere = |_: Handover| ();
    let outbox = Outbox::new(&nowhere);
    count(&mut steps, "進捗管理表", || report::write(&plan, &c).unwrap());
    count(&mut steps, "事務局確認表", || secretariat::write(&plan, &c, "../../input").unwrap());
    count(&mut steps, "別冊", || volume::write(&plan, &c).unwrap());
    count(&mut steps, "差戻し", || slip::write(&plan, &c, &outbox).unwrap());
    count(&mut steps, "consolidation.json", || export::write(&plan, &c, &outbox).unwrap());
    steps
}

fn count<T>(steps: &mut Steps, stage: &'static str, run: impl FnOnce() -> T) -> T {
    let region = Region::new(COUNTED);
    let result = run();
    let change = region.change();
    steps.push((stage, change.allocations + change.reallocations));
    result
}

fn put_returns(size: &Size, plan: &Plan, input: &Path) {
    let month = size.months()[0];
    let folder = input.join(month.to_string());
    fs::create_dir_all(&folder).unwrap();
    for department in 0..plan.departments.len() {
        for file in generated::returned(size, plan, month, department).unwrap() {
            fs::write(folder.join(file.path), file.bytes).unwrap();
        }
    }
}
