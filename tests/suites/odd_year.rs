//! A fiscal year of unusual answers: a department reports only the increase and corrects it, one of a
//! project's two departments skips a month, one returns its form untouched, and one has the year's value only
//! in June. Checks what the record and the committee's book show in each month.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::sheets::{self, Sheet};
use crate::support::{Workspace, filled, master};
use shinchoku::plan::{Plan, schema};
use shinchoku::text::calendar::Month;

const YEAR: i32 = 2022;
const LEAD: &str = "ICT推進課";
/// Answers for ① of 1-2-1, a project that [`LEAD`] leads. Skips November.
const JOINT: &str = "市民課";
/// Returns September's form untouched.
const IDLE: &str = "健康推進課";
/// Has the year's value of 1-1-9 only in June.
const LATE: &str = "中央図書館";
/// A project with a 累計, a joint project, and two with a 単年.
const PROJECTS: [&str; 4] = ["1-1-1", "1-2-1", "1-1-7", "1-1-9"];

/// A workspace on a plan of these projects, and the folder that holds the plan.
fn workspace() -> (Workspace, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut sheets = master::of_projects(&PROJECTS);
    let indicators = sheets.rows.get_mut("指標").unwrap();
    let joint = indicators.iter_mut().find(|row| row[0] == "1-2-1" && row[1] == "①").unwrap();
    let column = schema::INDICATORS.columns.iter().position(|column| column.name == "担当課").unwrap();
    JOINT.clone_into(&mut joint[column + 2 * sheets.fiscal_years.len()]);
    master::set(&mut sheets, "報告予定", &[]);
    (Workspace::with_plan(&master::put(&sheets, folder.path())), folder)
}

/// Puts a department's book into a month's folder.
fn put(workspace: &Workspace, path: &str, book: &[Sheet]) {
    workspace.put(path, &sheets::write(book));
}

/// A department's book with another text in a row of a form, in the month's fiscal year.
fn typed(book: &[Sheet], id: &str, label: &str, month: Month, text: &str) -> Vec<Sheet> {
    let mut book = book.to_vec();
    let form = book.iter_mut().find(|sheet| sheet.beside("整理番号") == Some(id)).unwrap();
    form.clear_year(label, &month.fiscal_year().label());
    form.fill_year(label, &month.fiscal_year().label(), text);
    book
}

/// Empties the entries of 1-2-1 that [`JOINT`] is asked for.
fn leave_to_the_other_department(book: &mut [Sheet], month: Month) {
    let form = book.iter_mut().find(|sheet| sheet.beside("整理番号") == Some("1-2-1")).unwrap();
    for label in ["実績①", "年度末見込み①"] {
        form.clear_year(label, &month.fiscal_year().label());
    }
}

/// Puts a month's returns into `input/`, with the unusual answers.
fn return_month(workspace: &Workspace, plan: &Plan, month: Month) {
    let at = month.to_string();
    for (department, mut book) in filled::month_books(workspace, plan, month) {
        if department == LEAD {
            leave_to_the_other_department(&mut book, month);
        }
        let path = format!("{at}/{department}.xlsx");
        match (at.as_str(), department.as_str()) {
            ("2022-06", LEAD) => put(workspace, &path, &typed(&book, "1-1-1", "実績", month, "新規20手続")),
            ("2022-09", IDLE) => workspace.put(&path, &workspace.issued(&at, IDLE)),
            ("2022-11", JOINT) => {}
            ("2023-03", LATE) => {
                put(workspace, &path, &typed(&book, "1-1-9", "実績", month, "集計中（6月公表予定）"));
            }
            _ => put(workspace, &path, &book),
        }
    }
}

fn state(record: &Value, id: &str) -> String {
    let projects = record["projects"].as_array().unwrap();
    let own = projects.iter().find(|row| row["project"] == id).unwrap();
    own["state"].as_str().unwrap().to_owned()
}

/// An indicator's row of a record.
fn row<'a>(record: &'a Value, id: &str, year: i32) -> &'a Value {
    let rows = record["indicators"].as_array().unwrap();
    rows.iter().find(|row| row["project"] == id && row["fiscal_year"] == year).unwrap()
}

/// The texts on a sheet of the committee's book.
fn shown(workspace: &Workspace, month: &str, sheet: &str) -> Vec<String> {
    let path = workspace.output().join(month).join(format!("進捗管理表_{month}.xlsx"));
    let book = sheets::read(&fs::read(path).unwrap());
    book.into_iter().find(|page| page.name == sheet).unwrap().cells.into_values().collect()
}

fn holds(texts: &[String], part: &str) -> bool {
    texts.iter().any(|text| text.contains(part))
}

