//! Holds that nothing grows faster than its input: at four times the projects the same month takes at most 4.4
//! times the steps in each stage.
//!
//! A step is an allocation: it depends neither on the machine nor on what else runs there. The binary has
//! this one test, so that nothing else is counted.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and tells its counts"
)]

#[allow(dead_code, reason = "only whether the suites run whole is asked")]
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

/// How many tenths of the steps four times the projects may take.
const MOST_TENTHS: usize = 44;

/// A stage and its steps.
type Steps = Vec<(&'static str, usize)>;

#[test]
fn four_times_the_projects_take_at_most_four_times_the_steps() {
    let projects = if draw::whole() { 100 } else { 50 };
    for departments in [Departments::EachProject, Departments::One] {
        let (small, large) = (steps(projects, departments), steps(4 * projects, departments));
        for ((stage, few), (_, many)) in small.iter().zip(&large) {
            println!("{departments:?} {stage}: {few} → {many}");
            assert!(many * 10 <= few * MOST_TENTHS, "{departments:?} {stage}: {few} → {many} steps");
        }
    }
}

/// The steps of each stage of a month.
fn steps(projects: usize, departments: Departments) -> Steps {
    // With faults, a department with all projects returns more than four times as much at four times the
    // size.
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
