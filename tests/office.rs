//! Opens the books in LibreOffice and checks how they print, that recalculating changes no value, and that
//! returns saved by it read the same. Run with `just office`; needs `soffice`, `pdfinfo`, `pdftotext` and
//! Japanese fonts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "it/support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use calamine::{Data, DataType, Reader, Xlsx};
use rust_decimal::Decimal;
use shinchoku::consolidate::{Consolidation, Reconciliation};
use shinchoku::evaluate::evaluate;
use shinchoku::evaluate::summary::MonthSummary;
use shinchoku::figure::{Figure, decimal_words};
use shinchoku::form::field::Field;
use shinchoku::ids::IndicatorId;
use shinchoku::plan::Plan;
use shinchoku::plan::read::read;
use shinchoku::report;
use shinchoku::returns::EntryKey;
use shinchoku::returns::accepted::{Accepted, AcceptedEntry, AcceptedMonth, AcceptedMonths};
use shinchoku::sources::{CellRef, Sources};
use shinchoku::text::calendar::{FiscalYear, Month};
use support::office::{Page, print, recalculated, saved_as};
use support::schemes::{self, FIVE, FOUR, TWO};
use support::{Workspace, kinds};
use workbook::Pos;
use workbook::edit::{CellEdit, Content, edit};

/// The values of all sheets by sheet name, row and column.
type Cells = BTreeMap<(String, u32, u32), Data>;

