//! V06: an actual above its population.

use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::amount;
use crate::findings::{Finding, Kind, Severity};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V06",
        severity: Severity::Check,
        title: "対象数を超える実績",
        help: "実績を確かめてください。対象数が変わったときは、見直しの内容に記入してください",
        explain: include_str!("v06_above_population.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let all = entry.target()?.population?; // written with the year's target: 102施設／103施設
    let found = entry.quantity()?;
    (found.number > all).then(|| {
        let (found, all) = (amount(found.number, entry.unit()), amount(all, entry.unit()));
        let message = format!("{}{found}が対象数{all}を超えています", entry.label());
        RULE.kind.at(entry.cell(), message).expected(format!("{all}以下"))
    })
}

#[cfg(test)]
mod tests {
    use crate::sample::forms::{findings, first, times};

    #[test]
    fn an_actual_above_the_population_is_reported() {
        let found = findings(|form| form.actual(0, "806手続"));
        assert_eq!(times("V06", &found), 1);
        assert_eq!(first("V06", &found).message, "実績①806手続が対象数800手続を超えています");
        assert_eq!(first("V06", &found).expected, "800手続以下");
    }

    #[test]
    fn an_actual_equal_to_the_population_is_accepted() {
        assert_eq!(times("V06", &findings(|form| form.actual(0, "800手続"))), 0);
    }
}
