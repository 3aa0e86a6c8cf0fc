//! V11: a figure's cell refers to another document or cell (`別紙参照`) instead of giving the value.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V11",
        severity: Severity::Error,
        title: "参照だけの記入",
        help: "参照先の値を直接入力してください",
        explain: include_str!("v11_reference.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    (entry.content() == Content::Reference).then(|| {
        let message = format!("{}が「{}」となっていて、値がありません", entry.label(), entry.text());
        RULE.kind.at(entry.cell(), message).expected("値そのもの")
    })
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn a_reference_instead_of_a_value_is_refused() {
        assert_eq!(
            said_when(|form| form.actual(0, "別紙参照")),
            ["V11 実績①が「別紙参照」となっていて、値がありません"]
        );
    }

    #[test]
    fn a_reference_in_prose_is_accepted() {
        assert_eq!(times("V11", &findings(|form| form.set(Field::Activity, "別紙参照"))), 0);
    }
}
