//! Turns approved requests into edits of the master workbook's cells.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use workbook::edit::{CellEdit, Content};
use workbook::{CellKind, Pos};

use crate::amendment::decided::{DecidedRequest, Verdict};
use crate::amendment::decision_check::same;
use crate::amendment::subject::Subject;
use crate::form::field::Field;
use crate::form::symbols;
use crate::ids::IndicatorId;
use crate::plan::Plan;
use crate::plan::model::{Indicator, Project};
use crate::plan::read::master_cells::{MasterCell, MasterCells};
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// The outcome of an approved request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is written into these cells.
    Written(Vec<CellEdit>),
    /// The plan has it already.
    Already,
    /// It cannot be carried out; the reason is a Japanese sentence.
    Not(String),
}

/// An approved request and its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedRequest {
    /// The request.
    pub request: DecidedRequest,
    /// Its outcome.
    pub outcome: Outcome,
}

/// Returns the outcome of each approved request.
#[must_use]
pub fn edits_for(decided: &[DecidedRequest], plan: &Plan, cells: &MasterCells) -> Vec<AppliedRequest> {
    let approved = decided.iter().filter(|request| request.verdict == Verdict::Approved);
    let mut applied: Vec<AppliedRequest> = approved
        .map(|request| AppliedRequest { request: request.clone(), outcome: outcome(request, plan, cells) })
        .collect();
    refuse_contradictions(&mut applied);
    applied
}

/// Refuses approved requests that write different contents into the same cell.
fn refuse_contradictions(applied: &mut [AppliedRequest]) {
    let mut contents: BTreeMap<(String, Pos), Vec<Content>> = BTreeMap::new();
    for applied in applied.iter() {
        if let Outcome::Written(edits) = &applied.outcome {
            for edit in edits {
                let known = contents.entry((edit.sheet.clone(), edit.pos)).or_default();
                if !known.contains(&edit.content) {
                    known.push(edit.content.clone());
                }
            }
        }
    }
    for applied in applied {
        let contradicted = match &applied.outcome {
            Outcome::Written(edits) => edits.iter().any(|edit| {
                contents.get(&(edit.sheet.clone(), edit.pos)).is_some_and(|known| known.len() > 1)
            }),
            _ => false,
        };
        if contradicted {
            applied.outcome =
                Outcome::Not("同じところに、違う内容の申出が2つ以上承認されています。".to_owned());
        }
    }
}

fn outcome(request: &DecidedRequest, plan: &Plan, cells: &MasterCells) -> Outcome {
    match edits(request, plan, cells) {
        Ok(edits) if edits.is_empty() => Outcome::Already,
        Ok(edits) => Outcome::Written(edits),
        Err(reason) => Outcome::Not(reason),
    }
}

fn edits(request: &DecidedRequest, plan: &Plan, cells: &MasterCells) -> Result<Vec<CellEdit>, String> {
    if request.requested.ends_with("（以下省略）") {
        return Err("申出の文章が途中で省略されています。".to_owned());
    }
    let subject = request.subject.as_ref().ok_or("項目を読み取れません。")?;
    if *subject == Subject::Wish {
        return Err("文章での要望です。計画のどこをどう改めるかを決めて、マスターブックに入力してください。"
            .to_owned());
    }
    let known = request.project.as_ref().and_then(|id| plan.project(id));
    let project = known.ok_or("この整理番号の事業が計画にありません。")?;
    match subject {
        Subject::Indicator => indicator_removed(request, project, cells),
        Subject::Field { field: Field::Measure | Field::Middle | Field::Policy, .. } => {
            Err("施策や基本方針を移すと整理番号も変わります。マスターブックで移してください。".to_owned())
        }
        Subject::Field { field, indicator: Some(id), years } if years.is_empty() => {
            let row = indicator(project, id)?;
            let cell = cells.of_indicator(&project.id, &row.id, column(*field));
            let name = symbols::split_name(&request.requested).1;
            one(request, &row.name, name, "", *field, cell)
        }
        Subject::Field { field, indicator: Some(id), years } => {
            dated(request, project, indicator(project, id)?, *field, years, cells)
        }
        Subject::Field { field, .. } => {
            let current = match field {
                Field::Name => &project.name,
                Field::Issue => &project.issue,
                Field::Purpose => &project.purpose,
                Field::Summary => &project.summary,
                _ => &project.departments_text,
            };
            let cell = cells.of_project(&project.id, column(*field));
            one(request, current, &request.requested, "", *field, cell)
        }
        Subject::Wish => Ok(Vec::new()),
    }
}

/// Returns the master's column of a field.
fn column(field: Field) -> &'static str {
    field.label()
}

fn indicator<'a>(project: &'a Project, id: &IndicatorId) -> Result<&'a Indicator, String> {
    // A form with a single indicator may have another symbol for it.
    let single = match project.indicators.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    project.indicator(id).or(single).ok_or_else(|| "この指標が計画にありません。".to_owned())
}

