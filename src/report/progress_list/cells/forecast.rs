//! 年度末見込み, and the band into which it falls.

use crate::evaluate::formula::banded;
use crate::evaluate::outlook::computed_formula;
use crate::ratings::{OUTLOOK, ProgressBasis};
use crate::report::progress_list::cells::plain::following;
use crate::report::progress_list::cells::rate::percent;
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::{BandNames, Row};
use crate::sheet::address::literal;
use crate::sheet::table::Value;

/// 年度末見込み with its basis, and beside a reported one what is computed.
pub(in crate::report::progress_list) fn forecast(row: &Row) -> Option<Value> {
    let assessment = row.list.assessment.filter(|assessment| !assessment.forecast_text.is_empty())?;
    let basis = assessment.forecast_basis.map_or(String::new(), |basis| format!("（{}）", basis.word()));
    let computed =
        assessment.forecast_computed.as_ref().map(|text| format!("\n{text}（計算）")).unwrap_or_default();
    let text = format!("{}{basis}{computed}", assessment.forecast_text);
    match number(row) {
        Some(Value::Formula { .. }) => {
            let unit = row.list.indicator.map_or("", |indicator| indicator.unit.as_str());
            let corrected = format!("{unit}{basis}");
            Some(following(&row.address(Id::ForecastNumber), assessment.forecast, &text, &corrected))
        }
        _ => Some(Value::text(&text)),
    }
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
    let computed = || {
        let indicator = row.list.indicator?;
        let target = indicator.due(assessment.year, row.report.c.as_of).ok()?;
        let pace = assessment.pace.as_ref()?;
        row.formula_of(|cells| computed_formula(indicator, target, pace, cells))
    };
    Some(computed().map_or_else(|| number.clone(), |formula| Value::formula(formula, number.clone())))
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

/// 見込み: the label of that band.
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
