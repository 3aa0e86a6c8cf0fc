//! S08: rows or columns were inserted, removed or moved, or optional labels are gone; all values that remain
//! were found.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S08",
    severity: Severity::Info,
    title: "行や列のずれ",
    help: "対応は要りません",
    explain: include_str!("s08_shifted.md"),
    ..Kind::PLAIN
};

/// Makes one finding for all moved parts of a form and all labels that it lost. `None` if there are none.
pub fn finding(anchor: CellRef, moved: &[(&str, CellRef)], lost: &[String]) -> Option<Finding> {
    let gone = (!lost.is_empty()).then(|| format!("{}がありません", lost.join("、")));
    let what: Vec<&str> = moved.iter().map(|(what, _)| *what).chain(gone.as_deref()).collect();
    if what.is_empty() {
        return None;
    }
    let what = what.join("、");
    let all = if lost.is_empty() { "値はすべて" } else { "残っている値は" };
    let message = format!("様式の配置が変わっています（{what}）。{all}見出しから読み取りました");
    let first = moved.first().map_or(anchor, |(_, at)| *at);
    Some(KIND.at(first, message).found(what).related(moved.iter().skip(1).map(|(_, at)| *at)))
}

#[cfg(test)]
mod tests {
    use crate::form::raw::ShapeIssue;
    use crate::sample::forms::{Form, findings, said_when, times};
    use workbook::Pos;

    #[test]
    fn moved_parts_are_one_finding() {
        let moved = |form: Form| {
            let shifted = |what: &str| ShapeIssue::Shifted { what: what.to_owned(), pos: Pos::new(4, 0) };
            form.issue(shifted("「課題」から下が2行下")).issue(shifted("「目標」から右が1列右"))
        };
        assert_eq!(
            said_when(moved),
            [
                "S08 様式の配置が変わっています（「課題」から下が2行下、「目標」から右が1列右）。値はすべて見出しから読み取りました"
            ]
        );
    }

    #[test]
    fn lost_labels_are_reported_with_moved_parts() {
        let found = findings(|form| {
            let form = form.issue(ShapeIssue::Lost { label: "施策".to_owned() });
            form.issue(ShapeIssue::Shifted {
                what: "「課題」から下が1行上へ".to_owned(),
                pos: Pos::new(4, 0),
            })
        });
        assert_eq!(found.iter().map(|finding| finding.kind.code).collect::<Vec<_>>(), ["S08"]);
        assert_eq!(
            found[0].message,
            "様式の配置が変わっています（「課題」から下が1行上へ、「施策」の見出しがありません）。残っている値は見出しから読み取りました"
        );
    }

    #[test]
    fn a_form_as_issued_is_accepted() {
        assert_eq!(times("S08", &findings(|form| form)), 0);
    }
}
