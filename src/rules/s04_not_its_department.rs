//! S04: returned by a department that does not own the project.

use crate::finding::{Finding, Kind, Severity};
use crate::plan::model::Project;
use crate::rules::{Check, Rule};
use crate::sources::CellRef;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "S04",
        severity: Severity::Check,
        title: "担当課でない課からの提出",
        help: "提出課を確かめてください",
        explain: include_str!("s04_not_its_department.md"),
    },
    check: Check::Raised,
};

/// The finding; `known` says whether the plan lists the department at all.
pub(crate) fn finding(at: CellRef, written: &str, known: bool, project: &Project) -> Finding {
    let message = if known {
        format!("提出課「{written}」は、この事業の担当課（{}）ではありません", project.departments_text)
    } else {
        format!(
            "提出課「{written}」は担当課の一覧にありません。主担当課「{}」の回答があるときはその回答を使い、ないときはこの回答を使います",
            project.lead
        )
    };
    RULE.kind.at(at, message).found(written).expected(project.departments_text.as_str())
}

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::rules::sample::{codes_when, said_when};

    #[test]
    fn another_department_is_named() {
        assert_eq!(
            said_when(|form| form.control(Control::Sender, "図書館")),
            ["S04 提出課「図書館」は、この事業の担当課（総務課、会計課）ではありません"]
        );
        assert_eq!(
            said_when(|form| form.control(Control::Sender, "総務部")),
            [
                "S04 提出課「総務部」は担当課の一覧にありません。主担当課「総務課」の回答があるときはその回答を使い、ないときはこの回答を使います"
            ]
        );
    }

    #[test]
    fn an_owner_by_a_former_name_is_not() {
        assert!(codes_when(|form| form.control(Control::Sender, "庶務課")).is_empty());
    }
}
