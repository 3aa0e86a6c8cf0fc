//! Slips of a small plan, made from real findings.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use workbook::{Cell, Grid, Merge, Pos};

use crate::consolidate::Consolidation;
use crate::form::field::{Control, Field};
use crate::form::raw::{RawForm, RawLabel};
use crate::form::read::read_book;
use crate::plan::Plan;
use crate::sample::forms::{AS_OF, codes, form, plan, plan_with, run, set_year};
use crate::sheet::OutFile;
use crate::sheet::outbox::collected;
use crate::slip::write;

/// Returns the slips and the mails, in the order of their paths.
fn slips(plan: &Plan, c: &Consolidation) -> Vec<OutFile> {
    let mut paths = Vec::new();
    let mut files = collected(|outbox| paths = write(plan, c, outbox).unwrap());
    paths.into_iter().map(|path| OutFile::plain(&path, files.remove(&path).unwrap())).collect()
}

fn rows(file: &OutFile, sheet: &str) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(file.bytes.clone())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

fn sheets(file: &OutFile) -> Vec<String> {
    Xlsx::new(Cursor::new(file.bytes.clone())).unwrap().sheet_names()
}

/// Returns a plan and its month, in which 1-1-1 has a wrong unit and a text like a formula, and 1-1-2 is
/// missing.
fn wrong_unit() -> (Plan, Consolidation) {
    let plan = plan();
    let wrong = form(&plan, "1-1-1", AS_OF)
        .control(Control::IssueNumber, "2")
        .actual(0, "411件")
        .set(Field::NextStep, "=引き続き進めます。");
    let c = run(&plan, vec![wrong]);
    (plan, c)
}

#[test]
fn each_department_gets_a_book_with_its_own_findings() {
    let (plan, c) = wrong_unit();
    let files = slips(&plan, &c);
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["差戻し/総務課.xlsx", "差戻し/会計課.xlsx", "差戻し/送付文.txt"]);
    assert_eq!(sheets(&files[0])[0], "差戻し票");
    assert_eq!(sheets(&files[1])[0], "提出のお願い");
    assert_eq!(sheets(&files[1]).len(), 2);
    let slip = rows(&files[0], "差戻し票");
    let row = slip.iter().find(|row| row.len() > 5 && row[5] == "411件").unwrap();
    assert_eq!((row[1].as_str(), row[8].as_str()), ("誤り\nV03", "－"));
}

#[test]
fn the_form_keeps_the_entries_and_has_a_higher_issue_number() {
    let (plan, c) = wrong_unit();
    let files = slips(&plan, &c);
    let cells: Vec<String> = rows(&files[0], &sheets(&files[0])[1])
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    for wanted in ["411件", "65%", "=引き続き進めます。", "順調", "3"] {
        assert!(cells.iter().any(|text| text == wanted), "{wanted}: {cells:?}");
    }
    assert!(cells.iter().any(|text| text.contains("【誤り・V03】")), "{cells:?}");
}

#[test]
fn nothing_is_written_if_no_department_is_asked() {
    let plan = plan();
    let c = run(&plan, vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)]);
    assert_eq!(slips(&plan, &c), Vec::new());
}

#[test]
fn the_mail_states_the_requests_and_the_deadline() {
    let (mut plan, c) = wrong_unit();
    plan.schedule = vec![crate::plan::model::Report {
        month: c.as_of,
        deadline: crate::text::calendar::Date::new(2032, 4, 14),
        resubmission: None,
        meeting: None,
    }];
    let files = slips(&plan, &c);
    let text = String::from_utf8(files[2].bytes.clone()).unwrap();
    assert!(text.contains("・誤り　1件") && text.contains("・まだ届いていない様式　1事業"), "{text}");
    assert!(text.contains("令和14年4月14日までに") && text.contains("件名：【訂正のお願い】"), "{text}");
    plan.schedule[0].resubmission = crate::text::calendar::Date::new(2032, 4, 28);
    let text = String::from_utf8(slips(&plan, &c)[2].bytes.clone()).unwrap();
    assert!(text.contains("令和14年4月28日までに") && !text.contains("4月14日"), "{text}");
}

#[test]
fn the_same_consolidation_gives_the_same_bytes() {
    let (plan, c) = wrong_unit();
    assert_eq!(slips(&plan, &c), slips(&plan, &c));
}

