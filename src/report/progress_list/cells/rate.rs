//! 達成率 and 到達度.

use rust_decimal::Decimal;

use crate::evaluate::rate::{Rate, RateForm};
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::Row;
use crate::sheet::table::Value;

/// Returns a percentage as a cell holds it, as a fraction; an empty text if there is none.
pub(in crate::report::progress_list) fn percent(percent: Option<Decimal>) -> Value {
    percent.map_or(Value::Text(String::new()), |percent| Value::Percent(percent / Decimal::ONE_HUNDRED))
}

/// 達成率.
pub(in crate::report::progress_list) fn rate(row: &Row) -> Option<Value> {
    let assessment = row.list.assessment?;
    let Some(form) = row.rate_form else { return Some(Value::Blank) };
    let rate = assessment.rate.as_ref().and_then(Rate::value).map(|value| value.percent());
    Some(Value::formula(row.formula(|cells| form.formula(cells)), percent(rate)))
}

/// 基準値, if one of the row's rates is computed with it.
pub(in crate::report::progress_list) fn baseline(row: &Row) -> Option<Value> {
    let assessment = row.list.assessment?;
    let of_rate = |rate: &Rate| (rate.form == RateForm::Baseline).then_some(rate.baseline);
    let attainment = row.attainment.as_ref().and_then(|(rate, _)| of_rate(rate));
    let outlook = row.outlook.as_ref().and_then(of_rate);
    if let Some(baseline) = attainment.or(outlook) {
        return Some(Value::Number(baseline));
    }
    let form = row.rate_form?;
    let known = assessment.rate.as_ref().map(|rate| rate.baseline);
    let baseline = known.or_else(|| row.list.indicator.and_then(|indicator| indicator.baseline));
    Some(Value::number(baseline.filter(|_| form == RateForm::Baseline)))
}

/// 到達度.
pub(in crate::report::progress_list) fn attainment(row: &Row) -> Option<Value> {
    let Some(attainment) = row.list.assessment?.attainment else { return Some(Value::Blank) };
    let shown = percent(Some(attainment));
    let Some((rate, _)) = &row.attainment else { return Some(shown) };
    let computed = row.formula_with(Id::Actual, Id::FinalTarget, |cells| rate.form.formula(cells));
    let [actual, target] = [Id::Actual, Id::FinalTarget].map(|id| row.address(id));
    // The cell is empty as long as the actual is not a number.
    Some(Value::formula(format!("IF(COUNT({actual},{target})=2,{computed},\"\")"), shown))
}

/// The plan's last numeric target, if 到達度 is a formula.
pub(in crate::report::progress_list) fn final_target(row: &Row) -> Option<Value> {
    row.attainment.as_ref().map(|(_, last)| Value::Number(*last))
}
