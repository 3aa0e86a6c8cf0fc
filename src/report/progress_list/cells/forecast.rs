//! 年度末見込み, and the band into which it falls.

use crate::evaluate::formula::banded;
use crate::evaluate::outlook::computed_formula;
use crate::ratings::{OUTLOOK, ProgressBasis};
use crate::report::progress_list::cells::plain::{can_be_literal, following};
use crate::report::progress_list::cells::rate::percent;
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::{BandNames, Row};
use crate::sheet::address::literal;
use crate::sheet::table::Value;

/// 年度末見込み with its basis; below a reported one, also the computed one.
pub(in crate::report::progress_list) fn forecast(row: &Row) -> Option<Value> {
    let assessment = row.list.assessment.filter(|assessment| !assessment.forecast_text.is_empty())?;
    let basis = assessment.forecast_basis.map_or(String::new(), in_brackets);
    let own = format!("{}{basis}", assessment.forecast_text);
    let Some(beside) = &assessment.forecast_computed else {
        return Some(match number(row) {
            Some(Value::Formula { .. }) => {
                let corrected = format!("{}{basis}", unit(row));
                following(&row.address(Id::ForecastNumber), assessment.forecast, &own, &corrected)
            }
            _ => Value::text(&own),
        });
    };
    let basis = in_brackets(ProgressBasis::Computed);
    let computed = format!("{}{basis}", beside.text);
    let both = Value::Text(format!("{own}\n{computed}"));
    let cell = row.address(Id::ForecastBeside);
    let number = beside.quantity.as_ref().map(|quantity| quantity.number);
    let shown = following(&cell, number, &computed, &format!("{}{basis}", unit(row)));
    let is_live = matches!(self::beside(row), Some(Value::Formula { .. }));
    Some(match shown {
        Value::Formula { formula, .. } if is_live && can_be_literal(&own) => {
            let own = literal(&own);
            Value::formula(format!("{own}&IF({cell}=\"\",\"\",CHAR(10)&{formula})"), both)
        }
        _ => both,
    })
}

fn in_brackets(basis: ProgressBasis) -> String {
    format!("（{}）", basis.word())
}

fn unit<'a>(row: &Row<'a>) -> &'a str {
    row.list.indicator.map_or("", |indicator| indicator.unit.as_str())
}

/// The forecast's number, if a formula gives the outlook. A computed one is a formula itself, so that it
/// follows a corrected actual.
pub(in crate::report::progress_list) fn number(row: &Row) -> Option<Value> {
    row.outlook.as_ref()?;
    let assessment = row.list.assessment?;
    let number = Value::number(assessment.forecast);
    if assessment.forecast_basis != Some(ProgressBasis::Computed) {
        return Some(number);
    }
    Some(computed(row).map_or_else(|| number.clone(), |formula| Value::formula(formula, number.clone())))
}

/// The number computed beside a reported forecast: a formula that follows a corrected actual.
pub(in crate::report::progress_list) fn beside(row: &Row) -> Option<Value> {
    let quantity = row.list.assessment?.forecast_computed.as_ref()?.quantity.as_ref()?;
    Some(Value::formula(computed(row)?, Value::Number(quantity.number)))
}

/// Returns the formula of the computed forecast, if there is one.
fn computed(row: &Row) -> Option<String> {
    let assessment = row.list.assessment?;
    let indicator = row.list.indicator?;
    let target = indicator.due(assessment.year, row.report.c.as_of).ok()?;
    let pace = assessment.pace.as_ref()?;
    row.formula_of(|cells| computed_formula(indicator, target, pace, cells))
}

/// The forecast's rate.
pub(in crate::report::progress_list) fn rate(row: &Row) -> Option<Value> {
    let rate = row.outlook.as_ref()?;
    let formula = row.formula_with(Id::ForecastNumber, Id::Target, |cells| rate.form.formula(cells));
    Some(Value::formula(formula, percent(rate.value().map(|value| value.percent()))))
}

/// The number of the band into which the forecast falls.
pub(in crate::report::progress_list) fn outlook_number(row: &Row) -> Option<Value> {
    let number = Value::Count(row.list.assessment?.outlook? + 1);
    if row.outlook.is_none() {
        return Some(number);
    }
    let bands = BandNames::numbers(&row.report.effect).with_limits(row.limits());
    Some(Value::formula(banded(&row.address(Id::OutlookRate), &bands.cells(), "\"\""), number))
}

/// 見込み: the label of the band into which the forecast falls.
pub(in crate::report::progress_list) fn outlook(row: &Row) -> Option<Value> {
    let Some(band) = row.list.assessment?.outlook else { return Some(Value::Blank) };
    let categories = &row.report.effect;
    let label = Value::Centered(format!("{}{OUTLOOK}", categories.label(band + 1)));
    if row.outlook.is_none() {
        return Some(label);
    }
    let number = row.address(Id::OutlookNumber);
    let words = format!("{}&{}", categories.label_formula(&number), literal(OUTLOOK));
    Some(Value::formula(format!("IF({number}=\"\",\"\",{words})"), label))
}
