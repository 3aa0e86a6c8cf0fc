//! V08: a fraction where the unit counts whole things.

use crate::finding::{Finding, Kind, Severity};
use crate::rules::entry::Entry;
use crate::rules::{Check, Rule};
use crate::text::unit;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V08",
        severity: Severity::Check,
        title: "端数のある件数",
        help: "整数で入力してください",
        explain: include_str!("v08_fraction.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let found = entry.quantity()?;
    (unit::counts_whole_things(entry.unit()) && !found.number.normalize().is_integer()).then(|| {
        let message = format!("「{}」に端数があります。「{}」は整数で数えます", entry.text(), entry.unit());
        RULE.kind.at(entry.cell(), message).expected("整数")
    })
}
