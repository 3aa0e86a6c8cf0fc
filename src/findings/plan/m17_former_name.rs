//! M17: the sheet 事業 or 指標 names a department by a former name (別名).

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M17",
    severity: Severity::Check,
    title: "前の名称の担当課",
    help: "新しい名称に直してください",
    explain: include_str!("m17_former_name.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::{faults_with, said_with};

    const RENAMED: [(&str, usize, usize, &str); 2] =
        [("担当課", 0, 0, "健康づくり課"), ("担当課", 0, 2, "健康推進課、総務課")];

    #[test]
    fn a_former_name_is_reported_in_each_of_its_columns() {
        let [name, former] = RENAMED;
        let changes = [
            name,
            former,
            ("事業", 0, 6, "健康推進課、市民課ほか"),
            ("事業", 0, 7, "健康推進課"),
            ("指標", 1, 15, "総務課"),
        ];
        assert_eq!(
            said_with(&changes),
            [
                "M17 担当課「健康推進課」は前の名称です（今は「健康づくり課」）",
                "M17 主担当課「健康推進課」は前の名称です（今は「健康づくり課」）",
                "M17 担当課「総務課」は前の名称です（今は「健康づくり課」）",
            ]
        );
        assert_eq!(faults_with(&changes[..3]), ["M17 事業!G3"]);
    }

    #[test]
    fn a_possible_abbreviation_is_reported_as_an_alias() {
        assert_eq!(
            said_with(&[("担当課", 1, 2, "市課"), ("事業", 1, 6, "市課")]),
            ["M17 担当課「市課」は別名です（今の課名は「市民課」）"]
        );
    }

    #[test]
    fn the_present_name_is_accepted_in_any_width() {
        let [name, former] = RENAMED;
        let present = ("事業", 0, 6, "健康づくり課 、市民課ほか");
        assert!(said_with(&[name, former, present]).is_empty());
        assert!(said_with(&[("事業", 1, 6, "市民部市民課")]).is_empty());
    }
}
