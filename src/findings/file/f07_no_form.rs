//! F07: no sheet holds a form.

use crate::findings::finding::{Finding, Kind, Location, Severity};
use crate::sources::FileId;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "F07",
    severity: Severity::Error,
    title: "様式のないブック",
    help: "配布した様式のシートに記入して提出してください",
    explain: include_str!("f07_no_form.md"),
    ..Kind::PLAIN
};

/// Makes the finding.
pub(crate) fn finding(file: FileId) -> Finding {
    KIND.located(Location::File(file), "どのシートにも、個別事業の様式が見つかりません".to_owned())
        .expected("配布した様式のシート")
}

#[cfg(test)]
mod tests {
    use crate::intake::wire::Reading;
    use crate::sample::forms::said_of_file;

    #[test]
    fn a_book_without_a_form_is_reported() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::NoForm),
            ["F07 どのシートにも、個別事業の様式が見つかりません"]
        );
    }

    #[test]
    fn a_book_with_a_form_has_no_finding() {
        assert!(said_of_file("2032-03/x.xlsx", Reading::Read).is_empty());
    }
}
