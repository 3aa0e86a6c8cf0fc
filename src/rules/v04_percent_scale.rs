//! V04: percentage scale: 0.721 where 72.1% is meant.

use crate::finding::{Finding, Kind, Severity};
use crate::place::figures::{is_bare_one, meant_percent};
use crate::rules::amount::amount;
use crate::rules::entry::{Content, Entry};
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V04",
        severity: Severity::Check,
        title: "割合の桁",
        help: "「72.1%」のように%を付けて入力してください",
        explain: include_str!("v04_percent_scale.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let Content::Number(_) = entry.content() else { return None };
    if !entry.is_number() {
        return None;
    }
    let (text, unit) = (entry.text(), entry.unit());
    if is_bare_one(text, unit) {
        let message = format!("「{text}」は1%か100%か分かりません");
        return Some(
            RULE.kind.at(entry.cell(), message).severity(Severity::Error).expected("1% または 100%"),
        );
    }
    let percent = amount(meant_percent(text, unit)?, unit);
    Some(RULE.kind.at(entry.cell(), format!("「{text}」を{percent}と読み取りました")).expected(percent))
}
