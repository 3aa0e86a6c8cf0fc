//! R06: a wish to revise the plan.

use crate::finding::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::rules::entry::{Entry, says_nothing};
use crate::rules::{Check, Rule};
use crate::text::fold;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R06",
        severity: Severity::Info,
        title: "計画見直しの要望",
        help: "対応は要りません",
        explain: include_str!("r06_revision_wish.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    if entry.field != Field::RevisionWish {
        return None;
    }
    let text = entry.beside(Field::RevisionText);
    let wished = if says_nothing(entry.text()) {
        // What is asked for counts although the choice was forgotten, but not against a plain なし.
        fold::is_blank(entry.text()) && !says_nothing(text.text())
    } else {
        true
    };
    wished.then(|| {
        let what = if says_nothing(text.text()) { "内容は未記入" } else { text.text() };
        let at = if entry.value.is_some() { entry.cell() } else { text.cell() };
        RULE.kind.at(at, format!("計画見直しの要望があります（{what}）")).found(text.text())
    })
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::rules::sample::{codes_when, said_when};

    #[test]
    fn a_wish_is_listed() {
        assert_eq!(
            said_when(|form| form
                .set(Field::RevisionWish, "あり")
                .set(Field::RevisionText, "目標を上げたい")),
            ["R06 計画見直しの要望があります（目標を上げたい）"]
        );
        assert_eq!(
            said_when(|form| form.set(Field::RevisionWish, "あり")),
            ["R06 計画見直しの要望があります（内容は未記入）"]
        );
    }

    #[test]
    fn no_wish_is_none_whatever_stands_beside_it() {
        assert!(
            codes_when(|form| form
                .set(Field::RevisionWish, "なし")
                .set(Field::RevisionText, "目標を上げたい"))
            .is_empty()
        );
    }
}
