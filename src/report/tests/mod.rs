//! The committee's workbook as a whole.

mod change_requests;

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use rust_decimal::Decimal;

use crate::plan::model::{Band, Bands};
use crate::report::write;
use crate::sample::results as sample;

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

#[test]
fn every_sheet_is_there_in_order_and_bytes_repeat() {
    let (plan, c) = (sample::plan(), sample::consolidation());
    let files = write(&plan, &c).unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].path, "進捗管理表_2023-03.xlsx");
    let book = open(&files[0].bytes);
    assert_eq!(
        book.sheet_names(),
        [
            "概況",
            "要対応",
            "変更申出",
            "進捗一覧",
            "前回比較",
            "集計",
            "ロードマップ",
            "取組と意見",
            "判定基準"
        ]
    );
    assert_eq!(write(&plan, &c).unwrap(), files);
}

#[test]
fn what_a_department_wrote_is_text_even_where_it_looks_like_a_formula() {
    let files = write(&sample::plan(), &sample::consolidation()).unwrap();
    let mut book = open(&files[0].bytes);
    let range = book.worksheet_range("取組と意見").unwrap();
    assert!(
        range.used_cells().any(|(_, _, cell)| *cell == Data::String("=1+1 受付を始めました。".to_owned()))
    );
    let formulas = book.worksheet_formula("取組と意見").unwrap();
    assert_eq!(formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count(), 0);
}

#[test]
fn rates_and_counts_are_formulas_with_their_results() {
    let files = write(&sample::plan(), &sample::consolidation()).unwrap();
    let mut book = open(&files[0].bytes);
    let list = book.worksheet_range("進捗一覧").unwrap();
    let formulas = book.worksheet_formula("進捗一覧").unwrap();
    // Row 6 of the sheet: heading row 4, the 施策 row 5.
    assert_eq!(formulas.get_value((5, 10)).unwrap(), "IF(COUNT(J6,I6)=2,IF(I6>0,J6/I6,\"\"),\"\")");
    assert_eq!(list.get_value((5, 10)), Some(&Data::Float(1.0275)));
    assert_eq!(list.get_value((5, 11)), Some(&Data::String("◎ 達成".to_owned())));
    assert!(formulas.get_value((5, 11)).unwrap().contains("効果_下限_2"));
    let totals = book.worksheet_range("集計").unwrap();
    let counts = book.worksheet_formula("集計").unwrap();
    assert_eq!(counts.get_value((4, 2)).unwrap(), "COUNTIF(一覧_事業効果,1)");
    assert_eq!(totals.get_value((4, 2)), Some(&Data::Float(1.0)));
}

#[test]
fn any_number_of_bands_and_any_symbol_can_be_shown() {
    for count in 2..=6 {
        let mut plan = sample::plan();
        let bands: Vec<Band> = ["*", "A\"", "~?", "=1", "<", "&"]
            .iter()
            .zip(0..count)
            .map(|(symbol, at)| Band {
                name: format!("区分{at}"),
                symbol: (*symbol).to_owned(),
                floor: (at + 1 < count).then(|| Decimal::from(100 - 15 * at)),
                needs_action: at + 1 == count,
                good: at == 0,
            })
            .collect();
        plan.bands = Bands { effect: bands.clone(), progress: bands };
        let files = write(&plan, &sample::consolidation()).unwrap();
        let mut book = open(&files[0].bytes);
        let list = book.worksheet_range("進捗一覧").unwrap();
        assert_eq!(list.get_value((5, 11)), Some(&Data::String("* 区分0".to_owned())));
        let formula = book.worksheet_formula("進捗一覧").unwrap().get_value((5, 11)).unwrap().clone();
        assert_eq!(formula.matches("効果_下限_").count(), usize::try_from(count - 1).unwrap());
    }
}

#[test]
fn no_function_is_newer_than_excel_2010() {
    let files = write(&sample::plan(), &sample::consolidation()).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(files[0].bytes.clone())).unwrap();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        if name.starts_with("xl/worksheets/") && name.ends_with(".xml") {
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            assert!(!text.contains("_xlfn."), "{name}");
        }
    }
}
