//! データ: a table for other programs. One row per project, indicator, fiscal year and kind; the headings are
//! the first row, nothing is merged, a blank is not zero, and colours mean nothing.

use rust_decimal::Decimal;
use rust_xlsxwriter::{FormatAlign, Workbook, Worksheet, XlsxError};

use crate::evaluate::model::{IndicatorAssessment, ProjectAssessment};
use crate::figure::rounded;
use crate::ids::IndicatorId;
use crate::items::{self, Answer};
use crate::plan::about;
use crate::plan::model::{ExtraKind, Indicator, Project};
use crate::secretariat::context::Context;
use crate::secretariat::long::{LAST_ROW, LongTable};
use crate::sheet::table::{Column, Table, Value, cells, column, position};
use crate::sheet::write::TextWriter;
use crate::sheet::{book, style};
use crate::text::calendar::{FiscalYear, Month};

/// The decimal places of percentages.
const PLACES: u32 = 6;

/// A value with its project, indicator and fiscal year.
struct Row<'a> {
    cx: &'a Context<'a>,
    project: &'a Project,
    indicator_id: Option<&'a IndicatorId>,
    indicator: Option<&'a Indicator>,
    year: FiscalYear,
    datum: Datum<'a>,
}

/// A value of one kind (種類).
#[derive(Default)]
struct Datum<'a> {
    kind: &'a str,
    number: Option<Decimal>,
    unit: &'a str,
    text: String,
    basis: String,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("基準月", 9.0, |row| Value::centered(&row.cx.c.as_of.to_string())),
    column("整理番号", 8.5, |row| Value::centered(&row.project.id.to_string())),
    column("基本方針番号", 9.0, policy),
    column("施策番号", 9.0, |row| Value::centered(&row.project.measure)),
    column("事業名称", 26.0, |row| Value::text(&row.project.name)),
    column("主担当課", 13.0, |row| Value::text(&row.project.lead)),
    column("指標記号", 8.0, |row| Value::centered(row.indicator_id.map_or("", |id| id.symbol()))),
    column("指標名", 44.0, |row| {
        Value::text(row.indicator.map_or("", |indicator| indicator.name.as_str()))
    }),
    column("年度", 7.0, |row| Value::Number(row.year.year().into())),
    column("種類", 20.0, |row| Value::text(row.datum.kind)),
    column("数値", 13.0, |row| Value::number(row.datum.number)),
    column("単位", 9.0, |row| Value::centered(row.datum.unit)),
    column("文字", 26.0, |row| Value::text(&row.datum.text)),
    column("根拠", 12.0, |row| Value::text(&row.datum.basis)),
];
const YEAR: u16 = position(COLUMNS, "年度");

/// Writes the sheet, and further ones if the table is too long for one.
pub(super) fn write(cx: &Context<'_>, book: &mut Workbook) -> Result<(), XlsxError> {
    // A year is a number without a thousands separator.
    let year = style::ruled(style::plain()).set_num_format("0").set_align(FormatAlign::Top);
    let table = LongTable {
        name: "データ",
        cells: of_indicators(cx).chain(of_projects(cx)).count() * COLUMNS.len(),
        last_row: LAST_ROW,
        begin: &|sheet, name| {
            sheet.put_name(name)?;
            book::set_page(sheet, cx.page.paper, &cx.page.left, &cx.page.right);
            sheet.set_print_fit_to_pages(1, 0);
            let mut table = Table::new(COLUMNS, 0);
            table.head(sheet)?;
            Ok(table)
        },
        end: &|sheet, table| table.finish(sheet, "データはありません。"),
    };
    let write_row = |sheet: &mut Worksheet, table: &mut Table, row: &Row<'_>| {
        let at = table.row(sheet, &cells(COLUMNS, row))?;
        sheet.set_cell_format(at, YEAR, &year)?;
        Ok(())
    };
    table.write(book, of_indicators(cx).chain(of_projects(cx)), write_row, |_, table| Ok(table.next_row()))
}

fn of_indicators<'a>(cx: &'a Context<'a>) -> impl Iterator<Item = Row<'a>> {
    cx.c.assessment.indicators.iter().filter_map(|row| Some((row, cx.plan.project(&row.project)?))).flat_map(
        move |(row, project)| {
            let indicator_id = row.indicator.as_ref();
            let indicator = indicator_id.and_then(|id| project.indicator(id));
            let items = indicator.filter(|_| row.year == cx.c.fiscal_year);
            let items = items.map(|own| items::of_indicator(cx.plan, cx.c, project, own)).unwrap_or_default();
            let data = indicator_data(cx, row, indicator).into_iter().chain(items.into_iter().map(answer));
            data.map(move |datum| Row { cx, project, indicator_id, indicator, year: row.year, datum })
        },
    )
}