/// Changes a single cell from the content given in the request to the content requested.
fn one(
    request: &DecidedRequest,
    current: &str,
    requested: &str,
    unit: &str,
    field: Field,
    cell: Option<&MasterCell>,
) -> Result<Vec<CellEdit>, String> {
    if same(current, requested, unit, field) {
        return Ok(Vec::new());
    }
    check_current(request, current, unit, field)?;
    let cell = cell.ok_or("マスターブックに、書き込む列がありません。")?;
    if cell.is_merged {
        return Err("マスターブックのセルが結合されています。".to_owned());
    }
    Ok(vec![edit_of(cell, requested)])
}

/// Refuses a request if the plan has changed since the request was made.
fn check_current(request: &DecidedRequest, current: &str, unit: &str, field: Field) -> Result<(), String> {
    let told = request.current.as_str();
    if same(current, told, unit, field) || fold::is_blank(current) && fold::is_blank(told) {
        return Ok(());
    }
    Err(format!("申出のときの計画は「{told}」でしたが、今は「{}」です。", current.trim()))
}

/// Changes targets or actuals. If the request ends within a cell that spans years, the next year gets a cell
/// with the old content.
fn dated(
    request: &DecidedRequest,
    project: &Project,
    row: &Indicator,
    field: Field,
    years: &[FiscalYear],
    master: &MasterCells,
) -> Result<Vec<CellEdit>, String> {
    let cells = |year: FiscalYear| {
        row.years.get(&year).map(|cells| match field {
            Field::Target => (&cells.target, cells.target_from),
            _ => (&cells.actual, cells.actual_from),
        })
    };
    let cell = |year: FiscalYear| {
        let found = master.of_year(&project.id, &row.id, field, year);
        found.ok_or_else(|| format!("マスターブックに{}の列がありません。", year.label()))
    };
    let mut found = Vec::new();
    let mut olds: Vec<&str> = Vec::new();
    for year in years {
        let (figure, from) = cells(*year).ok_or_else(|| format!("計画に{}がありません。", year.label()))?;
        if !olds.contains(&figure.text.as_str()) {
            olds.push(&figure.text);
        }
        if fold::prose(&figure.text) == fold::prose(&request.requested) {
            continue;
        }
        // The other years of a cell follow the change at its first year.
        if from < *year && years.contains(&from) {
            continue;
        }
        let cell = cell(*year)?;
        if cell.is_merged && from < *year {
            return Err("マスターブックのセルが、ほかの年度と結合されています。".to_owned());
        }
        found.push(edit_of(cell, &request.requested));
    }
    if found.is_empty() {
        return Ok(found);
    }
    check_current(request, &olds.join("、"), &row.unit, field)?;
    // The years after the request keep the content of a cell that began before it.
    if let (Some(first), Some(last)) = (years.first(), years.last())
        && let Some((_, first_from)) = cells(*first)
        && first_from < *first
        && let Some((figure, from)) = cells(last.next())
        && from <= *last
    {
        found.push(edit_of(cell(last.next())?, &figure.text));
    }
    Ok(found)
}

/// Clears the row of an indicator that the request removes. A new indicator must be entered by hand, because
/// the request does not say how it is counted.
fn indicator_removed(
    request: &DecidedRequest,
    project: &Project,
    master: &MasterCells,
) -> Result<Vec<CellEdit>, String> {
    if !request.requested.is_empty() {
        return Err("指標の追加です。単位、種別、目標を決めて、マスターブックの「指標」に入力してください。"
            .to_owned());
    }
    let (symbol, name) = symbols::split_name(&request.current);
    let found = project.indicators.iter().find(|row| {
        row.id.symbol() == symbol && (fold::key(&row.name) == fold::key(name) || row.name.trim().is_empty())
    });
    let Some(row) = found else { return Ok(Vec::new()) };
    let cells = master.row_of(&project.id, &row.id);
    if cells.iter().any(|cell| cell.is_merged) {
        return Err("マスターブックの指標の行に、結合されたセルがあります。".to_owned());
    }
    Ok(cells.into_iter().map(|cell| edit_of(cell, "")).collect())
}

/// Returns the edit that writes a text. A numeric cell stays numeric if the text is a number.
fn edit_of(cell: &MasterCell, text: &str) -> CellEdit {
    let text = text.trim();
    let number = |text: &str| {
        let plain = text.replace(',', "").parse::<Decimal>().ok();
        plain.filter(|_| !text.contains('+')).map(|number| number.normalize().to_string())
    };
    let percent = |text: &str| {
        let number = text.strip_suffix(['%', '％'])?.replace(',', "").parse::<Decimal>().ok()?;
        Some((number / Decimal::ONE_HUNDRED).normalize().to_string())
    };
    let kept = match cell.kind {
        Some(CellKind::Number) => number(text),
        Some(CellKind::Percent) => percent(text),
        _ => None,
    };
    let content = match kept {
        _ if text.is_empty() => Content::Blank,
        Some(number) => Content::Number(number),
        None => Content::Text(text.to_owned()),
    };
    CellEdit { sheet: cell.sheet.clone(), pos: cell.pos, content }
}
