//! V03: the unit is not the indicator's.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V03",
        severity: Severity::Error,
        title: "単位の違い",
        help: "指標の単位で入力してください",
        explain: include_str!("v03_other_unit.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let Content::Number(quantity) = entry.content() else { return None };
    if !entry.is_number() || entry.unit_fits(quantity) {
        return None;
    }
    let (written, unit) = (&quantity.unit, entry.unit());
    if unit.is_empty() {
        let message = format!("{}「{}」は割合（{written}）ですが、目標は数です", entry.label(), entry.text());
        let help = "目標と同じ数え方で、数を記入してください";
        return Some(RULE.kind.at(entry.cell(), message).expected("数").help(help));
    }
    let help = format!("指標の単位で数えた値を、単位「{unit}」を付けて記入してください");
    Some(
        RULE.kind
            .at(
                entry.cell(),
                format!("「{}」の単位「{written}」は、指標の単位「{unit}」と違います", entry.text()),
            )
            .expected(unit)
            .help(help),
    )
}

#[cfg(test)]
mod tests {
    use crate::sample::forms::{findings, findings_of, plan_with, said, set_year, times};

    #[test]
    fn a_different_unit_is_refused_with_the_unit_to_use() {
        let found = findings(|form| form.actual(0, "411件"));
        assert_eq!(said(&found), ["V03 「411件」の単位「件」は、指標の単位「手続」と違います"]);
        assert_eq!(found[0].help, "指標の単位で数えた値を、単位「手続」を付けて記入してください");
        assert_eq!(found[0].indicator.as_ref().map(|id| id.symbol()), Some("①"));
    }

    #[test]
    fn a_variant_a_bare_number_and_an_indicator_without_unit_are_accepted() {
        assert_eq!(times("V03", &findings(|form| form.actual(0, "411手続き"))), 0);
        assert_eq!(times("V03", &findings(|form| form.actual(0, "411"))), 0);
        let plan = plan_with(0, 0, |indicator| {
            indicator.unit.clear();
            set_year(indicator, 2031, "400", "-");
        });
        assert!(findings_of(&plan, |form| form.actual(0, "411件")).is_empty());
        // A percentage is not a count.
        let found = findings_of(&plan, |form| form.actual(0, "99.2%"));
        assert_eq!(said(&found), ["V03 実績①「99.2%」は割合（%）ですが、目標は数です"]);
    }
}
