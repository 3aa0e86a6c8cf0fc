//! V12: an actual's number was taken out of text.

use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::{NumberSource, amount};
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::text::fold::{self, one_line};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V12",
        severity: Severity::Check,
        title: "文章の中の数値",
        help: "数値と単位だけを記入し、説明は取組内容に移してください",
        explain: include_str!("v12_number_in_text.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let target = entry.due().filter(|target| entry.field == Field::Actual && target.quantity.is_some())?;
    // An actual in the target's own words means that the target was reached.
    if fold::prose(entry.text()) == fold::prose(&target.text) {
        return None;
    }
    let found = entry.quantity()?;
    let figure = entry.value?.figure.as_ref()?;
    (figure.source == NumberSource::Within).then(|| {
        let taken = amount(found.number, entry.unit());
        let message = format!("{}「{}」から{taken}を読み取りました", entry.label(), one_line(entry.text()));
        RULE.kind.at(entry.cell(), message).expected(taken)
    })
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{
        Form, findings, findings_at, findings_of, plan, plan_with, said_when, set_year, times,
    };
    use workbook::Cell;

    #[test]
    fn a_number_taken_from_text_is_reported() {
        assert_eq!(
            said_when(|form| form.actual(1, "予約機能を活用(65%)")),
            ["V12 実績②「予約機能を活用(65%)」から65%を読み取りました"]
        );
    }

    #[test]
    fn the_targets_own_words_are_accepted() {
        let plan = plan_with(0, 1, |indicator| set_year(indicator, 2031, "予約機能を活用(40%)", ""));
        let found = findings_of(&plan, |form| form.actual(1, "予約機能を活用（40%）"));
        assert_eq!(times("V12", &found), 0, "{found:?}");
    }

    #[test]
    fn a_remark_after_a_number_is_accepted() {
        assert_eq!(times("V12", &findings(|form| form.actual(0, "411手続/800手続（試行）"))), 0);
    }

    #[test]
    fn a_forecast_in_words_is_not() {
        let words = |form: Form| form.row(Field::Forecast, 1, Cell::text("予約機能を活用(65%)"));
        assert_eq!(times("V12", &findings_at(&plan(), "2031-12", words)), 0);
    }
}