/// Returns the forms that the reader finds in a book.
fn read_back(plan: &Plan, file: &OutFile) -> Vec<RawForm> {
    let mut book = Xlsx::new(Cursor::new(file.bytes.clone())).unwrap();
    let names = book.sheet_names();
    let grids: Vec<Grid> = names
        .iter()
        .map(|name| {
            let mut grid = Grid { name: name.clone(), ..Grid::default() };
            let range = book.worksheet_range(name).unwrap();
            let (top, left) = range.start().unwrap();
            for (row, col, data) in range.used_cells() {
                let at = Pos::new(top + u32::try_from(row).unwrap(), left + u32::try_from(col).unwrap());
                grid.cells.insert(at, Cell::text(&data.to_string()));
            }
            for area in book.merge_cells_by_sheet_name(name).unwrap() {
                let (first, last) = (Pos::new(area.start.0, area.start.1), Pos::new(area.end.0, area.end.1));
                grid.merges.push(Merge { first, last });
            }
            grid
        })
        .collect();
    read_book(&grids, &plan.labels)
}

#[test]
fn a_slip_read_back_is_the_newer_return() {
    let (plan, c) = wrong_unit();
    let files = slips(&plan, &c);
    let forms = read_back(&plan, &files[0]);
    assert_eq!(forms.len(), 1, "the first sheet is not a form");
    let again = &forms[0];
    assert_eq!(again.control(Control::IssueNumber).unwrap().cell.text, "3");
    assert_eq!(again.control(Control::Sender).unwrap().cell.text, "総務課");
    let year = Some(c.fiscal_year);
    let text = |field, indicator: Option<usize>| {
        let year = year.filter(|_| indicator.is_some());
        let found = again
            .values
            .iter()
            .find(|value| value.field == field && value.indicator == indicator && value.year == year);
        found.map(|value| value.cell.text.clone())
    };
    assert_eq!(text(Field::Actual, Some(0)).as_deref(), Some("411件"));
    assert_eq!(text(Field::Actual, Some(1)).as_deref(), Some("65%"));
    assert_eq!(text(Field::NextStep, None).as_deref(), Some("=引き続き進めます。"));
    assert_eq!(text(Field::Progress, None).as_deref(), Some("順調"));
    assert_eq!(text(Field::Reason, None), None);
    assert!(again.shape_issues.is_empty(), "{:?}", again.shape_issues);
    assert!(again.remarks.is_empty(), "{:?}", again.remarks);
}

#[test]
fn a_change_of_the_plan_is_kept_as_the_department_wrote_it() {
    let plan = plan();
    let changed = form(&plan, "1-1-1", AS_OF).set(Field::Issue, "別の課題です。").of_year(
        Field::Target,
        1,
        2032,
        "85%",
    );
    let c = run(&plan, vec![changed, form(&plan, "1-1-2", AS_OF)]);
    let forms = read_back(&plan, &slips(&plan, &c)[0]);
    assert_eq!(forms[0].value(Field::Issue).unwrap().cell.text, "別の課題です。");
    assert!(forms[0].values.iter().any(|value| value.field == Field::Target && value.cell.text == "85%"));
}

#[test]
fn a_change_requested_with_a_reason_needs_no_confirmation() {
    let plan = plan();
    let changed = form(&plan, "1-1-1", AS_OF).of_year(Field::Target, 1, 2032, "85%");
    let rest = || form(&plan, "1-1-2", AS_OF);
    assert_eq!(slips(&plan, &run(&plan, vec![changed.clone(), rest()])).len(), 2);
    let wished = changed.set(Field::RevisionWish, "あり").set(Field::RevisionText, "利用が増えたため");
    let c = run(&plan, vec![wished, rest()]);
    assert_eq!(codes(&c.findings), ["P01", "R06"]);
    assert_eq!(slips(&plan, &c), Vec::new());
}

