//! The keys of consolidation.json, schema 1, in the order in which they are written. An absent value is null;
//! only the keys of 追加項目, 中項目 and 区分 can be missing.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The whole record of a month.
#[derive(Serialize)]
pub(super) struct Record<'a> {
    pub(super) schema: u32,
    pub(super) generator: String,
    pub(super) plan: PlanRef,
    pub(super) as_of: String,
    pub(super) fiscal_year: i32,
    pub(super) previous: Option<String>,
    pub(super) files: Vec<File>,
    pub(super) returns: Rows<'a, ReturnRow>,
    pub(super) values: Rows<'a, ValueRow>,
    pub(super) remarks: Rows<'a, RemarkRow>,
    pub(super) findings: Rows<'a, FindingRow>,
    pub(super) indicators: Rows<'a, IndicatorRow>,
    pub(super) projects: Rows<'a, ProjectRow>,
    pub(super) departments: Vec<DepartmentRow>,
    pub(super) summary: Summary,
    pub(super) reconciliation: ReconciliationRow,
    /// Left out if the plan has no 追加項目.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) items: Vec<ItemRow>,
}

/// The value of a 追加項目 for a project or an indicator.
#[derive(Debug, Serialize)]
pub(super) struct ItemRow {
    pub(super) project: String,
    pub(super) indicator: Option<String>,
    pub(super) item: String,
    pub(super) text: String,
    pub(super) number: Option<String>,
    pub(super) unit: Option<String>,
}

/// The sums of a 追加項目 that is a number.
#[derive(Debug, Serialize)]
pub(super) struct ItemSums {
    pub(super) item: String,
    pub(super) unit: Option<String>,
    pub(super) total: String,
    pub(super) by_policy: Vec<NamedSum>,
    pub(super) by_measure: Vec<NamedSum>,
    /// Left out if all rows of 事業 are projects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) by_level: Vec<NamedSum>,
}

/// A sum with the name of its group.
#[derive(Debug, Serialize)]
pub(super) struct NamedSum {
    pub(super) name: String,
    pub(super) total: String,
}

/// Rows that are built one by one while they are written, because all of them together would fill the memory.
pub(super) struct Rows<'a, T>(Box<dyn Fn() -> Box<dyn Iterator<Item = T> + 'a> + 'a>);

impl<'a, T> Rows<'a, T> {
    pub(super) fn new(rows: impl Iterator<Item = T> + Clone + 'a) -> Self {
        Self(Box::new(move || Box::new(rows.clone())))
    }
}

impl<T: Serialize> Serialize for Rows<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// The plan, with the SHA-256 of its master workbook.
#[derive(Debug, Serialize)]
pub(super) struct PlanRef {
    pub(super) title: String,
    pub(super) version: String,
    pub(super) sha256: String,
}

/// A file under `input/`.
#[derive(Debug, Serialize)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) sha256: Option<String>,
    pub(super) outcome: &'static str,
    pub(super) reason: Option<String>,
    pub(super) forms: usize,
}

/// A return.
#[derive(Debug, Serialize)]
pub(super) struct ReturnRow {
    pub(super) id: String,
    pub(super) project: Option<String>,
    pub(super) department: Option<String>,
    pub(super) as_of: Option<String>,
    pub(super) issue_number: u32,
    pub(super) plan_version: Option<String>,
    pub(super) entered_on: Option<String>,
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) outcome: &'static str,
    pub(super) rank: Option<u32>,
}

/// A value of a return.
#[derive(Debug, Serialize)]
pub(super) struct ValueRow {
    #[serde(rename = "return")]
    pub(super) return_id: String,
    pub(super) project: Option<String>,
    pub(super) indicator: Option<String>,
    pub(super) field: String,
    pub(super) fiscal_year: Option<i32>,
    pub(super) text: String,
    pub(super) number: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) population: Option<String>,
    pub(super) outcome: &'static str,
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) cells: Vec<String>,
}

/// A text outside the fields of a form.
#[derive(Debug, Serialize)]
pub(super) struct RemarkRow {
    #[serde(rename = "return")]
    pub(super) return_id: String,
    pub(super) kind: &'static str,
    pub(super) text: String,
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) cell: Option<String>,
}

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct FindingRow {
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) project: Option<String>,
    pub(super) indicator: Option<String>,
    pub(super) department: Option<String>,
    #[serde(rename = "return")]
    pub(super) return_id: Option<String>,
    pub(super) file: Option<String>,
    pub(super) sheet: Option<String>,
    pub(super) cell: Option<String>,
    pub(super) related: Vec<CellLocation>,
    pub(super) found: Option<String>,
    pub(super) expected: Option<String>,
    pub(super) message: String,
    pub(super) help: String,
}

