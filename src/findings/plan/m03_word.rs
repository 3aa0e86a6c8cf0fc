//! M03: a cell holds a word that is not allowed there.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M03",
    severity: Severity::Error,
    title: "使えない言葉",
    help: "一覧にある言葉から選んでください",
    explain: include_str!("m03_word.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::{faults_with, said_with};

    #[test]
    fn a_word_that_is_not_allowed_is_reported() {
        assert_eq!(said_with(&[("指標", 0, 4, "累積")]), ["M03 「種別」に「累積」は使えません"]);
        assert_eq!(faults_with(&[("事務局評価", 0, 4, "良好")]), ["M03 事務局評価!E3"]);
        assert_eq!(faults_with(&[("設定", 2, 1, "平均")]), ["M03 設定!B5"]);
    }

    #[test]
    fn an_allowed_word_is_accepted() {
        assert!(faults_with(&[("設定", 2, 1, "主指標"), ("事務局評価", 0, 5, "完了")]).is_empty());
    }
}
