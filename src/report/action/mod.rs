//! 要対応: the projects that need the committee's attention, with room for its opinion and decision.

pub(super) mod projects;

use std::collections::BTreeSet;

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::evaluate::model::ProjectAssessment;
use crate::evaluate::reason::Reason;
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::model::{Decision, Project};
use crate::ratings::ProgressBasis;
use crate::report::action::projects::{ActionItem, HEADING_ROW, projects};
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::progress_list::of_project;
use crate::report::progress_list::rows::ListRow;
use crate::report::sheet_names;
use crate::sheet::book::{Paper, begin};
use crate::sheet::measure;
use crate::sheet::table::{Column, Table, Value, cells, column};
use crate::text::NOT_APPLICABLE;
use crate::text::calendar::Date;

const DECIDED: &str = "これまでの決定と対応状況";
const OPINION: &str = "委員会の意見";
const NONE: &str = "要対応の事業はありません。";
/// The least height of a row in points, which leaves room to write by hand.
const LEAST_HEIGHT: f64 = 54.0;
/// The width in half-width characters up to which target and actual share a line.
const WIDEST_LINE: usize = 28;

/// A row of the table: a project that needs action, or one with earlier decisions only.
struct Row<'a> {
    report: &'a Report<'a>,
    project: &'a Project,
    first: &'a ListRow<'a>,
    assessment: Option<&'a ProjectAssessment>,
    /// The project's number and entry, if it needs action.
    listed: Option<(usize, &'a ActionItem<'a>)>,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const EFFECT: &str = "効果達成\n状況";
const PROGRESS: &str = "進捗状況";

const COLUMNS: &[Column<CellOf>] = &[
    column("№", 5.0, |row| row.of_listed(|number, _| number.to_string(), Value::centered)),
    column("整理番号", 8.5, |row| Value::centered(&row.project.id.to_string())),
    column("事業名称", 22.0, |row| Value::text(&row.project.name)),
    column("担当課", 16.0, |row| Value::text(&row.project.departments_text)),
    column(EFFECT, 12.0, effect),
    column(PROGRESS, 12.0, progress),
    column("目標・実績と判定の根拠", 60.0, |row| {
        row.of_listed(|_, listed| figures(row.report, listed), Value::text)
    }),
    column("遅れ・未達の理由", 29.0, |row| {
        row.of_listed(|_, listed| written(row.report, listed, Field::Reason), Value::text)
    }),
    column("今後の対応", 29.0, |row| {
        row.of_listed(|_, listed| written(row.report, listed, Field::NextStep), Value::text)
    }),
    column(DECIDED, 24.0, |row| Value::text(&decisions(row.report, row.project))),
    column(OPINION, 24.0, |_| Value::Blank),
    column("決定", 16.0, |_| Value::Blank),
];

impl<'a> Row<'a> {
    /// Returns the row of a project that needs action, with its number.
    fn of(report: &'a Report<'a>, number: usize, one: &'a ActionItem<'a>) -> Self {
        let assessment = Some(one.assessment);
        Self { report, project: one.project, first: one.first, assessment, listed: Some((number, one)) }
    }

    /// Returns a cell that is blank unless the project needs action.
    fn of_listed(
        &self,
        text: impl FnOnce(usize, &ActionItem) -> String,
        value: impl FnOnce(&str) -> Value,
    ) -> Value {
        self.listed.map_or(Value::Blank, |(number, listed)| value(&text(number, listed)))
    }
}

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let listed = projects(report);
    let title = format!("要対応　{}事業（{}現在）", listed.len(), report.c.as_of.japanese_last_day());
    let listed_are = if report.effect.is_judged() {
        "要対応の印のある区分とその見込み、要判断、未報告の事業です。"
    } else {
        "要対応の印のある区分と、未報告の事業です。"
    };
    let remark = format!("{listed_are}行は集計した時点のもので、判定の欄は進捗一覧に合わせて変わります。");
    begin(sheet, sheet_names::ACTION, &title, &remark, &report.page.on(Paper::A3Landscape))?;
    // The column of opinions gets the width of the columns left out.
    let is_used = |column: &&Column<CellOf>| match column.heading {
        DECIDED => !report.plan.decisions.is_empty(),
        EFFECT => report.effect.is_judged(),
        PROGRESS => report.progress.is_judged(),
        _ => true,
    };
    let left_out: f64 = COLUMNS.iter().filter(|column| !is_used(column)).map(|column| column.width).sum();
    let mut columns: Vec<Column<CellOf>> = COLUMNS.iter().filter(is_used).copied().collect();
    for column in columns.iter_mut().filter(|column| column.heading == OPINION) {
        column.width += left_out;
    }
    let others = others_decided_on(report, &listed);
    let rows: Vec<Vec<Value>> =
        (1..).zip(&listed).map(|(number, one)| cells(&columns, &Row::of(report, number, one))).collect();
    let mut table = Table::new(&columns, HEADING_ROW).with_widths_for_breaks(&rows).on(Paper::A3Landscape);
    let decided = !others.is_empty() || !report.of_plan.is_empty();
    if !listed.is_empty() || decided {
        table.head(sheet)?;
    }
    if listed.is_empty() && decided {
        table.group(sheet, NONE)?;
    }
    for (one, row) in listed.iter().zip(&rows) {
        if let Some(heading) = &one.measure_heading {
            table.group(sheet, heading)?;
        }
        table.tall_row(sheet, row, LEAST_HEIGHT)?;
    }
    if !others.is_empty() {
        table.group(sheet, "このほかの事業の決定事項")?;
    }
    for first in others {
        let assessment = first.project_assessment;
        let row = Row { report, project: first.project, first, assessment, listed: None };
        table.row(sheet, &cells(&columns, &row))?;
    }
    if !report.of_plan.is_empty() {
        table.group(sheet, "計画全体についての決定事項")?;
    }
    for decision in &report.of_plan {
        let of_plan = |column: &Column<CellOf>| match column.heading {
            "事業名称" => Value::text("計画全体"),
            DECIDED => Value::text(&decision_words(decision)),
            _ => Value::Blank,
        };
        table.row(sheet, &columns.iter().map(of_plan).collect::<Vec<_>>())?;
    }
    table.finish(sheet, NONE)?;
    if table.rows() > 0 {
        sheet.set_freeze_panes(HEADING_ROW + 1, 3)?;
    }
    Ok(())
}

