//! Checks that all files, forms and cells read are accounted for.

use std::collections::BTreeMap;

use workbook::Pos;

use crate::form::raw::CellRole;
use crate::intake::wire::ReturnedFile;
use crate::resolve;
use crate::returns::{CellOutcome, FileOutcome, FormOutcome, Return};
use crate::sources::{CellRef, Sources};

/// A file with its outcome.
#[derive(Clone, Debug)]
pub struct FileRecord {
    /// The file as found.
    pub file: ReturnedFile,
    /// The outcome.
    pub outcome: FileOutcome,
    /// The reason in Japanese, empty if the file was read in full.
    pub reason: String,
}

/// The balances of input and outcomes for files, forms and cells.
#[derive(Clone, Debug, Default)]
pub struct Reconciliation {
    /// Files under `input/`.
    pub files: Balance<FileOutcome>,
    /// Forms in those files.
    pub forms: Balance<FormOutcome>,
    /// Non-empty cells on sheets with a form.
    pub cells: Balance<CellOutcome>,
}

impl Reconciliation {
    /// True if all three balances close.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.files.closes() && self.forms.closes() && self.cells.closes()
    }
}

/// The number of files, forms or cells read, and the number of each outcome.
#[derive(Clone, Debug)]
pub struct Balance<T: Ord> {
    /// The number read, counted before anything was decided.
    pub input: u64,
    /// The number for each outcome.
    pub output: BTreeMap<T, u64>,
}

impl<T: Ord> Default for Balance<T> {
    fn default() -> Self {
        Self { input: 0, output: BTreeMap::new() }
    }
}

impl<T: Ord> Balance<T> {
    /// True if the outcomes add up to the input.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.input == self.output.values().sum::<u64>()
    }
}

/// Returns a file with its outcome and the reason.
pub(super) fn record(sources: &Sources, file: ReturnedFile) -> FileRecord {
    let (outcome, reason) = resolve::outcome_of_file(sources, &file);
    FileRecord { file, outcome, reason }
}

/// Counts the input and the outcomes.
pub(super) fn reconcile(files: &[FileRecord], returns: &[Return]) -> Reconciliation {
    let mut found = Reconciliation::default();
    for record in files {
        found.files.input += 1;
        *found.files.output.entry(record.outcome).or_default() += 1;
        found.forms.input += u64::try_from(record.file.forms).unwrap_or(u64::MAX);
        found.cells.input += record.file.cells;
    }
    for ret in returns {
        *found.forms.output.entry(ret.outcome).or_default() += 1;
        for outcome in cell_outcomes(ret) {
            *found.cells.output.entry(outcome).or_default() += 1;
        }
    }
    found
}

/// Returns the outcome of each non-empty cell in a form's part of its sheet.
fn cell_outcomes(ret: &Return) -> Vec<CellOutcome> {
    let mut of_values: BTreeMap<CellRef, CellOutcome> = BTreeMap::new();
    for value in &ret.values {
        for cell in &value.cells {
            let outcome = of_values.entry(*cell).or_insert(value.outcome);
            // A cell merged over several years takes the outcome with the greatest weight.
            if weight(value.outcome) > weight(*outcome) {
                *outcome = value.outcome;
            }
        }
    }
    let of_cell = |(pos, role): &(Pos, CellRole)| match role {
        CellRole::Heading => CellOutcome::Heading,
        CellRole::Outside => CellOutcome::Outside,
        CellRole::Value(place) => of_values
            .get(&CellRef { sheet: ret.sheet, pos: *pos })
            .copied()
            .or_else(|| ret.values.get(*place).map(|value| value.outcome))
            .unwrap_or(CellOutcome::Outside),
    };
    ret.raw.cells.iter().map(of_cell).collect()
}

fn weight(outcome: CellOutcome) -> u8 {
    match outcome {
        CellOutcome::Withheld => 3,
        CellOutcome::Adopted => 2,
        CellOutcome::ChangeRequest => 1,
        _ => 0,
    }
}
