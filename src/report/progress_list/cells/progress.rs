//! 進度, and the 進捗状況 computed from it.

use crate::evaluate::pace::Pace;
use crate::report::progress_list::cells::rate::percent;
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::{BandNames, Row, formula_if};
use crate::sheet::table::Value;

/// 進度.
pub(in crate::report::progress_list) fn pace(row: &Row) -> Option<Value> {
    row.list.assessment?;
    let Some(pace) = known(row) else { return Some(Value::Blank) };
    let formula = row.formula(|cells| pace.formula(cells));
    Some(Value::formula(formula, percent(pace.value().map(|value| value.percent()))))
}

/// 進捗状況（計算）.
pub(in crate::report::progress_list) fn computed(row: &Row) -> Option<Value> {
    row.list.assessment?;
    let Some(pace) = known(row) else { return Some(Value::Blank) };
    let categories = &row.report.progress;
    let formula = || {
        let bands = BandNames::labels(categories);
        row.formula(|cells| pace.band_formula(cells, &row.address(Id::Pace), &bands.cells()))
    };
    let label = computed_number(row).map_or(String::new(), |number| categories.label(number));
    let bands = &row.report.plan.bands.progress;
    let agrees = pace.value().is_none_or(|value| value.agrees_with_nine_places(bands));
    Some(formula_if(agrees, formula, Value::Centered(label)))
}

/// The number of the computed progress's category.
pub(in crate::report::progress_list) fn number(row: &Row) -> Option<Value> {
    row.list.assessment?;
    let computed = row.address(Id::ProgressComputed);
    let formula = format!("IF({computed}=\"\",\"\",{})", row.report.progress.number_formula(&computed));
    Some(Value::formula(formula, computed_number(row).map_or(Value::Text(String::new()), Value::Count)))
}

/// 前年度末値: the value from which the pace is counted.
pub(in crate::report::progress_list) fn year_start(row: &Row) -> Option<Value> {
    known(row).map(|pace| Value::number(Some(pace.start).filter(|_| pace.form.has_start())))
}

/// 経過月数.
pub(in crate::report::progress_list) fn months_passed(row: &Row) -> Option<Value> {
    known(row).map(|pace| Value::Number(pace.elapsed.into()))
}

/// 対象月数.
pub(in crate::report::progress_list) fn months(row: &Row) -> Option<Value> {
    known(row).map(|pace| Value::Number(pace.months.into()))
}

fn known<'a>(row: &Row<'a>) -> Option<&'a Pace> {
    row.list.assessment?.pace.as_ref()
}

fn computed_number(row: &Row) -> Option<usize> {
    Some(known(row)?.band(&row.report.plan.bands.progress)? + 1)
}
