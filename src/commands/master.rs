//! Reads the master workbook and the month that a command was given.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::failure::{Failure, io_words};
use crate::plan::{self, Plan};
use crate::text::calendar::Month;

/// The largest master workbook to read, in bytes.
const LARGEST_MASTER: u64 = 100 * 1024 * 1024;

/// Reads the plan from the master workbook. Refuses one with faults of severity 誤り.
pub(crate) fn load_plan(path: &Path) -> Result<Plan, Failure> {
    let bytes = read_master(path)?;
    let (plan, _) = plan::read::read(&bytes, path)?;
    Ok(plan)
}

/// Returns the bytes of the master workbook.
pub(crate) fn read_master(path: &Path) -> Result<Vec<u8>, Failure> {
    let refused = |reason: String| Failure::UnreadableMaster { path: path.to_owned(), reason };
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Failure::NoMaster(path.to_owned()),
        _ => refused(format!("{}。", io_words(&error))),
    };
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(refused("ふつうのファイルではありません。".to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST_MASTER + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() as u64 > LARGEST_MASTER {
        return Err(refused("ファイルが大きすぎます（上限は100MB）。".to_owned()));
    }
    Ok(bytes)
}

/// Parses the month of `--as-of` in any unambiguous spelling (`2023-03`, `R5.3`, `令和5年3月`). It must be
/// within the plan's period.
pub(crate) fn month_of(plan: &Plan, text: &str) -> Result<Month, Failure> {
    let month = Month::stated(text, None, |month| plan.covers(month))
        .ok_or_else(|| Failure::MalformedMonth(text.to_owned()))?;
    if plan.covers(month) {
        Ok(month)
    } else {
        Err(Failure::MonthOutsidePlan {
            month: month.to_string(),
            start: plan.period_start.to_string(),
            end: plan.period_end.to_string(),
        })
    }
}
