//! V04: a percentage has the wrong scale: 0.721 where 72.1% is meant.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::{amount, is_bare_one, meant_percent};
use crate::findings::{Finding, Kind, Severity};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V04",
        severity: Severity::Check,
        title: "割合の桁",
        help: "%を付けて入力してください",
        explain: include_str!("v04_percent_scale.md"),
        ..Kind::PLAIN
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
        let message = format!("{}「{text}」は、1%か100%か分かりません", entry.label());
        return Some(
            RULE.kind
                .at(entry.cell(), message)
                .severity(Severity::Error)
                .expected("1% または 100%")
                .help("どちらの値かを確かめ、%を付けて入力してください"),
        );
    }
    let percent = amount(meant_percent(text, unit)?, unit);
    let message = format!("{}「{text}」を{percent}と読み取りました", entry.label());
    Some(RULE.kind.at(entry.cell(), message).expected("%を付けた値"))
}

#[cfg(test)]
mod tests {
    use crate::findings::Severity;
    use crate::sample::forms::{AS_OF, findings, form, id, month, plan, run, said, times};
    use crate::text::calendar::FiscalYear;

    #[test]
    fn a_bare_fraction_is_read_as_a_percentage() {
        let found = findings(|form| form.actual(1, "0.721"));
        assert_eq!(said(&found), ["V04 実績②「0.721」を72.1%と読み取りました"]);
        assert_eq!(found[0].help, "%を付けて入力してください");
        let plan = plan();
        let found = run(&plan, vec![form(&plan, "1-1-1", AS_OF).actual(1, "0.721")]);
        let project = &found.accepted_months.months[&month(AS_OF)].projects[&id("1-1-1")];
        let entry = project
            .of_indicator(
                crate::form::field::Field::Actual,
                &crate::ids::IndicatorId::new("②"),
                FiscalYear::new(2031),
            )
            .unwrap();
        assert_eq!(entry.figure.as_ref().unwrap().number().unwrap().to_string(), "72.1");
    }

    #[test]
    fn a_bare_one_is_refused() {
        let found = findings(|form| form.actual(1, "1"));
        assert_eq!(
            found.iter().map(|f| (f.kind.code, f.severity)).collect::<Vec<_>>(),
            [("V04", Severity::Error)]
        );
        assert_eq!(found[0].message, "実績②「1」は、1%か100%か分かりません");
        assert_eq!(found[0].help, "どちらの値かを確かめ、%を付けて入力してください");
    }

    #[test]
    fn a_percentage_of_the_right_scale_or_with_a_sign_is_accepted() {
        assert_eq!(times("V04", &findings(|form| form.actual(1, "72.1"))), 0);
        assert_eq!(times("V04", &findings(|form| form.actual(1, "0.8%"))), 0);
    }
}
