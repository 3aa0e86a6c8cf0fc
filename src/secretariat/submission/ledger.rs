//! The ledger: a row for each project under the 課 that leads it.

use std::collections::BTreeMap;

use crate::evaluate::model::{ProjectAssessment, State};
use crate::findings::{Location, Severity};
use crate::ids::ProjectId;
use crate::plan::model::{Department, Project};
use crate::returns::{FormOutcome, Return};
use crate::secretariat::context::Context;
use crate::sheet::table::{Column, Value, column};
use crate::source_link;
use crate::text::NOT_APPLICABLE;

/// A project, or a department that leads none.
pub(super) struct Row<'a> {
    ledger: &'a Ledger<'a>,
    department: &'a Department,
    entry: Option<Entry<'a>>,
}

/// A project with the return that counts.
#[derive(Clone, Copy)]
struct Entry<'a> {
    project: &'a Project,
    assessment: Option<&'a ProjectAssessment>,
    /// The return that counts.
    counting: Option<&'a Return>,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

pub(super) const COLUMNS: &[Column<CellOf>] = &[
    column("担当課", 14.0, |row| Value::text(&row.department.name)),
    column("整理番号", 8.5, |row| match row.entry {
        Some(entry) => Value::centered(&entry.project.id.to_string()),
        None => Value::centered(NOT_APPLICABLE),
    }),
    column("事業名称", 28.0, |row| {
        Value::text(row.entry.map_or("主担当の事業はありません", |entry| &entry.project.name))
    }),
    column("提出状況", 9.0, |row| match row.entry {
        Some(entry) => Value::centered(entry.assessment.map_or("", |assessment| assessment.state.word())),
        None => Value::centered(State::NotDue.word()),
    }),
    column("記入日", 11.0, |row| {
        let day = row.counting().and_then(|ret| ret.entered_on);
        Value::centered(&day.map(|day| day.to_string()).unwrap_or_default())
    }),
    column("提出回", 7.0, |row| {
        let number = row.counting().map(|ret| ret.issue_number);
        number.map_or(Value::Blank, |number| Value::Count(usize::try_from(number).unwrap_or(usize::MAX)))
    }),
    column("採用した様式のファイル・シート", 36.0, |row| {
        let words = |at| source_link::file_and_sheet(&row.ledger.cx.c.sources, at);
        Value::text(&row.location().map(words).unwrap_or_default())
    }),
    column("セル", 7.0, |row| row.location().map_or(Value::Blank, |at| row.ledger.cx.link(at))),
    column("誤り", 6.0, |row| row.findings(Severity::Error)),
    column("要確認", 7.0, |row| row.findings(Severity::Check)),
    column("備考", 24.0, |row| {
        let assessment = row.entry.and_then(|entry| entry.assessment);
        Value::text(&assessment.map(|assessment| row.ledger.notes(assessment)).unwrap_or_default())
    }),
];

impl<'a> Row<'a> {
    fn counting(&self) -> Option<&'a Return> {
        self.entry?.counting
    }

    /// Returns the location of the return that counts.
    fn location(&self) -> Option<Location> {
        self.counting().map(|ret| Location::Cell(ret.anchor))
    }

    fn findings(&self, severity: Severity) -> Value {
        let found = self.entry.and_then(|entry| self.ledger.findings.get(&(&entry.project.id, severity)));
        found.map_or(Value::Blank, |count| Value::Count(*count))
    }
}

/// What the ledger shows, by department and project.
pub(super) struct Ledger<'a> {
    cx: &'a Context<'a>,
    led: BTreeMap<&'a str, Vec<&'a Project>>,
    findings: BTreeMap<(&'a ProjectId, Severity), usize>,
    /// The first refused form of each project.
    refused: BTreeMap<&'a ProjectId, &'a Return>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(cx: &'a Context<'a>) -> Self {
        let mut led: BTreeMap<&str, Vec<&Project>> = BTreeMap::new();
        for project in &cx.plan.projects {
            led.entry(&project.lead).or_default().push(project);
        }
        let mut findings: BTreeMap<(&ProjectId, Severity), usize> = BTreeMap::new();
        for finding in &cx.c.findings {
            if let Some(project) = &finding.project {
                *findings.entry((project, finding.severity)).or_default() += 1;
            }
        }
        let mut refused: BTreeMap<&ProjectId, &Return> = BTreeMap::new();
        for ret in cx.c.returns.iter().filter(|ret| ret.outcome == FormOutcome::Refused) {
            if let Some(project) = &ret.project {
                refused.entry(project).or_insert(ret);
            }
        }
        Self { cx, led, findings, refused }
    }

    /// Returns the rows, department by department.
    pub(super) fn rows(&'a self) -> impl Iterator<Item = Row<'a>> {
        self.cx.plan.departments.iter().flat_map(move |department| {
            let projects = self.led.get(department.name.as_str()).map(Vec::as_slice).unwrap_or_default();
            let none = projects.is_empty().then_some(None);
            let entries = projects.iter().map(|project| Some(self.entry(project)));
            none.into_iter().chain(entries).map(move |entry| Row { ledger: self, department, entry })
        })
    }

    fn entry(&self, project: &'a Project) -> Entry<'a> {
        Entry {
            project,
            assessment: self.cx.c.assessment.project(&project.id),
            counting: self.cx.c.counting(&project.id),
        }
    }

    fn notes(&self, row: &ProjectAssessment) -> String {
        let c = self.cx.c;
        let mut notes = Vec::new();
        let silent = c.unanswered(&row.project).filter(|departments| !departments.is_empty());
        if let Some(departments) = silent {
            let names: Vec<&str> = departments.iter().map(String::as_str).collect();
            notes.push(format!("{}が未提出", names.join("・")));
        }
        if row.state == State::Missing {
            notes.push("提出を依頼してください".to_owned());
        }
        if row.state == State::ToCorrect {
            notes.push("訂正を依頼してください".to_owned());
        }
        if row.resubmitted {
            notes.push("再提出あり".to_owned());
        }
        if let Some(ret) = self.refused.get(&row.project) {
            // A copy, an untouched form and one from a department outside the project can be read, but are
            // not used.
            let words = if ret.refused && !ret.is_copy {
                "取り込めない様式"
            } else {
                "使わなかった様式"
            };
            notes.push(format!("{words}あり（{}）", c.sources.path(ret.file)));
        }
        if let Some(month) = row.carried_from {
            notes.push(format!("{}の回答を引用", month.japanese()));
        }
        let withheld = c.accepted(&row.project).map_or(0, |accepted| accepted.withheld.len());
        if withheld > 0 {
            notes.push(format!("保留 {withheld}項目"));
        }
        notes.join("、")
    }
}
