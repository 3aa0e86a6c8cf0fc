//! データ: tidy and machine-readable. One row per project, indicator, fiscal year and kind; the heading is the first row, nothing
//! is merged, a blank is not zero, and no meaning lies in colour.

use rust_decimal::Decimal;
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use crate::evaluate::model::IndicatorAssessment;
use crate::plan::model::{Indicator, Project};
use crate::secretariat::context::Context;
use crate::sheet::table::{Table, Value};
use crate::sheet::write::TextWriter;
use crate::sheet::{book, style};
use crate::text::calendar::Month;

const COLUMNS: [(&str, f64); 14] = [
    ("基準月", 9.0),
    ("整理番号", 8.5),
    ("基本方針番号", 9.0),
    ("施策番号", 9.0),
    ("事業名称", 26.0),
    ("主担当課", 13.0),
    ("指標記号", 8.0),
    ("指標名", 44.0),
    ("年度", 7.0),
    ("種類", 20.0),
    ("数値", 13.0),
    ("単位", 9.0),
    ("文字", 26.0),
    ("根拠", 12.0),
];

/// 年度: a number, but one without a thousands separator.
const YEAR_COLUMN: u16 = 8;

/// A value of an indicator in a fiscal year.
struct Datum<'a> {
    kind: &'static str,
    number: Option<Decimal>,
    unit: &'a str,
    text: String,
    basis: String,
}

pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.put_name("データ")?;
    book::set_page(sheet, cx.page.paper, &cx.page.left, &cx.page.right);
    sheet.set_print_fit_to_pages(1, 0);
    let mut table = Table::new(&COLUMNS, 0);
    table.head(sheet)?;
    let plain_year = style::ruled(style::plain()).set_num_format("0").set_align(FormatAlign::Top);
    for row in &cx.c.assessment.indicators {
        let Some(project) = cx.plan.project(&row.project) else { continue };
        let indicator = row.indicator.as_ref().and_then(|id| project.indicator(id));
        for datum in data(cx, row, indicator) {
            let at = table.row(sheet, &values(cx, row, project, indicator, &datum))?;
            sheet.set_cell_format(at, YEAR_COLUMN, &plain_year)?;
        }
    }
    for row in &cx.c.assessment.projects {
        let Some(project) = cx.plan.project(&row.project) else { continue };
        let bands = &cx.plan.bands;
        let basis = row.progress_basis.map_or("", |basis| basis.word());
        let facts = [
            ("事業の効果達成状況", row.effect.word(bands), ""),
            ("進捗状況", row.progress.word(bands), basis),
            ("提出状況", row.state.word(), ""),
        ];
        for (kind, word, basis) in facts {
            let datum =
                Datum { kind, number: None, unit: "", text: word.to_owned(), basis: basis.to_owned() };
            let mut values = project_values(cx, project);
            values.extend([Value::Blank, Value::Blank]);
            values.extend(measured(i64::from(cx.c.fiscal_year.year()), &datum));
            let at = table.row(sheet, &values)?;
            sheet.set_cell_format(at, YEAR_COLUMN, &plain_year)?;
        }
    }
    table.finish(sheet, "データはありません。")
}

fn data<'a>(cx: &Context<'_>, row: &IndicatorAssessment, indicator: Option<&'a Indicator>) -> Vec<Datum<'a>> {
    let bands = &cx.plan.bands;
    let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
    let percent = |kind, value: Option<Decimal>, text: Option<String>| {
        value.map(|value| Datum {
            kind,
            number: Some(value.round_dp(6)),
            unit: "%",
            text: text.unwrap_or_default(),
            basis: String::new(),
        })
    };
    let rate = row.rate.as_ref();
    let pace = row.pace.as_ref();
    let forecast = (row.forecast.is_some() || !row.forecast_text.is_empty()).then(|| Datum {
        kind: "年度末見込み",
        number: row.forecast,
        unit,
        text: row.forecast_text.clone(),
        basis: row.forecast_basis.map_or_else(String::new, |basis| basis.word().to_owned()),
    });
    let figures = indicator.map(|_| {
        [
            Datum {
                kind: "目標",
                number: row.target,
                unit,
                text: row.target_text.clone(),
                basis: String::new(),
            },
            Datum {
                kind: "実績",
                number: row.actual,
                unit,
                text: row.actual_text.clone(),
                basis: row.carried_from.map_or_else(String::new, Month::beside_a_value),
            },
        ]
    });
    figures
        .into_iter()
        .flatten()
        .chain(forecast)
        .chain(percent(
            "達成率",
            rate.and_then(|rate| Some(rate.value()?.percent())),
            rate.and_then(|rate| rate.shown(&bands.effect)),
        ))
        .chain(percent(
            "進度",
            pace.and_then(|pace| Some(pace.value()?.percent())),
            pace.and_then(|pace| pace.shown(&bands.progress)),
        ))
        .chain(percent("到達度", row.attainment, None))
        .chain([Datum {
            kind: "効果達成状況",
            number: None,
            unit: "",
            text: row.effect.word(bands).to_owned(),
            basis: row.effect_basis.word().to_owned(),
        }])
        .collect()
}

fn values(
    cx: &Context<'_>,
    row: &IndicatorAssessment,
    project: &Project,
    indicator: Option<&Indicator>,
    datum: &Datum<'_>,
) -> Vec<Value> {
    let mut values = project_values(cx, project);
    values.push(Value::middle(row.indicator.as_ref().map_or("", |id| id.symbol())));
    values.push(Value::text(indicator.map_or("", |indicator| indicator.name.as_str())));
    values.extend(measured(i64::from(row.year.year()), datum));
    values
}

fn project_values(cx: &Context<'_>, project: &Project) -> Vec<Value> {
    let policy = cx.plan.measure(&project.measure).map_or("", |measure| measure.policy.as_str());
    vec![
        Value::middle(&cx.c.as_of.to_string()),
        Value::middle(&project.id.to_string()),
        Value::middle(policy),
        Value::middle(&project.measure),
        Value::text(&project.name),
        Value::text(&project.lead),
    ]
}

fn measured(year: i64, datum: &Datum<'_>) -> [Value; 6] {
    [
        Value::Number(Decimal::from(year)),
        Value::text(datum.kind),
        Value::number(datum.number),
        Value::middle(datum.unit),
        Value::text(&datum.text),
        Value::text(&datum.basis),
    ]
}
