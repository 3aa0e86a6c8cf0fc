//! 効果達成状況 of a row, and the cells derived from it.

use std::borrow::Cow;

use crate::evaluate::rate::Rate;
use crate::ratings::{Effect, EffectBasis};
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::{BandNames, Row};
use crate::sheet::table::Value;

/// 効果達成状況: a formula if it follows from figures, else a constant.
pub(in crate::report::progress_list) fn effect(row: &Row) -> Option<Value> {
    let Some(assessment) = row.list.assessment else { return Some(Value::Blank) };
    let constant = label(row, assessment.effect);
    if is_constant(row) {
        return Some(constant);
    }
    Some(formula(row, constant.clone()).unwrap_or(constant))
}

/// True if 効果達成状況 is a constant, which a person can replace by choosing from a list.
pub(in crate::report::progress_list) fn is_constant(row: &Row) -> bool {
    let Some(assessment) = row.list.assessment else { return true };
    let by_figures = match assessment.effect_basis {
        EffectBasis::Figures => true,
        EffectBasis::NoActual => row.actual.is_none(),
        _ => false,
    };
    let plan = &row.report.plan.bands;
    let bands = &row.list.indicator.map_or(Cow::Borrowed(plan), |indicator| indicator.bands(plan)).effect;
    let agrees = assessment
        .rate
        .as_ref()
        .and_then(Rate::value)
        .is_none_or(|value| value.agrees_with_nine_places(bands));
    !(by_figures && agrees && has_formula(row))
}

/// 効果達成状況（計算）: what follows from the figures, if 効果達成状況 is the secretariat's.
pub(in crate::report::progress_list) fn computed(row: &Row) -> Option<Value> {
    let assessment = row.list.assessment?;
    if assessment.effect_basis != EffectBasis::Secretariat {
        return None;
    }
    let constant = label(row, assessment.effect_computed);
    let is_band = matches!(assessment.effect_computed, Effect::Band(_));
    let formula = is_band.then(|| formula(row, constant.clone())).flatten();
    Some(formula.unwrap_or(constant))
}

fn label(row: &Row, effect: Effect) -> Value {
    let categories = &row.report.effect;
    Value::Centered(categories.label(categories.number(effect)))
}

fn has_formula(row: &Row) -> bool {
    row.rate_form.is_some() && row.target.is_some()
}

fn formula(row: &Row, result: Value) -> Option<Value> {
    let form = row.rate_form.filter(|_| has_formula(row))?;
    let bands = BandNames::labels(&row.report.effect).with_limits(row.limits());
    let formula = row.formula(|cells| form.band_formula(cells, &row.address(Id::Rate), &bands.cells()));
    Some(Value::formula(formula, result))
}

/// The number of the effect's category.
pub(in crate::report::progress_list) fn number(row: &Row) -> Option<Value> {
    let number = effect_number(row)?;
    let formula = row.report.effect.number_formula(&row.address(Id::Effect));
    Some(Value::formula(formula, Value::Count(number)))
}

/// The weight of the effect's category.
pub(in crate::report::progress_list) fn weight(row: &Row) -> Option<Value> {
    let number = effect_number(row)?;
    let categories = &row.report.effect;
    let weight = categories.get(number).map_or(0, |category| category.weight);
    let address = row.address(Id::EffectNumber);
    let formula = format!("IF({address}=0,\"\",INDEX({},{address}))", categories.weights_name());
    Some(Value::formula(formula, Value::Count(weight)))
}

/// 1 if the row needs action because of its effect or its outlook, else 0.
pub(in crate::report::progress_list) fn needs_action(row: &Row) -> Option<Value> {
    let needs_action = row.list.assessment?.needs_action(&row.report.plan.bands);
    let result = Value::Count(usize::from(needs_action));
    if !row.report.effect.is_judged() {
        return Some(result);
    }
    let marks = row.report.effect.action_name();
    let [number, outlook] = [Id::EffectNumber, Id::OutlookNumber].map(|id| row.address(id));
    let formula = format!(
        "IF({number}=0,0,MAX(INDEX({marks},{number}),IF(ISNUMBER({outlook}),INDEX({marks},{outlook}),0)))"
    );
    Some(Value::formula(formula, result))
}

fn effect_number(row: &Row) -> Option<usize> {
    Some(row.report.effect.number(row.list.assessment?.effect))
}
