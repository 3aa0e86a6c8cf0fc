//! A month's returns as the rules see them.

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::Finding;
use crate::ids::ProjectId;
use crate::plan::model::{Plan, Project};
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{EntryKey, Return};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};

/// Everything returned for one month.
#[derive(Debug)]
pub(crate) struct MonthView<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The month.
    pub month: Month,
    /// The counting return of each project.
    pub counting: BTreeMap<ProjectId, &'a Return>,
    /// By project, the entries that count from another department's return.
    pub sources: BTreeMap<ProjectId, BTreeMap<EntryKey, &'a Return>>,
    /// The newest returns of joint projects from departments whose return is not the counting one.
    pub others: Vec<&'a Return>,
    /// Entries that a department filled in and the responsible one left blank.
    pub filled_in: Vec<FilledIn<'a>>,
    /// Projects for which any form came in, including refused ones.
    pub seen: BTreeSet<ProjectId>,
    /// By project asked of several departments, the departments that have not answered.
    pub unanswered: &'a BTreeMap<ProjectId, BTreeSet<String>>,
    /// What was accepted in earlier months.
    pub earlier: &'a AcceptedMonths,
}

/// Entries of a department that count because the responsible department left them blank.
#[derive(Clone, Debug)]
pub(crate) struct FilledIn<'a> {
    /// The return from which the entries count.
    pub ret: &'a Return,
    /// The responsible department that left them blank.
    pub responsible: String,
    /// The name and the cell of each entry.
    pub entries: Vec<(String, CellRef)>,
}

impl<'a> MonthView<'a> {
    /// Returns the return from which a project's entry counts.
    #[must_use]
    pub(crate) fn source(&self, project: &ProjectId, key: &EntryKey) -> Option<&'a Return> {
        let other = self.sources.get(project).and_then(|sources| sources.get(key));
        other.or_else(|| self.counting.get(project)).copied()
    }

    /// Returns the fiscal year of the month.
    #[must_use]
    pub(crate) fn year(&self) -> FiscalYear {
        self.month.fiscal_year()
    }

    /// Returns the projects that have a counting return, each with that return.
    pub(crate) fn returned(&self) -> impl Iterator<Item = (&'a Project, &'a Return)> + '_ {
        self.counting.iter().filter_map(|(id, ret)| Some((self.plan.project(id)?, *ret)))
    }
}

/// True if a return comes from a department that shares the project.
#[must_use]
pub(crate) fn is_from_department_of(project: &Project, ret: &Return) -> bool {
    ret.unlisted_sender.is_none()
        && ret.department.as_deref().is_some_and(|department| project.is_of(department))
}

/// Fills in the finding's return, project and department.
#[must_use]
pub(crate) fn attribute_to_return(finding: Finding, ret: &Return) -> Finding {
    Finding {
        return_id: Some(ret.id.clone()),
        project: ret.project.clone(),
        department: ret.department.clone(),
        ..finding
    }
}
