//! M08: the population of a target changes in a later year.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M08",
    severity: Severity::Check,
    title: "対象数の変化",
    help: "計画のとおりであれば、このままで構いません",
    explain: include_str!("m08_population.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::said_with;

    #[test]
    fn a_changed_population_is_reported_with_both_years() {
        assert_eq!(
            said_with(&[("指標", 0, 10, "400手続／900手続")]),
            ["M08 1-1-1：対象数が変わっています（2030年度 800 → 2031年度 900）"]
        );
    }

    #[test]
    fn a_target_without_population_is_accepted() {
        assert!(said_with(&[("指標", 0, 10, "400手続")]).is_empty());
    }
}
