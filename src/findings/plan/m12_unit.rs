//! M12: a target or 基準値 is in another unit than 単位, a number where words are meant, or probably a fraction
//! where a percentage is meant.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M12",
    severity: Severity::Check,
    title: "単位の違う目標・基準値",
    help: "単位か値を、計画の表記のとおりに直してください",
    explain: include_str!("m12_unit.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::{faults_with, said_with};

    #[test]
    fn a_unit_other_than_the_indicators_is_reported() {
        assert_eq!(
            said_with(&[("指標", 1, 8, "40件")]),
            [
                "M12 1-2-1①：2030年度の目標「40件」の単位が、単位「%」と違います",
                "M09 1-2-1①：2030年度の目標「40件」と実績「36.3%」の単位が違います"
            ]
        );
        assert_eq!(
            said_with(&[("指標", 0, 7, "30人")]),
            ["M12 1-1-1：基準値「30人」の単位が、単位「手続」と違います"]
        );
        assert_eq!(
            said_with(&[("指標", 0, 19, "30人")]),
            ["M12 1-1-1：最終目標「30人」の単位が、単位「手続」と違います"]
        );
    }

    #[test]
    fn a_bare_number_where_words_are_meant_is_reported() {
        assert_eq!(
            said_with(&[("指標", 2, 10, "3か所")]),
            ["M12 1-2-1②：2031年度の目標に数がありますが、種別は「節目」です"]
        );
        assert_eq!(faults_with(&[("指標", 2, 10, "3か所")]), ["M12 指標!K5"]);
    }

    #[test]
    fn a_variant_of_the_unit_and_words_are_accepted() {
        assert!(said_with(&[("指標", 0, 7, "30手続"), ("指標", 0, 19, "800")]).is_empty());
        assert!(said_with(&[("指標", 2, 10, "3か所に整備")]).is_empty());
    }

    #[test]
    fn a_bare_fraction_beside_percentages_is_reported() {
        assert_eq!(
            said_with(&[("指標", 1, 10, "0.4")]),
            ["M12 1-2-1①：2031年度の目標「0.4」は0.4%と読み取ります。40%のことではありませんか"]
        );
        let two = said_with(&[("指標", 1, 10, "0.4"), ("指標", 1, 7, "0.3")]);
        assert_eq!(two.len(), 2, "{two:?}");
    }

    #[test]
    fn a_small_percentage_beside_small_ones_or_with_its_sign_is_accepted() {
        let small = [("指標", 1, 8, "0.5"), ("指標", 1, 9, "0.7%"), ("指標", 1, 10, "0.9")];
        assert!(said_with(&small).is_empty());
        assert!(said_with(&[("指標", 1, 10, "0.4%")]).is_empty());
    }
}
