//! V09: the cell shows a spreadsheet error value (`#REF!`).

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V09",
        severity: Severity::Error,
        title: "数式のエラー",
        help: "数式を直すか、値を直接入力してください",
        explain: include_str!("v09_error_value.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    (entry.content() == Content::ErrorValue).then(|| {
        let message = format!("{}が「{}」になっています", entry.label(), entry.text());
        RULE.kind.at(entry.cell(), message).expected("エラーでない値")
    })
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn an_error_value_is_refused() {
        assert_eq!(said_when(|form| form.actual(0, "#REF!")), ["V09 実績①が「#REF!」になっています"]);
    }

    #[test]
    fn a_number_sign_in_a_text_is_accepted() {
        assert_eq!(times("V09", &findings(|form| form.set(Field::Activity, "#1の窓口"))), 0);
    }
}
