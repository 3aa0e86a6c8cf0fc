//! F01: a file that cannot be read.

use crate::findings::finding::{Finding, Kind, Location, Severity};
use crate::sources::FileId;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "F01",
    severity: Severity::Error,
    title: "読み取れないファイル",
    help: "Excelで開けることを確かめ、保存し直して再提出してください",
    explain: include_str!("f01_unreadable.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `reason` is a Japanese phrase.
pub(crate) fn finding(file: FileId, reason: &str) -> Finding {
    KIND.located(Location::File(file), format!("このファイルは読み取れません（{reason}）"))
        .expected("Excelで開けるブック")
}

/// Makes the finding for unreadable sheets in a file whose other sheets were read.
pub(crate) fn of_sheets(file: FileId, sheets: &[String]) -> Finding {
    let names = sheets.join("」「");
    let message =
        format!("シート「{names}」は、中身が壊れているため読み取れません。ほかのシートは読み取りました");
    KIND.located(Location::File(file), message).expected("Excelで開けるシート")
}

#[cfg(test)]
mod tests {
    use crate::intake::wire::Reading;
    use crate::sample::forms::said_of_file;

    #[test]
    fn a_broken_file_is_reported() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::Unreadable("途中で切れています".to_owned())),
            ["F01 このファイルは読み取れません（途中で切れています）"]
        );
    }

    #[test]
    fn a_broken_sheet_beside_sound_ones_is_reported() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::ReadInPart(vec!["1-1-2".to_owned()])),
            ["F01 シート「1-1-2」は、中身が壊れているため読み取れません。ほかのシートは読み取りました"]
        );
    }

    #[test]
    fn a_file_that_was_read_has_no_finding() {
        assert!(said_of_file("2032-03/x.xlsx", Reading::Read).is_empty());
    }
}