/// Returns the first rows of the projects with decisions that need no action now.
fn others_decided_on<'a>(report: &'a Report<'a>, listed: &[ActionItem]) -> Vec<&'a ListRow<'a>> {
    let listed: BTreeSet<&ProjectId> = listed.iter().map(|one| &one.project.id).collect();
    report
        .first_rows()
        .filter(|first| {
            report.decisions.contains_key(&first.project.id) && !listed.contains(&first.project.id)
        })
        .collect()
}

fn effect(row: &Row) -> Value {
    let Some(assessment) = row.assessment else { return Value::Blank };
    let categories = &row.report.effect;
    label(row, "一覧_事業効果", categories, categories.number(assessment.effect))
}

fn progress(row: &Row) -> Value {
    let Some(assessment) = row.assessment else { return Value::Blank };
    let categories = &row.report.progress;
    label(row, "一覧_事業進捗", categories, categories.number(assessment.progress))
}

/// Returns the label of a project's judgment as a formula over 進捗一覧.
fn label(row: &Row, name: &str, categories: &Categories, number: usize) -> Value {
    let formula = categories.label_formula(&of_project(row.first, name));
    Value::formula(formula, Value::Centered(categories.label(number)))
}

/// Returns target, actual and grounds of each indicator, and the grounds of the progress unless it is simply
/// reported.
fn figures(report: &Report, listed: &ActionItem) -> String {
    let several = listed.rows.len() > 1;
    let shown = |text: &str| if text.trim().is_empty() { NOT_APPLICABLE.to_owned() } else { text.to_owned() };
    let mut parts = Vec::new();
    for row in listed.rows {
        let Some(assessment) = row.assessment else { continue };
        let label = report.effect.label(report.effect.number(assessment.effect));
        let name = if several { format!("{}\n", row.indicator_words()) } else { String::new() };
        let (target, actual) = (shown(&assessment.target_text), shown(&assessment.dated_actual()));
        let one_line = measure::width(&target) + measure::width(&actual) <= WIDEST_LINE;
        let between = if one_line { "　" } else { "\n" };
        let figures = format!("{name}目標：{target}{between}実績：{actual}");
        if !report.effect.is_judged() {
            parts.push(figures);
            continue;
        }
        let reason = match &assessment.reason {
            // The label is 年度途中 already.
            Reason::Running(so_far) => so_far.after_basis(),
            reason => format!("：{reason}"),
        };
        parts.push(format!("{figures}\n{label}{reason}"));
    }
    let project = listed.assessment;
    if project.progress_basis != Some(ProgressBasis::Reported) && !project.progress_reason.is_empty() {
        parts.push(format!("進捗：{}", project.progress_reason));
    }
    parts.join("\n")
}

/// Returns what the department wrote into a field, or the reason why there is no text.
fn written(report: &Report, listed: &ActionItem, field: Field) -> String {
    let Some(accepted) = report.c.accepted(&listed.project.id) else { return "（未提出）".to_owned() };
    match (accepted.text(field).trim(), accepted.carried_from()) {
        ("", _) => "（記載なし）".to_owned(),
        (text, None) => text.to_owned(),
        (text, Some(month)) => format!("{text}\n（{}の報告）", month.japanese()),
    }
}

/// Returns the committee's decisions on a project, each with its status.
fn decisions(report: &Report, project: &Project) -> String {
    let lines: Vec<String> = report
        .decisions
        .get(&project.id)
        .into_iter()
        .flatten()
        .map(|decision| decision_words(decision))
        .collect();
    lines.join("\n")
}

fn decision_words(decision: &Decision) -> String {
    let day = Date::parse(&decision.meeting).map(Date::japanese);
    let meeting = day.unwrap_or_else(|| decision.meeting.clone());
    let status = if decision.is_open() { "未記入" } else { decision.status.trim() };
    let colon = if meeting.is_empty() { "" } else { "：" };
    format!("{meeting}{colon}{}\n　対応状況：{status}", decision.decision)
}
