//! V10: a formula whose result was not saved.

use crate::finding::{Finding, Kind, Severity};
use crate::rules::entry::{Content, Entry};
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V10",
        severity: Severity::Error,
        title: "結果のない数式",
        help: "Excelで開いて保存し直すか、値を直接入力してください",
        explain: include_str!("v10_unsaved_formula.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    (entry.content() == Content::Unsaved).then(|| {
        RULE.kind
            .at(entry.cell(), format!("{}の数式「{}」に計算結果がありません", entry.label(), entry.text()))
    })
}
