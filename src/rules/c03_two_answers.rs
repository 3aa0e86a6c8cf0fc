//! C03: two returns that cannot be ordered differ in a field.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C03",
        severity: Severity::Error,
        title: "食い違う二つの回答",
        help: "正しいほうの値を記入し、提出回の大きい様式で提出し直してください",
        explain: include_str!("c03_two_answers.md"),
    },
    check: Check::Raised,
};

/// The finding; the other cell is shown beside it.
pub(crate) fn finding(at: CellRef, other: CellRef, label: &str, texts: (&str, &str)) -> Finding {
    let (one, two) = texts;
    let message = format!(
        "新旧を決められない二つの回答で、{label}が違います（「{one}」と「{two}」）。どちらも使っていません"
    );
    RULE.kind.at(at, message).found(one).expected(two).related([other])
}

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::form::field::Field;
    use crate::rules::sample::{AS_OF, Form, form, plan, run, said};

    fn two(change: impl Fn(Form) -> Form) -> Vec<String> {
        let plan = plan();
        let second = form(&plan, "1-1-1", AS_OF).file("2032-03/copy.xlsx", Some(AS_OF));
        said(
            &run(&plan, vec![form(&plan, "1-1-1", AS_OF), change(second), form(&plan, "1-1-2", AS_OF)])
                .findings,
        )
    }

    #[test]
    fn two_answers_of_one_age_are_withheld() {
        assert_eq!(
            two(|form| form.actual(0, "412手続")),
            [
                "C03 新旧を決められない二つの回答で、2031年度実績①が違います（「411手続」と「412手続」）。どちらも使っていません"
            ]
        );
    }

    #[test]
    fn equal_answers_and_a_later_issue_are_not() {
        assert!(two(|form| form.set(Field::Author, "別の人")).is_empty());
        assert_eq!(
            two(|form| form.actual(0, "412手続").control(Control::IssueNumber, "2")),
            [
                "C04 提出回の大きい回答「2032-03/copy.xlsx」に差し替えました（違う欄: 2031年度実績①「411手続」→「412手続」）"
            ]
        );
    }
}
