//! F04: a file refused for safety.

use crate::findings::finding::{Finding, Kind, Location, Severity};
use crate::sources::FileId;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "F04",
    severity: Severity::Error,
    title: "安全のため開かなかったファイル",
    help: "不要なシートや書式を削って小さくするか、事務局に相談してください",
    explain: include_str!("f04_refused.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `reason` is a Japanese sentence.
pub(crate) fn finding(file: FileId, reason: &str) -> Finding {
    KIND.located(Location::File(file), format!("安全のため開きませんでした（{reason}）"))
        .expected("上限に収まるブック")
}

#[cfg(test)]
mod tests {
    use crate::intake::wire::Reading;
    use crate::sample::forms::said_of_file;

    #[test]
    fn a_refused_file_is_reported() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::Refused("シート数の上限を超えています".to_owned())),
            ["F04 安全のため開きませんでした（シート数の上限を超えています）"]
        );
    }

    #[test]
    fn a_file_that_was_read_has_no_finding() {
        assert!(said_of_file("2032-03/x.xlsx", Reading::Read).is_empty());
    }
}
