//! P02: a past actual differs from the plan.

use crate::findings::finding::{Kind, Planned, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "P02",
    severity: Severity::Check,
    title: "過去の実績の変更",
    help: "変更したいときは、理由を「見直しの内容」に記入してください。誤って変えたときは元に戻してください",
    explain: include_str!("p02_past_actual.md"),
    role: Role::Change(Planned::PastActual),
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn a_changed_past_actual_is_reported() {
        assert_eq!(
            said_when(|form| form.of_year(Field::Actual, 0, 2030, "130手続")),
            ["P02 2030年度の実績①が計画と違います（計画は「125手続」、回答は「130手続」）"]
        );
    }

    #[test]
    fn the_plans_actual_is_accepted_in_any_width() {
        assert_eq!(times("P02", &findings(|form| form.of_year(Field::Actual, 0, 2030, "１２５手続"))), 0);
    }
}