/// A record's findings, each with its severity, code, project and department.
fn findings(record: &Value) -> Vec<String> {
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let all = record["findings"].as_array().unwrap().iter();
    all.map(|finding| ["severity", "code", "project", "department"].map(|key| word(finding, key)).join(" "))
        .collect()
}

/// The 誤り and 要確認 among [`findings`].
fn asked(record: &Value) -> Vec<String> {
    findings(record).into_iter().filter(|line| !line.starts_with("参考")).collect()
}

#[test]
fn the_committee_sees_what_was_known_in_each_month() {
    let (workspace, _folder) = workspace();
    let plan = workspace.plan();
    let mut seen = Vec::new();
    let mut records = BTreeMap::new();
    for month in filled::months(&plan, YEAR) {
        return_month(&workspace, &plan, month);
        let record = workspace.consolidate(&month.to_string());
        seen.push((month.to_string(), asked(&record), PROJECTS.map(|id| state(&record, id))));
        if month.to_string() == "2022-06" {
            // The corrected slip is returned.
            let slip = workspace.output().join("2022-06/差戻し").join(format!("{LEAD}.xlsx"));
            let mut slip = sheets::read(&fs::read(slip).unwrap());
            let form = slip.iter_mut().find(|sheet| sheet.beside("整理番号") == Some("1-1-1")).unwrap();
            form.clear_year("実績", &month.fiscal_year().label());
            form.fill_year("実績", &month.fiscal_year().label(), "194手続");
            put(&workspace, "2022-06/訂正.xlsx", &slip);
            let record = workspace.judged("2022-06");
            assert_eq!((asked(&record), state(&record, "1-1-1")), (Vec::new(), "提出".to_owned()));
            assert_eq!(row(&record, "1-1-1", YEAR)["actual_text"], "194手続");
        }
        records.insert(month.to_string(), record);
    }
    for (month, told, states) in &seen {
        let expected = match month.as_str() {
            "2022-06" => ["要訂正", "提出", "提出", "提出"],
            "2022-09" => ["提出", "提出", "未提出", "提出"],
            "2022-11" => ["提出", "未提出", "提出", "提出"],
            _ => ["提出"; 4],
        };
        assert_eq!(*states, expected.map(str::to_owned), "{month}: {told:?}");
        assert_eq!(told.is_empty(), month != "2022-06", "{month}: {told:?}");
    }

    // September: the form is untouched, so August's value is carried, and marked as August's.
    let september = &records["2022-09"];
    assert!(findings(september).iter().any(|line| line.contains("S13")));
    assert_eq!(row(september, "1-1-7", YEAR)["carried_from"], "2022-08");
    assert!(holds(&shown(&workspace, "2022-09", "進捗一覧"), "（8月時点）"));
    // November: ① is carried from October, and R01 names the department that did not return.
    let november = &records["2022-11"];
    assert_eq!(row(november, "1-2-1", YEAR)["carried_from"], "2022-10");
    assert!(findings(november).iter().any(|line| line.contains("R01") && line.contains(JOINT)));

    // March: the year's value is not known yet, and counts as 公表待ち.
    let march = &records["2023-03"];
    let pending = row(march, "1-1-9", YEAR);
    assert_eq!((&pending["effect"], &pending["effect_basis"]), (&"公表待ち".into(), &"公表待ち".into()));
    assert_eq!((&pending["actual"], &pending["told_in"]), (&Value::Null, &Value::Null));
    assert!(holds(&shown(&workspace, "2023-03", "概況"), "公表待ち"));
    assert!(holds(&shown(&workspace, "2023-03", "進捗一覧"), "公表待ち"));

    // June: the form asks for the value of 2022年度, and the answer is that year's actual.
    let june = Month::parse_iso("2023-06").unwrap();
    let books = filled::month_books(&workspace, &plan, june);
    let (_, book) = books.iter().find(|(department, _)| department == LATE).unwrap();
    let form = book.iter().find(|sheet| sheet.beside("整理番号") == Some("1-1-9")).unwrap();
    assert!(form.in_year("実績", "2022年度").is_some(), "the form has no cell for 2022年度");
    for (department, mut book) in books {
        if department == LEAD {
            leave_to_the_other_department(&mut book, june);
        }
        put(&workspace, &format!("2023-06/{department}.xlsx"), &book);
    }
    let record = workspace.consolidate("2023-06");
    assert_eq!(asked(&record), Vec::<String>::new());
    let told = row(&record, "1-1-9", YEAR);
    assert_eq!((&told["effect"], &told["told_in"]), (&"達成".into(), &"2023-06".into()));
    assert!(holds(&shown(&workspace, "2023-06", "進捗一覧"), "（2023年6月の報告）"));
    // March, consolidated again, still shows 公表待ち.
    assert_eq!(row(&workspace.judged("2023-03"), "1-1-9", YEAR)["effect"], "公表待ち");
}
