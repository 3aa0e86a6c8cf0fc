//! The rows of 進捗一覧 with their projects and indicators. Other sheets refer to these rows.

use std::collections::BTreeMap;

use crate::consolidate::Consolidation;
use crate::evaluate::model::{IndicatorAssessment, ProjectAssessment};
use crate::plan::model::{Indicator, Level, Measure, Plan, Project};
use crate::text::calendar::FiscalYear;

/// The row of the headings, counted from 0.
pub(in crate::report) const HEADING_ROW: u32 = 3;

/// The number of rows after which the name of a 施策 is repeated. A page of A3 has some more, so that each
/// shows it.
const ROWS_OF_A_NAME: usize = 10;

/// A row of 進捗一覧: an indicator, or a project without one.
pub(in crate::report) struct ListRow<'a> {
    /// The row of the sheet, counted from 0.
    pub(in crate::report) row: u32,
    /// Its index among the rows of the list.
    pub(in crate::report) index: usize,
    /// The 施策.
    pub(in crate::report) measure: &'a Measure,
    /// True on the first row of the 施策.
    pub(in crate::report) begins_measure: bool,
    /// True on every tenth row after it, which repeats the name of the 施策.
    pub(in crate::report) repeats_measure: bool,
    /// The project.
    pub(in crate::report) project: &'a Project,
    /// The indicator.
    pub(in crate::report) indicator: Option<&'a Indicator>,
    /// The assessments of the indicator in every fiscal year.
    years: Vec<&'a IndicatorAssessment>,
    /// Its assessment in the as-of fiscal year.
    pub(in crate::report) assessment: Option<&'a IndicatorAssessment>,
    /// The assessment of the project.
    pub(in crate::report) project_assessment: Option<&'a ProjectAssessment>,
    /// The number of the project's rows on its first row, 0 on the others.
    pub(in crate::report) count: usize,
    /// The groups of 集計 to which the row belongs.
    pub(in crate::report) groups: Groups,
}

/// The positions of a project's groups in the lists of the plan, counted from 1; 0 if unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) struct Groups {
    /// 個別事業.
    pub(in crate::report) project: usize,
    /// 基本方針.
    pub(in crate::report) policy: usize,
    /// The 施策 below which the row is listed.
    pub(in crate::report) section: usize,
    /// 施策; 0 for a row that stands for a 基本方針 itself.
    pub(in crate::report) measure: usize,
    /// 中項目.
    pub(in crate::report) middle: usize,
    /// 区分.
    pub(in crate::report) level: usize,
    /// 主担当課.
    pub(in crate::report) department: usize,
    /// 部局. Departments without one come after all others.
    pub(in crate::report) bureau: usize,
}

impl ListRow<'_> {
    /// True on the project's first row, which shows the assessment of the project.
    pub(in crate::report) fn is_first(&self) -> bool {
        self.count > 0
    }

    /// Returns the assessment of a fiscal year.
    pub(in crate::report) fn of_year(&self, year: FiscalYear) -> Option<&IndicatorAssessment> {
        self.years.iter().copied().find(|row| row.year == year)
    }

    /// Returns the number and name of the 施策; blank for a row that stands for a 基本方針 itself.
    pub(in crate::report) fn measure_words(&self) -> String {
        if self.groups.measure == 0 { String::new() } else { self.measure.heading() }
    }

    /// Returns the 中項目; blank for a row that stands for a 基本方針 itself.
    pub(in crate::report) fn middle_words(&self) -> &str {
        if self.groups.measure == 0 { "" } else { &self.measure.group }
    }

    /// Returns the indicator's symbol and name.
    pub(in crate::report) fn indicator_words(&self) -> String {
        self.indicator.map_or_else(
            || "（指標なし）".to_owned(),
            |indicator| match indicator.id.symbol() {
                "" => indicator.name.clone(),
                symbol => format!("{symbol} {}", indicator.name),
            },
        )
    }
}

