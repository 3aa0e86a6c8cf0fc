//! What departments do to forms every day: hints after labels, remarks beside years, rows of their own.

use crate::form::content::Mark;
use crate::form::field::Field;
use crate::form::labels::{CONFIRM, Label, Labels};
use crate::form::raw::{RawForm, ShapeIssue};
use crate::form::read::read_forms;
use crate::form::read::tests::edit::{find, insert, put, replace};
use crate::form::read::tests::{content, filled, indicator, meant, only, said, span, written};

fn two_indicators() -> crate::form::content::FormContent {
    filled(content(vec![indicator("①", "手続の数"), indicator("②", "利用の率")]))
}

fn doubts(form: &RawForm) -> Vec<&str> {
    let issues = form.shape_issues.iter();
    issues
        .filter_map(|issue| match issue {
            ShapeIssue::Misspelt { written, .. } => Some(written.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn a_label_with_a_hint_is_read_as_the_label() {
    let content = two_indicators();
    let grid = written(&content);
    let hinted = |text: &str| {
        let hinted = match text {
            "実績①" => "実績①（12月末）",
            "実績②" => "令和13年度実績②",
            "年度末見込み①" => "年度末見込み①（R14.3末）",
            "取組内容" => "取組内容（200字以内）",
            "備考" => "備考\n※任意",
            "担当課" => "担当課【主担当課】",
            _ => return None,
        };
        Some(hinted.to_owned())
    };
    let form = only(&replace(&grid, hinted));
    assert_eq!(said(&form), meant(&content));
    // The forecast is for the end of the year, but the month of the form is December.
    assert_eq!(doubts(&form), ["年度末見込み①（R14.3末）"]);
}

#[test]
fn a_hint_of_another_time_is_doubtful_and_one_of_another_meaning_makes_no_label() {
    let grid = written(&two_indicators());
    let other = |word: &'static str| only(&replace(&grid, |text| (text == "実績①").then(|| word.to_owned())));
    let told = other("実績①（9月末）");
    assert_eq!(doubts(&told), ["実績①（9月末）"]);
    for word in ["実績①（前年度）", "実績①（見込み）", "令和12年度の参考"] {
        let form = other(word);
        let missing =
            |issue: &ShapeIssue| matches!(issue, ShapeIssue::Missing { label, .. } if label == "実績①");
        assert!(form.shape_issues.iter().any(missing), "{word}: {:?}", form.shape_issues);
    }
}

#[test]
fn a_year_with_a_remark_is_read_as_the_year() {
    let content = two_indicators();
    let grid = written(&content);
    for remark in ["※", "（今回）", "\n（実績）", "※見込み含む"] {
        let form = only(&replace(&grid, |text| (text == "2031年度").then(|| format!("{text}{remark}"))));
        assert_eq!(said(&form), meant(&content), "{remark}");
        assert!(form.shape_issues.is_empty(), "{remark}: {:?}", form.shape_issues);
    }
}

#[test]
fn a_unit_spelt_like_a_label_is_read_as_a_unit() {
    for unit in ["課題", "指標", "施策", "目標", "実績", "概要"] {
        let mut own = indicator("", "数");
        own.targets = vec![span(2030, 2030, &format!("20{unit}")), span(2031, 2031, &format!("6{unit}"))];
        own.actuals = vec![span(2030, 2030, unit)];
        let content = filled(content(vec![own]));
        let form = only(&written(&content));
        assert_eq!(said(&form), meant(&content), "{unit}");
        assert!(form.shape_issues.is_empty(), "{unit}: {:?}", form.shape_issues);
    }
}

#[test]
fn a_note_row_in_the_schedule_is_not_read_as_the_note_of_the_form() {
    let content = two_indicators();
    let grid = written(&content);
    for after in ["実績①", "年度末見込み②"] {
        let at = find(&grid, after);
        let mut grid = insert(&grid, at.row + 1, 1, true);
        put(&mut grid, workbook::Pos::new(at.row + 1, at.col), "備考");
        put(&mut grid, workbook::Pos::new(at.row + 1, at.col + 1), "9月から集計方法を変更");
        let form = only(&grid);
        assert_eq!(said(&form), meant(&content), "{after}");
        let remarks: Vec<&str> = form.remarks.iter().map(|remark| remark.text.as_str()).collect();
        assert_eq!(remarks, ["9月から集計方法を変更"], "{after}");
    }
}

#[test]
fn a_hidden_field_is_reported_only_if_filled_in() {
    let hidden =
        |form: &RawForm| form.shape_issues.iter().any(|issue| matches!(issue, ShapeIssue::Hidden { .. }));
    let mut content = two_indicators();
    content.report.remove(&Field::UserVoice);
    let mut grid = written(&content);
    let row_of = |text: &str| find(&grid, text).row;
    let (blank, filled) = (row_of("利用者の意見"), row_of("備考"));
    grid.hidden_rows.push(blank);
    assert!(!hidden(&only(&grid)));
    grid.hidden_rows.push(filled);
    assert!(hidden(&only(&grid)));
}

#[test]
fn a_symbol_in_the_name_is_neither_printed_nor_read_twice() {
    for (symbol, name) in [("①", "①手続の数"), ("①", "手続の数"), ("", "①手続の数"), ("①", "(1)手続の数")]
    {
        let content = content(vec![indicator(symbol, name)]);
        let grid = written(&content);
        assert!(grid.cells.values().all(|cell| !cell.text.starts_with("①①")), "{symbol} {name}");
        let form = only(&grid);
        let read = form.value(Field::IndicatorName).map(|value| value.cell.text.as_str());
        assert_eq!(read, Some("手続の数"), "{symbol} {name}");
        assert_eq!(form.indicators.len(), 1, "{symbol} {name}");
        assert_eq!(form.indicators[0].symbol, "①", "{symbol} {name}");
    }
}

#[test]
fn an_overwritten_correction_is_kept_and_a_printed_one_is_skipped() {
    let mut content = two_indicators();
    content.corrections = vec!["【誤り・V03】単位が違います。目標と同じ単位を付けてください。".to_owned()];
    let grid = written(&content);
    assert!(only(&grid).remarks.is_empty());
    let mut overwritten = grid.clone();
    let label = find(&grid, Label::Correction.word());
    put(&mut overwritten, workbook::Pos::new(label.row, label.col + 1), "411手続に直しました");
    let forms = read_forms(&overwritten, &Labels::default());
    let remarks: Vec<&str> = forms[0].remarks.iter().map(|remark| remark.text.as_str()).collect();
    assert_eq!(remarks, ["411手続に直しました"]);
}

#[test]
fn printed_codes_to_confirm_are_skipped_unless_text_was_typed_after_them() {
    let mut content = two_indicators();
    let text = format!("{CONFIRM}R08（2022年度の自己評価、2023年度の自己評価）、V12");
    content.marks = vec![Mark { field: Field::Confirmed, symbol: None, year: None, text }];
    let grid = written(&content);
    assert!(only(&grid).remarks.is_empty());
    for typed in ["、確認しました", "。2月に確定した値です", " 済"] {
        let mut overwritten = grid.clone();
        let label = find(&grid, Label::Correction.word());
        let at = workbook::Pos::new(label.row, label.col + 1);
        let printed = overwritten.cell(at).unwrap().text.clone();
        put(&mut overwritten, at, &format!("{printed}{typed}"));
        assert_eq!(read_forms(&overwritten, &Labels::default())[0].remarks.len(), 1, "{typed}");
    }
}
