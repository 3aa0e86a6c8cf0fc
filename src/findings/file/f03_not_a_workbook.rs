//! F03: the file is not a workbook, even if its name says so.

use crate::findings::finding::{Finding, Kind, Location, Severity};
use crate::sources::FileId;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "F03",
    severity: Severity::Error,
    title: "Excelブックでないファイル",
    help: "様式のExcelブックに記入して提出してください",
    explain: include_str!("f03_not_a_workbook.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `what` names the actual format in Japanese.
pub(crate) fn finding(file: FileId, what: &str) -> Finding {
    KIND.located(Location::File(file), format!("Excelブックではありません（実際は{what}です）"))
        .expected("様式のExcelブック")
}

#[cfg(test)]
mod tests {
    use crate::intake::wire::Reading;
    use crate::sample::forms::said_of_file;

    #[test]
    fn a_pdf_is_reported() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::NotAWorkbook("PDF".to_owned())),
            ["F03 Excelブックではありません（実際はPDFです）"]
        );
    }

    #[test]
    fn a_workbook_has_no_finding() {
        assert!(said_of_file("2032-03/x.xlsx", Reading::Read).is_empty());
    }
}
