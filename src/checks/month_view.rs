//! A month's returns as the rules see them.

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::Finding;
use crate::ids::ProjectId;
use crate::plan::model::{Plan, Project};
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{EntryKey, Return};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};

/// What came in for one month.
#[derive(Debug)]
pub struct MonthView<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The month.
    pub month: Month,
    /// The return that counts, per project.
    pub counting: BTreeMap<ProjectId, &'a Return>,
    /// The entries that count from another department's return, per project.
    pub sources: BTreeMap<ProjectId, BTreeMap<EntryKey, &'a Return>>,
    /// The newest returns of the other departments of joint projects.
    pub others: Vec<&'a Return>,
    /// What departments filled in that the responsible one left blank.
    pub filled_in: Vec<FilledIn<'a>>,
    /// Projects for which anything came in, refused forms included.
    pub seen: BTreeSet<ProjectId>,
    /// Of each project that several departments are asked about, those that have not answered.
    pub unanswered: &'a BTreeMap<ProjectId, BTreeSet<String>>,
    /// What counts in the months before.
    pub earlier: &'a AcceptedMonths,
}

/// Entries of a department that count because the responsible department left them blank.
#[derive(Clone, Debug)]
pub struct FilledIn<'a> {
    /// The return from which they count.
    pub ret: &'a Return,
    /// The department that left them blank.
    pub responsible: String,
    /// What each is called, and where it stands.
    pub entries: Vec<(String, CellRef)>,
}

impl<'a> MonthView<'a> {
    /// Returns the return from which an entry of a project counts.
    #[must_use]
    pub fn source(&self, project: &ProjectId, key: &EntryKey) -> Option<&'a Return> {
        let other = self.sources.get(project).and_then(|sources| sources.get(key));
        other.or_else(|| self.counting.get(project)).copied()
    }

    /// The fiscal year.
    #[must_use]
    pub fn year(&self) -> FiscalYear {
        self.month.fiscal_year()
    }

    /// The projects that something was returned for, with the return that counts.
    pub fn returned(&self) -> impl Iterator<Item = (&'a Project, &'a Return)> + '_ {
        self.counting.iter().filter_map(|(id, ret)| Some((self.plan.project(id)?, *ret)))
    }
}

/// Says whose finding it is.
#[must_use]
pub fn stamp(finding: Finding, ret: &Return) -> Finding {
    Finding {
        return_id: Some(ret.id.clone()),
        project: ret.project.clone(),
        department: ret.department.clone(),
        ..finding
    }
}
