//! M10: the deadline in a target lies after the end of the plan.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M10",
    severity: Severity::Check,
    title: "計画期間より後の期限",
    help: "計画のとおりであれば、このままで構いません。期限までは評価の対象外になります",
    explain: include_str!("m10_deadline.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::said_with;

    #[test]
    fn a_deadline_after_the_plan_is_reported() {
        assert_eq!(
            said_with(&[("指標", 0, 10, "2035年度末までに800手続")]),
            [
                "M10 1-1-1：目標「2035年度末までに800手続」の期限（2035年度末）が計画の終わり（2033-03）より後です"
            ]
        );
    }

    #[test]
    fn a_deadline_in_the_plans_last_year_is_accepted() {
        assert!(said_with(&[("指標", 0, 10, "2032年度末までに800手続")]).is_empty());
    }
}
