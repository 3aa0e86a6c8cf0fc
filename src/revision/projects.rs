//! The changes of 事業.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::field::Field;
use crate::plan::Plan;
use crate::plan::model::{Department, Project};
use crate::revision::change::{Change, ChangeKind, Part, Topic};
use crate::revision::matching::Matching;
use crate::text::fold;

/// Returns added and removed projects first, then changed ones in the order of the new plan.
pub(super) fn changes(old: &Plan, new: &Plan, matching: &Matching) -> Vec<Change> {
    let pairs = &matching.projects;
    let mut found = Vec::new();
    for project in pairs.free_news().into_iter().filter_map(|at| new.projects.get(at)) {
        found.push(whole(new, project, ChangeKind::Added));
    }
    for project in pairs.free_olds().into_iter().filter_map(|at| old.projects.get(at)) {
        found.push(whole(old, project, ChangeKind::Removed));
    }
    let measures = matching.new_measures(old, new);
    let out_of_order = pairs.out_of_order();
    for (at, project) in new.projects.iter().enumerate() {
        let Some(old_at) = pairs.old_of(at) else { continue };
        let Some(before) = old.projects.get(old_at) else { continue };
        let pair = Pair { old, new, before, project };
        let placed = pair.place(measures.get(before.measure.as_str()).copied());
        if placed.is_empty() && out_of_order.contains(&at) {
            found.push(pair.reordered(old_at, at));
        }
        found.extend(placed);
        found.extend(pair.texts());
        found.extend(pair.departments());
    }
    found
}

/// Returns the change of an added or removed project, with all its texts as details.
fn whole(plan: &Plan, project: &Project, kind: ChangeKind) -> Change {
    let heading = heading(project);
    let (old, new) = if kind == ChangeKind::Added { ("", heading.as_str()) } else { (heading.as_str(), "") };
    let measure = plan.measure(&project.measure).map_or_else(String::new, |row| row.heading());
    let change = Change::new(Part::Project, kind, &heading, "個別事業", old, new)
        .project(&project.id)
        .detail("施策", &measure)
        .detail("課題", &project.issue)
        .detail("目的", &project.purpose)
        .detail("概要", &project.summary)
        .detail("担当課", &project.departments_text);
    project.extra.iter().fold(change, |change, (item, text)| change.detail(item, text))
}

/// The values of the plan's own 追加項目 of a project or an indicator, by 項目.
type Extra = BTreeMap<String, String>;

/// Returns every 追加項目 that has a value in either plan, with both values.
pub(super) fn extra<'a>(old: &'a Extra, new: &'a Extra) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
    let items: BTreeSet<&str> = old.keys().chain(new.keys()).map(String::as_str).collect();
    let text = |of: &'a Extra, item: &str| of.get(item).map_or("", String::as_str);
    items.into_iter().map(move |item| (item, text(old, item), text(new, item)))
}

pub(super) fn heading(project: &Project) -> String {
    format!("{} {}", project.id, project.name)
}

/// A project that both plans have.
struct Pair<'a> {
    old: &'a Plan,
    new: &'a Plan,
    before: &'a Project,
    project: &'a Project,
}

