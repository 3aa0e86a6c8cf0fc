//! Collects what each department is asked for: answers to its findings, and the projects it has not returned.
//! The slips are written from this, and the secretariat's book lists who gets one.

use std::collections::{BTreeMap, BTreeSet};

use crate::accept;
use crate::consolidate::Consolidation;
use crate::evaluate::model::State;
use crate::figure::has_no_content;
use crate::findings::{Finding, Severity};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::Plan;
use crate::plan::model::{Department, Project};
use crate::returns::EntryKey;
use crate::text::calendar::Date;

/// What one department is asked for.
#[derive(Debug)]
pub(crate) struct FollowUp<'a> {
    /// The department.
    pub department: &'a Department,
    /// 誤り first, then 要確認, each in the order of the plan's projects.
    pub findings: Vec<&'a Finding>,
    /// The returned projects with findings, in the master's order.
    pub with_findings: Vec<&'a Project>,
    /// The projects not returned.
    pub missing: Vec<&'a Project>,
}

impl<'a> FollowUp<'a> {
    /// Returns the projects with findings of a severity, in the order of the findings.
    #[must_use]
    pub(crate) fn projects(&self, severity: Severity) -> Vec<&'a ProjectId> {
        let mut projects: Vec<&ProjectId> = self
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .filter_map(|finding| finding.project.as_ref())
            .collect();
        projects.dedup();
        projects
    }

    /// Returns the name of the first sheet, which also names the book.
    #[must_use]
    pub(crate) fn title(&self) -> &'static str {
        if self.findings.is_empty() { "提出のお願い" } else { "差戻し票" }
    }

    /// Returns the request to the department in a word or two.
    #[must_use]
    pub(crate) fn subject(&self) -> &'static str {
        match (self.count(Severity::Error), self.count(Severity::Check), self.missing.len()) {
            (0, 0, _) => "提出のお願い",
            (0, _, 0) => "確認のお願い",
            (0, _, _) => "確認・提出のお願い",
            (_, _, 0) => "訂正のお願い",
            _ => "訂正・提出のお願い",
        }
    }

    /// Returns the requests to the department with counts: `訂正 1事業`, `出し直し 1件`, `未提出 2事業`, `確認
    /// 1事業`.
    #[must_use]
    pub(crate) fn asked(&self) -> Vec<String> {
        let files = self.findings.iter().filter(|finding| finding.project.is_none()).count();
        let counts = [
            (self.projects(Severity::Error).len(), "訂正", "事業"),
            (files, "出し直し", "件"),
            (self.missing.len(), "未提出", "事業"),
            (self.projects(Severity::Check).len(), "確認", "事業"),
        ];
        let due = counts.into_iter().filter(|(count, ..)| *count > 0);
        due.map(|(count, what, of)| format!("{what} {count}{of}")).collect()
    }

    /// Splits it into books of at most `most` forms. Findings about no form go into the first.
    #[must_use]
    pub(crate) fn parts(&self, most: usize) -> Vec<Self> {
        let most = most.max(1);
        let count = (self.with_findings.len() + self.missing.len()).div_ceil(most).max(1);
        let empty =
            || Self { department: self.department, findings: vec![], with_findings: vec![], missing: vec![] };
        let mut parts: Vec<Self> = (0..count).map(|_| empty()).collect();
        let mut part_of: BTreeMap<&ProjectId, usize> = BTreeMap::new();
        for (at, project) in self.with_findings.iter().enumerate() {
            part_of.insert(&project.id, at / most);
            parts.get_mut(at / most).into_iter().for_each(|part| part.with_findings.push(project));
        }
        for (at, project) in (self.with_findings.len()..).zip(&self.missing) {
            parts.get_mut(at / most).into_iter().for_each(|part| part.missing.push(project));
        }
        for finding in &self.findings {
            let at = finding.project.as_ref().and_then(|id| part_of.get(id)).copied().unwrap_or_default();
            parts.get_mut(at).into_iter().for_each(|part| part.findings.push(finding));
        }
        parts
    }

    /// Returns the number of findings with a severity.
    #[must_use]
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Returns every department that is asked for something, in the master's order. Findings that belong to no
/// department of the plan are left to the secretariat.
#[must_use]
pub(crate) fn follow_ups<'a>(plan: &'a Plan, c: &'a Consolidation) -> Vec<FollowUp<'a>> {
    let rank: BTreeMap<&ProjectId, usize> =
        plan.projects.iter().enumerate().map(|(at, project)| (&project.id, at)).collect();
    let rank_of = |finding: &Finding| finding.project.as_ref().and_then(|id| rank.get(id)).copied();
    let mut findings: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in c.findings.iter().filter(|finding| finding.severity != Severity::Info) {
        if is_deliberate(c, finding) || is_of_another_month(c, finding) {
            continue;
        }
        if let Some(department) = asked(plan, c, finding) {
            findings.entry(department).or_default().push(finding);
        }
    }
    let mut missing = missing(plan, c);
    let follow_up = |department: &'a Department| {
        let name = department.name.as_str();
        let missing = missing.remove(name).unwrap_or_default();
        let mut findings = findings.remove(name).unwrap_or_default();
        // The sort is stable, so findings of a project keep the record's order. Findings about a whole file
        // come first.
        findings.sort_by_key(|finding| (finding.severity, rank_of(finding)));
        // A finding about a whole file, or about no project of the plan, is settled once all projects have
        // been returned.
        findings.retain(|finding| finding.project.is_some() || !missing.is_empty());
        let about: BTreeSet<usize> = findings.iter().filter_map(|finding| rank_of(finding)).collect();
        let with_findings = about.iter().filter_map(|at| plan.projects.get(*at)).collect();
        let is_about = |project: &Project| rank.get(&project.id).is_some_and(|at| about.contains(at));
        let missing: Vec<&Project> = missing.into_iter().filter(|project| !is_about(project)).collect();
        let asked = !findings.is_empty() || !missing.is_empty();
        asked.then_some(FollowUp { department, findings, with_findings, missing })
    };
    plan.departments.iter().filter_map(follow_up).collect()
}

