//! M15: an indicator has no target at all.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M15",
    severity: Severity::Check,
    title: "目標のない指標",
    help: "年度の目標か最終目標を入力してください。計画に目標がないときは、そのままで構いません",
    explain: include_str!("m15_no_target.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::{faults_with, said_with};

    /// The target columns of the second indicator.
    const NONE: [(&str, usize, usize, &str); 3] =
        [("指標", 1, 8, ""), ("指標", 1, 10, "-"), ("指標", 1, 12, "")];

    #[test]
    fn an_indicator_without_any_target_is_reported() {
        assert_eq!(said_with(&NONE), ["M15 1-2-1①：目標が1つもありません"]);
        assert_eq!(faults_with(&NONE), ["M15 指標!A4"]);
    }

    #[test]
    fn a_final_target_is_accepted_instead_of_yearly_ones() {
        let with_final = NONE.into_iter().chain([("指標", 1, 19, "80%")]).collect::<Vec<_>>();
        assert!(said_with(&with_final).is_empty());
    }
}