impl Pair<'_> {
    fn of_text(&self, item: &str, field: Option<Field>, old: &str, new: &str) -> Option<Change> {
        let change = Change::of_text(Part::Project, &heading(self.project), item, old, new)?;
        let change = change.project(&self.project.id);
        Some(match field {
            Some(field) => change.topic(self.topic(field)),
            None => change,
        })
    }

    fn topic(&self, field: Field) -> Topic {
        Topic { project: self.before.id.clone(), field, indicator: None, year: None }
    }

    /// Returns the changes of its number and its 施策. `measure` is the new number of its old 施策.
    fn place(&self, measure: Option<&str>) -> Vec<Change> {
        let mut found = Vec::new();
        let moved = measure != Some(self.project.measure.as_str());
        if self.before.id != self.project.id {
            let (old, new) = (self.before.id.to_string(), self.project.id.to_string());
            let change = Change::new(
                Part::Project,
                ChangeKind::Renumbered,
                &heading(self.project),
                "整理番号",
                &old,
                &new,
            );
            let by_measure = !moved && self.before.measure != self.project.measure;
            let remark = if by_measure { "施策の番号の変更によるものです。" } else { "" };
            found.push(change.project(&self.project.id).remark(remark));
        }
        if moved {
            let measure = |plan: &Plan, project: &Project| {
                plan.measure(&project.measure).map_or_else(String::new, |row| row.heading())
            };
            let (old, new) = (measure(self.old, self.before), measure(self.new, self.project));
            let change =
                Change::new(Part::Project, ChangeKind::Moved, &heading(self.project), "施策", &old, &new);
            found.push(change.project(&self.project.id).topic(self.topic(Field::Measure)));
        }
        found
    }

    fn reordered(&self, old_at: usize, new_at: usize) -> Change {
        let place = |plan: &Plan, at: usize| match at.checked_sub(1).and_then(|at| plan.projects.get(at)) {
            Some(above) => format!("「{}」の次", heading(above)),
            None => "先頭".to_owned(),
        };
        let (old, new) = (place(self.old, old_at), place(self.new, new_at));
        Change::new(Part::Project, ChangeKind::Reordered, &heading(self.project), "事業の順序", &old, &new)
            .project(&self.project.id)
    }

    fn texts(&self) -> Vec<Change> {
        let (before, project) = (self.before, self.project);
        let name = self
            .of_text("事業名称", Some(Field::Name), &before.name, &project.name)
            .map(|change| change.unless_spelling(ChangeKind::Renamed));
        // A name in 概要 that equals the name changes with it and is not reported separately.
        let own = |project: &Project| {
            if fold::key(&project.overview_name) == fold::key(&project.name) {
                String::new()
            } else {
                project.overview_name.clone()
            }
        };
        [
            name,
            self.of_text("概要での名称", None, &own(before), &own(project)),
            self.of_text("課題", Some(Field::Issue), &before.issue, &project.issue),
            self.of_text("目的", Some(Field::Purpose), &before.purpose, &project.purpose),
            self.of_text("概要", Some(Field::Summary), &before.summary, &project.summary),
            self.of_text("日程の見出し", None, &before.schedule_heading, &project.schedule_heading),
            self.of_text("区分", None, before.level.word(), project.level.word()),
            self.former(),
        ]
        .into_iter()
        .flatten()
        .chain(self.extra())
        .collect()
    }

    /// Returns the changes of the plan's own 追加項目 of the project.
    fn extra(&self) -> Vec<Change> {
        extra(&self.before.extra, &self.project.extra)
            .filter_map(|(item, old, new)| self.of_text(item, None, old, new))
            .collect()
    }

    /// Returns the change of 旧整理番号, ignoring the number that the project had in the old plan.
    fn former(&self) -> Option<Change> {
        let numbers = |project: &Project| {
            let others = project.former.iter().filter(|id| **id != self.before.id);
            others.map(ToString::to_string).collect::<Vec<_>>().join("、")
        };
        self.of_text("旧整理番号", None, &numbers(self.before), &numbers(self.project))
    }

    fn departments(&self) -> Vec<Change> {
        let (before, project) = (self.before, self.project);
        let printed = self.of_text(
            "担当課",
            Some(Field::Department),
            &before.departments_text,
            &project.departments_text,
        );
        // The lead is reported separately only if it is not the first of the list.
        let first = |project: &Project| project.departments.first() == Some(&project.lead);
        let follows = first(before) && first(project);
        let lead = (!follows).then(|| self.of_text("主担当課", None, &before.lead, &project.lead)).flatten();
        [printed, lead]
            .into_iter()
            .flatten()
            .map(|change| {
                let remark = if self.only_renamed() { "課名の変更によるものです。" } else { "" };
                change.unless_spelling(ChangeKind::Departments).remark(remark)
            })
            .collect()
    }

    /// True if the departments are the same but for names that changed.
    fn only_renamed(&self) -> bool {
        let present = |name: &String| {
            let known: Option<&Department> = self.new.department(name);
            known.map_or_else(|| name.clone(), |department| department.name.clone())
        };
        let mut before: Vec<String> = Vec::new();
        for name in self.before.departments.iter().map(present) {
            if !before.contains(&name) {
                before.push(name);
            }
        }
        before == self.project.departments
            && self.before.and_others == self.project.and_others
            && present(&self.before.lead) == self.project.lead
            && self.before.departments != self.project.departments
    }
}
