//! What `shinchoku check --format json` prints: the files and findings of an examination, in the words of consolidation.json.

use serde::Serialize;

use crate::export::build::{SCHEMA, file_row, finding_row, generator, plan_ref};
use crate::export::failed::failed;
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

/// The examination as a JSON document, with a newline at its end.
///
/// # Errors
/// Where it cannot be serialised.
pub fn checked_files(plan: &Plan, examination: &FileCheck) -> Result<String, Failure> {
    let c = &examination.consolidation;
    let document = CheckedFiles {
        schema: SCHEMA,
        generator: generator(),
        plan: plan_ref(plan),
        as_of: examination.month.map(|month| month.to_string()),
        files: examination.files().map(|record| file_row(record, &c.sources)).collect(),
        findings: examination.findings().iter().map(|finding| finding_row(finding, &c.sources)).collect(),
    };
    Ok(serde_json::to_string_pretty(&document).map_err(failed)? + "\n")
}
