//! S01: 整理番号 is missing or misspelt; says how the project was identified.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::ids::ProjectId;
use crate::sources::CellRef;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "S01",
    severity: Severity::Check,
    title: "整理番号のない様式",
    help: "整理番号の欄に番号を記入してください",
    explain: include_str!("s01_no_id.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `how` names what identified the project.
pub(crate) fn finding(at: CellRef, how: &str, id: &ProjectId, name: &str) -> Finding {
    KIND.at(at, format!("整理番号がないため、{how}から事業 {id}「{name}」と判断しました"))
        .expected(id.to_string())
}

/// Makes the finding for a misspelt 整理番号 (`2001-01-01`, `No.1-1-1`) whose project the name identifies.
pub(crate) fn misspelt(at: CellRef, written: &str, id: &ProjectId, name: &str) -> Finding {
    let message =
        format!("整理番号の欄「{written}」は、事業名称から事業 {id}「{name}」の整理番号と判断しました");
    KIND.at(at, message)
        .found(written)
        .expected(id.to_string())
        .help(format!("整理番号の欄を「{id}」に直してください"))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{cell, findings, said_when, times};
    use workbook::CellKind;

    #[test]
    fn a_form_without_an_id_is_identified_by_printed_number_name_or_sheet() {
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
    fn an_unusual_spelling_of_an_id_is_read_beside_the_right_name() {
        assert_eq!(
            said_when(|form| form.set(Field::Id, "No.1-1-1")),
            [
                "S01 整理番号の欄「No.1-1-1」は、事業名称から事業 1-1-1「窓口の見直し」の整理番号と判断しました"
            ]
        );
        for text in ["1・1・1", "①-①-①", "事業1-1-1", "1-1-1 窓口の見直し", "第1－1－1号", "01-01-01番"]
        {
            assert_eq!(times("S01", &findings(|form| form.set(Field::Id, text))), 1, "{text}");
        }
        let date = || cell("2001-01-01", CellKind::Date { typed: "2001/1/1".to_owned() });
        assert_eq!(times("S01", &findings(|form| form.cell(Field::Id, date()))), 1);
        // With a name that the plan lacks, or other numbers, the project stays unknown.
        assert_eq!(
            times("S02", &findings(|form| form.cell(Field::Id, date()).set(Field::Name, "別の事業"))),
            1
        );
        assert_eq!(times("S02", &findings(|form| form.set(Field::Id, "No.1-1-3"))), 1);
        assert_eq!(times("S02", &findings(|form| form.set(Field::Id, "1-1-1-5"))), 1);
    }

    #[test]
    fn an_id_is_read_in_any_width() {
        assert_eq!(
            times("S01", &findings(|form| form.set(Field::Id, "１－１－１").sheet("1-1-2 別のシート"))),
            0
        );
    }
}
