//! What each department is asked: which findings are whose, and which projects are missing. The slips are written from it, and the
//! secretariat's ledger says who gets one.

use crate::accept;
use crate::checks::entry::value_of;
use crate::consolidate::Consolidation;
use crate::evaluate::model::State;
use crate::figure::has_no_content;
use crate::findings::{Finding, Severity};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::Plan;
use crate::plan::model::{Department, Project};
use crate::returns::EntryKey;

/// What one department is asked.
#[derive(Debug)]
pub struct FollowUp<'a> {
    /// The department.
    pub department: &'a Department,
    /// 誤り first, then 要確認; within each in the order of the plan's projects.
    pub findings: Vec<&'a Finding>,
    /// The projects that were returned and are asked about, in the master's order.
    pub again: Vec<&'a Project>,
    /// The projects that were not returned.
    pub missing: Vec<&'a Project>,
}

impl<'a> FollowUp<'a> {
    /// The projects about which something of a severity is asked, in the order of the findings.
    #[must_use]
    pub fn projects(&self, severity: Severity) -> Vec<&'a ProjectId> {
        let mut projects: Vec<&ProjectId> = self
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .filter_map(|finding| finding.project.as_ref())
            .collect();
        projects.dedup();
        projects
    }

    /// The name of the first sheet, by which the book goes.
    #[must_use]
    pub fn title(&self) -> &'static str {
        if self.findings.is_empty() { "提出のお願い" } else { "差戻し票" }
    }

    /// What the department is asked to do, in a word or two.
    #[must_use]
    pub fn what(&self) -> &'static str {
        match (self.count(Severity::Error), self.count(Severity::Check), self.missing.len()) {
            (0, 0, _) => "提出のお願い",
            (0, _, 0) => "確認のお願い",
            (0, _, _) => "確認・提出のお願い",
            (_, _, 0) => "訂正のお願い",
            _ => "訂正・提出のお願い",
        }
    }

    /// How many findings have a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Every department that is asked something, in the master's order. What belongs to no department of the plan is the
/// secretariat's own business.
#[must_use]
pub fn follow_ups<'a>(plan: &'a Plan, c: &'a Consolidation) -> Vec<FollowUp<'a>> {
    plan.departments
        .iter()
        .filter_map(|department| {
            let follow_up = of_department(plan, c, department);
            (!follow_up.findings.is_empty() || !follow_up.missing.is_empty()).then_some(follow_up)
        })
        .collect()
}

fn of_department<'a>(plan: &'a Plan, c: &'a Consolidation, department: &'a Department) -> FollowUp<'a> {
    let mut findings: Vec<&Finding> = c
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info)
        .filter(|finding| asked(plan, c, finding) == Some(department.name.as_str()))
        .filter(|finding| !is_deliberate(c, finding) && !is_of_another_month(c, finding))
        .collect();
    let place = |finding: &Finding| {
        let id = finding.project.as_ref()?;
        plan.projects.iter().position(|project| &project.id == id)
    };
    // The sort is stable: within a project the order of the record stays. What concerns a whole file comes first.
    findings.sort_by_key(|finding| (finding.severity, place(finding)));
    let missing = |project: &&Project| {
        project.lead == department.name
            && c.assessment.project(&project.id).is_some_and(|row| row.state == State::Missing)
    };
    // What concerns a whole file, or no project of the plan, is accepted_months once everything that was asked for has come.
    let nothing_missing = !plan.projects.iter().any(|project| missing(&project));
    findings.retain(|finding| finding.project.is_some() || !nothing_missing);
    let again =
        |project: &&Project| findings.iter().any(|finding| finding.project.as_ref() == Some(&project.id));
    FollowUp {
        department,
        again: plan.projects.iter().filter(again).collect(),
        missing: plan.projects.iter().filter(missing).filter(|project| !again(project)).collect(),
        findings,
    }
}

/// Whether a change of the plan comes with the department's own words on why: it is a follow_up for the committee, and there is nothing
/// to ask back.
fn is_deliberate(c: &Consolidation, finding: &Finding) -> bool {
    let reason = EntryKey { field: Field::RevisionText, indicator: None, year: None };
    let ret = c.return_of(finding);
    finding.kind.is_change()
        && ret.and_then(|ret| value_of(ret, &reason)).is_some_and(|value| !has_no_content(&value.text))
}

/// Whether a form that calls itself this month's was sent for another one, while this month has a return of its own: it is that other
/// month's business.
fn is_of_another_month(c: &Consolidation, finding: &Finding) -> bool {
    let refused = c.return_of(finding).filter(|ret| ret.refused && !ret.months.is_empty());
    refused.is_some_and(|ret| !accept::was_sent_for(ret, c.as_of))
        && finding.project.as_ref().is_some_and(|id| c.counting(id).is_some())
}

/// The department that a finding asks: its own, else the sender of its return, else the lead of its project.
fn asked<'a>(plan: &'a Plan, c: &Consolidation, finding: &Finding) -> Option<&'a str> {
    let known = |name: &str| plan.department(name).map(|department| department.name.as_str());
    let own = finding.department.as_deref().and_then(known);
    let sender = || known(c.return_of(finding)?.department.as_deref()?);
    let lead = || known(&plan.project(finding.project.as_ref()?)?.lead);
    own.or_else(sender).or_else(lead)
}
