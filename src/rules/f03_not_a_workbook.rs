//! F03: not a workbook, whatever its name.

use crate::finding::Place;
use crate::finding::{Finding, Kind, Severity};
use crate::rules::{Check, Rule};
use crate::sources::FileId;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "F03",
        severity: Severity::Error,
        title: "Excelブックでないファイル",
        help: "様式のExcelブックに記入して提出してください",
        explain: include_str!("f03_not_a_workbook.md"),
    },
    check: Check::Raised,
};

/// The finding.
pub(crate) fn finding(file: FileId, what: &str) -> Finding {
    RULE.kind
        .place(Place::File(file), format!("Excelブックではありません（実際は{what}です）"))
        .expected("様式のExcelブック")
}

#[cfg(test)]
mod tests {
    use crate::intake::wire::Reading;
    use crate::rules::sample::said_of_file;

    #[test]
    fn a_pdf_is_named() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::NotAWorkbook("PDF".to_owned())),
            ["F03 Excelブックではありません（実際はPDFです）"]
        );
    }

    #[test]
    fn a_workbook_is_not() {
        assert!(said_of_file("2032-03/x.xlsx", Reading::Read).is_empty());
    }
}
