//! M06: the overview prints a name that differs from the project's.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M06",
    severity: Severity::Check,
    title: "概要での名称の違い",
    help: "印刷物のとおりであれば、このままで構いません",
    explain: include_str!("m06_overview_name.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::said_with;

    #[test]
    fn a_different_name_in_the_overview_is_reported() {
        assert_eq!(
            said_with(&[("事業", 0, 2, "別の名称")]),
            ["M06 1-1-1：概要での名称「別の名称」が事業名称「手続の拡大」と違います"]
        );
    }

    #[test]
    fn different_spacing_is_the_same_name() {
        assert!(said_with(&[("事業", 0, 2, "手続　の拡大")]).is_empty());
    }
}
