//! F04: a file refused for safety.

use crate::finding::Place;
use crate::finding::{Finding, Kind, Severity};
use crate::grid::FileId;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "F04",
        severity: Severity::Error,
        title: "安全のため開かなかったファイル",
        help: "不要なシートや書式を削って小さくするか、事務局に相談してください",
        explain: include_str!("f04_refused.md"),
    },
    check: Check::Raised,
};

/// The finding.
pub(crate) fn finding(file: FileId, reason: &str) -> Finding {
    RULE.kind.place(Place::File(file), format!("安全のため開きませんでした（{reason}）"))
}
