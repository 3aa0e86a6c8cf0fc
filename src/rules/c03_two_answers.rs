//! C03: two returns that cannot be ordered differ in a field.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C03",
        severity: Severity::Error,
        title: "食い違う二つの回答",
        help: "正しいほうだけを、提出回を上げて提出し直してください",
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
