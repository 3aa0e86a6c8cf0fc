//! S11: a form or a filled-in input cell is hidden or invisible.

use crate::findings::finding::{Finding, Kind, Location, Severity};
use crate::sources::{CellRef, SheetId};

/// The kind.
pub static KIND: Kind = Kind {
    code: "S11",
    severity: Severity::Check,
    title: "隠れたシート・行・列",
    help: "非表示を解除し、内容を確かめてください",
    explain: include_str!("s11_hidden.md"),
    ..Kind::PLAIN
};

/// Makes one finding for the hidden input cells of a form; an inner `None` stands for the whole sheet. `None`
/// if nothing is hidden.
pub fn finding(sheet: SheetId, hidden: &[Option<CellRef>]) -> Option<Finding> {
    if hidden.is_empty() {
        return None;
    }
    if hidden.contains(&None) {
        let message = "非表示のシートに様式があります。内容は読み取りました";
        return Some(KIND.located(Location::Sheet(sheet), message).expected("表示されたシート"));
    }
    let mut cells = hidden.iter().copied().flatten();
    let first = cells.next()?;
    let message = format!("非表示の行または列に記入欄（{}）があります。内容は読み取りました", first.pos.a1());
    Some(KIND.at(first, message).expected("表示された行と列").related(cells))
}

/// Makes the finding for input cells whose contents are invisible. `None` if there are none.
pub fn invisible(cells: &[CellRef]) -> Option<Finding> {
    let (first, rest) = cells.split_first()?;
    let message = format!(
        "表示形式や文字の色のため、記入欄（{}）の内容が画面に見えません。内容は読み取りました",
        first.pos.a1()
    );
    let finding = KIND.at(*first, message).expected("見える記入").related(rest.iter().copied());
    Some(finding.help("表示形式と文字の色を直し、内容を確かめてください"))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::form::raw::ShapeIssue;
    use crate::sample::forms::{findings, said_when, times};
    use workbook::Pos;

    #[test]
    fn a_hidden_sheet_or_cell_is_reported() {
        assert_eq!(
            said_when(|form| form.issue(ShapeIssue::Hidden { pos: None })),
            ["S11 非表示のシートに様式があります。内容は読み取りました"]
        );
        let row = Some(Pos::new(16, 3));
        assert_eq!(
            said_when(|form| form.issue(ShapeIssue::Hidden { pos: row })),
            ["S11 非表示の行または列に記入欄（D17）があります。内容は読み取りました"]
        );
    }

    #[test]
    fn an_invisible_entry_is_reported() {
        assert_eq!(
            said_when(|form| form.issue(ShapeIssue::Invisible { cells: vec![Pos::new(16, 3)] })),
            ["S11 表示形式や文字の色のため、記入欄（D17）の内容が画面に見えません。内容は読み取りました"]
        );
    }

    #[test]
    fn a_confirmed_hidden_sheet_is_accepted() {
        assert_eq!(
            times(
                "S11",
                &findings(|form| form
                    .issue(ShapeIssue::Hidden { pos: None })
                    .set(Field::Confirmed, "Ｓ１１"))
            ),
            0
        );
    }
}