#[test]
fn every_cell_of_a_copied_mistake_is_marked_and_confirming_is_explained() {
    let plan = plan();
    let wrong = form(&plan, "1-1-1", AS_OF)
        .actual(0, "別紙参照")
        .actual(1, "別紙参照")
        .set(Field::Summary, "別の概要です。")
        .control(Control::Sender, "総務部");
    let c = run(&plan, vec![wrong, form(&plan, "1-1-2", AS_OF)]);
    let files = slips(&plan, &c);
    let corrections: Vec<String> = rows(&files[0], &sheets(&files[0])[1])
        .into_iter()
        .filter(|row| row[0] == "訂正依頼")
        .map(|row| row[1].clone())
        .collect();
    let begin = |words: &str| corrections.iter().filter(|text| text.starts_with(words)).count();
    assert_eq!(begin("2031年度の実績①：【誤り・V11】"), 1);
    assert_eq!(begin("2031年度の実績②：【誤り・V11】"), 1);
    assert_eq!(begin("提出課：【要確認・S04】提出課「総務部」は担当課の一覧にないため"), 1);
    assert_eq!(begin("概要：【要確認・P07】概要の文章が計画と違います。計画では「概要です。」です。"), 1);
    let confirm =
        "確認済：記入のとおりで正しい項目は、その符号を記入してください。P07（概要）、S04（提出課）";
    assert_eq!(corrections.last().map(String::as_str), Some(confirm), "{corrections:?}");
}

#[test]
fn an_unreadable_file_is_reported_to_the_department_in_its_name_until_all_is_returned() {
    let plan = plan();
    let broken = |forms| {
        let mut returned = crate::sample::forms::returned(forms);
        let id = returned.sources.add_file("2032-03/会計課.xlsx");
        returned.files.push(crate::intake::wire::ReturnedFile {
            id,
            sha256: None,
            folder_month: Some(crate::sample::forms::month(AS_OF)),
            reading: crate::intake::wire::Reading::Encrypted,
            forms: 0,
            cells: 0,
        });
        crate::consolidate::consolidate(&plan, returned, crate::sample::forms::month(AS_OF))
    };
    let files = slips(&plan, &broken(vec![form(&plan, "1-1-1", AS_OF)]));
    assert_eq!(files[0].path, "差戻し/会計課.xlsx");
    let told = rows(&files[0], "差戻し票");
    assert!(told.iter().any(|row| row[1] == "誤り\nF02" && row[3] == "会計課.xlsx"), "{told:?}");
    let all = vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)];
    assert_eq!(slips(&plan, &broken(all)), Vec::new());
}

#[test]
fn the_figures_of_another_months_form_are_not_filled_in() {
    let plan = plan();
    for written in ["2031年12月末", "12月末"] {
        let last_time = form(&plan, "1-1-1", AS_OF).control(Control::Month, written);
        let c = run(&plan, vec![last_time, form(&plan, "1-1-2", AS_OF)]);
        let files = slips(&plan, &c);
        assert!(rows(&files[0], "差戻し票").iter().any(|row| row.len() > 1 && row[1] == "誤り\nS12"));
        let told = rows(&files[0], "差戻し票").concat().concat();
        let words = "提出いただいた様式は、前回（2031年12月末）のものでした。このブックに今回の様式を入れています。お手数ですが、こちらに記入し直してください。";
        assert!(told.contains(words), "{told}");
        for other in ["提出いただいた内容が入っています", "フォルダー"] {
            assert!(!told.contains(other), "{told}");
        }
        let again = &read_back(&plan, &files[0])[0];
        let month = &again.control(Control::Month).unwrap().cell.text;
        assert_eq!(crate::text::calendar::Month::parse(month), Some(c.as_of));
        assert!(!again.values.iter().any(|value| value.cell.text == "411手続"), "{:?}", again.values);
    }
}

#[test]
fn a_slip_explains_an_old_form_beside_one_that_is_filled_in() {
    let plan = plan();
    let last_time = form(&plan, "1-1-1", AS_OF).control(Control::Month, "2031年12月末");
    let c = run(&plan, vec![last_time, form(&plan, "1-1-2", AS_OF).control(Control::Sender, "総務課")]);
    let told = rows(&slips(&plan, &c)[0], "差戻し票").concat().concat();
    assert!(told.contains("様式には提出いただいた内容が入っています"), "{told}");
    let words = "1-1-1 の様式は、前回（2031年12月末）のものでした。このブックに今回の様式を入れています。";
    assert!(told.contains(words), "{told}");
}

