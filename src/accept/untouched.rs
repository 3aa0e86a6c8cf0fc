//! Recognises forms that came back as they were issued.

use crate::accept::changes::changes;
use crate::accept::context::MonthContext;
use crate::accept::order::is_answered;
use crate::figure::says_nothing;
use crate::form::field::Field;
use crate::plan::model::Project;
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{EntryKey, Return, Value};
use crate::text::fold;

/// True if a form holds only what it was issued with: the plan's contents and the last accepted prose.
pub(super) fn is_untouched(cx: &MonthContext<'_>, project: &Project, ret: &Return) -> bool {
    let changes = changes(cx, project, ret);
    let asked_again =
        |key: &EntryKey| key.indicator.clone().zip(key.year).is_some_and(|key| changes.open.contains(&key));
    let told_late = |value: &Value| {
        value.key.field == Field::Actual && asked_again(&value.key) && !says_nothing(&value.text)
    };
    let remarked = ret.raw.remarks.iter().any(|remark| remark.elsewhere.is_none());
    !is_answered(ret)
        && !remarked
        && !ret.values.iter().any(told_late)
        && ret.values.iter().all(|value| is_issued(project, ret, value, cx.earlier))
        && changes.findings.iter().all(|finding| !finding.kind.is_change())
}

/// True if a value is what the form was issued with, or is a field of the plan, which [`changes`] compares.
fn is_issued(project: &Project, ret: &Return, value: &Value, earlier: &AcceptedMonths) -> bool {
    let key = &value.key;
    if key.field.of_plan() || fold::is_blank(&value.cell.text) {
        return true;
    }
    // Fields such as 記入者 on the first sheet apply to the whole book.
    if value.at().is_some_and(|at| at.sheet != ret.sheet) {
        return true;
    }
    let past = ret.month.zip(key.year).is_some_and(|(month, year)| year < month.fiscal_year());
    if past {
        return true;
    }
    if let Some(cells) = key
        .year
        .zip(key.indicator.as_ref())
        .and_then(|(year, id)| project.indicator(id).and_then(|indicator| indicator.years.get(&year)))
    {
        return fold::prose(&cells.actual.text) == fold::prose(&value.text);
    }
    let before = earlier.months.values().rev().filter_map(|state| state.projects.get(&project.id));
    key.field.is_prose()
        && before.into_iter().any(|known| fold::prose(known.text(key.field)) == fold::prose(&value.text))
}
