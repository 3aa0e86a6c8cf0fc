//! V15: Excel turned the entry into a date: what was probably typed.

use crate::finding::{Finding, Kind, Severity};
use crate::rules::entry::{Content, Entry};
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V15",
        severity: Severity::Error,
        title: "日付に変わった記入",
        help: "セルの書式を文字列にして、入力し直してください",
        explain: include_str!("v15_date.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let Content::Date(typed) = entry.content() else { return None };
    if !entry.is_number() {
        return None;
    }
    let probably = if typed.is_empty() {
        String::new()
    } else {
        format!("（「{typed}」と入力したものと思われます）")
    };
    let message = format!("{}が日付「{}」に変わっています{probably}", entry.label(), entry.text());
    Some(RULE.kind.at(entry.cell(), message).expected(typed))
}
