//! S06: a form of another month is not in that month's folder.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;
use crate::text::calendar::Month;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "S06",
    severity: Severity::Info,
    title: "ほかの月の様式",
    help: "対応は要りません",
    explain: include_str!("s06_outside_its_folder.md"),
    ..Kind::PLAIN
};

/// Makes the finding.
pub(crate) fn finding(at: CellRef, month: Month, as_of: Month) -> Finding {
    let message = format!("{}の様式です。{}の集計には使っていません", month.japanese(), as_of.japanese());
    KIND.at(at, message).found(month.to_string()).expected(as_of.to_string())
}

#[cfg(test)]
mod tests {
    use crate::sample::forms::{findings_after, said, times};

    #[test]
    fn a_form_of_another_month_outside_any_folder_is_reported() {
        let found = findings_after(|form| form.file("1-1-1.xlsx", None), |form| form);
        assert_eq!(said(&found), ["S06 2031年12月末の様式です。2032年3月末の集計には使っていません"]);
    }

    #[test]
    fn a_form_of_another_month_in_its_own_folder_is_accepted() {
        assert_eq!(times("S06", &findings_after(|form| form, |form| form)), 0);
    }
}
