//! S10: a label the form needs is missing or doubled.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "S10",
        severity: Severity::Error,
        title: "見出しの不足・重複",
        help: "見出しを元に戻すか、配布した様式に記入し直してください",
        explain: include_str!("s10_labels.md"),
    },
    check: Check::Raised,
};

/// Labels that are missing, each with where it was expected.
pub(crate) fn missing(at: CellRef, labels: &[(&str, &str)]) -> Finding {
    let each = |(label, expected): &(&str, &str)| match expected.is_empty() {
        true => format!("「{label}」"),
        false => format!("「{label}」（本来は{expected}）"),
    };
    let list: Vec<String> = labels.iter().map(each).collect();
    let names: Vec<&str> = labels.iter().map(|(label, _)| *label).collect();
    RULE.kind
        .at(at, format!("必要な見出し{}が見つからないため、読み取れません", list.join("")))
        .expected(names.join("、"))
}

/// A label that stands more than once.
pub(crate) fn doubled(at: CellRef, label: &str, cells: &[CellRef]) -> Finding {
    let places: Vec<String> = cells.iter().map(|cell| cell.pos.a1()).collect();
    let message = format!(
        "見出し「{label}」が{}か所（{}）にあり、どれが正しいか分かりません",
        cells.len(),
        places.join("、")
    );
    RULE.kind
        .at(cells.first().copied().unwrap_or(at), message)
        .found(label)
        .related(cells.iter().skip(1).copied())
}

#[cfg(test)]
mod tests {
    use crate::form::raw::Trouble;
    use crate::rules::sample::{Form, codes_when};

    #[test]
    fn missing_labels_refuse_the_form_with_one_finding() {
        let missing = |form: Form| {
            let lost = |label: &str| Trouble::Missing { label: label.to_owned(), expected: "C9".to_owned() };
            form.trouble(lost("実績")).trouble(lost("進捗状況"))
        };
        assert_eq!(codes_when(missing), ["S10"]);
    }

    #[test]
    fn a_whole_form_is_read() {
        assert!(codes_when(|form| form).is_empty());
    }
}
