//! S14: a sheet is a copy beside the form of the same project.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S14",
    severity: Severity::Info,
    title: "様式のほかの控え",
    help: "対応は要りません。控えのほうが正しい回答のときは、シートの名前を改めて提出し直してください",
    explain: include_str!("s14_copy.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `copy` is the copy's sheet, `form` the sheet of the form that counts.
pub fn finding(at: CellRef, copy: &str, form: &str) -> Finding {
    KIND.at(
        at,
        format!(
            "シート「{copy}」は、同じ事業の様式（シート「{form}」）の控えとみられるため、使いませんでした"
        ),
    )
    .found(copy)
}
