//! Choices laid out in adjacent cells: only a mark selects one.

use workbook::{Grid, Pos};

use crate::form::field::Field;
use crate::form::labels::Labels;
use crate::form::raw::{RawForm, ShapeIssue};
use crate::form::read::read_forms;
use crate::form::read::tests::assert_accounted;
use crate::form::read::tests::edit::put;

fn labels() -> Labels {
    let mut labels = Labels::default();
    labels.add_choices(Field::Progress, ["順調", "やや遅れ", "遅れ"]);
    labels
}

fn form(cells: &[&str]) -> RawForm {
    let mut grid = Grid { name: "Sheet1".to_owned(), ..Grid::default() };
    let rows: [&[&str]; 4] =
        [&["事業名称", "窓口の予約"], &["担当課", "みどり課"], cells, &["取組内容", "説明会をしました。"]];
    for (row, cells) in (0..).zip(rows) {
        for (col, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            put(&mut grid, Pos::new(row, col), text);
        }
    }
    let mut forms = read_forms(&grid, &labels());
    assert_accounted(&grid, &forms);
    assert_eq!(forms.len(), 1);
    forms.pop().unwrap()
}

/// Returns the text that was taken, and whether a mark was reported as selecting it.
fn taken(field: Field, cells: &[&str]) -> (String, bool) {
    let form = form(cells);
    let text = form.value(field).map(|value| value.cell.text.clone()).unwrap_or_default();
    (text, form.shape_issues.iter().any(|issue| matches!(issue, ShapeIssue::Marked { .. })))
}

#[test]
fn the_only_marked_choice_is_taken_and_reported() {
    for cells in [
        &["進捗状況", "順調", "", "やや遅れ", "○", "", "遅れ"][..],
        &["進捗状況", "○", "やや遅れ", "", "順調", "", "遅れ"],
        &["進捗状況", "順調", "レやや遅れ", "遅れ"],
        &["進捗状況", "□順調", "■ やや遅れ", "□遅れ"],
        &["進捗状況", "(　)順調", "(○)やや遅れ", "(　)遅れ"],
        &["進捗状況", "□", "順調", "", "☑", "やや遅れ", "", "□", "遅れ"],
    ] {
        assert_eq!(taken(Field::Progress, cells), ("やや遅れ".to_owned(), true), "{cells:?}");
    }
    assert_eq!(
        taken(Field::RevisionWish, &["計画見直しの要望", "なし", "", "あり", "✓"]),
        ("あり".to_owned(), true)
    );
}

#[test]
fn nothing_is_chosen_without_exactly_one_clear_mark() {
    for cells in [
        // The mark may belong to the choice before or after it.
        &["進捗状況", "順調", "", "やや遅れ", "○", "遅れ"][..],
        &["進捗状況", "順調", "やや遅れ", "遅れ"],
        &["進捗状況", "○順調", "○やや遅れ", "遅れ"],
        &["進捗状況", "順調", "やや遅れ", "", "○"],
        &["進捗状況", "順調", "やや遅れ（前回は遅れ）", "遅れ"],
    ] {
        let (text, marked) = taken(Field::Progress, cells);
        assert!(!marked && !labels().is_choice(Field::Progress, &text), "{cells:?}: {text}");
        assert!(text.contains("順調") && text.contains("遅れ"), "{text}");
    }
}

#[test]
fn a_text_beside_a_single_choice_is_a_remark() {
    let form = form(&["進捗状況", "順調", "", "←前回と同じ"]);
    assert_eq!(form.value(Field::Progress).unwrap().cell.text, "順調");
    assert_eq!(form.remarks.len(), 1);
    assert!(form.shape_issues.is_empty(), "{:?}", form.shape_issues);
}
