//! M14: a 事務局評価 is for a year that had not begun, or for a month without a report.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M14",
    severity: Severity::Check,
    title: "事務局評価の年度や基準月の違い",
    help: "年度か基準月を直してください",
    explain: include_str!("m14_judgment_time.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::{faults_with, said_with};

    #[test]
    fn a_year_that_had_not_begun_is_reported() {
        assert_eq!(
            said_with(&[("事務局評価", 0, 2, "2031")]),
            ["M14 1-1-1：2031年度は、基準月 2031-03 の時点でまだ始まっていません"]
        );
        assert_eq!(faults_with(&[("事務局評価", 0, 2, "2031")]), ["M14 事務局評価!C3"]);
    }

    #[test]
    fn a_month_without_a_scheduled_report_is_reported() {
        assert_eq!(
            said_with(&[("事務局評価", 0, 3, "2031-02")]),
            ["M14 1-1-1：基準月 2031-02 は「報告予定」シートにありません"]
        );
        assert_eq!(faults_with(&[("事務局評価", 0, 3, "2031-02")]), ["M14 事務局評価!D3"]);
    }

    #[test]
    fn any_month_can_be_judged_where_no_report_is_scheduled() {
        assert!(said_with(&[("事務局評価", 0, 3, "2030-09")]).is_empty());
        let none = [("報告予定", 0, 0, "例）"), ("報告予定", 1, 0, "例）"), ("事務局評価", 0, 3, "2031-02")];
        assert!(said_with(&none).is_empty());
    }

    #[test]
    fn an_invalid_year_or_schedule_is_reported_once() {
        assert_eq!(faults_with(&[("事務局評価", 0, 2, "2050")]), ["M02 事務局評価!C3"]);
        assert_eq!(faults_with(&[("報告予定", 1, 0, "春")]), ["M05 報告予定!A4"]);
    }
}
