//! F08: a book that this program wrote for reading only, so it is no return.

use crate::findings::finding::{Finding, Kind, Location, Severity};
use crate::sources::FileId;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "F08",
    severity: Severity::Info,
    title: "このプログラムが出力したブック",
    help: "対応は要りません",
    explain: include_str!("f08_our_own_book.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `kind` is the Japanese name of the kind of book.
pub(crate) fn finding(file: FileId, kind: &str) -> Finding {
    KIND.located(
        Location::File(file),
        format!("このプログラムが出力した{kind}です。回答としては読み取りませんでした"),
    )
}

#[cfg(test)]
mod tests {
    use crate::intake::wire::Reading;
    use crate::sample::forms::said_of_file;

    #[test]
    fn our_own_book_is_reported() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::Ours("進捗管理表".to_owned())),
            ["F08 このプログラムが出力した進捗管理表です。回答としては読み取りませんでした"]
        );
    }

    #[test]
    fn a_return_has_no_finding() {
        assert!(said_of_file("2032-03/x.xlsx", Reading::Read).is_empty());
    }
}
