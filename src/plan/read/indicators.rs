//! Reads the sheet 指標: indicators with their targets and actuals per fiscal year.

use std::collections::BTreeMap;

use super::table::{Row, Table, YearColumns, is_readable};
use crate::figure::Figure;
use crate::findings::plan::{m01_id, m02_reference, m04_missing, m05_unreadable};
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::fault::Faults;
use crate::plan::model::{Accumulation, Direction, Indicator, IndicatorYear, Method, Project};
use crate::plan::read::positions::Positions;
use crate::plan::read::projects::{Known, department_of};
use crate::plan::schema::{ACTUAL, METHODS, SPAN, TARGET};
use crate::text::calendar::FiscalYear;
use crate::text::fold;
use workbook::Pos;

/// Returns the fiscal years that the sheet has columns for. Adds M04 for a year that lacks a column or is
/// left out between others.
pub(super) fn fiscal_years(table: &Table, faults: &mut Faults) -> Vec<FiscalYear> {
    let mut missing = |year: FiscalYear, word: &str| {
        faults.add_with_help(
            &m04_missing::KIND,
            table.sheet.name,
            Some(table.heading_pos()),
            format!("列「{}{word}」がありません", year.label()),
            "計画のすべての年度について、目標と実績の列を作ってください",
        );
    };
    let Some((first, last)) = table.years.keys().next().copied().zip(table.years.keys().last().copied())
    else {
        faults.add_with_help(
            &m04_missing::KIND,
            table.sheet.name,
            Some(table.heading_pos()),
            "年度の列がありません".to_owned(),
            "「2024年度目標」「2024年度実績」のように、計画の年度の数だけ列を作ってください",
        );
        return Vec::new();
    };
    let mut years = Vec::new();
    let mut year = first;
    while year <= last {
        let columns = table.years.get(&year).copied().unwrap_or_default();
        if columns.target.is_none() {
            missing(year, TARGET);
        }
        if columns.actual.is_none() {
            missing(year, ACTUAL);
        }
        years.push(year);
        year = year.next();
    }
    years
}

/// Adds the indicators of all rows to their projects.
pub(super) fn indicators(
    table: &Table,
    years: &[FiscalYear],
    projects: &mut [Project],
    known: &Known,
    positions: &mut Positions,
    faults: &mut Faults,
) {
    let by_id: BTreeMap<ProjectId, usize> =
        projects.iter().enumerate().map(|(at, project)| (project.id.clone(), at)).collect();
    for row in table.rows() {
        let text = row.text("整理番号");
        let project = ProjectId::parse(&text);
        if project.is_none() && !text.is_empty() {
            let message = format!("整理番号「{text}」の形が正しくありません");
            row.fault(&m01_id::KIND, "整理番号", message, "「1-1-1」のように入力してください", faults);
        }
        let mut indicator = indicator(&row, years, project.as_ref(), positions, faults);
        let department = department_of(&row, known, faults);
        let Some(id) = project else { continue };
        let Some(project) = by_id.get(&id).and_then(|at| projects.get_mut(*at)) else {
            let message = format!("整理番号「{id}」が「事業」シートにありません");
            row.fault(
                &m02_reference::KIND,
                "整理番号",
                message,
                "整理番号を直すか、「事業」シートに追加してください",
                faults,
            );
            continue;
        };
        if project.indicator(&indicator.id).is_some() {
            let message = match indicator.id.symbol() {
                "" => format!("事業 {id} に、指標記号のない指標が2つあります"),
                symbol => format!("事業 {id} に、指標「{symbol}」が2つあります"),
            };
            row.fault(
                &m01_id::KIND,
                "指標記号",
                message,
                "指標ごとに ①、② などの記号を付けてください",
                faults,
            );
            continue;
        }
        // The lead answers for the project's indicators anyway.
        indicator.department = department.filter(|department| *department != project.lead);
        project.indicators.push(indicator);
    }
}

