//! S03: 整理番号 and 事業名称 belong to different projects.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::findings::form::project_name::ProjectName;
use crate::sources::CellRef;
use crate::text::fold::one_line;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S03",
    severity: Severity::Error,
    title: "整理番号と事業名称の食い違い",
    help: "記入した内容がどちらの事業のものか確かめ、整理番号と事業名称をそろえてください",
    explain: include_str!("s03_two_projects.md"),
    ..Kind::PLAIN
};

/// Makes the finding.
pub fn finding(at: CellRef, written: &str, by_id: ProjectName<'_>, by_name: ProjectName<'_>) -> Finding {
    let message = format!(
        "整理番号「{}」は「{}」の番号ですが、事業名称は {} の「{}」です",
        by_id.id, by_id.name, by_name.id, by_name.name
    );
    KIND.at(at, message).found(written).expected(by_name.id.to_string())
}

/// Makes the finding for a 事業名称 that is close to another project's, but not to that of the 整理番号.
pub fn almost(
    at: CellRef,
    written: &str,
    name: &str,
    by_id: ProjectName<'_>,
    near: ProjectName<'_>,
) -> Finding {
    let message = format!(
        "整理番号「{}」は「{}」の番号ですが、事業名称「{}」は {} の「{}」に近い名称です",
        by_id.id,
        by_id.name,
        one_line(name),
        near.id,
        near.name
    );
    KIND.at(at, message).found(written).expected(near.id.to_string())
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn an_id_and_a_name_of_two_projects_are_refused() {
        assert_eq!(
            said_when(|form| form.set(Field::Name, "案内の充実")),
            ["S03 整理番号「1-1-1」は「窓口の見直し」の番号ですが、事業名称は 1-1-2 の「案内の充実」です"]
        );
    }

    #[test]
    fn a_name_close_to_another_projects_name_means_that_project() {
        for name in ["案内の充美", "案内充実", "「案内」の充実"] {
            let said = said_when(|form| form.set(Field::Name, name));
            assert_eq!(
                said,
                [format!(
                    "S03 整理番号「1-1-1」は「窓口の見直し」の番号ですが、事業名称「{name}」は 1-1-2 の「案内の充実」に近い名称です"
                )]
            );
        }
    }

    #[test]
    fn a_changed_name_of_the_project_is_a_change_request() {
        for name in ["窓口の見直", "窓口の改善", "窓口業務の見直しと充実", "手続の充実"]
        {
            assert_eq!(times("P03", &findings(|form| form.set(Field::Name, name))), 1, "{name}");
        }
    }

    #[test]
    fn a_sheet_name_does_not_overrule_a_name_close_to_another_projects() {
        let said = said_when(|form| form.set(Field::Id, "").set(Field::Name, "案内の充美"));
        assert_eq!(said[0], "S02 「案内の充美」は計画にありません（1-1-2「案内の充実」ではありませんか）");
    }

    #[test]
    fn different_spacing_does_not_change_the_project() {
        assert_eq!(times("S03", &findings(|form| form.set(Field::Name, "窓口の　見直し"))), 0);
    }
}
