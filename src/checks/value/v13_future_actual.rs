//! V13: an actual is filled in for a future fiscal year.

use crate::checks::month_view::{MonthView, attribute_to_return};
use crate::checks::rule::{Check, Rule};
use crate::figure::FigureKind;
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::text::fold;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V13",
        severity: Severity::Check,
        title: "将来の年度の実績",
        help: "実績の年度を確かめてください",
        explain: include_str!("v13_future_actual.md"),
        ..Kind::PLAIN
    },
    check: Check::Month(check),
};

fn check(view: &MonthView<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (project, ret) in view.returned() {
        for value in ret.values.iter().filter(|value| value.key.field == Field::Actual) {
            let Some(year) = value.key.year.filter(|year| *year > view.year()) else { continue };
            let figure = value.figure.as_ref();
            let filled = !value.text.trim().is_empty()
                && !figure.is_some_and(|figure| {
                    matches!(figure.kind, FigureKind::Blank | FigureKind::None | FigureKind::Ended)
                });
            let indicator = value.key.indicator.as_ref();
            // The form is issued with the plan's own text in this cell.
            let planned = indicator
                .and_then(|id| project.indicator(id)?.years.get(&year))
                .is_some_and(|cells| fold::key(&cells.actual.text) == fold::key(&value.text));
            // Words beside numbers are a memo, which S09 reports.
            let memo = indicator
                .and_then(|id| project.indicator(id))
                .zip(figure)
                .is_some_and(|(indicator, figure)| indicator.holds_memo(figure));
            let Some(at) = value.at().filter(|_| filled && !planned && !memo) else { continue };
            let symbol = indicator.map_or("", |id| id.symbol());
            let message = format!(
                "まだ始まっていない{}の実績{symbol}に「{}」と記入されています",
                year.label(),
                value.text
            );
            let now = view.year().label();
            let finding = RULE
                .kind
                .at(at, message)
                .found(value.cell.text.as_str())
                .expected("空欄")
                .help(format!("{now}の実績であれば、{now}の欄に移してください"));
            let finding = attribute_to_return(finding, ret);
            findings.push(Finding { indicator: indicator.cloned(), ..finding });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said, times};

    #[test]
    fn a_future_actual_is_reported() {
        let found = findings(|form| form.of_year(Field::Actual, 0, 2032, "450手続"));
        assert_eq!(said(&found), ["V13 まだ始まっていない2032年度の実績①に「450手続」と記入されています"]);
        assert_eq!(found[0].help, "2031年度の実績であれば、2031年度の欄に移してください");
    }

    #[test]
    fn a_dash_and_an_end_are_accepted() {
        for text in ["－", "なし", "終了"] {
            let found = findings(|form| form.of_year(Field::Actual, 0, 2032, text));
            assert_eq!(times("V13", &found), 0, "{text}");
        }
    }
}