/// Returns the rows in the order of the 施策.
pub(in crate::report) fn lay_out<'a>(plan: &'a Plan, c: &'a Consolidation) -> Vec<ListRow<'a>> {
    let mut assessed: BTreeMap<_, Vec<&IndicatorAssessment>> = BTreeMap::new();
    for row in &c.assessment.indicators {
        assessed.entry((&row.project, row.indicator.as_ref())).or_default().push(row);
    }
    let projects: BTreeMap<_, &ProjectAssessment> =
        c.assessment.projects.iter().map(|row| (&row.project, row)).collect();
    let groups = GroupNumbers::new(plan);
    let mut rows: Vec<ListRow<'a>> = Vec::new();
    let mut project_number = 0;
    for (measure_number, measure) in (1..).zip(&plan.measures) {
        let first = rows.len();
        for project in plan.projects_of(&measure.number) {
            project_number += 1;
            let indicators: Vec<Option<&Indicator>> = if project.indicators.is_empty() {
                vec![None]
            } else {
                project.indicators.iter().map(Some).collect()
            };
            let mut count = indicators.len();
            for indicator in indicators {
                let id = indicator.map(|indicator| &indicator.id);
                let years = assessed.get(&(&project.id, id)).cloned().unwrap_or_default();
                let within = rows.len() - first;
                rows.push(ListRow {
                    row: HEADING_ROW + 1 + u32::try_from(rows.len()).unwrap_or(u32::MAX - HEADING_ROW - 1),
                    index: rows.len(),
                    measure,
                    begins_measure: within == 0,
                    repeats_measure: within > 0 && within.is_multiple_of(ROWS_OF_A_NAME),
                    project,
                    indicator,
                    assessment: years.iter().copied().find(|row| row.year == c.fiscal_year),
                    years,
                    project_assessment: projects.get(&project.id).copied(),
                    count: std::mem::take(&mut count),
                    groups: groups.of(project_number, measure_number, measure, plan, project),
                });
            }
        }
    }
    rows
}

/// The numbers of the plan's groups by name.
struct GroupNumbers<'a> {
    policies: BTreeMap<&'a str, usize>,
    middle: BTreeMap<(&'a str, &'a str), usize>,
    levels: BTreeMap<Level, usize>,
    departments: BTreeMap<&'a str, (usize, &'a str)>,
    bureaus: BTreeMap<&'a str, usize>,
}

impl<'a> GroupNumbers<'a> {
    fn new(plan: &'a Plan) -> Self {
        let departments = (1..).zip(&plan.departments);
        Self {
            policies: plan.policies.iter().map(|policy| policy.number.as_str()).zip(1..).collect(),
            middle: plan.middle_groups().into_iter().zip(1..).collect(),
            levels: plan.levels().into_iter().zip(1..).collect(),
            departments: departments
                .map(|(number, known)| (known.name.as_str(), (number, known.bureau.as_str())))
                .collect(),
            bureaus: bureaus(plan).into_iter().zip(1..).collect(),
        }
    }

    fn of(
        &self,
        number: usize,
        measure_number: usize,
        measure: &Measure,
        plan: &Plan,
        project: &Project,
    ) -> Groups {
        let is_below = plan.is_below_policy(project);
        let group = (measure.policy.as_str(), measure.group.as_str());
        let middle = self.middle.get(&group).copied().filter(|_| is_below);
        let department = self.departments.get(project.lead.as_str());
        let bureau = department.and_then(|(_, bureau)| self.bureaus.get(bureau));
        Groups {
            project: number,
            policy: self.policies.get(measure.policy.as_str()).copied().unwrap_or(0),
            section: measure_number,
            measure: if is_below { measure_number } else { 0 },
            middle: middle.unwrap_or(0),
            level: self.levels.get(&project.level).copied().unwrap_or(0),
            department: department.map_or(0, |(number, _)| *number),
            bureau: bureau.copied().unwrap_or(self.bureaus.len() + 1),
        }
    }
}

/// Returns the 部局 of the plan in the order of its departments, without duplicates.
pub(in crate::report) fn bureaus(plan: &Plan) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for department in &plan.departments {
        if !department.bureau.is_empty() && !all.contains(&department.bureau.as_str()) {
            all.push(&department.bureau);
        }
    }
    all
}
