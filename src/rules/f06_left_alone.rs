//! F06: lock files, hidden and system files: left alone.

use crate::finding::Place;
use crate::finding::{Finding, Kind, Severity};
use crate::rules::{Check, Rule};
use crate::sources::FileId;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "F06",
        severity: Severity::Info,
        title: "読み取らないファイル",
        help: "対応は要りません",
        explain: include_str!("f06_left_alone.md"),
    },
    check: Check::Raised,
};

/// The finding.
pub(crate) fn finding(file: FileId, reason: &str) -> Finding {
    RULE.kind.place(Place::File(file), format!("読み取りの対象にしませんでした（{reason}）"))
}

#[cfg(test)]
mod tests {
    use crate::intake::wire::Reading;
    use crate::rules::sample::said_of_file;

    #[test]
    fn a_lock_file_is_named() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::Ignored("Excelの作業用ファイル".to_owned())),
            ["F06 読み取りの対象にしませんでした（Excelの作業用ファイル）"]
        );
    }

    #[test]
    fn a_return_is_not() {
        assert!(said_of_file("2032-03/x.xlsx", Reading::Read).is_empty());
    }
}
