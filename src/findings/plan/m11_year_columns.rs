//! M11: the columns of the fiscal years do not fit the plan's period.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M11",
    severity: Severity::Check,
    title: "計画期間と年度の列",
    help: "年度の列を計画期間に合わせるか、「計画」シートの計画期間を直してください",
    explain: include_str!("m11_year_columns.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::{faults_with, said_with};

    #[test]
    fn columns_outside_the_period_and_years_without_columns_are_reported() {
        assert_eq!(said_with(&[("計画", END, 1, "2034-03")]), ["M11 計画期間のうち2033年度の列がありません"]);
        assert_eq!(faults_with(&[("計画", END, 1, "2034-03")]), ["M11 指標!A2"]);
        assert_eq!(
            said_with(&[
                ("計画", START, 1, "2031-04"),
                ("報告予定", 0, 0, "例）"),
                ("報告予定", 1, 0, "例）"),
                ("事務局評価", 0, 0, "例）")
            ]),
            ["M11 2030年度の列は計画期間の外です"]
        );
    }

    /// The rows of 計画期間開始 and 計画期間終了.
    const START: usize = 7;
    const END: usize = 8;

    #[test]
    fn columns_that_fit_the_period_are_accepted() {
        assert!(said_with(&[]).is_empty());
        let within = [("計画", START, 1, "2030-11"), ("報告予定", 0, 0, "例）")];
        assert!(said_with(&within).is_empty(), "the plan starts within a year");
    }
}
