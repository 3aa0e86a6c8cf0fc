//! Reads the sheet 指標: indicators with their targets and actuals for each fiscal year.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::measures::malformed;
use super::table::{Row, Table, YearColumns, is_readable};
use super::targets;
use crate::figure::Figure;
use crate::findings::plan::{m01_id, m02_reference, m05_unreadable, m11_year_columns, m13_unknown};
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::fault::Faults;
use crate::plan::model::{
    Accumulation, Band, Direction, Indicator, IndicatorYear, Method, Project, WithoutTarget,
};
use crate::plan::read::department_names::department_of;
use crate::plan::read::positions::Positions;
use crate::plan::read::projects::Known;
use crate::plan::schema::{ACTUAL, METHODS, TARGET};
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;
use workbook::Pos;

/// The context in which the rows are read.
pub(super) struct Scope<'a> {
    pub(super) known: &'a Known<'a>,
    pub(super) years: &'a [FiscalYear],
    /// 計画期間終了; `None` if unknown.
    pub(super) end: Option<Month>,
    /// The bands of 効果達成状況.
    pub(super) bands: &'a [Band],
    pub(super) without_target: WithoutTarget,
}

/// Returns the plan's fiscal years: from the first to the last for which the sheet has columns, or those of
/// the plan's period if it has none. Adds M11 for columns that do not match the period.
pub(super) fn fiscal_years(
    table: &Table,
    period: Option<(Month, Month)>,
    faults: &mut Faults,
) -> Vec<FiscalYear> {
    let mut tell = |message: String| {
        faults.add(&m11_year_columns::KIND, table.sheet.name, Some(table.heading_pos()), message);
    };
    let of_period = period.map(|(start, end)| (start.fiscal_year(), end.fiscal_year()));
    let of_columns = table.years.keys().next().copied().zip(table.years.keys().last().copied());
    let Some((first, last)) = of_columns else {
        return of_period.map(|(first, last)| run(first, last)).unwrap_or_default();
    };
    let years = run(first, last);
    if let Some((start, end)) = of_period {
        let outside: Vec<String> = table
            .years
            .keys()
            .filter(|year| **year < start || **year > end)
            .map(|year| year.label())
            .collect();
        if !outside.is_empty() {
            tell(format!("{}の列は計画期間の外です", outside.join("・")));
        }
        let missing: Vec<String> = run(start, end)
            .into_iter()
            .filter(|year| !table.years.contains_key(year))
            .map(|year| year.label())
            .collect();
        if !missing.is_empty() {
            tell(format!("計画期間のうち{}の列がありません", missing.join("・")));
        }
    }
    let years_of = table.years.iter();
    let without_target = years_of.clone().filter(|(_, columns)| columns.target.is_none());
    // Years after the last column of actuals need none.
    let last = table.years.iter().rev().find(|(_, columns)| columns.actual.is_some());
    let known = |year: &FiscalYear| last.is_some_and(|(last, _)| year < last);
    let without_actual = years_of.filter(|(year, columns)| columns.actual.is_none() && known(year));
    let labels = |(year, _): (&FiscalYear, _)| year.label();
    for (word, missing) in [
        (TARGET, without_target.map(labels).collect::<Vec<String>>()),
        (ACTUAL, without_actual.map(labels).collect()),
    ] {
        // A plan without yearly targets has no such column at all.
        if !missing.is_empty() && missing.len() < table.years.len() {
            tell(format!("{}の{word}の列がありません", missing.join("・")));
        }
    }
    years
}

fn run(first: FiscalYear, last: FiscalYear) -> Vec<FiscalYear> {
    std::iter::successors(Some(first), |year| Some(year.next())).take_while(|year| *year <= last).collect()
}

