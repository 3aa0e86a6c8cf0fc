//! Every mutation of every sample form: the same values are read, or a finding reports the difference.

#![allow(clippy::print_stdout, reason = "the suite prints its counts")]

mod cases;
mod grids;
mod judge;

use std::fs;
use std::path::Path;

use rayon::prelude::*;
use shinchoku::form::read::read_cover;
use shinchoku::intake;
use shinchoku::plan::Plan;
use shinchoku::text::calendar::Month;
use workbook::Limits;

use crate::draw::{self, drawn};
use crate::mutation::judge::{Judged, Sample, judge, silent_differences};
use crate::support::{Workspace, files_below, repository};

/// Every sheet of the sample returns that holds a form.
fn samples(plan: &Plan) -> Vec<Sample> {
    let mut samples = Vec::new();
    for month in ["2022-12", "2023-03"] {
        for file in files_below(&repository().join("input").join(month)) {
            samples.extend(of_book(plan, month, &file));
        }
    }
    samples
}

fn of_book(plan: &Plan, month: &str, file: &Path) -> Vec<Sample> {
    let Ok(grids) = intake::sheets(&fs::read(file).unwrap(), &Limits::default()) else { return Vec::new() };
    let cover = grids.iter().map(|grid| read_cover(grid, &plan.labels)).find(|cover| !cover.is_empty());
    let path = format!("{month}/{}", file.file_name().unwrap().to_string_lossy());
    let has_form = |grid: &&workbook::Grid| !shinchoku::form::read::read_forms(grid, &plan.labels).is_empty();
    let sample = |grid: &workbook::Grid| Sample {
        path: path.clone(),
        month: Month::parse_iso(month).unwrap(),
        grid: grid.clone(),
        cover: cover.clone().unwrap_or_default(),
    };
    grids.iter().filter(has_form).map(sample).collect()
}

/// The plan with only the projects of some sheets.
fn only(plan: &Plan, sheets: &[&Judged]) -> Plan {
    let mut part = plan.clone();
    part.projects.edit(|projects| {
        projects.retain(|project| sheets.iter().any(|sheet| sheet.speaks_of(&project.id.to_string())));
    });
    part
}

/// The suite's counts.
#[derive(Default)]
struct Count {
    forms: usize,
    cases: usize,
    values: usize,
    silent: Vec<String>,
}

impl Count {
    fn and(mut self, other: Self) -> Self {
        self.forms += other.forms;
        self.cases += other.cases;
        self.values += other.values;
        self.silent.extend(other.silent);
        self
    }
}

/// Runs the drawn mutations of a sample. The partner is a form of another project and the same month.
fn try_all(
    whole: &Plan,
    (sample, read): (&Sample, &Judged),
    (partner, of_partner): (&Sample, &Judged),
) -> Count {
    // Keep only the projects of the two sheets: judging all of them for every case would take minutes.
    let plan = only(whole, &[read, of_partner]);
    let before = judge(&plan, sample, &sample.grid);
    assert_eq!(before.values.len(), read.values.len());
    let name = |case: &str| format!("{} {} {case}", sample.path, sample.grid.name);
    let mut cases = cases::all(&plan, sample, &before, &partner.grid);
    cases.retain(|case| drawn(&name(&case.name)));
    let mut silent = Vec::new();
    for case in &cases {
        let mut after = judge(&plan, sample, &case.grid);
        // Leave out values of the partner's form.
        after.values.retain(|key, _| before.values.contains_key(key) || !of_partner.values.contains_key(key));
        let found = silent_differences(&before, &after, &case.gone);
        silent.extend(found.into_iter().map(|difference| format!("{}: {difference}", name(&case.name))));
    }
    Count { forms: before.forms.len(), cases: cases.len(), values: cases.len() * before.values.len(), silent }
}

#[test]
fn no_mutation_of_any_sample_form_makes_a_silent_difference() {
    let plan = Workspace::new().plan();
    let samples = samples(&plan);
    let judged: Vec<Judged> = samples.par_iter().map(|sample| judge(&plan, sample, &sample.grid)).collect();
    let read: Vec<(&Sample, &Judged)> = samples.iter().zip(&judged).collect();
    let count = read
        .par_iter()
        .enumerate()
        .map(|(at, (sample, own))| {
            let mut others = read.iter().cycle().skip(at + 1).take(read.len());
            let partner = others.find(|(other, found)| {
                other.month == sample.month
                    && other.path != sample.path
                    && found.forms.len() == 1
                    && !found.values.keys().any(|(id, _)| own.speaks_of(id))
            });
            try_all(&plan, (sample, own), *partner.unwrap())
        })
        .reduce(Count::default, Count::and);
    let Count { forms, cases, values, silent } = count;
    println!("forms {forms}, cases {cases}, values {values}, silent differences {}", silent.len());
    assert!(forms > 75 && cases > if draw::whole() { 5_000 } else { 500 }, "{forms} {cases}");
    let shown = silent.iter().take(25).cloned().collect::<Vec<_>>().join("\n");
    assert!(silent.is_empty(), "{} silent differences:\n{shown}", silent.len());
}
