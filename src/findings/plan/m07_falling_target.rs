//! M07: a target of a 累計 that should grow falls in a later year, or a target is on the wrong side of 基準値.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M07",
    severity: Severity::Check,
    title: "向きと合わない目標",
    help: "計画のとおりであれば、このままで構いません。種別が単年であれば直してください",
    explain: include_str!("m07_falling_target.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::said_with;

    const FALL: (&str, usize, usize, &str) = ("指標", 0, 10, "40手続／800手続");

    #[test]
    fn a_falling_target_is_reported_with_both_years() {
        assert_eq!(
            said_with(&[FALL]),
            ["M07 1-1-1：累計の目標が下がっています（2030年度 150手続 → 2031年度 40手続）"]
        );
    }

    #[test]
    fn an_annual_count_or_a_figure_to_be_reduced_may_fall() {
        assert!(said_with(&[FALL, ("指標", 0, 4, "単年")]).is_empty());
        assert!(said_with(&[FALL, ("指標", 0, 5, "減")]).is_empty());
        assert!(said_with(&[("指標", 0, 10, "→")]).is_empty());
    }

    #[test]
    fn a_target_on_the_wrong_side_of_the_baseline_is_reported() {
        assert_eq!(
            said_with(&[("指標", 1, 7, "45%")]),
            ["M07 1-2-1①：向きは「増」ですが、2030年度の目標40%が基準値45%を下回っています"]
        );
        assert_eq!(
            said_with(&[("指標", 1, 7, "45%"), ("指標", 1, 5, "減")]),
            ["M07 1-2-1①：向きは「減」ですが、2031年度の目標50%が基準値45%を上回っています"]
        );
    }

    #[test]
    fn a_target_at_the_baseline_is_accepted() {
        assert!(said_with(&[("指標", 1, 7, "40%")]).is_empty());
        assert!(said_with(&[("指標", 1, 7, "50%"), ("指標", 1, 5, "減")]).is_empty());
    }
}
