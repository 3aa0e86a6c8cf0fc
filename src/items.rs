//! The values of the 追加項目 in a month: the plan's own from the master, those of departments from the
//! accepted returns.

use rust_decimal::Decimal;

use crate::consolidate::Consolidation;
use crate::figure::Figure;
use crate::form::field::Field;
use crate::ids::number_key;
use crate::plan::Plan;
use crate::plan::model::{ExtraItem, ExtraKind, ExtraOwner, Indicator, Level, Project, Subject};
use crate::returns::accepted::Accepted;

/// The value of a 追加項目 for a project or an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer<'a> {
    /// The item.
    pub(crate) item: &'a ExtraItem,
    /// The text as written, or the 選択肢 of a choice.
    pub(crate) text: String,
    /// The number, if the item is one.
    pub(crate) number: Option<Decimal>,
}

impl Answer<'_> {
    /// Returns name and text of the item: `予算額：1,200千円`.
    pub(crate) fn words(&self) -> String {
        format!("{}：{}", self.item.name, self.text)
    }
}

/// Returns the values of a project's 追加項目, in the master's order.
pub(crate) fn of_project<'a>(plan: &'a Plan, c: &Consolidation, project: &Project) -> Vec<Answer<'a>> {
    let accepted = c.accepted(&project.id);
    answers(plan, Subject::Project, |at, item| match item.owner {
        ExtraOwner::Plan => project.extra.get(&item.name).cloned(),
        ExtraOwner::Department => Some(accepted?.entry(Field::ProjectItem(at))?.text.clone()),
    })
}

/// Returns the values of an indicator's 追加項目 in the as-of fiscal year, in the master's order.
pub(crate) fn of_indicator<'a>(
    plan: &'a Plan,
    c: &Consolidation,
    project: &Project,
    indicator: &Indicator,
) -> Vec<Answer<'a>> {
    let accepted = c.accepted(&project.id);
    let told = |accepted: &Accepted, at: u8| {
        let entry = accepted.of_indicator(Field::IndicatorItem(at), &indicator.id, c.fiscal_year)?;
        Some(entry.text.clone())
    };
    answers(plan, Subject::Indicator, |at, item| match item.owner {
        ExtraOwner::Plan => indicator.extra.get(&item.name).cloned(),
        ExtraOwner::Department => told(accepted?, at),
    })
}

/// Returns the 追加項目 of a project's indicators that the volume prints: heading, and a line for each indicator
/// that has one.
pub(crate) fn printed_of_indicators(
    plan: &Plan,
    c: &Consolidation,
    project: &Project,
) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for item in plan.items.iter().filter(|item| item.subject == Subject::Indicator && item.printed) {
        found.push((item.heading(), String::new()));
    }
    if found.is_empty() {
        return found;
    }
    for indicator in &project.indicators {
        for answer in of_indicator(plan, c, project, indicator) {
            let Some((_, lines)) = found.iter_mut().find(|(heading, _)| *heading == answer.item.heading())
            else {
                continue;
            };
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push_str(&format!("{}{}", indicator.id.symbol(), answer.text));
        }
    }
    found.retain(|(_, lines)| !lines.is_empty());
    found
}

fn answers<'a>(
    plan: &'a Plan,
    subject: Subject,
    text: impl Fn(u8, &ExtraItem) -> Option<String>,
) -> Vec<Answer<'a>> {
    let own = (0..=u8::MAX).zip(&plan.items).filter(|(_, item)| item.subject == subject);
    own.filter_map(|(at, item)| {
        let text = text(at, item)?.trim().to_owned();
        let number = match &item.kind {
            ExtraKind::Number(unit) => item.number(&Figure::parse(&text, unit)),
            ExtraKind::Text | ExtraKind::Choice(_) => None,
        };
        let text = item.choice(&text).map_or(text.clone(), str::to_owned);
        (!text.is_empty()).then_some(Answer { item, text, number })
    })
    .collect()
}

/// The sums of a 追加項目 that is a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sums<'a> {
    /// The item.
    pub(crate) item: &'a ExtraItem,
    /// The sum over all projects. Values of 基本方針 and 施策 themselves are not added to it.
    pub(crate) total: Decimal,
    /// Per 基本方針, in the master's order.
    pub(crate) policies: Vec<Decimal>,
    /// Per 施策, in the master's order.
    pub(crate) measures: Vec<Decimal>,
    /// Per 区分 of the rows; empty if all rows are projects.
    pub(crate) levels: Vec<(Level, Decimal)>,
}

/// Returns the sums of the 追加項目 that are added up: 指標 → 事業 → 施策 → 基本方針 → 計画. Rows without a
/// number add nothing.
pub(crate) fn sums<'a>(plan: &'a Plan, c: &Consolidation) -> Vec<Sums<'a>> {
    let levels = if plan.has_other_levels() { plan.levels() } else { Vec::new() };
    let mut sums: Vec<Sums<'a>> = plan
        .items
        .iter()
        .filter(|item| item.is_summed())
        .map(|item| Sums {
            item,
            total: Decimal::ZERO,
            policies: vec![Decimal::ZERO; plan.policies.len()],
            measures: vec![Decimal::ZERO; plan.measures.len()],
            levels: levels.iter().map(|level| (*level, Decimal::ZERO)).collect(),
        })
        .collect();
    if sums.is_empty() {
        return sums;
    }
    for project in &plan.projects {
        let measure = plan.measures.position(&number_key(&project.measure));
        let policy = plan.measure(&project.measure);
        let policy = policy.and_then(|of| plan.policies.position(&number_key(&of.policy)));
        let of_indicators = project.indicators.iter().flat_map(|row| of_indicator(plan, c, project, row));
        for answer in of_project(plan, c, project).into_iter().chain(of_indicators) {
            let Some(number) = answer.number else { continue };
            let Some(sum) = sums.iter_mut().find(|sum| sum.item.name == answer.item.name) else { continue };
            if let Some((_, own)) = sum.levels.iter_mut().find(|(level, _)| *level == project.level) {
                *own += number;
            }
            if project.level != Level::Project {
                continue;
            }
            sum.total += number;
            let of_measure = measure.and_then(|at| sum.measures.get_mut(at));
            let of_policy = policy.and_then(|at| sum.policies.get_mut(at));
            for place in of_measure.into_iter().chain(of_policy) {
                *place += number;
            }
        }
    }
    sums
}
