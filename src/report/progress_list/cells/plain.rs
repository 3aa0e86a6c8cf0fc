//! Cells that only show what is known of the row.

use crate::evaluate::model::IndicatorAssessment;
use crate::items::{self, Answer};
use crate::names;
use crate::report::progress_list::row::Row;
use crate::sheet::address::literal;
use crate::sheet::table::Value;

/// The longest text that HYPERLINK takes, in characters.
const LONGEST_IN_FUNCTION: usize = 255;

/// 事業名称, a link to the project's page of the volume. Both books lie in one folder, so that the path is
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

/// 追加項目 that are to be listed: the project's on its first row, then the indicator's.
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

/// 実績 as printed, with its time where it is not the year-end's.
pub(in crate::report::progress_list) fn actual(row: &Row) -> Option<Value> {
    let assessment = row.list.of_year(row.report.c.fiscal_year)?;
    Some(Value::text(&assessment.dated_actual()))
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

/// 根拠: why both judgments are what they are. What concerns the project stands on its first row.
pub(in crate::report::progress_list) fn reason(row: &Row) -> Option<Value> {
    let mut parts = Vec::new();
    if let Some(assessment) = row.list.assessment {
        let basis = assessment.effect_basis.word();
        parts.push(if assessment.reason.starts_with(basis) {
            assessment.reason.clone()
        } else {
            format!("［{basis}］{}", assessment.reason)
        });
        if let Some(month) = assessment.carried_from {
            parts.push(format!("実績は{}の報告による", month.japanese()));
        }
        if let Some(prospect) = &assessment.prospect {
            parts.push(format!("見通し：{}", prospect.words));
        }
    }
    if let Some(project) = row.list.project_assessment.filter(|_| row.list.is_first()) {
        if !project.progress_reason.is_empty() {
            parts.push(format!("進捗：{}", project.progress_reason));
        }
        if let Some(month) = project.carried_from {
            parts.push(format!("今回は未提出のため、{}の報告を引き継ぐ", month.japanese()));
        }
    }
    Some(Value::text(&parts.join("\n")))
}
