//! The rows of 進捗一覧: which project and indicator stands where. Other sheets point at these rows.

use crate::consolidate::Consolidation;
use crate::evaluate::model::{IndicatorAssessment, ProjectAssessment};
use crate::plan::model::{Indicator, Measure, Plan, Project};

/// The heading row of 進捗一覧, zero-based.
pub(super) const HEADING_ROW: u32 = 3;

/// A row of 進捗一覧: an indicator, or a project without one.
pub(super) struct Line<'a> {
    /// The row, zero-based.
    pub row: u32,
    /// The 施策, where the row is the first of one: its heading stands on the row above.
    pub opens: Option<&'a Measure>,
    /// The project.
    pub project: &'a Project,
    /// The indicator.
    pub indicator: Option<&'a Indicator>,
    /// What was judged of the as-of fiscal year.
    pub judged: Option<&'a IndicatorAssessment>,
    /// What was judged of the project.
    pub project_judged: Option<&'a ProjectAssessment>,
    /// How many rows the project has, on its first row; 0 on the others.
    pub spans: u32,
    /// The places of 基本方針, 施策, 主担当課 and 部局 in the lists of the plan, counted from 1; 0 where unknown.
    pub groups: [usize; 4],
}

impl Line<'_> {
    /// Whether it is the project's first row, which carries what is judged of the project.
    pub(super) fn is_first(&self) -> bool {
        self.spans > 0
    }

    /// The indicator's symbol and name.
    pub(super) fn indicator_words(&self) -> String {
        self.indicator.map_or_else(
            || "（指標なし）".to_owned(),
            |indicator| match indicator.id.symbol() {
                "" => indicator.name.clone(),
                symbol => format!("{symbol} {}", indicator.name),
            },
        )
    }
}

/// Lays the rows out: grouped by 施策, a heading row before each.
pub(super) fn lay_out<'a>(plan: &'a Plan, c: &'a Consolidation) -> Vec<Line<'a>> {
    let bureaus = bureaus(plan);
    let mut lines = Vec::new();
    let mut row = HEADING_ROW + 1;
    for (measure_at, measure) in plan.measures.iter().enumerate() {
        let mut opens = Some(measure);
        let policy =
            plan.policies.iter().position(|policy| policy.number == measure.policy).map_or(0, |at| at + 1);
        for project in plan.projects_of(&measure.number) {
            let department = plan.departments.iter().position(|d| d.name == project.lead);
            let bureau = department
                .and_then(|at| plan.departments.get(at))
                .and_then(|d| bureaus.iter().position(|name| **name == d.bureau));
            // What has no 部局 stands behind those that have one.
            let groups = [
                policy,
                measure_at + 1,
                department.map_or(0, |at| at + 1),
                bureau.unwrap_or(bureaus.len()) + 1,
            ];
            let indicators: Vec<Option<&Indicator>> = if project.indicators.is_empty() {
                vec![None]
            } else {
                project.indicators.iter().map(Some).collect()
            };
            let count = u32::try_from(indicators.len()).unwrap_or(u32::MAX);
            for (at, indicator) in indicators.into_iter().enumerate() {
                if opens.is_some() {
                    row += 1;
                }
                lines.push(Line {
                    row,
                    opens: opens.take(),
                    project,
                    indicator,
                    judged: c.assessment.indicator(
                        &project.id,
                        indicator.map(|indicator| &indicator.id),
                        c.fiscal_year,
                    ),
                    project_judged: c.assessment.project(&project.id),
                    spans: if at == 0 { count } else { 0 },
                    groups,
                });
                row += 1;
            }
        }
    }
    lines
}

/// The 部局 of the plan, in the order of its departments, each once.
pub(super) fn bureaus(plan: &Plan) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for department in &plan.departments {
        if !department.bureau.is_empty() && !all.contains(&department.bureau.as_str()) {
            all.push(&department.bureau);
        }
    }
    all
}
