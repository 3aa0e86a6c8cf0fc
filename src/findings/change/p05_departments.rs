//! P05: the 担当課 of the project differ from the plan.

use crate::findings::finding::{Kind, Planned, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "P05",
    severity: Severity::Check,
    title: "担当課の変更",
    help: "変更したいときは、理由を「見直しの内容」に記入してください。誤って変えたときは元に戻してください",
    explain: include_str!("p05_departments.md"),
    role: Role::Change(Planned::Value),
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn an_added_department_is_reported() {
        assert_eq!(
            said_when(|form| form.set(Field::Department, "総務課、会計課、図書館")),
            ["P05 担当課が計画と違います（計画は「総務課、会計課」、回答は「総務課、会計課、図書館」）"]
        );
    }

    #[test]
    fn a_former_name_is_accepted() {
        assert_eq!(times("P05", &findings(|form| form.set(Field::Department, "庶務課，会計課"))), 0);
    }
}
