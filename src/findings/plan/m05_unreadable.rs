//! M05: a cell is unreadable as the kind of value that belongs there.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M05",
    severity: Severity::Error,
    title: "読み取れないセル",
    help: "表示された形で入力し直してください",
    explain: include_str!("m05_unreadable.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::faults_with;

    #[test]
    fn an_unreadable_cell_is_reported() {
        assert_eq!(faults_with(&[("計画", 0, 1, "")]), ["M05 計画!B3"]);
        assert_eq!(faults_with(&[("指標", 0, 7, "多数"), ("指標", 0, 6, "基準値比")]), ["M05 指標!H3"]);
        assert_eq!(faults_with(&[("指標", 0, 21, "100/90/80")]), ["M05 指標!V3"]);
        assert_eq!(faults_with(&[("指標", 0, 22, "秋ごろ")]), ["M05 指標!W3"]);
        assert_eq!(faults_with(&[("指標", 0, 17, "30%")]), ["M05 指標!S3"]);
        assert_eq!(faults_with(&[("判定区分", 0, 3, "0.8")]), ["M05 判定区分!D3"]);
        assert_eq!(faults_with(&[("設定", 0, 1, "たくさん")]), ["M05 設定!B3"]);
    }

    #[test]
    fn optional_cells_may_be_blank_and_a_setting_may_have_its_unit() {
        let fine =
            [("計画", 5, 1, ""), ("設定", 3, 1, "20 MB"), ("設定", 4, 1, ""), ("判定区分", 1, 3, "80")];
        assert!(faults_with(&fine).is_empty());
        let printed = [("指標", 0, 7, "未実施"), ("指標", 0, 21, "100/90"), ("指標", 0, 22, "翌年度9月")];
        assert!(faults_with(&printed).is_empty());
    }
}
