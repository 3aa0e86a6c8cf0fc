//! F03: not a workbook, whatever its name.

use crate::finding::Place;
use crate::finding::{Finding, Kind, Severity};
use crate::grid::FileId;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "F03",
        severity: Severity::Error,
        title: "Excelブックでないファイル",
        help: "様式のExcelブックに記入して提出してください",
        explain: include_str!("f03_not_a_workbook.md"),
    },
    check: Check::Raised,
};

/// The finding.
pub(crate) fn finding(file: FileId, what: &str) -> Finding {
    RULE.kind.place(Place::File(file), format!("Excelブックではありません（実際は{what}です）"))
}
