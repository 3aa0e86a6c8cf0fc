//! The volume as another program reads it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::ids::ProjectId;
use crate::keyed::Keyed;
use crate::plan::Plan;
use crate::plan::model::{ExtraItem, ExtraKind, ExtraOwner, Subject};
use crate::sample::results as sample;
use crate::text::calendar::FiscalYear;
use crate::volume::write;

fn book() -> Xlsx<Cursor<Vec<u8>>> {
    let files = write(&sample::plan(), &sample::consolidation()).unwrap();
    assert_eq!(files[0].path, "別冊_2023-03.xlsx");
    Xlsx::new(Cursor::new(files[0].bytes.clone())).unwrap()
}

fn rows(sheet: &str) -> Vec<Vec<String>> {
    let range = book().worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn a_policy_has_a_sheet_of_its_own() {
    assert_eq!(book().sheet_names(), ["表紙", "概要", "1 便利な暮らし"]);
}

#[test]
fn a_page_prints_its_heading_its_measure_and_the_tables() {
    let rows = rows("1 便利な暮らし");
    assert_eq!(rows[0][0], "1 便利な暮らし①");
    assert_eq!(rows[1][0], "1-1 手続の見直し");
    assert_eq!(rows[2][..3], ["1", "事業名称", "手続のオンライン化"]);
    assert_eq!(rows[6][1..3], ["担当課", "総務課"]);
    let second = rows.iter().position(|row| row[0] == "2").unwrap();
    assert_eq!(rows[second][1..3], ["事業名称", "窓口の案内"]);
}

#[test]
fn the_actual_of_the_running_year_is_the_returned_one() {
    let rows = rows("1 便利な暮らし");
    let row = |label: &str| rows.iter().find(|row| row[2] == label).unwrap()[3..].to_vec();
    assert_eq!(row("年度"), ["2022年度", "2023年度"]);
    assert_eq!(row("目標"), ["400手続／800手続", ""]);
    assert_eq!(row("実績"), ["411手続", "-"]);
}

#[test]
fn links_find_a_project_by_its_defined_name() {
    let names: Vec<(String, String)> =
        book().defined_names().iter().filter(|(name, _)| name.starts_with("事業_")).cloned().collect();
    let place = |row: u32| format!("'1 便利な暮らし'!$A${row}");
    assert_eq!(names[0], ("事業_1_1_1".to_owned(), place(3)));
    assert_eq!(names.len(), 2);
}

#[test]
fn the_same_consolidation_gives_the_same_bytes() {
    let write = || write(&sample::plan(), &sample::consolidation()).unwrap();
    assert_eq!(write(), write());
}

#[test]
fn any_plan_can_be_printed() {
    let mut plan = sample::plan();
    let c = sample::consolidation();
    // Longer than a row or a page can be.
    plan.projects.edit(|projects| projects[0].issue = "長い文章です。".repeat(900));
    plan.volume_note = "注記".repeat(3000);
    plan.projects.edit(|projects| projects[1].schedule_heading = "スケジュール".to_owned());
    assert_eq!(write(&plan, &c).unwrap().len(), 1);
    plan.fiscal_years.clear();
    assert_eq!(write(&plan, &c).unwrap().len(), 1);
    plan.fiscal_years = (2022..2045).map(FiscalYear::new).collect();
    assert_eq!(write(&plan, &c).unwrap().len(), 1);
    plan.projects = Keyed::default();
    assert_eq!(write(&plan, &c).unwrap().len(), 1);
    plan.measures = Keyed::default();
    plan.policies = Keyed::default();
    plan.volume_title.clear();
    assert_eq!(write(&plan, &c).unwrap().len(), 1);
}

#[test]
fn a_policy_of_more_pages_than_a_sheet_takes_continues_on_another() {
    let mut plan = sample::plan();
    let like = plan.projects[0].clone();
    plan.projects = (1..=2_101)
        .map(|number| {
            let mut project = like.clone();
            project.id = ProjectId::parse(&format!("1-1-{number}")).unwrap();
            project
        })
        .collect();
    let files = write(&plan, &sample::consolidation()).unwrap();
    let mut book = Xlsx::new(Cursor::new(files[0].bytes.clone())).unwrap();
    let policy: Vec<String> = book.sheet_names().into_iter().filter(|name| name.starts_with("1 ")).collect();
    assert!(policy.len() > 1 && policy[1] == "1 便利な暮らし（2）", "{policy:?}");
    let on = |book: &mut Xlsx<_>, sheet: &str| {
        let range = book.worksheet_range(sheet).unwrap();
        range.rows().flatten().filter(|cell| **cell == "事業名称").count()
    };
    let projects: usize = policy.iter().map(|sheet| on(&mut book, sheet)).sum();
    assert_eq!(projects, 2_101);
}

/// Returns the labels and texts on the sheet of the 基本方針, for a changed plan.
fn printed(change: impl FnOnce(&mut Plan)) -> Vec<[String; 2]> {
    let mut plan = sample::plan();
    change(&mut plan);
    let files = write(&plan, &sample::consolidation()).unwrap();
    let mut book = Xlsx::new(Cursor::new(files[0].bytes.clone())).unwrap();
    let range = book.worksheet_range("1 便利な暮らし").unwrap();
    range.rows().map(|row| [1, 2].map(|at| row[at].to_string())).collect()
}

fn item(name: &str, subject: Subject, kind: ExtraKind, printed: bool) -> ExtraItem {
    ExtraItem {
        name: name.to_owned(),
        subject,
        kind,
        owner: ExtraOwner::Plan,
        required: false,
        listed: false,
        printed,
        public: false,
    }
}

#[test]
fn printed_items_are_in_the_table_of_a_project_that_has_them() {
    let long = "SDGsの目標に沿って進めます。".repeat(60);
    let shown = printed(|plan| {
        plan.items = vec![
            item("予算額", Subject::Project, ExtraKind::Number("千円".to_owned()), true),
            item("考え方", Subject::Project, ExtraKind::Text, true),
            item("調査", Subject::Indicator, ExtraKind::Text, true),
            item("内部の覚え", Subject::Project, ExtraKind::Text, false),
        ];
        plan.projects.edit(|projects| {
            let extra = [("予算額", "1,200"), ("考え方", long.as_str()), ("内部の覚え", "見せない")];
            projects[0].extra = extra.map(|(item, text)| (item.to_owned(), text.to_owned())).into();
            projects[0].indicators[0].extra = [("調査".to_owned(), "市民意識調査".to_owned())].into();
        });
    });
    let beside = |label: &str| -> Vec<&str> {
        shown.iter().filter(|row| row[0] == label).map(|row| row[1].as_str()).collect()
    };
    // The second project has none of them, so that it has no such rows.
    assert_eq!(beside("予算額（千円）"), ["1,200"]);
    assert_eq!(beside("考え方"), [long.as_str()]);
    assert_eq!(beside("調査").len(), 1);
    assert!(beside("調査")[0].ends_with("市民意識調査"));
    assert!(beside("内部の覚え").is_empty());
    assert_eq!(beside("事業名称").len(), 2);
}

#[test]
fn a_project_longer_than_a_page_continues_under_its_name() {
    let text = "長い文章です。".repeat(350);
    let shown = printed(|plan| {
        plan.projects.edit(|projects| {
            projects[0].issue = text.clone();
            projects[0].summary = text.clone();
        });
    });
    let labels: Vec<&str> =
        shown.iter().map(|row| row[0].as_str()).filter(|label| !label.is_empty()).collect();
    let name = "手続のオンライン化（続き）";
    assert_eq!(
        labels[..8],
        ["事業名称", "課題", name, "（続き）", "目的", "概要", name, "（続き）"],
        "{labels:?}"
    );
    // No text is lost or printed twice.
    let joined: String =
        shown.iter().map(|row| row[1].as_str()).filter(|text| text.contains("長い")).collect();
    assert_eq!(joined, text.repeat(2));
}

#[test]
fn text_fields_that_no_project_has_are_not_printed() {
    let mut plan = sample::plan();
    plan.projects.edit(|projects| {
        for project in projects.iter_mut() {
            (project.issue, project.purpose) = (String::new(), String::new());
        }
        projects[1].summary = String::new();
    });
    plan.measures.edit(|measures| measures.iter_mut().for_each(|measure| measure.is_policy = true));
    let files = write(&plan, &sample::consolidation()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(files[0].bytes.clone())).unwrap();
    let page = book.worksheet_range("1 便利な暮らし").unwrap();
    let labels: Vec<String> = page.rows().filter_map(|row| row.get(1)).map(Data::to_string).collect();
    let count = |label: &str| labels.iter().filter(|found| found.as_str() == label).count();
    assert_eq!((count("課題"), count("目的"), count("概要"), count("担当課")), (0, 0, 2, 2));
    // A 基本方針 without 施策 is named once, above its projects.
    let lines: Vec<String> = page.rows().map(|row| row[0].to_string()).collect();
    assert_eq!((lines[0].as_str(), lines[1].as_str()), ("1 便利な暮らし①", "1"));
    let overview = book.worksheet_range("概要").unwrap();
    assert_eq!(overview.get_value((2, 1)).map(Data::to_string).unwrap_or_default(), "");
}
