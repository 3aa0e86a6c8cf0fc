//! S01: no 整理番号: how the project was found.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::ids::ProjectId;
use crate::sources::CellRef;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S01",
    severity: Severity::Check,
    title: "整理番号のない様式",
    help: "整理番号の欄に番号を記入してください",
    explain: include_str!("s01_no_id.md"),
    ..Kind::PLAIN
};

/// The finding; `how` names what the project was found by.
pub fn finding(at: CellRef, how: &str, id: &ProjectId, name: &str) -> Finding {
    KIND.at(at, format!("整理番号がないため、{how}から事業 {id}「{name}」と判断しました"))
        .expected(id.to_string())
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{codes_when, said_when};

    #[test]
    fn a_form_known_by_its_printed_number_says_so() {
        assert_eq!(
            said_when(|form| form
                .set(Field::Id, "")
                .printed_number("1", "1-1 施策")
                .set(Field::Name, "窓口の見直し")),
            [
                "S01 整理番号がないため、事業名称の横の番号と施策の番号から事業 1-1-1「窓口の見直し」と判断しました"
            ]
        );
        assert_eq!(
            said_when(|form| form.set(Field::Id, "")),
            ["S01 整理番号がないため、事業名称から事業 1-1-1「窓口の見直し」と判断しました"]
        );
        assert_eq!(
            said_when(|form| form.set(Field::Id, "").set(Field::Name, "")),
            ["S01 整理番号がないため、シート名から事業 1-1-1「窓口の見直し」と判断しました"]
        );
    }

    #[test]
    fn an_id_in_any_width_is_an_id() {
        assert!(codes_when(|form| form.set(Field::Id, "１－１－１").sheet("1-1-2 別のシート")).is_empty());
    }
}
