//! Every sample form × every mutation through the whole pipeline: the same values come out, or a finding names the place. There is no silent
//! difference at all.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and this one says what it counted"
)]

mod grids;
mod judge;
mod mutations;

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use shinchoku::form::read::read_cover;
use shinchoku::intake;
use shinchoku::plan::{self, Plan};
use shinchoku::text::calendar::Month;
use workbook::Limits;

use judge::{Judged, Sample, judge, silent_differences};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn the_plan() -> Plan {
    let path = root().join("templates/master-plan.xlsx");
    plan::read::read(&fs::read(&path).unwrap(), &path).unwrap().0
}

/// Every sheet of the sample returns that holds a form.
fn samples(plan: &Plan) -> Vec<Sample> {
    let mut samples = Vec::new();
    for month in ["2022-12", "2023-03"] {
        for file in files(&root().join("input").join(month)) {
            samples.extend(of_book(plan, month, &file));
        }
    }
    samples
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
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

/// The plan with the projects of some sheets.
fn only(plan: &Plan, sheets: &[&Judged]) -> Plan {
    let mut part = plan.clone();
    part.projects.edit(|projects| {
        projects.retain(|project| sheets.iter().any(|sheet| sheet.speaks_of(&project.id.to_string())));
    });
    part
}

#[test]
fn no_mutation_of_any_sample_form_makes_a_silent_difference() {
    let whole = the_plan();
    let samples = samples(&whole);
    let results: Vec<(usize, usize, usize, Vec<String>)> = samples
        .par_iter()
        .enumerate()
        .map(|(at, sample)| {
            let whole_before = judge(&whole, sample, &sample.grid);
            // A partner of the same month, that is another project's.
            let others = samples.iter().cycle().skip(at + 1).take(samples.len());
            let partner = others
                .filter(|other| other.month == sample.month && other.path != sample.path)
                .find(|other| {
                    let other = judge(&whole, other, &other.grid);
                    other.forms.len() == 1 && !other.values.keys().any(|(id, _)| whole_before.speaks_of(id))
                })
                .unwrap();
            let of_partner = judge(&whole, partner, &partner.grid);
            // Only the projects that a sheet speaks of: judging all the others for every case would take minutes.
            let plan = only(&whole, &[&whole_before, &of_partner]);
            let before = judge(&plan, sample, &sample.grid);
            assert_eq!(before.values.len(), whole_before.values.len());
            let cases = mutations::all(&plan, sample, &before, &partner.grid);
            let mut silent = Vec::new();
            for case in &cases {
                let mut after = judge(&plan, sample, &case.grid);
                // What the partner says is not this sample's.
                after
                    .values
                    .retain(|key, _| before.values.contains_key(key) || !of_partner.values.contains_key(key));
                let found = silent_differences(&before, &after, &case.gone);
                silent.extend(found.into_iter().map(|difference| {
                    format!("{} {} — {}: {difference}", sample.path, sample.grid.name, case.name)
                }));
            }
            (before.forms.len(), cases.len(), cases.len() * before.values.len(), silent)
        })
        .collect();
    let forms: usize = results.iter().map(|(forms, ..)| forms).sum();
    let cases: usize = results.iter().map(|(_, cases, ..)| cases).sum();
    let values: usize = results.iter().map(|(.., values, _)| values).sum();
    let silent: Vec<&String> = results.iter().flat_map(|(.., silent)| silent).collect();
    println!("forms {forms}, cases {cases}, values {values}, silent differences {}", silent.len());
    assert!(forms > 75 && cases > 5_000, "{forms} {cases}");
    let shown: Vec<&str> = silent.iter().take(25).map(|line| line.as_str()).collect();
    assert!(silent.is_empty(), "{} silent differences:\n{}", silent.len(), shown.join("\n"));
}
