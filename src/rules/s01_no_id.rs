//! S01: no 整理番号: how the project was found.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::ids::ProjectId;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "S01",
        severity: Severity::Check,
        title: "整理番号のない様式",
        help: "整理番号の欄に番号を記入してください",
        explain: include_str!("s01_no_id.md"),
    },
    check: Check::Raised,
};

/// The finding; `how` names what the project was found by.
pub(crate) fn finding(at: CellRef, how: &str, id: &ProjectId, name: &str) -> Finding {
    RULE.kind
        .at(at, format!("整理番号がないため、{how}から事業 {id}「{name}」と判断しました"))
        .expected(id.to_string())
}
