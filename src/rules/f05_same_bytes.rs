//! F05: the same bytes as another file of the month: read once.

use crate::finding::Place;
use crate::finding::{Finding, Kind, Severity};
use crate::grid::FileId;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "F05",
        severity: Severity::Info,
        title: "同じ内容のファイル",
        help: "対応は要りません",
        explain: include_str!("f05_same_bytes.md"),
    },
    check: Check::Raised,
};

/// The finding.
pub(crate) fn finding(file: FileId, other: &str) -> Finding {
    RULE.kind.place(Place::File(file), format!("{other}と同じ内容です。一度だけ読み取りました"))
}
