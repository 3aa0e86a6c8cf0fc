//! Issued forms are read back as written, without shape issues or remarks.

use crate::form::content::{IndicatorContent, Mark};
use crate::form::field::{Control, Field};
use crate::form::labels::Labels;
use crate::form::raw::CellRole;
use crate::form::read::tests::{content, cover, filled, indicator, meant, only, said, span, written};
use crate::form::read::{read_cover, read_forms};
use crate::form::write;
use crate::intake;
use crate::text::calendar::FiscalYear;

fn variants() -> Vec<Vec<IndicatorContent>> {
    let mut rated = indicator("", "導入の段階");
    rated.self_rating = Some(String::new());
    vec![
        vec![indicator("", "手続の数")],
        vec![indicator("①", "手続の数"), indicator("②", "利用の率")],
        vec![indicator("①", ""), indicator("②", "")],
        vec![indicator("", "")],
        vec![rated],
        Vec::new(),
    ]
}

#[test]
fn a_written_form_is_read_back_as_it_was() {
    for indicators in variants() {
        for content in [content(indicators.clone()), filled(content(indicators.clone()))] {
            let form = only(&written(&content));
            assert_eq!(said(&form), meant(&content));
            assert!(form.shape_issues.is_empty(), "{:?}", form.shape_issues);
            assert!(form.remarks.is_empty(), "{:?}", form.remarks);
            assert!(form.cells.iter().all(|(_, role)| *role != CellRole::Outside));
            assert_eq!(form.control(Control::Month).unwrap().cell.text, "2031年12月末");
            assert_eq!(form.control(Control::Sender).unwrap().cell.text, "みどり課");
            assert_eq!(form.control(Control::IssueNumber).unwrap().cell.text, "1");
            assert_eq!(form.schedule_heading.is_some(), content.schedule.is_some());
            // Only volumes have the number; an issued form has 整理番号.
            assert_eq!((form.number, form.measure_line), (None, None));
        }
    }
}

#[test]
fn any_number_of_years_is_read_back() {
    for years in 1..=8 {
        let mut content = content(vec![indicator("", "手続の数")]);
        let schedule = content.schedule.as_mut().unwrap();
        schedule.years = (2031 - years..2031).map(|year| FiscalYear::new(year + 1)).collect();
        schedule.indicators[0].targets =
            schedule.years.iter().map(|year| span(year.year(), year.year(), &format!("{year}件"))).collect();
        schedule.indicators[0].actuals = vec![span(2031, 2031, "3件")];
        let form = only(&written(&content));
        assert_eq!(said(&form), meant(&content));
        assert!(form.shape_issues.is_empty() && form.remarks.is_empty(), "{:?}", form.shape_issues);
    }
}

#[test]
fn a_blank_input_has_the_cell_of_its_value() {
    let content = content(vec![indicator("", "手続の数")]);
    let form = only(&written(&content));
    let place = |field: Field| {
        form.labels.iter().find(|label| label.field == field).and_then(|label| label.value_at).unwrap().a1()
    };
    // Name, years, 目標 and 実績 follow the eight rows of the plan block; 2031年度 is the second year.
    assert_eq!(place(Field::Actual), "D18");
    assert_eq!(place(Field::Forecast), "D20");
    assert_eq!(place(Field::Progress), "B21");
    assert!(form.value(Field::Progress).is_none());
}

#[test]
fn notes_and_corrections_of_a_slip_are_skipped() {
    let mut content = filled(content(vec![indicator("①", "手続の数"), indicator("②", "")]));
    content.marks = vec![
        Mark {
            field: Field::Reason,
            symbol: None,
            year: None,
            text: "【要確認・R03】遅れ・未達の理由がありません。理由を記入してください。".to_owned(),
        },
        Mark {
            field: Field::Actual,
            symbol: Some("②".to_owned()),
            year: Some(FiscalYear::new(2031)),
            text: "【誤り・V03】単位が違います。単位を「手続」にしてください。".to_owned(),
        },
    ];
    let grid = written(&content);
    assert_eq!(grid.remarks.len(), 2);
    let form = only(&grid);
    assert_eq!(said(&form), meant(&content));
    assert!(form.remarks.is_empty(), "{:?}", form.remarks);
    assert!(form.shape_issues.is_empty(), "{:?}", form.shape_issues);
}

#[test]
fn the_first_sheet_of_a_book_is_no_form_and_holds_the_author() {
    let forms = [content(vec![indicator("", "手続の数")]), content(Vec::new())];
    let bytes = write::book(&cover(), &forms).unwrap().bytes;
    let mut grids = intake::sheets_of(&bytes);
    assert_eq!(grids.len(), 3);
    assert!(read_forms(&grids[0], &Labels::default()).is_empty());
    assert!(read_cover(&grids[0], &Labels::default()).is_empty());
    let at = grids[0].cells.iter().find(|(_, cell)| cell.text == "連絡先").map(|(pos, _)| *pos).unwrap();
    let beside = workbook::Pos::new(at.row, at.col + 1);
    grids[0].cells.insert(beside, workbook::Cell::text("内線 100"));
    let cover = read_cover(&grids[0], &Labels::default());
    assert_eq!(cover.len(), 1);
    assert_eq!((cover[0].field, cover[0].cell.text.as_str()), (Field::Contact, "内線 100"));
    // Forms of the same project do not share a sheet name.
    assert_ne!(grids[1].name, grids[2].name);
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let forms = [content(vec![indicator("", "手続の数")])];
    assert_eq!(write::book(&cover(), &forms).unwrap(), write::book(&cover(), &forms).unwrap());
}