fn indicator(
    row: &Row,
    years: &[FiscalYear],
    project: Option<&ProjectId>,
    positions: &mut Positions,
    faults: &mut Faults,
) -> Indicator {
    let symbol = row.text("指標記号");
    if !symbol.is_empty() && fold::circled(&symbol).is_none() {
        let message = format!("指標記号「{symbol}」の形が正しくありません");
        row.fault(&m01_id::KIND, "指標記号", message, "①、② などの記号を入力してください", faults);
    }
    let id = IndicatorId::new(&symbol);
    let unit = row.text("単位");
    let accumulation = match row.word("種別", faults) {
        Some("累計") => Accumulation::Stock,
        Some("単年") => Accumulation::Annual,
        Some("率") => Accumulation::Rate,
        _ => Accumulation::Milestone,
    };
    let direction = match row.word("向き", faults) {
        Some("減") => Direction::Decrease,
        _ => Direction::Increase,
    };
    let method = match row.word("算定方法", faults) {
        Some(word) if word == METHODS[1] => Method::Baseline,
        _ => Method::Ratio,
    };
    let text = row.text("基準値");
    let baseline = Figure::parse(&text, &unit).number();
    if baseline.is_none() && (!text.is_empty() || method == Method::Baseline) {
        let message = if text.is_empty() {
            "算定方法が基準値比ですが、基準値が空欄です".to_owned()
        } else {
            format!("基準値「{text}」を数として読み取れません")
        };
        row.fault(
            &m05_unreadable::KIND,
            "基準値",
            message,
            "計画の始まる前の値を数で入力してください",
            faults,
        );
    }
    let targets = cells(row, years, &unit, Side::Target, faults);
    let actuals = cells(row, years, &unit, Side::Actual, faults);
    if let Some(project) = project {
        let key = |year: FiscalYear| (project.clone(), id.clone(), year);
        for (year, columns) in &row.table.years {
            if let Some(col) = columns.target {
                positions.targets.insert(key(*year), Pos::new(row.row, col));
            }
            if let Some(col) = columns.actual {
                positions.actuals.insert(key(*year), Pos::new(row.row, col));
            }
        }
    }
    let years = years
        .iter()
        .zip(targets)
        .zip(actuals)
        .map(|((year, target), actual)| {
            let cells = IndicatorYear {
                target: target.figure,
                target_from: target.from,
                actual: actual.figure,
                actual_from: actual.from,
            };
            (*year, cells)
        })
        .collect::<BTreeMap<_, _>>();
    Indicator {
        id,
        name: row.text("指標名"),
        unit,
        accumulation,
        direction,
        method,
        baseline,
        department: None,
        years,
        note: row.prose("備考"),
    }
}

#[derive(Clone, Copy)]
enum Side {
    Target,
    Actual,
}

impl Side {
    fn column(self, columns: &YearColumns) -> Option<u32> {
        match self {
            Self::Target => columns.target,
            Self::Actual => columns.actual,
        }
    }
}

/// A figure and the first fiscal year of its cell.
#[derive(Clone)]
struct Spanned {
    figure: Figure,
    from: FiscalYear,
}

/// Returns one side of a row over the years. A `→` continues the previous year's cell, as does a merged
/// range.
fn cells(row: &Row, years: &[FiscalYear], unit: &str, side: Side, faults: &mut Faults) -> Vec<Spanned> {
    let mut list: Vec<Spanned> = Vec::new();
    for year in years {
        let col = row.table.years.get(year).and_then(|columns| side.column(columns));
        let blank = Spanned { figure: Figure::blank(), from: *year };
        let Some(pos) = col.map(|col| Pos::new(row.row, col)) else {
            list.push(blank);
            continue;
        };
        let origin = row.table.grid.top_left(pos);
        let cell = row.table.grid.cell(pos).filter(|cell| is_readable(cell));
        let Some(cell) = cell else {
            list.push(blank);
            continue;
        };
        if origin.col != pos.col {
            // A merge over the years also covers the other side's columns, which have no value then.
            list.push(spanning_merge(row, side, origin.col, &list).unwrap_or(blank));
            continue;
        }
        if matches!(fold::squash(&cell.text).as_str(), SPAN | "⇒" | "→→") {
            let before = list.last().filter(|before| !before.figure.is_blank()).cloned();
            if before.is_none() {
                let message = "「→」の前の年度が空欄です".to_owned();
                faults.add_with_help(
                    &m02_reference::KIND,
                    row.table.sheet.name,
                    Some(pos),
                    message,
                    "「→」は前の年度の欄が続くときに入力します。続くものがなければ空欄にしてください",
                );
            }
            list.push(before.unwrap_or(blank));
            continue;
        }
        list.push(Spanned { figure: Figure::parse(&cell.text, unit), from: *year });
    }
    list
}

/// Returns the content of a merged range that begins in column `col`, where that is an earlier year's column
/// of the same side.
fn spanning_merge(row: &Row, side: Side, col: u32, before: &[Spanned]) -> Option<Spanned> {
    let (year, _) = row.table.years.iter().find(|(_, columns)| side.column(columns) == Some(col))?;
    before.iter().find(|spanned| spanned.from == *year).cloned()
}
