//! S06: a form of another month lies outside its own month's folder.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::rules::{Check, Rule};
use crate::text::calendar::Month;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "S06",
        severity: Severity::Info,
        title: "ほかの月の様式",
        help: "対応は要りません",
        explain: include_str!("s06_outside_its_folder.md"),
    },
    check: Check::Raised,
};

/// The finding.
pub(crate) fn finding(at: CellRef, month: Month, as_of: Month) -> Finding {
    let message = format!("{}の様式です。{}の集計には使っていません", month.japanese(), as_of.japanese());
    RULE.kind.at(at, message).found(month.to_string()).expected(as_of.to_string())
}
