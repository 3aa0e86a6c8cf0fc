//! F06: lock files, hidden files and system files are ignored.

use crate::findings::finding::{Finding, Kind, Location, Severity};
use crate::sources::FileId;

/// The kind.
pub static KIND: Kind = Kind {
    code: "F06",
    severity: Severity::Info,
    title: "読み取らないファイル",
    help: "対応は要りません",
    explain: include_str!("f06_ignored.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `reason` names the kind of file in Japanese.
pub fn finding(file: FileId, reason: &str) -> Finding {
    KIND.located(Location::File(file), format!("読み取りの対象にしませんでした（{reason}）"))
}

#[cfg(test)]
mod tests {
    use crate::intake::wire::Reading;
    use crate::sample::forms::said_of_file;

    #[test]
    fn a_lock_file_is_reported() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::Ignored("Excelの作業用ファイル".to_owned())),
            ["F06 読み取りの対象にしませんでした（Excelの作業用ファイル）"]
        );
    }

    #[test]
    fn a_file_that_was_read_has_no_finding() {
        assert!(said_of_file("2032-03/x.xlsx", Reading::Read).is_empty());
    }
}
