//! The list of departments: what each returned, and what it is asked for.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::evaluate::model::{DepartmentAssessment, ProjectAssessment, State};
use crate::findings::Severity;
use crate::follow_up::FollowUp;
use crate::ids::ProjectId;
use crate::secretariat::context::Context;
use crate::sheet::book;
use crate::sheet::table::{Column, Table, Value, cells, column};

/// A department, or the sums of all.
#[derive(Default)]
struct Row<'a> {
    name: &'a str,
    contact: &'a str,
    projects: usize,
    returned_well: usize,
    to_correct: usize,
    missing: usize,
    not_due: usize,
    situation: String,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("担当課", 24.0, |row| Value::text(row.name)),
    column("事業数", 8.0, |row| Value::Count(row.projects)),
    column("提出", 8.0, |row| Value::Count(row.returned_well)),
    column("要訂正", 8.0, |row| Value::Count(row.to_correct)),
    column("未提出", 8.0, |row| Value::Count(row.missing)),
    column("状況・依頼すること", 72.0, situation),
    column("連絡先", 28.0, |row| Value::text(row.contact)),
];
const NAME: &str = "課ごとの提出状況";

/// Writes the sheet: the departments that lead projects, and their sums.
pub(super) fn write(
    cx: &Context<'_>,
    follow_ups: &[FollowUp<'_>],
    book: &mut Workbook,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let remark = "事業を主担当する課の提出の状況と、依頼することです。";
    let first = book::begin(sheet, NAME, NAME, remark, &cx.page)?;
    let mut table = Table::new(COLUMNS, first);
    table.head(sheet)?;
    let follow_ups: BTreeMap<&str, &FollowUp<'_>> =
        follow_ups.iter().map(|follow_up| (follow_up.department.name.as_str(), follow_up)).collect();
    let mut projects: BTreeMap<&str, Vec<&ProjectAssessment>> = BTreeMap::new();
    for assessment in &cx.c.assessment.projects {
        if let Some(project) = cx.plan.project(&assessment.project) {
            projects.entry(&project.lead).or_default().push(assessment);
        }
    }
    let mut sums = Row { name: "計", ..Row::default() };
    for department in cx.c.assessment.departments.iter().filter(|row| row.projects > 0) {
        let name = department.department.as_str();
        let own = projects.get(name).map(Vec::as_slice).unwrap_or_default();
        let row = row(cx, department, own, follow_ups.get(name).copied());
        sums.add(&row);
        table.row(sheet, &cells(COLUMNS, &row))?;
    }
    table.finish(sheet, "事業を主担当する課はありません。")?;
    // Written after `finish`, so that the filter does not include the sums.
    table.row(sheet, &cells(COLUMNS, &sums))?;
    Ok(())
}

impl Row<'_> {
    fn add(&mut self, row: &Row<'_>) {
        self.projects += row.projects;
        self.returned_well += row.returned_well;
        self.to_correct += row.to_correct;
        self.missing += row.missing;
        self.not_due += row.not_due;
    }
}

fn row<'a>(
    cx: &'a Context<'a>,
    department: &'a DepartmentAssessment,
    projects: &[&ProjectAssessment],
    follow_up: Option<&FollowUp<'_>>,
) -> Row<'a> {
    let contact = cx.plan.department(&department.department).map_or("", |known| known.contact.as_str());
    Row {
        name: &department.department,
        contact,
        projects: department.projects,
        returned_well: department.returned_well(),
        to_correct: department.to_correct,
        missing: department.missing,
        not_due: department.not_due(),
        situation: requests(cx, department, projects, follow_up),
    }
}

/// Returns the department's state, and what it is asked for, with the projects.
fn requests(
    cx: &Context<'_>,
    department: &DepartmentAssessment,
    projects: &[&ProjectAssessment],
    follow_up: Option<&FollowUp<'_>>,
) -> String {
    let of = |state: State| {
        let own = projects.iter().filter(|project| project.state == state);
        own.map(|project| named(cx, project, department)).collect::<Vec<_>>().join("、")
    };
    let mut words = vec![department.state.word().to_owned()];
    if department.to_correct > 0 {
        words.push(format!("訂正を依頼: {}", of(State::ToCorrect)));
    }
    if department.missing > 0 {
        words.push(format!("提出を依頼: {}", of(State::Missing)));
    }
    let to_confirm = follow_up.map(|follow_up| follow_up.projects(Severity::Check)).unwrap_or_default();
    if !to_confirm.is_empty() {
        words.push(format!("確認を依頼: {}", listed(to_confirm.into_iter())));
    }
    words.join("\n")
}

/// Returns a project's id, with the departments that have not answered unless that is the lead alone.
fn named(cx: &Context<'_>, project: &ProjectAssessment, lead: &DepartmentAssessment) -> String {
    let silent = cx.c.unanswered(&project.project).filter(|_| project.state == State::Missing);
    let names: Vec<&str> = silent.into_iter().flatten().map(String::as_str).collect();
    if names.is_empty() || names == [lead.department.as_str()] {
        project.project.to_string()
    } else {
        format!("{}（{}）", project.project, names.join("・"))
    }
}

fn listed<'a>(projects: impl Iterator<Item = &'a ProjectId>) -> String {
    projects.map(ToString::to_string).collect::<Vec<_>>().join("、")
}

fn situation(row: &Row) -> Value {
    let not_due =
        if row.not_due > 0 { format!("\n提出不要 {}事業", row.not_due) } else { String::new() };
    Value::text(format!("{}{not_due}", row.situation).trim())
}
