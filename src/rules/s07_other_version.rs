//! S07: issued from another version of the plan.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "S07",
        severity: Severity::Check,
        title: "計画の版が違う様式",
        help: "最新の様式に記入し直すか、内容が変わらないことを確かめてください",
        explain: include_str!("s07_other_version.md"),
    },
    check: Check::Raised,
};

/// The finding.
pub(crate) fn finding(at: CellRef, written: &str, version: &str) -> Finding {
    RULE.kind
        .at(at, format!("この様式は計画の「{written}」のもので、現在の「{version}」と違います"))
        .found(written)
        .expected(version)
}
