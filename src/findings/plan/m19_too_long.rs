//! M19: a cell holds more text than forms and books can print.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M19",
    severity: Severity::Check,
    title: "長すぎる記載",
    help: "要点にまとめてください。詳しい資料は別に保管してください",
    explain: include_str!("m19_too_long.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::{faults_with, said_with};

    #[test]
    fn a_text_above_the_limit_is_reported() {
        let long = "長".repeat(30_001);
        let cell = [("事業", 0, 5, long.as_str())];
        assert_eq!(said_with(&cell), ["M19 記載が長すぎます（30001文字）。様式や帳票には先頭だけが載ります"]);
        assert_eq!(faults_with(&cell), ["M19 事業!F3"]);
    }

    #[test]
    fn a_text_at_the_limit_is_accepted() {
        assert!(said_with(&[("事業", 0, 5, &"長".repeat(30_000))]).is_empty());
    }
}
