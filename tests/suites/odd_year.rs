//! A fiscal year in which departments answer oddly: one reports only the increase and corrects it, one of two
//! departments of a project is silent for a month, one returns its form untouched, and one learns the year's
//! value in June only. What the committee and the secretariat see of it is read from their books.

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
/// Answers for ① of 1-2-1, which 主担当課 leads.
const JOINT: &str = "市民課";
/// Returns September's form untouched.
const IDLE: &str = "健康推進課";
/// Knows the year's value in June.
const LATE: &str = "中央図書館";
/// 累計, joint, 単年, 単年.
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

/// The book of a department, with a cell of one of its forms in the month's fiscal year typed otherwise.
fn typed(book: &[Sheet], id: &str, label: &str, month: Month, text: &str) -> Vec<Sheet> {
    let mut book = book.to_vec();
    let form = book.iter_mut().find(|sheet| sheet.beside("整理番号") == Some(id)).unwrap();
    form.clear_year(label, &month.fiscal_year().label());
    form.fill_year(label, &month.fiscal_year().label(), text);
    book
}

/// Empties what another department is asked for.
fn leave_to_the_other_department(book: &mut [Sheet], month: Month) {
    let form = book.iter_mut().find(|sheet| sheet.beside("整理番号") == Some("1-2-1")).unwrap();
    for label in ["実績①", "年度末見込み①"] {
        form.clear_year(label, &month.fiscal_year().label());
    }
}

/// Returns a month's forms as the departments send them.
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

/// The texts of the committee's book on a sheet.
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

/// Those above 参考.
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
            // The slip comes back corrected.
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

    // September: the untouched form leaves August's words, marked as such.
    let september = &records["2022-09"];
    assert!(findings(september).iter().any(|line| line.contains("S13")));
    assert_eq!(row(september, "1-1-7", YEAR)["carried_from"], "2022-08");
    assert!(holds(&shown(&workspace, "2022-09", "進捗一覧"), "（8月時点）"));
    // November: ① is October's, and the ledger names who is silent.
    let november = &records["2022-11"];
    assert_eq!(row(november, "1-2-1", YEAR)["carried_from"], "2022-10");
    assert!(findings(november).iter().any(|line| line.contains("R01") && line.contains(JOINT)));

    // March: the year's value is not known, and counted as such.
    let march = &records["2023-03"];
    let pending = row(march, "1-1-9", YEAR);
    assert_eq!((&pending["effect"], &pending["effect_basis"]), (&"公表待ち".into(), &"公表待ち".into()));
    assert_eq!((&pending["actual"], &pending["told_in"]), (&Value::Null, &Value::Null));
    assert!(holds(&shown(&workspace, "2023-03", "概況"), "公表待ち"));
    assert!(holds(&shown(&workspace, "2023-03", "進捗一覧"), "公表待ち"));

    // June: the form asks for it, and what comes back is the year's actual.
    let june = Month::parse_iso("2023-06").unwrap();
    let books = filled::month_books(&workspace, &plan, june);
    let (_, book) = books.iter().find(|(department, _)| department == LATE).unwrap();
    let form = book.iter().find(|sheet| sheet.beside("整理番号") == Some("1-1-9")).unwrap();
    assert!(form.in_year("実績", "2022年度").is_some(), "the cell of 2022 is there to be filled in");
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
    // What the committee saw in March stays what it was.
    assert_eq!(row(&workspace.judged("2023-03"), "1-1-9", YEAR)["effect"], "公表待ち");
}
