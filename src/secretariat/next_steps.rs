//! 次にすること: 今月の作業 in order, then a row for each 課, first those that are asked for something.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::evaluate::model::DepartmentAssessment;
use crate::findings::Severity;
use crate::follow_up::{FollowUp, follow_ups};
use crate::names::{DepartmentFiles, SLIPS};
use crate::next_steps;
use crate::prefill;
use crate::secretariat::context::Context;
use crate::sheet::table::{Column, Formats, Table, Value, cells, column, total_width};
use crate::sheet::write::TextWriter;
use crate::sheet::{book, counts, measure, style};
use crate::text::NOT_APPLICABLE;

/// A department, with what it is asked for.
struct Row<'a> {
    cx: &'a Context<'a>,
    department: &'a DepartmentAssessment,
    follow_up: Option<&'a FollowUp<'a>>,
    files: &'a DepartmentFiles<'a>,
}

const NUMBER_WIDTH: f64 = 5.0;
const WORK_WIDTH: f64 = 20.0;

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("済", NUMBER_WIDTH, |row| Value::centered(if row.follow_up.is_some() { "□" } else { "済" })),
    column("担当課", WORK_WIDTH, |row| Value::text(&row.department.department)),
    column("すること", 22.0, |row| Value::text(&steps(row).join("\n"))),
    column("事業", 38.0, |row| Value::text(&projects(row))),
    column("提出", 11.0, |row| Value::centered(&returned(row.department))),
    column("連絡先", 22.0, |row| {
        let known = row.cx.plan.department(&row.department.department);
        Value::text(known.map_or("", |known| &known.contact))
    }),
    column("送るもの", 30.0, slip),
];

/// Writes the sheet.
pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let follow_ups = follow_ups(cx.plan, cx.c);
    let by_department: BTreeMap<&str, &FollowUp> =
        follow_ups.iter().map(|follow_up| (follow_up.department.name.as_str(), follow_up)).collect();
    let files = DepartmentFiles::of(cx.plan);
    let rows = || {
        cx.c.assessment.departments.iter().filter_map(|department| {
            let follow_up = by_department.get(department.department.as_str()).copied();
            // A department that leads no project is listed only if it is asked for something.
            (department.projects > 0 || follow_up.is_some()).then_some(Row {
                cx,
                department,
                follow_up,
                files: &files,
            })
        })
    };
    let first = book::begin(sheet, "次にすること", "次にすること", "", &cx.page)?;
    let first = write_steps(cx, sheet, first)?;
    let remark = if follow_ups.is_empty() {
        "すべての課について済んでいます。".to_owned()
    } else {
        format!("{}課に依頼します。すんだら「済」の欄に印を付けてください。", follow_ups.len())
    };
    sheet.put_text(first, 0, "課ごとの作業", &style::section())?;
    sheet.put_text(first + 1, 0, &remark, &style::remark())?;
    let mut table = Table::new(COLUMNS, first + 2);
    table.head(sheet)?;
    for row in rows().filter(|row| row.follow_up.is_some()) {
        table.tall_row(sheet, &cells(COLUMNS, &row), 24.0)?;
    }
    if !follow_ups.is_empty() && rows().any(|row| row.follow_up.is_none()) {
        table.group(sheet, "済んだ課")?;
    }
    for row in rows().filter(|row| row.follow_up.is_none()) {
        table.row(sheet, &cells(COLUMNS, &row))?;
    }
    table.finish(sheet, "計画に担当課がありません。")?;
    // Only the title stays in view, and only the table's headings repeat on every page.
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(first + 2, first + 2)?;
    Ok(())
}

/// Writes 今月の作業 from a row down, as the terminal shows them. Returns the row after them and a blank one.
fn write_steps(cx: &Context<'_>, sheet: &mut Worksheet, first: u32) -> Result<u32, XlsxError> {
    sheet.put_text(first, 0, "今月の作業", &style::section())?;
    let words_width = total_width(COLUMNS) - NUMBER_WIDTH - WORK_WIDTH;
    let last = counts::columns(COLUMNS.len()).saturating_sub(1);
    let mut row = first;
    for (number, step) in (1..).zip(next_steps::next_steps(cx.plan, cx.c)) {
        row += 1;
        sheet.put_text(row, 0, format!("{number}"), &Formats::default().centered)?;
        sheet.put_text(row, 1, step.work, &style::cell().set_bold())?;
        sheet.put_merged(row, 2, row, last, &step.words, &style::cell())?;
        let height = measure::row_height(&[(&step.words, words_width)], style::SIZE);
        sheet.set_row_height(row, height.max(20.0))?;
    }
    Ok(row + 2)
}

/// Returns what the department is asked for, the most urgent first.
fn steps(row: &Row) -> Vec<&'static str> {
    let Some(follow_up) = row.follow_up else {
        return vec![if row.department.projects == row.department.not_due() {
            "なし（提出不要）"
        } else {
            "なし（提出済み）"
        }];
    };
    let steps = [
        (follow_up.missing.is_empty(), "督促（未提出）"),
        (follow_up.count(Severity::Error) == 0, "訂正依頼"),
        (follow_up.count(Severity::Check) == 0, "確認依頼"),
    ];
    steps.into_iter().filter(|(is_settled, _)| !is_settled).map(|(_, words)| words).collect()
}

/// Returns the projects for each thing that the department is asked for.
fn projects(row: &Row) -> String {
    let Some(follow_up) = row.follow_up else { return String::new() };
    let ids =
        |severity| follow_up.projects(severity).into_iter().map(ToString::to_string).collect::<Vec<_>>();
    let missing: Vec<String> = follow_up.missing.iter().map(|project| project.id.to_string()).collect();
    [("督促", missing), ("訂正", ids(Severity::Error)), ("確認", ids(Severity::Check))]
        .into_iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(words, ids)| format!("{words}：{}", ids.join("、")))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns how many of the projects due were returned.
fn returned(department: &DepartmentAssessment) -> String {
    match department.projects.saturating_sub(department.not_due()) {
        0 => NOT_APPLICABLE.to_owned(),
        due => format!("{}／{due}事業", department.returned),
    }
}

/// Returns a relative link to the department's slip: to the first of several, with the names of all.
fn slip(row: &Row) -> Value {
    let Some(follow_up) = row.follow_up else { return Value::Blank };
    let parts = follow_up.parts(prefill::most_forms(row.cx.plan)).len();
    let books = row.files.books(&follow_up.department.name, parts);
    let first = books.first().map_or("", String::as_str);
    Value::Link { url: format!("file:///{SLIPS}/{first}"), text: format!("{SLIPS}/{}", books.join("、")) }
}
