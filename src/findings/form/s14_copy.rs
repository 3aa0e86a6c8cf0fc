//! S14: a sheet is a copy beside the form of the same project.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "S14",
    severity: Severity::Info,
    title: "様式のほかの控え",
    help: "対応は要りません。控えのほうが正しい回答のときは、シートの名前を改めて提出し直してください",
    explain: include_str!("s14_copy.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `copy` is the copy's sheet, `form` the sheet of the form that counts.
pub(crate) fn finding(at: CellRef, copy: &str, form: &str) -> Finding {
    KIND.at(
        at,
        format!(
            "シート「{copy}」は、同じ事業の様式（シート「{form}」）の控えとみられるため、使いませんでした"
        ),
    )
    .found(copy)
}

#[cfg(test)]
mod tests {
    use crate::consolidate::consolidate;
    use crate::sample::forms::{AS_OF, codes, form, month, plan, returned};

    /// Returns the codes of the findings about a book that holds the form of 1-1-1 on two sheets.
    fn codes_beside(second: &str) -> Vec<&'static str> {
        let plan = plan();
        let of = |number: &str| form(&plan, number, AS_OF);
        let other = of("1-1-1").sheet(second).actual(0, "1手続");
        let forms = vec![of("1-1-1"), other.path("2032-03/1-1-1.xlsx2"), of("1-1-2")];
        let mut returned = returned(forms);
        let book = returned.sources.file_of(returned.forms[0].sheet);
        returned.forms[1].sheet = returned.sources.add_sheet(book, second);
        codes(&consolidate(&plan, returned, month(AS_OF)).findings)
    }

    #[test]
    fn a_copy_beside_the_form_is_reported() {
        assert_eq!(codes_beside("記入例"), ["S14"]);
    }

    #[test]
    fn a_second_answer_is_not_taken_for_a_copy() {
        assert!(!codes_beside("1-1-1 (2)").contains(&"S14"));
    }
}
