//! F08: a book that this program wrote for reading: not a return.

use crate::finding::Place;
use crate::finding::{Finding, Kind, Severity};
use crate::grid::FileId;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "F08",
        severity: Severity::Info,
        title: "このプログラムが出力したブック",
        help: "対応は要りません",
        explain: include_str!("f08_our_own_book.md"),
    },
    check: Check::Raised,
};

/// The finding.
pub(crate) fn finding(file: FileId, kind: &str) -> Finding {
    RULE.kind.place(
        Place::File(file),
        format!("このプログラムが出力した{kind}です。回答としては読み取りませんでした"),
    )
}
