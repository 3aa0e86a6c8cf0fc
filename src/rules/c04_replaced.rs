//! C04: a newer return replaces an older one: which, why, which cells differ.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C04",
        severity: Severity::Info,
        title: "差し替えられた回答",
        help: "対応は要りません",
        explain: include_str!("c04_replaced.md"),
    },
    check: Check::Raised,
};

/// The finding, at the older return.
pub(crate) fn finding(at: CellRef, newer: &str, why: &str, changed: &[(String, CellRef)]) -> Finding {
    let what = if changed.is_empty() {
        "記入内容は同じです".to_owned()
    } else {
        let labels: Vec<&str> = changed.iter().map(|(label, _)| label.as_str()).collect();
        format!("違う欄: {}", labels.join("、"))
    };
    RULE.kind
        .at(at, format!("{why}「{newer}」に差し替えました（{what}）"))
        .expected(newer)
        .related(changed.iter().map(|(_, cell)| *cell))
}
