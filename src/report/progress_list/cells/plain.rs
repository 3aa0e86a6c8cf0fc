//! Cells that show what the row has, without calculation: names, texts, target and actual.

use rust_decimal::Decimal;

use crate::evaluate::model::IndicatorAssessment;
use crate::evaluate::reason::{Reason, Statement};
use crate::items::{self, Answer};
use crate::names;
use crate::ratings::EffectBasis;
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::Row;
use crate::sheet::address::literal;
use crate::sheet::table::Value;
use crate::text::fold::shortened;

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
    let mut parts: Vec<String> = row
        .list
        .assessment
        .and_then(|assessment| grounds(assessment.effect_basis, &assessment.reason))
        .into_iter()
        .collect();
    let carried = row.list.assessment.and_then(|assessment| assessment.carried_from);
    let project = row.list.project_assessment.filter(|_| row.list.is_first());
    let carried = carried.or(project.and_then(|project| project.carried_from));
    if let Some(month) = carried {
        parts.push(format!("{}の報告を引継ぎ", month.japanese()));
    }
    Some(Value::text(&parts.join("\n")))
}

/// Returns the grounds of the effect in short; for a judgment by figures only the word for it.
fn grounds(basis: EffectBasis, reason: &Reason) -> Option<String> {
    let words = match reason {
        _ if basis == EffectBasis::Figures => {
            return Some(EffectBasis::Figures.word().to_owned());
        }
        // Rate, result of the pace and outlook have columns of their own.
        Reason::Running(so_far) => so_far
            .note
            .clone()
            .or_else(|| so_far.pace.as_ref().map(|pace| pace.calculation.clone()))
            .or_else(|| so_far.outlook.as_ref()?.sentence_on_written())?,
        // 実績 shows the value of an earlier time, with its time.
        Reason::Stated(statement) => Statement { earlier: None, ..statement.clone() }.to_string(),
        Reason::Secretariat(_) => reason.to_string(),
    };
    Some(shortened(&words, SHORT))
}

#[cfg(test)]
mod tests {
    use super::grounds;
    use crate::evaluate::reason::{OutlookWords, PaceWords, Reason, Statement, YearSoFar};
    use crate::ratings::EffectBasis;
    use crate::text::calendar::Month;

    #[test]
    fn grounds_leave_out_what_other_cells_show() {
        let missing = Reason::Stated(Statement {
            sentence: "年度末の実績が報告されていません".to_owned(),
            earlier: Some("12月時点 5,280件".to_owned()),
            ..Statement::default()
        });
        assert_eq!(grounds(EffectBasis::NoActual, &missing).unwrap(), "年度末の実績が報告されていません");
        let rate = Reason::stated("411手続 ÷ 400手続 = 102.8%");
        assert_eq!(grounds(EffectBasis::Figures, &rate).unwrap(), "数値");
    }

    #[test]
    fn grounds_of_a_running_year_are_the_note_or_the_pace() {
        let outlook = OutlookWords {
            calculation: "549手続 ÷ 600手続 = 91.5%".to_owned(),
            verdict: "計算".to_owned(),
            written: None,
        };
        let so_far = YearSoFar {
            month: Month::parse_iso("2032-09").unwrap(),
            note: None,
            rate: Some("（480 − 411）÷（600 − 411）= 36.5%".to_owned()),
            pace: Some(PaceWords {
                calculation: "今年度の伸び 189手続のうち 69手続 (36.5%)、経過 6/12".to_owned(),
                result: Some("進度 73.0%".to_owned()),
            }),
            outlook: Some(outlook),
        };
        let short = |so_far: YearSoFar| grounds(EffectBasis::MidYear, &Reason::Running(Box::new(so_far)));
        assert_eq!(short(so_far.clone()).unwrap(), "今年度の伸び 189手続のうち 69手続 (36.5%)、経過 6/12");
        let noted = YearSoFar { note: Some("今回の実績は保留".to_owned()), ..so_far.clone() };
        assert_eq!(short(noted).unwrap(), "今回の実績は保留");
        assert_eq!(short(YearSoFar { pace: None, ..so_far }), None);
    }
}
