//! S04: returned by a department that does not own the project.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S04",
    severity: Severity::Check,
    title: "担当課でない課からの提出",
    help: "提出課を確かめてください",
    explain: include_str!("s04_not_its_department.md"),
    ..Kind::PLAIN
};

/// 提出課 is a department of the plan, but none of the project's (`departments`, as the plan prints them).
pub fn of_another(at: CellRef, written: &str, departments: &str) -> Finding {
    finding(
        at,
        written,
        departments,
        format!("提出課「{written}」は、この事業の担当課（{departments}）ではありません"),
    )
}

/// 提出課 is no department of the plan: the return counts where the lead gives none.
pub fn unknown(at: CellRef, written: &str, departments: &str, lead: &str) -> Finding {
    let message = format!(
        "提出課「{written}」は担当課の一覧にありません。主担当課「{lead}」の回答があるときはその回答を使い、ないときはこの回答を使います"
    );
    finding(at, written, departments, message)
}

fn finding(at: CellRef, written: &str, departments: &str, message: String) -> Finding {
    KIND.at(at, message).found(written).expected(departments)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::sample::forms::{codes_when, said_when};

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
