//! The committee's workbook as a whole.

mod change_requests;
mod golden;
mod items;
mod overview;

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use rust_decimal::Decimal;

use crate::evaluate::model::{Counts, Share};
use crate::evaluate::summary::MonthSummary;
use crate::form::field::Field;
use crate::plan::model::{Band, Bands};
use crate::report::write;
use crate::returns::EntryKey;
use crate::sample::results as sample;
use crate::text::calendar::Month;
use workbook::Pos;

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

/// Returns the position of the column of 進捗一覧 with a heading.
fn column(list: &Range<Data>, heading: &str) -> u32 {
    let headings = list.rows().nth(3).unwrap();
    let found = headings.iter().position(|cell| *cell == Data::String(heading.to_owned()));
    u32::try_from(found.unwrap_or_else(|| panic!("no {heading}"))).unwrap()
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
            "根拠一覧",
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
fn a_departments_text_stays_text_even_if_it_looks_like_a_formula() {
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
    // The headings stand in row 4, the first indicator in row 5.
    let col = |heading: &str| column(&list, heading);
    let [target, actual] = ["目標値", "実績値"].map(|heading| Pos::new(4, col(heading)).a1());
    let rate = formulas.get_value((4, col("達成率"))).unwrap();
    assert_eq!(*rate, format!("IF(COUNT({actual},{target})=2,IF({target}>0,{actual}/{target},\"\"),\"\")"));
    assert_eq!(list.get_value((4, col("達成率"))), Some(&Data::Float(1.0275)));
    assert_eq!(list.get_value((4, col("効果達成\n状況"))), Some(&Data::String("◎ 達成".to_owned())));
    assert!(formulas.get_value((4, col("効果達成\n状況"))).unwrap().contains("効果_下限_2"));
    // The actual is shown as written as long as its number is not corrected.
    let written = formulas.get_value((4, col("実績"))).unwrap();
    assert_eq!(*written, format!("IF({actual}=411,\"411手続\",{actual}&\"手続\")"));
    assert_eq!(list.get_value((4, col("実績"))), Some(&Data::String("411手続".to_owned())));
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
        let col = column(&list, "効果達成\n状況");
        assert_eq!(list.get_value((4, col)), Some(&Data::String("* 区分0".to_owned())));
        let formula = book.worksheet_formula("進捗一覧").unwrap().get_value((4, col)).unwrap().clone();
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

#[test]
fn the_chart_over_the_months_has_a_gap_where_a_month_has_no_share() {
    let (plan, mut c) = (sample::plan(), sample::consolidation());
    let mut before = MonthSummary::of(&plan, &c.assessment);
    before.achieved = Share { part: 0, base: 0 };
    let month = |month: Month| MonthSummary { month, ..before.clone() };
    c.earlier = vec![month(c.as_of.prev().prev()), month(c.as_of.prev())];
    let files = write(&plan, &c).unwrap();
    let range = open(&files[0].bytes).worksheet_range("概況").unwrap();
    let (_, left) = range.start().unwrap();
    let find = |words: &str| range.used_cells().find(|(_, _, cell)| **cell == Data::String(words.to_owned()));
    let (row, months, _) = find("23.01").unwrap();
    let shares = |row: usize| [1, 2, 3].map(|at| range.rows().nth(row).unwrap()[months + at].clone());
    assert!(left <= u32::try_from(months).unwrap());
    // 提出率, 達成割合, 順調割合.
    assert!(matches!(shares(row), [Data::Float(_), Data::Empty, Data::Float(_)]), "{:?}", shares(row));
    assert!(matches!(shares(row + 2)[1], Data::Float(_)), "{:?}", shares(row + 2));
}

#[test]
fn the_organisation_is_not_printed_twice_if_the_title_begins_with_it() {
    let (mut plan, c) = (sample::plan(), sample::consolidation());
    let heading = |plan: &crate::plan::Plan| {
        let files = write(plan, &c).unwrap();
        let range = open(&files[0].bytes).worksheet_range("概況").unwrap();
        range.rows().flatten().map(ToString::to_string).find(|text| text.ends_with("の概況")).unwrap()
    };
    plan.title = "DX推進プラン".to_owned();
    assert!(heading(&plan).starts_with("見本市 DX推進プラン　"), "{}", heading(&plan));
    plan.title = "見本市DX推進プラン".to_owned();
    assert!(heading(&plan).starts_with("見本市DX推進プラン　"), "{}", heading(&plan));
}

#[test]
fn the_row_of_all_indicators_is_as_high_as_its_text() {
    let plan = sample::plan();
    let height = |counts: usize| {
        let mut c = sample::consolidation();
        let totals = &mut c.assessment.totals;
        totals.indicator_achieved = Share { part: counts, base: counts };
        totals.indicator_effect = Counts(["未報告", "公表待ち"].map(|word| (word.to_owned(), counts)).into());
        let files = write(&plan, &c).unwrap();
        let range = open(&files[0].bytes).worksheet_range("集計").unwrap();
        let row = range.rows().position(|row| row[1] == Data::String("全指標".to_owned())).unwrap();
        let mut xml = String::new();
        let mut zip = zip::ZipArchive::new(Cursor::new(&files[0].bytes)).unwrap();
        zip.by_name("xl/worksheets/sheet7.xml").unwrap().read_to_string(&mut xml).unwrap();
        let tag = xml.split(&format!("<row r=\"{}\"", row + 1)).nth(1).unwrap().split('>').next().unwrap();
        tag.split("ht=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap()
    };
    assert!(height(1_000_000_000) > height(10), "two lines need more height than one");
}

#[test]
fn a_long_text_is_split_over_rows_that_name_its_project_without_loss() {
    let mut c = sample::consolidation();
    let project = c.assessment.projects[0].project.clone();
    let text = (1..=60)
        .map(|number| format!("・{number}か所の窓口で受付を見直しました。"))
        .collect::<Vec<_>>()
        .join("\n");
    let month = c.accepted_months.months.get_mut(&c.as_of).unwrap();
    let key = EntryKey::single(Field::Activity);
    month.projects.get_mut(&project).unwrap().entries.get_mut(&key).unwrap().text = text.clone();
    let files = write(&sample::plan(), &c).unwrap();
    let range = open(&files[0].bytes).worksheet_range("取組と意見").unwrap();
    let col =
        range.rows().nth(2).unwrap().iter().position(|cell| *cell == Data::String("取組内容".to_owned()));
    let own = range.rows().filter(|row| row[1] == Data::String(project.to_string()));
    let (names, pieces): (Vec<String>, Vec<String>) =
        own.map(|row| (row[2].to_string(), row[col.unwrap()].to_string())).unzip();
    assert_eq!(pieces.join("\n"), text);
    // 60 lines or a few more, up to 24 in a row.
    assert!((3..=6).contains(&pieces.len()), "{}", pieces.len());
    assert!(names[1..].iter().all(|name| name.contains("（続き）")), "{names:?}");
}
