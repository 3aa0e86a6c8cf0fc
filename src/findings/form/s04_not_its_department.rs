//! S04: the sender is not a department of the project.

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

/// Makes the finding for a 提出課 of the plan that is not one of the project's `departments`, given as the
/// plan prints them.
pub fn of_another(at: CellRef, written: &str, departments: &str) -> Finding {
    finding(
        at,
        written,
        departments,
        format!("提出課「{written}」は、この事業の担当課（{departments}）ではありません"),
    )
}

/// Makes the finding for a 提出課 that the plan lacks. The lead department is asked about the return.
pub fn unknown(at: CellRef, written: &str, departments: &str, lead: &str) -> Finding {
    let message =
        format!("提出課「{written}」は担当課の一覧にないため、主担当課「{lead}」の回答として扱いました");
    finding(at, written, departments, message)
}

/// Makes the finding for a return that is not used because that of a department of the project, in the file
/// `counting`, counts.
pub fn not_used(at: CellRef, written: &str, departments: &str, counting: &str) -> Finding {
    let message = format!(
        "提出課「{written}」は、この事業の担当課（{departments}）ではないため、集計にはほかの回答「{counting}」を使いました"
    );
    finding(at, written, departments, message)
}

fn finding(at: CellRef, written: &str, departments: &str, message: String) -> Finding {
    KIND.at(at, message).found(written).expected(departments)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, findings, form, plan, run, said, said_when, times};

    #[test]
    fn another_or_an_unknown_department_is_reported() {
        assert_eq!(
            said_when(|form| form.control(Control::Sender, "図書館")),
            ["S04 提出課「図書館」は、この事業の担当課（総務課、会計課）ではありません"]
        );
        assert_eq!(
            said_when(|form| form.control(Control::Sender, "総務部")),
            ["S04 提出課「総務部」は担当課の一覧にないため、主担当課「総務課」の回答として扱いました"]
        );
    }

    #[test]
    fn an_outsider_never_replaces_or_disputes_a_departments_own_answer() {
        let plan = plan();
        let own = form(&plan, "1-1-1", AS_OF).path("2032-03/own.xlsx");
        for (sender, told) in [
            (
                "市民課 交付係",
                "S04 提出課「市民課 交付係」は、この事業の担当課（総務課、会計課）ではないため、集計にはほかの回答「2032-03/own.xlsx」を使いました",
            ),
            (
                "図書館",
                "S04 提出課「図書館」は、この事業の担当課（総務課、会計課）ではないため、集計にはほかの回答「2032-03/own.xlsx」を使いました",
            ),
        ] {
            let other = form(&plan, "1-1-1", AS_OF)
                .path("2032-03/z.xlsx")
                .control(Control::Sender, sender)
                .control(Control::IssueNumber, "2")
                .actual(0, "1手続");
            let c = run(&plan, vec![own.clone(), other, form(&plan, "1-1-2", AS_OF)]);
            assert_eq!(said(&c.findings), [told]);
            assert_eq!(c.returns[2].outcome, FormOutcome::Refused);
            let accepted = &c.accepted_months.months[&c.as_of].projects[&plan.projects[0].id];
            assert_eq!(accepted.return_id.as_deref(), Some(c.returns[1].id.as_str()));
        }
    }

    #[test]
    fn a_department_with_its_section_or_a_persons_name_is_recognised() {
        for text in [
            "総務課 総務係",
            "総務部 総務課（内線1234）",
            "総務課　見本太郎",
            "総務課御中",
            "会計課、総務課",
            "総務",
        ] {
            assert_eq!(times("S04", &findings(|form| form.control(Control::Sender, text))), 0, "{text}");
        }
        assert_eq!(times("S04", &findings(|form| form.control(Control::Sender, "福祉総務課"))), 1);
    }

    #[test]
    fn a_former_name_of_a_department_is_accepted() {
        assert_eq!(times("S04", &findings(|form| form.control(Control::Sender, "庶務課"))), 0);
    }
}
