//! Cells that show what the row has, without calculation: names, texts, target and actual.

use rust_decimal::Decimal;

use crate::evaluate::model::IndicatorAssessment;
use crate::items::{self, Answer};
use crate::names;
use crate::ratings::EffectBasis;
use crate::report::interim;
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::Row;
use crate::sheet::address::literal;
use crate::sheet::measure::shortened;
use crate::sheet::table::Value;

/// The longest text that a formula can hold, in characters.
const LONGEST_IN_FUNCTION: usize = 255;

/// 事業名称, a link to the project's page of the volume. Both books are in one folder, so that the path is
/// relative.
pub(in crate::report::progress_list) fn name(row: &Row) -> Option<Value> {
    let project = row.list.project;
    if project.name.chars().count() > LONGEST_IN_FUNCTION {
        return Some(Value::text(&project.name));
    }
    let volume = names::volume_file(row.report.plan, row.report.c.as_of);
    let page = format!("{volume}#{}", names::volume_anchor(&project.id));
    let formula = format!("HYPERLINK({},{})", literal(&page), literal(&project.name));
    Some(Value::formula(formula, Value::text(&project.name)))
}

/// The 追加項目 that the plan wants in this list: the project's on its first row, then the indicator's.
pub(in crate::report::progress_list) fn items(row: &Row) -> Option<Value> {
    let (plan, c, project) = (row.report.plan, row.report.c, row.list.project);
    let mut answers = Vec::new();
    if row.list.is_first() {
        answers.extend(items::of_project(plan, c, project));
    }
    if let Some(indicator) = row.list.indicator {
        answers.extend(items::of_indicator(plan, c, project, indicator));
    }
    let listed = answers.iter().filter(|answer| answer.item.listed);
    Some(Value::text(&listed.map(Answer::words).collect::<Vec<_>>().join("\n")))
}

/// 前年度実績.
pub(in crate::report::progress_list) fn previous_year(row: &Row) -> Option<Value> {
    let before = row.list.of_year(row.report.c.fiscal_year.prev());
    Some(Value::text(&before.map_or_else(String::new, IndicatorAssessment::dated_actual)))
}

/// 目標 as printed, as long as its number is not corrected.
pub(in crate::report::progress_list) fn target(row: &Row) -> Option<Value> {
    let text = &row.list.assessment?.target_text;
    Some(following(&row.address(Id::Target), row.target, text, unit(row)))
}

/// 実績 as printed, with its time if that is not the year's end, as long as its number is not corrected.
pub(in crate::report::progress_list) fn actual(row: &Row) -> Option<Value> {
    let text = row.list.assessment?.dated_actual();
    Some(following(&row.address(Id::Actual), row.actual, &text, unit(row)))
}

fn unit<'a>(row: &Row<'a>) -> &'a str {
    row.list.indicator.map_or("", |indicator| indicator.unit.as_str())
}

/// Returns a formula that shows `text` as long as `cell` holds `number`, and otherwise the number in the
/// cell, with `unit`. Returns the text as a constant if a formula cannot hold it.
pub(super) fn following(cell: &str, number: Option<Decimal>, text: &str, unit: &str) -> Value {
    let shown = Value::text(text);
    // Numbers in a formula have at most fifteen digits.
    let number = number.filter(|number| number.normalize().mantissa().abs() < 10_i128.pow(15));
    let number = number.map(|number| number.normalize());
    match number {
        // A result that looks like a number is saved as a number, not as a text.
        Some(number) if text == number.to_string() => Value::formula(cell, Value::Number(number)),
        Some(_) if text.trim().parse::<f64>().is_ok() => shown,
        Some(number) if can_be_literal(text) && shown != Value::Blank => {
            let (text, unit) = (literal(text), literal(unit));
            Value::formula(format!("IF({cell}={number},{text},{cell}&{unit})"), shown)
        }
        _ => shown,
    }
}

/// True if a formula can hold a text: one line of at most 255 characters.
pub(super) fn can_be_literal(text: &str) -> bool {
    text.chars().count() <= LONGEST_IN_FUNCTION && !text.contains('\n')
}

/// The number of 実績, with the decimal places that its cell shows.
pub(in crate::report::progress_list) fn actual_number(row: &Row) -> Option<Value> {
    let places = row.list.assessment.and_then(|assessment| assessment.actual_places);
    Some(match row.actual.zip(places) {
        Some((number, places)) => Value::Rounded(number, places),
        None => Value::number(row.actual),
    })
}

/// A text of the indicator's assessment.
pub(in crate::report::progress_list) fn assessed(
    row: &Row,
    text: fn(&IndicatorAssessment) -> &str,
) -> Option<Value> {
    Some(Value::text(row.list.assessment.map_or("", text)))
}

/// The most characters of a sentence in 根拠; 根拠一覧 has the whole sentence.
const SHORT: usize = 44;

/// 根拠 in short: what the other cells of the row do not show.
pub(in crate::report::progress_list) fn short_reason(row: &Row) -> Option<Value> {
    let mut parts: Vec<String> = row.list.assessment.and_then(grounds).into_iter().collect();
    let carried = row.list.assessment.and_then(|assessment| assessment.carried_from);
    let project = row.list.project_assessment.filter(|_| row.list.is_first());
    let carried = carried.or(project.and_then(|project| project.carried_from));
    if let Some(month) = carried {
        parts.push(format!("{}の報告を引継ぎ", month.japanese()));
    }
    Some(Value::text(&parts.join("\n")))
}

/// Returns the grounds of the effect in short; for a judgment by figures only the word for it.
fn grounds(assessment: &IndicatorAssessment) -> Option<String> {
    let words = match assessment.effect_basis {
        EffectBasis::Figures => return Some(EffectBasis::Figures.word().to_owned()),
        EffectBasis::MidYear => pace_in_words(&assessment.reason)?,
        _ => assessment.reason.as_str(),
    };
    Some(shortened(interim::without_earlier_value(assessment.effect_basis, words), SHORT))
}

/// Returns the first sentence of a mid-year reason that no column shows: rate, pace and outlook have columns
/// of their own.
fn pace_in_words(reason: &str) -> Option<&str> {
    let has_column = |sentence: &&str| {
        sentence.is_empty()
            || sentence.starts_with(EffectBasis::MidYear.word())
            || sentence.starts_with("年度末見込み")
            || (sentence.contains(" ÷ ") && sentence.contains(" = "))
    };
    let sentence = reason.split('。').find(|sentence| !has_column(sentence))?;
    Some(sentence.split(" → ").next().unwrap_or(sentence))
}
