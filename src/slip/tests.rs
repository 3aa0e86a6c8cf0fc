//! Slips of a small plan, made from real findings.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::consolidate::Consolidation;
use crate::form::field::{Control, Field};
use crate::plan::Plan;
use crate::rules::sample::{AS_OF, form, plan, run};
use crate::sheet::OutFile;
use crate::slip::write;

fn slips(plan: &Plan, c: &Consolidation) -> Vec<OutFile> {
    write(plan, c).unwrap()
}

fn rows(file: &OutFile, sheet: &str) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(file.bytes.clone())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

fn sheets(file: &OutFile) -> Vec<String> {
    Xlsx::new(Cursor::new(file.bytes.clone())).unwrap().sheet_names()
}

/// 1-1-1 with a wrong unit and its own word for the rest, 1-1-2 missing.
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
fn each_department_gets_what_is_its_own() {
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
fn the_form_holds_what_was_written_and_a_higher_number() {
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
fn what_needs_nobody_writes_nothing() {
    let plan = plan();
    let c = run(&plan, vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)]);
    assert_eq!(slips(&plan, &c), Vec::new());
}

#[test]
fn the_mail_tells_what_and_until_when() {
    let (mut plan, c) = wrong_unit();
    plan.schedule = vec![crate::plan::model::Report {
        month: c.as_of,
        deadline: crate::text::calendar::Date::new(2032, 4, 14),
        meeting: None,
    }];
    let files = slips(&plan, &c);
    let text = String::from_utf8(files[2].bytes.clone()).unwrap();
    assert!(text.contains("・誤り　1件") && text.contains("・未提出　1事業"), "{text}");
    assert!(text.contains("令和14年4月14日までに") && text.contains("件名：【訂正のお願い】"), "{text}");
}

#[test]
fn the_same_consolidation_gives_the_same_bytes() {
    let (plan, c) = wrong_unit();
    assert_eq!(slips(&plan, &c), slips(&plan, &c));
}

#[test]
#[ignore]
fn look() {
    let mut plan = plan();
    plan.secretariat = "企画課".to_owned();
    let one = form(&plan, "1-1-1", AS_OF)
        .control(Control::IssueNumber, "2")
        .actual(0, "411件")
        .of_year(Field::Target, 1, 2032, "85%")
        .set(Field::Issue, "別の課題です。")
        .set(Field::NextStep, "=引き続き進めます。")
        .actual(1, "165%");
    let two = form(&plan, "1-1-2", AS_OF).actual(0, "別紙参照").set(Field::Progress, "");
    for (name, forms) in [("a", vec![one.clone()]), ("b", vec![one, two])] {
        let c = run(&plan, forms);
        for f in &c.findings {
            eprintln!("{name} {} {:?} {} {:?}", f.kind.code, f.department, f.message, f.place);
        }
        for file in slips(&plan, &c) {
            let path = format!("/tmp/sliplook/{name}/{}", file.path.rsplit('/').next().unwrap());
            std::fs::create_dir_all(format!("/tmp/sliplook/{name}")).unwrap();
            std::fs::write(path, file.bytes).unwrap();
        }
    }
}
