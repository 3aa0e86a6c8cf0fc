//! P04: the population of a target differs from the plan.

use crate::findings::finding::{Kind, Planned, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "P04",
    severity: Severity::Check,
    title: "対象数の変更",
    help: "変更したいときは、理由を「見直しの内容」に記入してください。誤って変えたときは元に戻してください",
    explain: include_str!("p04_population.md"),
    role: Role::Change(Planned::Value),
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn a_changed_population_is_reported() {
        assert_eq!(
            said_when(|form| form.of_year(Field::Target, 0, 2032, "600手続／900手続")),
            [
                "P04 2032年度の目標①の対象数が計画と違います（計画は「600手続／800手続」、回答は「600手続／900手続」）"
            ]
        );
    }

    #[test]
    fn the_same_population_is_accepted() {
        assert_eq!(
            times("P04", &findings(|form| form.of_year(Field::Target, 0, 2032, "600手続/800手続"))),
            0
        );
    }
}
