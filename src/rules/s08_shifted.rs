//! S08: rows or columns inserted, removed or moved; all values were found.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "S08",
        severity: Severity::Info,
        title: "行や列のずれ",
        help: "対応は要りません",
        explain: include_str!("s08_shifted.md"),
    },
    check: Check::Raised,
};

/// One finding for everything that moved on a form.
pub(crate) fn finding(moved: &[(&str, CellRef)]) -> Option<Finding> {
    let (_, first) = moved.first()?;
    let what: Vec<&str> = moved.iter().map(|(what, _)| *what).collect();
    let what = what.join("、");
    let message = format!("様式の配置が変わっています（{what}）。値はすべて見出しから読み取りました");
    Some(RULE.kind.at(*first, message).found(what).related(moved.iter().skip(1).map(|(_, at)| *at)))
}

#[cfg(test)]
mod tests {
    use crate::form::raw::Trouble;
    use crate::grid::Pos;
    use crate::rules::sample::{Form, codes_when, said_when};

    #[test]
    fn what_moved_is_said_once() {
        let moved = |form: Form| {
            let shifted = |what: &str| Trouble::Shifted { what: what.to_owned(), pos: Pos::new(4, 0) };
            form.trouble(shifted("「課題」から下が2行下")).trouble(shifted("「目標」から右が1列右"))
        };
        assert_eq!(
            said_when(moved),
            [
                "S08 様式の配置が変わっています（「課題」から下が2行下、「目標」から右が1列右）。値はすべて見出しから読み取りました"
            ]
        );
    }

    #[test]
    fn a_form_as_issued_is_not_named() {
        assert!(codes_when(|form| form).is_empty());
    }
}