/// Returns the date by which a department should answer a slip: 再提出期限, otherwise 提出期限.
#[must_use]
pub(crate) fn answer_until(plan: &Plan, c: &Consolidation) -> Option<Date> {
    let row = plan.schedule.iter().find(|row| row.month == c.as_of)?;
    row.resubmission.or(row.deadline)
}

/// Returns the projects that each department has not answered, in the master's order.
fn missing<'a>(plan: &'a Plan, c: &Consolidation) -> BTreeMap<&'a str, Vec<&'a Project>> {
    let states: BTreeMap<&ProjectId, State> =
        c.assessment.projects.iter().map(|row| (&row.project, row.state)).collect();
    let mut missing: BTreeMap<&str, Vec<&Project>> = BTreeMap::new();
    for project in &plan.projects {
        match c.unanswered(&project.id) {
            Some(unanswered) => {
                for department in project.asked().into_iter().filter(|name| unanswered.contains(*name)) {
                    missing.entry(department).or_default().push(project);
                }
            }
            None if states.get(&project.id) == Some(&State::Missing) => {
                missing.entry(&project.lead).or_default().push(project);
            }
            None => {}
        }
    }
    missing
}

/// True if the department itself gives the reason for a plan change. It is then a request to the committee
/// and needs no answer from the department.
fn is_deliberate(c: &Consolidation, finding: &Finding) -> bool {
    let reason = EntryKey::single(Field::RevisionText);
    let ret = c.return_of(finding);
    finding.kind.is_change()
        && ret.and_then(|ret| ret.value(&reason)).is_some_and(|value| !has_no_content(&value.text))
}

/// True if a form states this month but was sent for another one, and this month has its own return.
fn is_of_another_month(c: &Consolidation, finding: &Finding) -> bool {
    let refused = c.return_of(finding).filter(|ret| ret.refused && !ret.months.is_empty());
    refused.is_some_and(|ret| !accept::was_sent_for(ret, c.as_of))
        && finding.project.as_ref().is_some_and(|id| c.counting(id).is_some())
}

/// Returns the department that a finding asks: its own, otherwise its return's sender, otherwise its
/// project's lead.
fn asked<'a>(plan: &'a Plan, c: &Consolidation, finding: &Finding) -> Option<&'a str> {
    let known = |name: &str| plan.department(name).map(|department| department.name.as_str());
    let own = finding.department.as_deref().and_then(known);
    let sender = || known(c.return_of(finding)?.department.as_deref()?);
    let lead = || known(&plan.project(finding.project.as_ref()?)?.lead);
    own.or_else(sender).or_else(lead)
}
