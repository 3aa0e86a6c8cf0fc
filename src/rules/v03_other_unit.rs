//! V03: another unit than the indicator's.

use crate::finding::{Finding, Kind, Severity};
use crate::rules::amount::amount;
use crate::rules::entry::{Content, Entry};
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V03",
        severity: Severity::Error,
        title: "単位の違い",
        help: "指標の単位で入力してください",
        explain: include_str!("v03_other_unit.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let Content::Number(quantity) = entry.content() else { return None };
    if !entry.is_number() || entry.unit_fits(quantity) {
        return None;
    }
    let (written, unit) = (&quantity.unit, entry.unit());
    let example = amount(quantity.number, unit);
    Some(
        RULE.kind
            .at(
                entry.cell(),
                format!("「{}」の単位「{written}」は、指標の単位「{unit}」と違います", entry.text()),
            )
            .expected(unit)
            .help(format!("「{example}」のように指標の単位で入力してください")),
    )
}