/// A cell of a returned file.
#[derive(Debug, Serialize)]
pub(super) struct CellLocation {
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) cell: String,
}

/// An indicator in a fiscal year.
#[derive(Debug, Serialize)]
pub(super) struct IndicatorRow {
    pub(super) project: String,
    pub(super) indicator: Option<String>,
    pub(super) fiscal_year: i32,
    pub(super) target_text: Option<String>,
    pub(super) actual_text: Option<String>,
    pub(super) target: Option<String>,
    pub(super) actual: Option<String>,
    pub(super) rate: Option<String>,
    pub(super) effect: Option<String>,
    pub(super) effect_basis: Option<&'static str>,
    pub(super) effect_computed: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) pace: Option<String>,
    pub(super) forecast: Option<String>,
    pub(super) forecast_basis: Option<&'static str>,
    pub(super) outlook: Option<String>,
    pub(super) attainment: Option<String>,
    pub(super) source: Option<CellLocation>,
    pub(super) carried_from: Option<String>,
    pub(super) told_in: Option<String>,
}

/// A project.
#[derive(Debug, Serialize)]
pub(super) struct ProjectRow {
    pub(super) project: String,
    pub(super) name: String,
    pub(super) departments: Vec<String>,
    pub(super) lead: Option<String>,
    pub(super) effect: Option<String>,
    pub(super) progress: Option<String>,
    pub(super) progress_basis: Option<&'static str>,
    pub(super) progress_computed: Option<String>,
    pub(super) state: &'static str,
    pub(super) resubmitted: bool,
    pub(super) carried_from: Option<String>,
}

/// A department.
#[derive(Debug, Serialize)]
pub(super) struct DepartmentRow {
    pub(super) department: String,
    pub(super) bureau: Option<String>,
    pub(super) projects: usize,
    pub(super) returned: usize,
    pub(super) to_correct: usize,
    pub(super) missing: usize,
    pub(super) state: &'static str,
}

/// The counts of the month.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    pub(super) effect: EffectCounts,
    pub(super) progress: Vec<Count>,
    pub(super) by_policy: Vec<GroupRow>,
    pub(super) by_measure: Vec<GroupRow>,
    pub(super) by_department: Vec<GroupRow>,
    pub(super) by_bureau: Vec<GroupRow>,
    pub(super) submission: Vec<Count>,
    /// Left out if the plan has no 中項目.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) by_middle: Vec<GroupRow>,
    /// Left out if all rows of 事業 are projects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) by_level: Vec<GroupRow>,
    /// Left out if the plan has no 追加項目 that are numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) items: Vec<ItemSums>,
}

/// 効果達成状況, counted by project and by indicator.
#[derive(Debug, Serialize)]
pub(super) struct EffectCounts {
    pub(super) projects: Vec<Count>,
    pub(super) indicators: Vec<Count>,
}

/// A count with the name of what it counts.
#[derive(Debug, Serialize)]
pub(super) struct Count {
    pub(super) name: String,
    pub(super) count: usize,
}

/// The counts of a group of projects: a 施策, a 課 and so on.
#[derive(Debug, Serialize)]
pub(super) struct GroupRow {
    pub(super) name: String,
    pub(super) effect: Vec<Count>,
    pub(super) progress: Vec<Count>,
}

/// The balances of files, forms and cells.
#[derive(Debug, Serialize)]
pub(super) struct ReconciliationRow {
    pub(super) files: BalanceRow,
    pub(super) forms: BalanceRow,
    pub(super) cells: BalanceRow,
    pub(super) closes: bool,
}

/// How many files, forms or cells went in, and how many came out by outcome.
#[derive(Debug, Serialize)]
pub(super) struct BalanceRow {
    #[serde(rename = "in")]
    pub(super) input: u64,
    #[serde(rename = "out")]
    pub(super) output: Outcomes,
}

/// The count of every outcome: an object whose keys keep the order in which outcomes are shown.
#[derive(Debug)]
pub(super) struct Outcomes(pub(super) Vec<(&'static str, u64)>);

impl Serialize for Outcomes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, count) in &self.0 {
            map.serialize_entry(name, count)?;
        }
        map.end()
    }
}