/// Adds the indicators of all rows to their projects.
pub(super) fn indicators(
    table: &Table,
    scope: &Scope,
    projects: &mut [Project],
    positions: &mut Positions,
    faults: &mut Faults,
) {
    let by_id: BTreeMap<ProjectId, usize> =
        projects.iter().enumerate().map(|(at, project)| (project.id.clone(), at)).collect();
    for row in table.rows() {
        let text = row.text("整理番号");
        let project = ProjectId::parse(&text);
        if project.is_none() && !text.is_empty() {
            malformed(&row, "整理番号", &text, faults);
        }
        let mut indicator = indicator(&row, scope, project.as_ref(), positions, faults);
        let department = department_of(&row, scope.known.departments, faults);
        let Some(id) = project else { continue };
        let Some(project) = by_id.get(&id).and_then(|at| projects.get_mut(*at)) else {
            let message = format!("整理番号「{id}」が「事業」シートにありません");
            row.fault(
                &m13_unknown::KIND,
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
        // The lead is asked about the project's indicators in any case.
        indicator.department = department.filter(|department| *department != project.lead);
        project.indicators.push(indicator);
    }
    for project in projects {
        // A project has one or two indicators, but a vector reserves room for four.
        project.indicators.shrink_to_fit();
    }
}

fn indicator(
    row: &Row,
    scope: &Scope,
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
        Some("節目") => Accumulation::Milestone,
        _ => Accumulation::Rate,
    };
    let direction = match row.word("向き", faults) {
        Some("減") => Direction::Decrease,
        _ => Direction::Increase,
    };
    let method = match row.word("算定方法", faults) {
        Some(word) if word == METHODS[1] => Method::Baseline,
        Some(word) if word == METHODS[2] => Method::Reached,
        _ => Method::Ratio,
    };
    let baseline = baseline(row, &unit, method, faults);
    let goals = targets::goals(row, &unit, scope.end, faults);
    let limits = targets::limits(row, scope.bands, faults);
    let known_in = targets::known_in(row, faults);
    let targets = cells(row, scope.years, &unit, Side::Target, faults);
    let actuals = cells(row, scope.years, &unit, Side::Actual, faults);
    if let Some(project) = project {
        positions.rows.insert((project.clone(), id.clone()), row.row);
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
    let years = scope
        .years
        .iter()
        .zip(targets)
        .zip(actuals)
        .map(|((year, target), actual)| {
            let cells = IndicatorYear {
                target: target.figure.into(),
                target_from: target.from,
                actual: actual.figure.into(),
                actual_from: actual.from,
            };
            (*year, cells)
        })
        .collect::<BTreeMap<_, _>>();
    let mut indicator = Indicator {
        id,
        name: row.text("指標名"),
        unit,
        accumulation,
        direction,
        method,
        baseline,
        goals,
        limits,
        source: row.text("出典"),
        known_in,
        about: row.prose("説明").trim().to_owned(),
        department: None,
        years,
        derived: BTreeMap::new(),
        note: row.prose("備考"),
        extra: row.extra(),
    };
    targets::fill_in(&mut indicator, scope.without_target);
    indicator
}

/// Reads 基準値 as a number. Words are allowed unless the rate is computed from it.
fn baseline(row: &Row, unit: &str, method: Method, faults: &mut Faults) -> Option<Decimal> {
    let text = row.text("基準値");
    let baseline = Figure::parse(&text, unit).number();
    if baseline.is_none() && method == Method::Baseline {
        let message = if text.is_empty() {
            "算定方法が基準値比ですが、基準値が空欄です".to_owned()
        } else {
            format!("算定方法が基準値比ですが、基準値「{text}」を数として読み取れません")
        };
        let help = "計画の始まる前の値を数で入力してください";
        row.fault(&m05_unreadable::KIND, "基準値", message, help, faults);
    }
    baseline
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

/// Returns the targets or actuals of a row for all years. A `→` or a merged range continues the cell of an
/// earlier year.
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
            // A merged range over years also covers columns of the other side, which are blank then.
            list.push(spanning_merge(row, side, origin.col, &list).unwrap_or(blank));
            continue;
        }
        if fold::is_arrows(&cell.text) {
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

/// Returns the content of a merged range that begins in column `col`, if that is an earlier year's column of
/// the same side.
fn spanning_merge(row: &Row, side: Side, col: u32, before: &[Spanned]) -> Option<Spanned> {
    let (year, _) = row.table.years.iter().find(|(_, columns)| side.column(columns) == Some(col))?;
    before.iter().find(|spanned| spanned.from == *year).cloned()
}