#[test]
#[ignore = "needs LibreOffice"]
fn recalculating_the_committees_workbook_changes_nothing() {
    for month in ["2023-03", "2023-09"] {
        let book = book(month);
        let differences = differences(&book);
        assert_eq!(differences, Vec::<String>::new(), "{month}");
        // A wrong saved result must be found; otherwise the comparison would prove nothing.
        let wrong = with_a_wrong_result(&book);
        assert!(!self::differences(&wrong).is_empty(), "{month}");
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn recalculating_the_workbook_of_the_sample_month_changes_nothing() {
    let workspace = Workspace::with_samples();
    workspace.ok(&["--quiet"]);
    let book = fs::read(workspace.output().join("2023-03/進捗管理表_2023-03.xlsx")).unwrap();
    assert_eq!(differences(&book), Vec::<String>::new());
    assert!(!differences(&with_a_wrong_result(&book)).is_empty());
}

#[test]
#[ignore = "needs LibreOffice"]
fn recalculating_under_other_bands_changes_nothing() {
    for (scheme, month) in
        [(&FOUR[..], "2023-03"), (&FIVE[..], "2022-12"), (&TWO[..], "2023-03"), (&TWO[..], "2022-12")]
    {
        let (workspace, _) = schemes::run(scheme, month);
        let path = workspace.output().join(month).join(format!("進捗管理表_{month}.xlsx"));
        assert_eq!(differences(&fs::read(path).unwrap()), Vec::<String>::new(), "{month} {scheme:?}");
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn recalculating_every_kind_of_indicator_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let master = folder.path().join("計画.xlsx");
    fs::write(&master, kinds::master()).unwrap();
    let workspace = Workspace::with_plan(&master);
    let plan = workspace.plan();
    // Two months of the plan's first year and two of its second, each time in mid-year and at the year's end.
    for month in ["2026-10", "2027-03", "2027-09", "2028-03"] {
        schemes::all_over_the_scale(&workspace, &plan, month);
        let path = workspace.output().join(month).join(format!("進捗管理表_{month}.xlsx"));
        assert_eq!(differences(&fs::read(path).unwrap()), Vec::<String>::new(), "{month}");
    }
}

/// In a mid-year month without reported 年度末見込み, a corrected actual changes the computed one, its text and its
/// band.
#[test]
#[ignore = "needs LibreOffice"]
fn a_corrected_actual_in_mid_year_changes_the_computed_outlook() {
    let book = book("2022-12");
    let before = cells(&book);
    let list = |row: u32, col: u32| before.get(&("進捗一覧".to_owned(), row, col)).cloned();
    let text = |cell: Option<Data>| cell.map(|cell| cell.to_string()).unwrap_or_default();
    let headings: BTreeMap<String, u32> =
        (0..80).map(|col| (text(list(3, col)).replace('\n', ""), col)).collect();
    let of = |heading: &str| headings[heading];
    let (actual, forecast, words) = (of("実績値"), of("見込み値"), of("年度末見込み"));
    let is_computed = |row: &u32| {
        text(list(*row, words)).ends_with("（計算）") && matches!(list(*row, forecast), Some(Data::Float(_)))
    };
    let rows: Vec<u32> = (4..80).filter(is_computed).collect();
    assert!(rows.len() > 5, "{rows:?}");
    let number = |cell: Option<Data>| cell.and_then(|cell| cell.as_f64()).unwrap();
    let edits: Vec<CellEdit> = rows
        .iter()
        .map(|row| CellEdit {
            sheet: "進捗一覧".to_owned(),
            pos: Pos::new(*row, actual),
            content: Content::Number((number(list(*row, actual)) / 2.0).to_string()),
        })
        .collect();
    let edited = edit(&book, &edits, &workbook::Limits::default()).unwrap();
    assert!(edited.refused.is_empty(), "{:?}", edited.refused);
    let after = cells(&recalculated(&edited.bytes));
    let now = |row: u32, col: u32| after.get(&("進捗一覧".to_owned(), row, col)).cloned();
    let mut other_bands = 0;
    for row in rows {
        let (was, is) = (number(list(row, forecast)), number(now(row, forecast)));
        assert_ne!(was, is, "row {}", row + 1);
        let shown = text(now(row, words));
        assert!(shown.starts_with(&is.to_string()) && shown.ends_with("（計算）"), "{shown}, not {is}");
        other_bands += usize::from(text(list(row, of("見込み"))) != text(now(row, of("見込み"))));
    }
    assert!(other_bands > 0);
}

/// Beside a reported 年度末見込み, the computed one follows the corrected actual, too.
#[test]
#[ignore = "needs LibreOffice"]
fn a_corrected_actual_changes_the_outlook_computed_beside_a_reported_one() {
    let workspace = Workspace::with_samples();
    workspace.ok(&["--as-of", "2022-12", "--quiet"]);
    let book = fs::read(workspace.output().join("2022-12/進捗管理表_2022-12.xlsx")).unwrap();
    assert_eq!(differences(&book), Vec::<String>::new());
    let before = cells(&book);
    let list = |row: u32, col: u32| before.get(&("進捗一覧".to_owned(), row, col)).cloned();
    let text = |cell: Option<Data>| cell.map(|cell| cell.to_string()).unwrap_or_default();
    let of: BTreeMap<String, u32> = (0..80).map(|col| (text(list(3, col)).replace('\n', ""), col)).collect();
    let shows = |row: u32, words: &str| text(list(row, of["年度末見込み"])) == words;
    let row = (4..80).find(|row| shows(*row, "405手続（報告）\n382手続（計算）")).unwrap();
    let content = Content::Number("300".to_owned());
    let edits = [CellEdit { sheet: "進捗一覧".to_owned(), pos: Pos::new(row, of["実績値"]), content }];
    let edited = edit(&book, &edits, &workbook::Limits::default()).unwrap();
    assert!(edited.refused.is_empty(), "{:?}", edited.refused);
    let after = cells(&recalculated(&edited.bytes));
    let now = |heading: &str| text(after.get(&("進捗一覧".to_owned(), row, of[heading])).cloned());
    assert_eq!(now("年度末見込み"), "405手続（報告）\n358手続（計算）");
    assert_eq!(now("見込み"), text(list(row, of["見込み"])));
}

#[test]
#[ignore = "needs LibreOffice"]
fn every_book_of_the_sample_months_prints_without_a_blank_page() {
    let workspace = Workspace::with_samples();
    workspace.ok(&["--quiet"]);
    workspace.ok(&["--as-of", "2022-12", "--quiet"]);
    let mut books = books_below(&workspace.output().join("2023-03"));
    assert!(books.len() > 5, "three books and the slips are expected, not {books:?}");
    books.push(workspace.output().join("2022-12/進捗管理表_2022-12.xlsx"));
    books.push(support::repository().join("templates/master-plan.xlsx"));
    for printed in print(&books) {
        assert!(!printed.pages.is_empty(), "{}", printed.name);
        for (at, page) in printed.pages.iter().enumerate() {
            assert!(!is_blank(page), "page {} of {}: {}", at + 1, printed.name, page.whole);
        }
        match printed.name.split('_').next() {
            Some("進捗管理表") => {
                the_overview_is_one_lying_page(&printed.pages);
                the_sheets_take_no_more_pages_than_they_may(&printed.pages);
            }
            Some("別冊") => {
                the_volume_is_paged_as_the_plan_is(&printed.pages);
                no_closing_mark_stands_alone(&printed.pages);
            }
            _ => {}
        }
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn every_project_of_a_large_volume_prints_under_the_heading_of_its_policy() {
    let mut plan = support::master::delivered();
    plan.fiscal_years = (2021..=2030).map(FiscalYear::new).collect();
    let set = |rows: &mut Vec<Vec<String>>, item: &str, text: &str| {
        text.clone_into(&mut rows.iter_mut().find(|row| row[0] == item).unwrap()[1]);
    };
    set(plan.rows.get_mut("計画").unwrap(), "計画期間終了", "2031-03");
    let indicators = plan.rows.get_mut("指標").unwrap();
    let first_year = indicators[0].iter().position(|cell| cell.starts_with("150手続")).unwrap();
    for row in indicators.iter_mut() {
        for _ in 0..12 {
            row.insert(first_year + 8, "9,999手続／12,000手続".to_owned());
        }
    }
    let model = indicators[0].clone();
    indicators.retain(|row| row[0] != "1-1-1");
    for (at, symbol) in ["①", "②", "③"].into_iter().enumerate() {
        let mut row = model.clone();
        symbol.clone_into(&mut row[1]);
        row[2] = format!("オンライン化した手続の数（その{}）", at + 1);
        indicators.insert(at, row);
    }
    // With texts four times as long, the project with three indicators of ten years needs more than a page.
    for row in plan.rows.get_mut("事業").unwrap().iter_mut().take(3) {
        for text in &mut row[3..6] {
            *text = text.repeat(4);
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let master = support::master::put(&plan, folder.path());
    let workspace = Workspace::with_plan(&master);
    workspace.ok(&["--as-of", "2023-03", "--quiet"]);
    let read = workspace.plan();
    let volume = books_below(&workspace.output().join("2023-03"))
        .into_iter()
        .find(|path| name_of(path).starts_with("別冊"))
        .unwrap();
    let [printed] = print(&[volume]).try_into().ok().unwrap();
    let pages = printed.pages;
    let roadmap: Vec<usize> =
        (0..pages.len()).filter(|at| first_line(&pages[*at]) == "ロードマップ").collect();
    assert_eq!(roadmap.first(), Some(&3), "the roadmap follows the cover and two pages of overview");
    let headings = read.policies.iter().map(|policy| format!("{} {}", policy.number, policy.name));
    let headings: Vec<String> = headings.collect();
    for page in pages.iter().skip(roadmap.len() + 3) {
        let line = first_line(page);
        assert!(headings.iter().any(|heading| line.starts_with(heading)), "{line}: {}", page.body);
        let goes_on = page.body.contains("オンライン手続の拡大（続き）");
        assert_eq!(goes_on, line.ends_with('②') && line.starts_with("1 "), "{line}");
        assert!((1..=2).contains(&(page.body.matches("事業名称").count() + usize::from(goes_on))), "{line}");
        assert_eq!(page.size, A4_PORTRAIT, "{line}");
        // No figure breaks within its number.
        assert!(!page.body.contains("12,00 ") && !page.body.contains("12,00\n"), "{}", page.body);
    }
    no_closing_mark_stands_alone(&pages[roadmap.len() + 3..]);
    let projects: usize = pages.iter().map(|page| page.body.matches("事業名称").count()).sum();
    assert_eq!(projects, 42);
}

#[test]
#[ignore = "needs LibreOffice"]
fn every_form_prints_on_one_page_under_its_own_name() {
    let workspace = Workspace::new();
    workspace.ok(&["distribute", "--as-of", "2023-03", "--quiet"]);
    let books = books_below(&workspace.output().join("様式/2023-03"));
    assert!(books.len() > 15, "{books:?}");
    for (book, printed) in books.iter().zip(print(&books)) {
        let book: Xlsx<_> = Xlsx::new(Cursor::new(fs::read(book).unwrap())).unwrap();
        let sheets = book.sheet_names();
        assert_eq!(printed.pages.len(), sheets.len(), "{}", printed.name);
        for (sheet, page) in sheets.iter().zip(&printed.pages) {
            assert!(!is_blank(page), "{sheet} of {}", printed.name);
            assert_eq!(page.size, A4_PORTRAIT, "{sheet} of {}", printed.name);
            // 整理番号 begins the header's right part, where Excel could take a number for a font size.
            if let Some((number, _)) = sheet.split_once(' ') {
                let header = page.whole.lines().next().unwrap();
                assert!(header.contains(&format!(" {number} ")), "{sheet} of {}: {header}", printed.name);
            }
        }
    }
}

const A4_PORTRAIT: (u32, u32) = (595, 841);
const A4_LANDSCAPE: (u32, u32) = (841, 595);
const A3_LANDSCAPE: (u32, u32) = (1190, 841);

/// The sample returns, saved by LibreOffice in another format, give the same values, outcomes and findings.
#[test]
#[ignore = "needs LibreOffice"]
fn returns_saved_in_any_format_read_the_same() {
    let samples = support::repository().join("input");
    for month in ["2022-12", "2023-03"] {
        let books: Vec<PathBuf> = support::files_below(&samples.join(month));
        let before = Workspace::new();
        for book in &books {
            before.put(&format!("{month}/{}", name_of(book)), &fs::read(book).unwrap());
        }
        let before = before.consolidate(month);
        for format in ["xls", "ods", "xlsx"] {
            let after = Workspace::new();
            for (book, bytes) in books.iter().zip(saved_as(&books, format)) {
                after.put(&format!("{month}/{}.{format}", name_of(book)), &bytes);
            }
            let after = after.consolidate(month);
            assert_eq!(support::values(&after), support::values(&before), "{month} {format}");
            assert_eq!(support::findings(&after), support::findings(&before), "{month} {format}");
        }
    }
}

/// Numbers whose number formats add words read the same from every file format.
#[test]
#[ignore = "needs LibreOffice"]
fn words_of_number_formats_read_the_same_from_any_file_format() {
    let formats = [
        "0\"件\"",
        "\"約\"0\"施設以上\"",
        "\"▲\"0",
        "#,##0\"世帯\"",
        "\"（見込）\"#,##0",
        "0.00\"千人\"",
        "#,##0,",
        "#,##0,\"千人\"",
        "0.0\"割\"",
        "0.0\"‰\"",
        "0%\"程度\"",
        "[$¥-411]#,##0",
        "#,##0\"円\"",
        "0\"件\";\"▲\"0\"件\"",
        "0\"件\";(0\"件\")",
        "#,##0;[Red]-#,##0",
        "#,##0_);(#,##0)",
        "0;-0;\"なし\"",
        "[>=100]\"百以上\"0;0\"件\"",
        "\"第\"0\"回\"",
        "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        "0.0%",
        "General",
    ];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, format) in (0..).zip(formats) {
        let format = rust_xlsxwriter::Format::new().set_num_format(format);
        for (col, value) in (0..).zip([7.0, -7.0, 0.0, 9_660_500.0, 2.5]) {
            sheet.write_with_format(row, col, value, &format).unwrap();
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("書式.xlsx");
    fs::write(&path, book.save_to_buffer().unwrap()).unwrap();
    let shown = |bytes: &[u8]| {
        let sheets = shinchoku::intake::sheets(bytes, &workbook::Limits::default()).unwrap();
        let texts = sheets[0].cells.iter().map(|(pos, cell)| format!("{} {}", pos.a1(), cell.text));
        texts.collect::<Vec<String>>()
    };
    let before = shown(&fs::read(&path).unwrap());
    assert_eq!(before.len(), formats.len() * 5);
    for format in ["xls", "ods", "xlsx"] {
        assert_eq!(shown(&saved_as(std::slice::from_ref(&path), format)[0]), before, "{format}");
    }
}

fn name_of(book: &Path) -> String {
    book.file_name().unwrap().to_string_lossy().into_owned()
}

/// True if a page has fewer characters than any title, such as only the edge of a table that ran over.
fn is_blank(page: &Page) -> bool {
    page.body.chars().filter(|letter| !letter.is_whitespace()).count() < 10
}

fn the_overview_is_one_lying_page(pages: &[Page]) {
    let (first, rest) = pages.split_first().unwrap();
    assert_eq!(first.size, A4_LANDSCAPE);
    assert!(first.body.contains("進捗状況の概況"), "{}", first.body);
    assert!(first.body.contains("確認いただきたい事項"), "{}", first.body);
    // The bars have the full name of every 施策.
    let close: String = first.body.split_whitespace().collect();
    for name in [
        "1-1行政手続のオンライン化",
        "1-2窓口のスマート化",
        "1-3情報発信の最適化",
        "2-1デジタルの活用による業務効率化",
        "2-2多様な働き方の実現",
        "3-1市民サービスに係る基盤整備",
        "3-2行政内部の基盤整備",
        "3-3デジタル化推進体制の構築",
    ] {
        assert!(close.contains(name), "{name}: {}", first.body);
    }
    // 概況 is one page: the next page is of the next sheet.
    assert!(first_line(&rest[0]).starts_with("要対応"), "{}", rest[0].body);
}

/// Checks the number of pages of some sheets of the sample month, and the size of their paper.
fn the_sheets_take_no_more_pages_than_they_may(pages: &[Page]) {
    let first = |sheet: &str| {
        let found = pages.iter().position(|page| first_line(page).starts_with(sheet));
        found.unwrap_or_else(|| panic!("no page of {sheet}"))
    };
    for (sheet, next, most, size) in [
        ("要対応", "変更申出", 1, A3_LANDSCAPE),
        ("進捗一覧", "根拠一覧", 2, A3_LANDSCAPE),
        ("集計", "ロードマップ", 2, A4_LANDSCAPE),
        ("ロードマップ", "取組と意見", 1, A4_LANDSCAPE),
    ] {
        let (from, to) = (first(sheet), first(next));
        assert!((1..=most).contains(&(to - from)), "{sheet}: {} pages", to - from);
        assert!(pages[from..to].iter().all(|page| page.size == size), "{sheet}");
    }
}

/// Checks for a cover, two pages of overview, one of the roadmap, and 23 pages of projects, numbered within
/// each 基本方針.
fn the_volume_is_paged_as_the_plan_is(pages: &[Page]) {
    let headings: Vec<String> = pages.iter().map(first_line).collect();
    let mut expected = vec![headings[0].clone()];
    expected.extend(["概要", "概要", "ロードマップ"].map(str::to_owned));
    for (policy, count) in
        [("1 市民サービスの向上", 11), ("2 行政内部事務の効率化", 7), ("3 デジタル基盤整備と人材育成", 5)]
    {
        expected.extend("①②③④⑤⑥⑦⑧⑨⑩⑪".chars().take(count).map(|number| format!("{policy}{number}")));
    }
    assert_eq!(headings, expected);
    assert_eq!(headings.len(), 4 + 23);
    assert!(pages[0].body.contains("別冊 個別事業編"), "{}", pages[0].body);
    for page in pages {
        assert_eq!(page.size, A4_PORTRAIT, "{}", first_line(page));
    }
    let projects: Vec<usize> =
        pages.iter().skip(4).map(|page| page.body.matches("事業名称").count()).collect();
    assert!(projects.iter().all(|count| (1..=2).contains(count)), "{projects:?}");
    assert_eq!(projects.iter().sum::<usize>(), 42, "{projects:?}");
}

fn first_line(page: &Page) -> String {
    page.body.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}

/// Checks that no closing mark is alone on a line. LibreOffice has no 禁則処理 in cells, so the books must
/// prevent that.
fn no_closing_mark_stands_alone(pages: &[Page]) {
    for page in pages {
        let alone = |text: &&str| text.chars().all(|letter| "。、，．）」』】".contains(letter));
        let found: Vec<&str> = page.body.split_whitespace().filter(alone).collect();
        assert_eq!(found, Vec::<&str>::new(), "{}", page.body);
    }
}

/// All workbooks below a folder, sorted.
fn books_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(books_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "xlsx") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The workbook of a month in which every kind of row occurs.
fn book(month: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/master-plan.xlsx");
    let (plan, _) = read(&fs::read(&path).unwrap(), &path).unwrap();
    let as_of = Month::parse_iso(month).unwrap();
    let before = as_of.prev().prev().prev();
    let mut sources = Sources::default();
    let file = sources.add_file("回答.xlsx");
    let at = CellRef { sheet: sources.add_sheet(file, "回答"), pos: Pos::new(0, 0) };
    let mut accepted_months = AcceptedMonths::default();
    for (month, percent) in [(before, 70), (as_of, 100)] {
        accepted_months.months.insert(month, returned(&plan, month, percent, at));
    }
    let c = Consolidation {
        as_of,
        fiscal_year: as_of.fiscal_year(),
        previous: Some(before),
        sources,
        files: Vec::new(),
        returns: Vec::new().into(),
        remarks: Vec::new(),
        findings: Vec::new(),
        assessment: evaluate(&plan, &accepted_months, as_of),
        earlier: vec![MonthSummary::of(&plan, &evaluate(&plan, &accepted_months, before))],
        since_closed: Vec::new(),
        accepted_months,
        reconciliation: Reconciliation::default(),
    };
    report::write(&plan, &c).unwrap().remove(0).bytes
}

/// Accepted returns in which every sixth project is missing. The others report between half and one and a
/// quarter of their targets, or the words of a milestone.
fn returned(plan: &Plan, month: Month, percent: i64, at: CellRef) -> AcceptedMonth {
    let mut state = AcceptedMonth::default();
    let year = month.fiscal_year();
    for (number, project) in plan.projects.iter().enumerate() {
        if number % 6 == 5 || project.ended(year) {
            continue;
        }
        let mut accepted = Accepted {
            return_id: Some(format!("回答.xlsx#回答!A{number}")),
            issue_number: 1,
            returned_in: Some(month),
            ..Accepted::default()
        };
        let mut put = |field, indicator: Option<&IndicatorId>, text: String, figure| {
            let key = EntryKey { field, indicator: indicator.cloned(), year: indicator.map(|_| year) };
            let entry = AcceptedEntry { text, figure, at, month, time: None, doubtful: false };
            accepted.entries.insert(key, entry);
        };
        for indicator in &project.indicators {
            let Some(target) = indicator.target(year) else { continue };
            let text = match target.number() {
                Some(number_due) => {
                    let factor = [50, 80, 100, 125, 99].get(number % 5).copied().unwrap_or(100);
                    let scaled = number_due * Decimal::from(factor * percent) / Decimal::from(10_000);
                    format!("{}{}", decimal_words(scaled.round_dp(1)), indicator.unit)
                }
                None => target.text.clone(),
            };
            let figure = Figure::parse(&text, &indicator.unit);
            put(Field::Actual, Some(&indicator.id), text, Some(figure.into()));
        }
        let bands = &plan.bands.progress;
        if let Some(band) = bands.get(number % (bands.len() + 1)) {
            put(Field::Progress, None, band.name.clone(), None);
        }
        state.projects.insert(project.id.clone(), accepted);
    }
    state
}

/// The cells whose value changes when LibreOffice recalculates everything.
fn differences(book: &[u8]) -> Vec<String> {
    let before = cells(book);
    let after = cells(&recalculated(book));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    keys.into_iter()
        .filter_map(|key| {
            let value = before.get(&key).cloned().unwrap_or(Data::Empty);
            let now = after.get(&key).cloned().unwrap_or(Data::Empty);
            let same = match (&value, &now) {
                (Data::Float(a), Data::Float(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
                (Data::Empty, Data::String(text)) | (Data::String(text), Data::Empty) => text.is_empty(),
                (a, b) => a == b,
            };
            (!same).then(|| format!("{}!{}: {value:?} → {now:?}", key.0, Pos::new(key.1, key.2).a1()))
        })
        .collect()
}

fn cells(book: &[u8]) -> Cells {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.to_vec())).unwrap();
    let mut cells = Cells::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        for (row, col, value) in range.used_cells() {
            let at = (u32::try_from(row).unwrap() + top, u32::try_from(col).unwrap() + left);
            let value = match value {
                Data::Int(number) => Data::Float(number.to_string().parse().unwrap()),
                other => other.clone(),
            };
            cells.insert((name.clone(), at.0, at.1), value);
        }
    }
    cells
}

/// The same book with a wrong saved result of one formula.
fn with_a_wrong_result(book: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut planted = false;
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        if let Some(start) = text.find("<f>COUNTIF(").filter(|_| !planted && name.contains("worksheets/")) {
            let value = start + text[start..].find("<v>").unwrap() + 3;
            bytes = format!("{}9{}", &text[..value], &text[value..]).into_bytes();
            planted = true;
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    assert!(planted);
    to.finish().unwrap().into_inner()
}
