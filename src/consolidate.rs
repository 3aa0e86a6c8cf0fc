//! The pipeline's result, and the pipeline itself as one function.

use std::collections::BTreeMap;

use crate::evaluate::model::Assessment;
use crate::finding::Finding;
use crate::grid::Sources;
use crate::intake::wire::ReturnedFile;
use crate::place::model::{CellOutcome, FileOutcome, FormOutcome, Remark, Return};
use crate::settle::model::Settled;
use crate::text::calendar::{FiscalYear, Month};

/// Everything a run knows. Renderers read it and decide nothing.
#[derive(Debug)]
pub struct Consolidation {
    /// The month.
    pub as_of: Month,
    /// Its fiscal year.
    pub fiscal_year: FiscalYear,
    /// 前回: the latest earlier month of the course that has a return.
    pub previous: Option<Month>,
    /// Files and sheets by id.
    pub sources: Sources,
    /// Every file with its outcome.
    pub files: Vec<FileRecord>,
    /// Every form, placed as far as it can be, with its outcome and its values' outcomes.
    pub returns: Vec<Return>,
    /// Text outside the fields, of the forms of this month.
    pub remarks: Vec<Remark>,
    /// The findings of the month, sorted (formats.md §7).
    pub findings: Vec<Finding>,
    /// What counts in each month.
    pub settled: Settled,
    /// The judgments of the month.
    pub assessment: Assessment,
    /// The judgments of the earlier months of the course, ascending; the last is 前回's.
    pub earlier: Vec<Assessment>,
    /// Files, forms and cells in = out.
    pub reconciliation: Reconciliation,
}

impl Consolidation {
    /// 前回's judgments.
    #[must_use]
    pub fn before(&self) -> Option<&Assessment> {
        self.previous.and_then(|month| self.earlier.iter().find(|earlier| earlier.month == month))
    }
}

/// A file with its outcome.
#[derive(Clone, Debug)]
pub struct FileRecord {
    /// The file as found.
    pub file: ReturnedFile,
    /// What became of it.
    pub outcome: FileOutcome,
    /// Why, in Japanese; empty where it was simply read.
    pub reason: String,
}

/// In = out, for files, forms and cells.
#[derive(Clone, Debug, Default)]
pub struct Reconciliation {
    /// Files under `input/`.
    pub files: Balance<FileOutcome>,
    /// Forms in them.
    pub forms: Balance<FormOutcome>,
    /// Non-empty cells of sheets that hold a form.
    pub cells: Balance<CellOutcome>,
}

impl Reconciliation {
    /// Whether all three close.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.files.closes() && self.forms.closes() && self.cells.closes()
    }
}

/// What went in, and where it went.
#[derive(Clone, Debug)]
pub struct Balance<T: Ord> {
    /// How many went in, counted before anything was decided.
    pub input: u64,
    /// How many came out, by outcome.
    pub output: BTreeMap<T, u64>,
}

impl<T: Ord> Default for Balance<T> {
    fn default() -> Self {
        Self { input: 0, output: BTreeMap::new() }
    }
}

impl<T: Ord> Balance<T> {
    /// Whether the outcomes add up to what went in.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.input == self.output.values().sum::<u64>()
    }
}
