//! V10: a formula whose result was not saved.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V10",
        severity: Severity::Error,
        title: "結果のない数式",
        help: "Excelで開いて保存し直すか、値を直接入力してください",
        explain: include_str!("v10_unsaved_formula.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    (entry.content() == Content::Unsaved).then(|| {
        let message = format!("{}の数式「{}」に計算結果がありません", entry.label(), entry.text());
        RULE.kind.at(entry.cell(), message).expected("計算された値")
    })
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{cell, findings, said_when, times};
    use workbook::CellKind;

    #[test]
    fn an_unsaved_formula_is_refused() {
        assert_eq!(
            said_when(|form| form.row(Field::Actual, 0, cell("=B3", CellKind::Unsaved))),
            ["V10 実績①の数式「=B3」に計算結果がありません"]
        );
    }

    #[test]
    fn a_number_is_accepted() {
        assert_eq!(
            times("V10", &findings(|form| form.row(Field::Actual, 0, cell("411", CellKind::Number)))),
            0
        );
    }
}