#[test]
fn without_planned_reports_the_last_month_with_a_return_is_the_previous_one() {
    let plan = plan();
    let told = |month: &str| {
        let old = form(&plan, "1-1-1", AS_OF).control(Control::Month, month);
        let december = form(&plan, "1-1-2", "2031-12");
        let c = run(&plan, vec![old, december, form(&plan, "1-1-2", AS_OF)]);
        rows(&slips(&plan, &c)[0], "差戻し票").concat().concat()
    };
    for (month, words) in [("2031年9月末", "以前（2031年9月末）"), ("2031年12月末", "前回（2031年12月末）")]
    {
        let told = told(month);
        assert!(told.contains(&format!("提出いただいた様式は、{words}のものでした。")), "{told}");
    }
}

#[test]
fn a_rating_that_is_asked_for_has_a_cell() {
    let plan = plan_with(0, 0, |indicator| set_year(indicator, 2031, "2031年度末までに全ての手続", "-"));
    let returned = form(&plan, "1-1-1", AS_OF).actual(0, "ほぼ終えた");
    let c = run(&plan, vec![returned, form(&plan, "1-1-2", AS_OF)]);
    assert_eq!(codes(&c.findings), ["R08"]);
    let again = &read_back(&plan, &slips(&plan, &c)[0])[0];
    let rated = |label: &&RawLabel| label.field == Field::SelfRating;
    assert_eq!(again.labels.iter().filter(rated).map(|label| label.indicator).collect::<Vec<_>>(), [Some(0)]);
}

#[test]
fn a_doubtful_sender_can_be_corrected_in_its_cell() {
    let plan = plan();
    let wrong = form(&plan, "1-1-1", AS_OF).control(Control::Sender, "図書館");
    let c = run(&plan, vec![wrong, form(&plan, "1-1-2", AS_OF)]);
    let files = slips(&plan, &c);
    assert_eq!(files[0].path, "差戻し/図書館.xlsx");
    let row = rows(&files[0], "差戻し票")
        .into_iter()
        .find(|row| row.get(1).is_some_and(|text| text == "要確認\nS04"));
    assert_eq!(row.unwrap()[3], "提出課");
    let forms = read_back(&plan, &files[0]);
    assert_eq!(forms[0].control(Control::Sender).unwrap().cell.text, "図書館");
}

#[test]
fn a_form_that_names_two_projects_comes_back_for_the_missing_one_with_its_entries() {
    let plan = plan();
    let two = form(&plan, "1-1-1", AS_OF).path("2032-03/two.xlsx").set(Field::Id, "1-1-2");
    let c = run(&plan, vec![two, form(&plan, "1-1-2", AS_OF)]);
    let files = slips(&plan, &c);
    let row = rows(&files[0], "差戻し票")
        .into_iter()
        .find(|row| row.get(1).is_some_and(|text| text == "誤り\nS03"));
    let row = row.unwrap();
    assert_eq!((row[2].as_str(), row[3].as_str()), ("1-1-1\n窓口の見直し", "整理番号"));
    assert_eq!((row[5].as_str(), row[6].as_str()), ("1-1-2", "1-1-1"));
    let forms = read_back(&plan, &files[0]);
    assert_eq!(forms.len(), 1);
    assert_eq!(forms[0].value(Field::Id).unwrap().cell.text, "1-1-1");
    for text in ["411手続", "65%", "順調"] {
        assert!(forms[0].values.iter().any(|value| value.cell.text == text), "{text}");
    }
    let told = rows(&files[0], &sheets(&files[0])[1]);
    assert!(told.iter().any(|row| row[1].starts_with("整理番号：【誤り・S03】")), "{told:?}");
}

#[test]
fn a_slip_for_a_refused_form_names_the_return_that_counts() {
    let plan = plan();
    let old = form(&plan, "1-1-1", AS_OF).path("2032-03/old.xlsx").control(Control::Month, "2031年12月末");
    let forms = |month| {
        vec![old.clone().actual(0, "300手続"), form(&plan, "1-1-1", month), form(&plan, "1-1-2", month)]
    };
    let files = slips(&plan, &run(&plan, forms(AS_OF)));
    let told = rows(&files[0], "差戻し票");
    let count = "ほかに受け取った「1-1-1.xlsx」の内容で集計しています";
    assert!(told.iter().any(|row| row.len() > 7 && row[7].contains(count)), "{told:?}");
    // December has a return of its own, so that its run asks for nothing.
    let c = crate::sample::forms::run_at(&plan, forms("2031-12"), "2031-12");
    assert_eq!(codes(&c.findings), ["S12"]);
    assert_eq!(slips(&plan, &c), Vec::new());
}
