//! P07: 課題, 目的 or 概要 differs from the plan.

use crate::findings::finding::{Finding, Kind, Planned, Role, Severity};
use crate::sources::CellRef;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "P07",
    severity: Severity::Check,
    title: "課題・目的・概要の変更",
    help: "変更したいときは、理由を「見直しの内容」に記入してください。誤って変えたときは元に戻してください",
    explain: include_str!("p07_text.md"),
    role: Role::Change(Planned::Text),
    ..Kind::PLAIN
};

/// Makes the finding. `what` names the text, `planned` is the plan's and `written` the form's.
pub(crate) fn finding(at: CellRef, what: &str, planned: &str, written: &str) -> Finding {
    KIND.at(at, format!("{what}の文章が計画と違います")).item(what).found(written).expected(planned)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn a_changed_text_is_reported() {
        assert_eq!(
            said_when(|form| form.set(Field::Summary, "別の概要です。")),
            ["P07 概要の文章が計画と違います"]
        );
    }

    #[test]
    fn a_different_full_stop_does_not_change_a_text() {
        assert_eq!(times("P07", &findings(|form| form.set(Field::Summary, "概要です．"))), 0);
    }
}
