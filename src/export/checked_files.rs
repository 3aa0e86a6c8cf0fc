//! What `shinchoku check --format json` prints: files and findings with the keys of consolidation.json.

use serde::Serialize;

use crate::export::build::{SCHEMA, file_row, finding_row, generator, plan_ref};
use crate::export::record_failure::record_failure;
use crate::export::schema::{File, FindingRow, PlanRef};
use crate::failure::Failure;
use crate::file_check::FileCheck;
use crate::plan::Plan;

#[derive(Serialize)]
struct CheckedFiles {
    schema: u32,
    generator: String,
    plan: PlanRef,
    as_of: Option<String>,
    files: Vec<File>,
    findings: Vec<FindingRow>,
}

/// Returns checked files and their findings as a JSON document with a newline at its end.
///
/// # Errors
/// If it cannot be serialised.
pub fn checked_files(plan: &Plan, checked: &FileCheck) -> Result<String, Failure> {
    let c = &checked.consolidation;
    let document = CheckedFiles {
        schema: SCHEMA,
        generator: generator(),
        plan: plan_ref(plan),
        as_of: checked.month.map(|month| month.to_string()),
        files: checked.files().map(|record| file_row(record, &c.sources)).collect(),
        findings: checked.findings().iter().map(|finding| finding_row(finding, &c.sources)).collect(),
    };
    Ok(serde_json::to_string_pretty(&document).map_err(record_failure)? + "\n")
}
