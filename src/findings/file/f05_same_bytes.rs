//! F05: the file is identical to another one of the month and is read only once.

use crate::findings::finding::{Finding, Kind, Location, Severity};
use crate::sources::FileId;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "F05",
    severity: Severity::Info,
    title: "同じ内容のファイル",
    help: "対応は要りません",
    explain: include_str!("f05_same_bytes.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `other` is the path of the file that was read.
pub(crate) fn finding(file: FileId, other: &str) -> Finding {
    KIND.located(Location::File(file), format!("「{other}」と同じ内容です。一度だけ読み取りました"))
}

#[cfg(test)]
mod tests {
    use crate::intake::wire::Reading;
    use crate::sample::forms::said_of_file;
    use crate::sources::FileId;

    #[test]
    fn a_copy_is_reported() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::Duplicate { of: FileId(0) }),
            ["F05 「2032-03/1-1-1.xlsx」と同じ内容です。一度だけ読み取りました"]
        );
    }

    #[test]
    fn a_different_file_has_no_finding() {
        assert!(said_of_file("2032-03/x.xlsx", Reading::Read).is_empty());
    }
}
