//! P03: the name of the project, of an indicator, or of a heading above the project differs from the plan.

use crate::findings::finding::{Kind, Planned, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "P03",
    severity: Severity::Check,
    title: "名称の変更",
    help: "変更したいときは、理由を「見直しの内容」に記入してください。誤って変えたときは元に戻してください",
    explain: include_str!("p03_name.md"),
    role: Role::Change(Planned::Value),
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn a_changed_name_is_reported() {
        assert_eq!(
            said_when(|form| form.set(Field::Name, "窓口の改善")),
            ["P03 事業名称が計画と違います（計画は「窓口の見直し」、回答は「窓口の改善」）"]
        );
    }

    #[test]
    fn a_changed_name_of_an_indicator_is_reported_with_its_symbol() {
        assert_eq!(
            said_when(|form| form.named(1, "利用者の割合")),
            ["P03 指標名②が計画と違います（計画は「利用率」、回答は「利用者の割合」）"]
        );
    }

    #[test]
    fn a_line_break_does_not_change_a_name() {
        assert_eq!(times("P03", &findings(|form| form.set(Field::Name, "窓口の\n見直し"))), 0);
    }
}
