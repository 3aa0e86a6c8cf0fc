//! M16: an indicator has a target that gives no rate: zero where more is better, or below zero.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M16",
    severity: Severity::Check,
    title: "率を計算できない目標",
    help: "計画のとおりであれば、このままで構いません。減らす指標であれば向きを「減」に、目標のない年度であれば「-」にしてください",
    explain: include_str!("m16_zero_target.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::{faults_with, said_with};

    #[test]
    fn a_zero_target_is_reported_where_more_is_better() {
        assert_eq!(
            said_with(&[("指標", 0, 8, "0手続")]),
            ["M16 1-1-1：向きが増の指標の2030年度の目標が0です"]
        );
        assert_eq!(faults_with(&[("指標", 0, 8, "0手続")]), ["M16 指標!I3"]);
    }

    #[test]
    fn a_target_below_zero_is_reported_once_where_it_is_the_divisor() {
        let below = ("指標", 0, 8, "▲50手続");
        let said = said_with(&[below]);
        assert_eq!(
            said.iter().filter(|said| said.starts_with("M16")).collect::<Vec<_>>(),
            ["M16 1-1-1：2030年度の目標が0より小さいため、実績÷目標では率を計算できません"]
        );
        for method in ["到達", "基準値比"] {
            let said = said_with(&[below, ("指標", 0, 6, method), ("指標", 0, 7, "▲80手続")]);
            assert!(!said.iter().any(|said| said.starts_with("M16")), "{said:?}");
        }
    }

    #[test]
    fn a_zero_target_is_accepted_where_less_is_better_or_with_a_baseline() {
        let zero = ("指標", 0, 8, "0手続");
        assert!(said_with(&[zero, ("指標", 0, 5, "減")]).is_empty());
        // M07 asks about the 向き.
        let from_baseline = said_with(&[zero, ("指標", 0, 6, "基準値比"), ("指標", 0, 7, "20手続")]);
        assert!(from_baseline.iter().all(|said| said.starts_with("M07")), "{from_baseline:?}");
        assert!(said_with(&[("指標", 0, 8, "-")]).is_empty());
    }
}