fn of_projects<'a>(cx: &'a Context<'a>) -> impl Iterator<Item = Row<'a>> {
    cx.c.assessment.projects.iter().filter_map(|row| Some((row, cx.plan.project(&row.project)?))).flat_map(
        move |(row, project)| {
            let items = items::of_project(cx.plan, cx.c, project);
            project_data(cx, row).into_iter().chain(items.into_iter().map(answer)).map(move |datum| Row {
                cx,
                project,
                indicator_id: None,
                indicator: None,
                year: cx.c.fiscal_year,
                datum,
            })
        },
    )
}

fn policy(row: &Row) -> Value {
    let measure = row.cx.plan.measure(&row.project.measure);
    Value::centered(measure.map_or("", |measure| measure.policy.as_str()))
}

/// Returns the values of an indicator in a fiscal year, in the order of their rows.
fn indicator_data<'a>(
    cx: &Context<'_>,
    row: &IndicatorAssessment,
    indicator: Option<&'a Indicator>,
) -> Vec<Datum<'a>> {
    let bands = &cx.plan.bands;
    let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
    let mut data = Vec::new();
    if indicator.is_some() {
        let text = row.target_text.clone();
        data.push(Datum { kind: "目標", number: row.target, unit, text, ..Datum::default() });
        let reported_late_in = || row.reported_late_in.map(Month::japanese_report);
        let basis = row.carried_from.map(Month::as_of_note).or_else(reported_late_in).unwrap_or_default();
        data.push(Datum { kind: "実績", number: row.actual, unit, text: row.actual_text.clone(), basis });
    }
    if row.forecast.is_some() || !row.forecast_text.is_empty() {
        let basis = row.forecast_basis.map_or_else(String::new, |basis| basis.word().to_owned());
        let text = row.forecast_text.clone();
        data.push(Datum { kind: "年度末見込み", number: row.forecast, unit, text, basis });
    }
    if let Some((rate, value)) = row.rate.as_ref().and_then(|rate| Some((rate, rate.value()?))) {
        data.push(percentage("達成率", value.percent(), rate.shown(&bands.effect)));
    }
    if let Some((pace, value)) = row.pace.as_ref().and_then(|pace| Some((pace, pace.value()?))) {
        data.push(percentage("進度", value.percent(), pace.shown(&bands.progress)));
    }
    data.extend(row.attainment.map(|attainment| percentage("到達度", attainment, None)));
    if !bands.effect.is_empty() {
        data.push(judgment("効果達成状況", row.effect.word(bands), row.effect_basis.word()));
    }
    if let Some(indicator) = indicator.filter(|_| row.year == cx.c.fiscal_year) {
        data.extend(facts(indicator));
    }
    data
}

/// Returns what the plan says of an indicator besides its targets and actuals.
fn facts(indicator: &Indicator) -> Vec<Datum<'_>> {
    let unit = indicator.unit.as_str();
    let goals = &indicator.goals;
    let mut data = Vec::new();
    if !goals.baseline.is_empty() {
        let (text, basis) = (goals.baseline.clone(), goals.baseline_time.clone());
        data.push(Datum { kind: "基準値", number: indicator.baseline, unit, text, basis });
    }
    for (kind, goal) in [("中間目標", &goals.interim), ("最終目標", &goals.last)] {
        data.extend(goal.as_ref().map(|goal| {
            let (text, basis) = (goal.target.text.clone(), goal.year.label());
            Datum { kind, number: goal.target.number(), unit, text, basis }
        }));
    }
    let known_in = indicator.known_in.map(about::words).unwrap_or_default();
    for (kind, text) in [("把握時期", &known_in), ("出典", &indicator.source), ("説明", &indicator.about)]
    {
        if !text.is_empty() {
            data.push(Datum { kind, text: text.clone(), ..Datum::default() });
        }
    }
    data
}

/// Returns the judgments of a project.
fn project_data(cx: &Context<'_>, row: &ProjectAssessment) -> Vec<Datum<'static>> {
    let bands = &cx.plan.bands;
    let basis = row.progress_basis.map_or("", |basis| basis.word());
    let effect = || judgment("事業の効果達成状況", row.effect.word(bands), "");
    let progress = || judgment("進捗状況", row.progress.word(bands), basis);
    let made = [(!bands.effect.is_empty()).then(effect), (!bands.progress.is_empty()).then(progress)];
    made.into_iter().flatten().chain([judgment("提出状況", row.state.word(), "")]).collect()
}

/// Returns the value of a 追加項目.
fn answer(answer: Answer<'_>) -> Datum<'_> {
    let unit = match &answer.item.kind {
        ExtraKind::Number(unit) => unit.as_str(),
        ExtraKind::Text | ExtraKind::Choice(_) => "",
    };
    Datum { kind: &answer.item.name, number: answer.number, unit, text: answer.text, basis: String::new() }
}

fn percentage(kind: &'static str, percent: Decimal, shown: Option<String>) -> Datum<'static> {
    Datum {
        kind,
        number: Some(rounded(percent, PLACES)),
        unit: "%",
        text: shown.unwrap_or_default(),
        basis: String::new(),
    }
}

fn judgment(kind: &'static str, word: &str, basis: &str) -> Datum<'static> {
    Datum { kind, text: word.to_owned(), basis: basis.to_owned(), ..Datum::default() }
}
