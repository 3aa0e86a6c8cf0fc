//! V08: the number has a fraction, but the unit counts whole things.

use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};
use crate::text::unit;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V08",
        severity: Severity::Check,
        title: "端数のある件数",
        help: "整数で入力してください",
        explain: include_str!("v08_fraction.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let found = entry.quantity()?;
    if entry.indicator?.has_fractions() {
        return None;
    }
    (unit::counts_whole_things(entry.unit()) && !found.number.normalize().is_integer()).then(|| {
        let (label, text, unit) = (entry.label(), entry.text(), entry.unit());
        let message = format!("{label}「{text}」に端数があります。「{unit}」は整数で数えます");
        RULE.kind.at(entry.cell(), message).expected("整数")
    })
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, findings_of, plan_with, said_when, set_year, times};

    #[test]
    fn fractions_are_accepted_if_the_plan_has_some() {
        let plan = plan_with(0, 0, |indicator| set_year(indicator, 2032, "600.5手続", "-"));
        let found = findings_of(&plan, |form| {
            form.of_year(Field::Target, 0, 2032, "600.5手続").actual(0, "411.5手続")
        });
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_fraction_of_a_whole_thing_is_reported() {
        assert_eq!(
            said_when(|form| form.actual(0, "411.5手続")),
            ["V08 実績①「411.5手続」に端数があります。「手続」は整数で数えます"]
        );
    }

    #[test]
    fn a_percentage_may_have_a_fraction() {
        assert_eq!(times("V08", &findings(|form| form.actual(1, "65.5%").actual(0, "411.0手続"))), 0);
    }
}
