//! S09: text outside the fields or in notes, comments or text boxes, which is kept and listed; and drawings
//! or conditional formats over input cells.

use workbook::{DrawingKind, Pos};

use crate::findings::finding::{Finding, Kind, Location, Severity};
use crate::sources::{CellRef, SheetId};
use crate::text::fold::shortened;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S09",
    severity: Severity::Info,
    title: "様式の外の記載",
    help: "対応は要りません",
    explain: include_str!("s09_outside_text.md"),
    ..Kind::PLAIN
};

/// Makes one finding for all texts outside a form's fields. `None` if there are none.
pub fn finding(texts: &[(&str, CellRef)]) -> Option<Finding> {
    let ((text, first), rest) = texts.split_first()?;
    let shown: String = text.chars().take(40).collect();
    let more = if rest.is_empty() { String::new() } else { format!("ほか{}か所", rest.len()) };
    let message =
        format!("様式の欄の外に記載があります（「{shown}」{more}）。事務局確認表の「記述」に載せました");
    Some(KIND.at(*first, message).found(*text).related(rest.iter().map(|(_, at)| *at)))
}

/// Makes one finding for all texts on a sheet without a form: the first one's position, the sheet's name, the
/// number of texts, and the texts to quote.
pub fn elsewhere(sheet: SheetId, pos: Option<Pos>, name: &str, count: u32, texts: &[&str]) -> Finding {
    let all = texts.join("／");
    let shown: String = all.chars().take(60).collect();
    let message = format!(
        "様式のないシート「{name}」に{count}か所の記載があります（「{}」）。事務局確認表の「記述」に載せました",
        shortened(&all, 60)
    );
    let location = pos.map_or(Location::Sheet(sheet), |pos| Location::Cell(CellRef { sheet, pos }));
    KIND.located(location, message).found(shown)
}

/// Makes the finding for a drawing over input cells, whose contents cannot be read. `None` if there are no
/// cells.
pub fn overlaid(drawing: DrawingKind, cells: &[CellRef]) -> Option<Finding> {
    let (first, rest) = cells.split_first()?;
    let (word, at) = (drawing.word(), first.pos.a1());
    let message = match drawing {
        DrawingKind::Line => {
            format!("記入欄（{at}）に{word}が重なっています。セルの値はそのまま読み取りました")
        }
        DrawingKind::Picture | DrawingKind::Shape | DrawingKind::Object => {
            format!("記入欄（{at}）に{word}が重なっています。{word}の中は読み取っていません")
        }
    };
    let finding = KIND.at(*first, message).found(word).related(rest.iter().copied());
    Some(finding.help("取り消しや追記のつもりのときは、セルの値を直してください"))
}

/// Makes the finding for input cells that a conditional format may strike through. `None` if there are none.
pub fn may_be_struck(cells: &[CellRef]) -> Option<Finding> {
    let (first, rest) = cells.split_first()?;
    let message = format!(
        "記入欄（{}）は、条件付き書式で取消線の付くことがあります。セルの値はそのまま読み取りました",
        first.pos.a1()
    );
    let finding = KIND.at(*first, message).related(rest.iter().copied());
    Some(finding.help("取消線の付いた値が残っているときは、セルの値を直してください"))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::form::raw::ShapeIssue;
    use crate::sample::forms::{Form, findings, said, said_when, times};
    use workbook::{DrawingKind, Pos};

    #[test]
    fn text_outside_the_fields_is_listed_once() {
        assert_eq!(
            said_when(|form| form.remark("※速報値").remark("電話で確認")),
            ["S09 様式の欄の外に記載があります（「※速報値」ほか1か所）。事務局確認表の「記述」に載せました"]
        );
    }

    #[test]
    fn a_sheet_without_a_form_is_reported_once() {
        let told = findings(|form| {
            let form = form.remark_elsewhere("一覧", "整理番号／事業名称／1-1-1", 16);
            form.remark_elsewhere("一覧", "付箋", 1).remark_elsewhere("控え", "8月の控え", 1)
        });
        assert_eq!(
            said(&told),
            [
                "S09 様式のないシート「一覧」に17か所の記載があります（「整理番号／事業名称／1-1-1／付箋」）。事務局確認表の「記述」に載せました",
                "S09 様式のないシート「控え」に1か所の記載があります（「8月の控え」）。事務局確認表の「記述」に載せました"
            ]
        );
        assert!(told.iter().all(|finding| finding.project.is_none()));
    }

    #[test]
    fn a_sheet_without_a_form_is_reported_even_if_the_form_is_refused() {
        let refused = |form: Form| {
            let missing = ShapeIssue::Missing { label: "実績".to_owned(), expected: String::new() };
            form.issue(missing).remark("※速報値").remark_elsewhere("控え", "8月の控え", 1)
        };
        assert_eq!(times("S09", &findings(refused)), 1);
    }

    #[test]
    fn a_drawing_or_a_conditional_strike_over_an_entry_is_reported() {
        let cells = || vec![Pos::new(16, 3)];
        for (issue, message) in [
            (
                ShapeIssue::Overlaid { drawing: DrawingKind::Picture, cells: cells() },
                "S09 記入欄（D17）に画像が重なっています。画像の中は読み取っていません",
            ),
            (
                ShapeIssue::Overlaid { drawing: DrawingKind::Line, cells: cells() },
                "S09 記入欄（D17）に線が重なっています。セルの値はそのまま読み取りました",
            ),
            (
                ShapeIssue::MayBeStruck { cells: cells() },
                "S09 記入欄（D17）は、条件付き書式で取消線の付くことがあります。セルの値はそのまま読み取りました",
            ),
        ] {
            assert_eq!(said_when(|form| form.issue(issue.clone())), [message]);
        }
    }

    #[test]
    fn text_in_its_field_is_accepted() {
        assert_eq!(times("S09", &findings(|form| form.set(Field::Note, "※速報値"))), 0);
    }
}
