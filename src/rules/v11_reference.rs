//! V11: a reference instead of a value.

use crate::finding::{Finding, Kind, Severity};
use crate::rules::entry::{Content, Entry};
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V11",
        severity: Severity::Error,
        title: "参照だけの記入",
        help: "参照先の値を直接入力してください",
        explain: include_str!("v11_reference.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    (entry.content() == Content::Reference).then(|| {
        RULE.kind
            .at(entry.cell(), format!("{}が「{}」となっていて、値がありません", entry.label(), entry.text()))
    })
}
