//! M09: target and actual of a year have different units.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M09",
    severity: Severity::Check,
    title: "目標と実績の単位の違い",
    help: "目標と実績の単位をそろえてください",
    explain: include_str!("m09_units.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::said_with;

    #[test]
    fn a_different_unit_is_reported() {
        assert_eq!(
            said_with(&[("指標", 0, 9, "125件")]),
            ["M09 1-1-1：2030年度の目標「150手続」と実績「125件」の単位が違います"]
        );
    }

    #[test]
    fn a_bare_number_and_another_spelling_are_the_same_unit() {
        assert!(said_with(&[("指標", 0, 9, "125")]).is_empty());
        assert!(said_with(&[("指標", 1, 9, "３６．３パーセント")]).is_empty());
    }
}
