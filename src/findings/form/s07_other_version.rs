//! S07: the form was issued from another version of the plan.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "S07",
    severity: Severity::Check,
    title: "計画の版が違う様式",
    help: "現在の版の様式で目標などを確かめ、提出し直してください。変更の申出のときは、見直しの要望を「あり」としてください",
    explain: include_str!("s07_other_version.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `differing` lists what the form has from the other version, each item with its cell.
/// None of it is a change request.
pub(crate) fn finding(at: CellRef, written: &str, version: &str, differing: &[(String, CellRef)]) -> Finding {
    let items: Vec<&str> = differing.iter().map(|(item, _)| item.as_str()).collect();
    let what = items.join("、");
    KIND.at(
        at,
        format!("この様式は計画の「{written}」のもので、現在の「{version}」と違います（違うところ: {what}）"),
    )
    .found(written)
    .expected(version)
    .related(differing.iter().map(|(_, cell)| *cell))
}

#[cfg(test)]
mod tests {
    use crate::form::field::{Control, Field};
    use crate::sample::forms::{Form, findings, said, times};

    #[test]
    fn an_older_version_with_the_same_contents_is_accepted() {
        for text in ["第0版", "1.2", "令和4年度版"] {
            assert_eq!(times("S07", &findings(|form| form.control(Control::PlanVersion, text))), 0, "{text}");
        }
        let moved =
            |form: Form| form.control(Control::PlanVersion, "第0版").set(Field::Measure, "2-1 前の施策");
        assert_eq!(times("S07", &findings(moved)), 0);
    }

    #[test]
    fn differences_of_the_other_version_are_no_change_requests() {
        let old = |form: Form| {
            form.control(Control::PlanVersion, "第0版")
                .of_year(Field::Target, 0, 2032, "550手続／800手続")
                .set(Field::Summary, "前の概要です。")
        };
        let found = findings(old);
        assert_eq!(
            said(&found),
            [
                "S07 この様式は計画の「第0版」のもので、現在の「第1版」と違います（違うところ: 2032年度の目標①、概要）"
            ]
        );
        assert_eq!(found[0].related.len(), 2);
    }

    #[test]
    fn the_same_version_in_another_spelling_is_accepted() {
        for text in ["第１版", "1", "1版", "Ver.1", "ｖ１", "第 1 版"] {
            assert_eq!(times("S07", &findings(|form| form.control(Control::PlanVersion, text))), 0, "{text}");
        }
    }
}
