//! Writes a master workbook and returned books of any size, to measure with.
//!
//! ```text
//! cargo run --release --example generate -- --to /tmp/month --projects 500 --departments each
//! cargo run --release -- --plan /tmp/month/計画.xlsx --input /tmp/month/input --output /tmp/month/output
//! ```

#![allow(clippy::print_stdout, reason = "prints what was written")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use rayon::prelude::*;
use shinchoku::plan::{self, Plan};

#[path = "generate/mod.rs"]
mod generated;

use generated::{Departments, Faults, Size, Texts};

/// The master workbook's name in the folder.
const MASTER: &str = "計画.xlsx";

#[derive(Parser)]
struct Args {
    /// The folder to write into: 計画.xlsx and input/.
    #[arg(long)]
    to: PathBuf,
    /// The number of projects.
    #[arg(long, default_value_t = 42)]
    projects: usize,
    /// The number of departments; `each`: one for each project; `one`: one for all. By default two for every
    /// three projects, as in the sample.
    #[arg(long, default_value = "sample", value_parser = departments)]
    departments: Departments,
    /// The number of months with returns, a quarter apart; the last is 2023-03.
    #[arg(long, default_value_t = 2)]
    months: usize,
    /// Texts of several hundred characters instead of a line.
    #[arg(long)]
    long_texts: bool,
    /// Only .xlsx files, correctly filled in.
    #[arg(long)]
    plain: bool,
    /// The same seed gives the same files.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn departments(text: &str) -> Result<Departments, String> {
    match text {
        "sample" => Ok(Departments::Sample),
        "each" => Ok(Departments::EachProject),
        "one" => Ok(Departments::One),
        number => number.parse().map(Departments::Count).map_err(|error| error.to_string()),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let size = Size {
        projects: args.projects,
        departments: args.departments,
        months: args.months,
        texts: if args.long_texts { Texts::Long } else { Texts::Short },
        faults: if args.plain { Faults::None } else { Faults::AsInTheSample },
        seed: args.seed,
    };
    fs::create_dir_all(&args.to)?;
    let path = args.to.join(MASTER);
    fs::write(&path, generated::master(&size)?)?;
    let plan = read(&path)?;
    let mut books = 0;
    for month in size.months() {
        let folder = args.to.join("input").join(month.to_string());
        fs::create_dir_all(&folder)?;
        let written: Vec<usize> = (0..plan.departments.len())
            .into_par_iter()
            .map(|department| {
                let files = generated::returned(&size, &plan, month, department)?;
                for file in &files {
                    fs::write(folder.join(&file.path), &file.bytes).map_err(|error| error.to_string())?;
                }
                Ok(files.len())
            })
            .collect::<Result<_, String>>()?;
        books += written.iter().sum::<usize>();
    }
    println!("{}: {} projects, {books} files", args.to.display(), plan.projects.len());
    Ok(())
}

fn read(path: &Path) -> Result<Plan, Box<dyn Error>> {
    let bytes = fs::read(path)?;
    Ok(plan::read::read(&bytes, path)?.0)
}
