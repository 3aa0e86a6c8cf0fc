//! C04: a newer return replaces an older one: which, why, which cells differ.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C04",
        severity: Severity::Info,
        title: "差し替えられた回答",
        help: "対応は要りません",
        explain: include_str!("c04_replaced.md"),
    },
    check: Check::Raised,
};

/// The finding, at the older return.
pub(crate) fn finding(at: CellRef, newer: &str, why: &str, changed: &[(String, CellRef)]) -> Finding {
    let what = if changed.is_empty() {
        "記入内容は同じです".to_owned()
    } else {
        let labels: Vec<&str> = changed.iter().map(|(label, _)| label.as_str()).collect();
        format!("違う欄: {}", labels.join("、"))
    };
    RULE.kind
        .at(at, format!("{why}「{newer}」に差し替えました（{what}）"))
        .expected(newer)
        .related(changed.iter().map(|(_, cell)| *cell))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::rules::sample::{AS_OF, Form, form, plan, run, said};

    fn two(date: &str, change: impl Fn(Form) -> Form) -> Vec<String> {
        let plan = plan();
        let first = form(&plan, "1-1-1", AS_OF).set(Field::EnteredOn, "2032/4/5");
        let second = first.clone().file("2032-03/copy.xlsx", Some(AS_OF)).set(Field::EnteredOn, date);
        said(&run(&plan, vec![first, change(second), form(&plan, "1-1-2", AS_OF)]).findings)
    }

    #[test]
    fn an_older_answer_is_told_whatever_is_wrong_with_it() {
        assert_eq!(
            two("令和14年4月2日", |form| form.actual(0, "#REF!").remark("速報")),
            ["C04 記入日の新しい回答「2032-03/1-1-1.xlsx」に差し替えました（違う欄: 2031年度実績①）"]
        );
    }

    #[test]
    fn a_single_answer_replaces_nothing() {
        let plan = plan();
        let forms = vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)];
        assert!(run(&plan, forms).findings.is_empty());
    }
}
