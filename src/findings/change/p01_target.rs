//! P01: a target differs from the plan.

use crate::findings::finding::{Kind, Planned, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "P01",
    severity: Severity::Check,
    title: "目標の変更",
    help: "変更したいときは、理由を「見直しの内容」に記入してください。誤って変えたときは元に戻してください",
    explain: include_str!("p01_target.md"),
    role: Role::Change(Planned::Value),
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn a_changed_target_is_reported() {
        assert_eq!(
            said_when(|form| form.of_year(Field::Target, 0, 2032, "650手続／800手続")),
            ["P01 2032年度の目標①が計画と違います（計画は「600手続／800手続」、回答は「650手続／800手続」）"]
        );
    }

    #[test]
    fn the_same_target_is_accepted_in_any_width() {
        assert_eq!(
            times("P01", &findings(|form| form.of_year(Field::Target, 0, 2032, "６００ 手続/800手続"))),
            0
        );
    }
}
