//! A month's returns as the rules see them.

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::Finding;
use crate::ids::ProjectId;
use crate::plan::model::{Plan, Project};
use crate::returns::Return;
use crate::returns::accepted::AcceptedMonths;
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
    /// The newest returns of the other departments of joint projects.
    pub others: Vec<&'a Return>,
    /// Projects for which anything came in, refused forms included.
    pub seen: BTreeSet<ProjectId>,
    /// What counts in the months before.
    pub earlier: &'a AcceptedMonths,
}

impl<'a> MonthView<'a> {
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
