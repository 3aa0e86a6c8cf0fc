//! Identifies the project of a form.

use workbook::{Cell, CellKind, Pos};

use crate::findings::Finding;
use crate::findings::form::{ProjectName, s01_no_id, s02_unknown_project, s03_two_projects};
use crate::form::field::{Control, Field};
use crate::form::raw::{RawForm, RawText};
use crate::ids::{ProjectId, number_key};
use crate::plan::model::{Plan, Project};
use crate::resolve::nearest;
use crate::sources::CellRef;
use crate::text::fold;

/// The result of identifying a form's project.
#[derive(Debug, Default)]
pub(super) struct Identity {
    pub(super) project: Option<ProjectId>,
    /// The project whose name the form has, if its 整理番号 is another project's (S03).
    pub(super) named: Option<ProjectId>,
    /// S02 or S03.
    pub(super) refusal: Option<Finding>,
    /// S01.
    pub(super) note: Option<Finding>,
}

/// Identifies a form's project: 整理番号, else the number beside 事業名称 with its 施策, else the sheet's
/// name, else 事業名称.
pub(super) fn identify(plan: &Plan, form: &RawForm) -> Identity {
    let name =
        form.value(Field::Name).map(|value| (value.cell.unstruck_text(), value.cells.first().copied()));
    let written = name.map_or("", |(text, _)| text);
    let scope = Scope {
        plan,
        version: form.control(Control::PlanVersion).map_or("", |found| found.cell.text.as_str()),
    };
    if let Some(value) = form.value(Field::Id).filter(|value| !fold::is_blank(value.cell.unstruck_text())) {
        let at = at(form, value.cells.first().copied());
        return by_spelling(&scope, &value.cell, at, written)
            .unwrap_or_else(|| by_number(&scope, value.cell.unstruck_text(), at, written));
    }
    if let Some((number, at)) = printed_number(plan, form) {
        let note = |project: &Project| {
            s01_no_id::finding(at, "事業名称の横の番号と施策の番号", &project.id, &project.name)
        };
        let identity = by_number(&scope, &number, at, written);
        let found =
            identity.project.as_ref().and_then(|id| plan.project(id)).filter(|_| identity.refusal.is_none());
        return Identity { note: found.map(note), ..identity };
    }
    let named = by_name(plan, written);
    // A sheet's name is a last resort: it never overrules a 事業名称 that is, or nearly is, in the plan.
    let by_sheet = numbers_before(&form.sheet_name)
        .into_iter()
        .find_map(|text| scope.numbered(&text))
        .filter(|project| named.is_none() && nearest::of_another(plan, project, written).is_none());
    let cell = at(form, name.and_then(|(_, pos)| pos));
    let found = match (by_sheet, named) {
        (Some(project), _) => Some((project, "シート名")),
        (None, Some(project)) => Some((project, "事業名称")),
        (None, None) => None,
    };
    match found {
        Some((project, how)) => Identity {
            project: Some(project.id.clone()),
            note: Some(s01_no_id::finding(cell, how, &project.id, &project.name)),
            ..Identity::default()
        },
        None => {
            let suggestion = nearest::by_name(plan, written);
            Identity {
                refusal: Some(s02_unknown_project::finding(cell, written, suggestion.map(project_name))),
                ..Identity::default()
            }
        }
    }
}

/// Identifies the project of a 整理番号 that is spelt unusually (`No.1-1-1`, `1・1・1`, a date that Excel
/// made of it), if the name confirms it. `None` if the number is spelt as usual or does not fit the name.
fn by_spelling(scope: &Scope, cell: &Cell, at: CellRef, name: &str) -> Option<Identity> {
    let written = cell.unstruck_text();
    let is_plain = scope.numbered(written).is_some();
    let project = by_name(scope.plan, name).filter(|_| !is_plain)?;
    if !spells(cell, project) {
        return None;
    }
    let note = s01_no_id::misspelt(at, written, &project.id, &project.name);
    Some(Identity { project: Some(project.id.clone()), note: Some(note), ..Identity::default() })
}

/// True if an unusual 整理番号 means this project: its numbers, apart from those in the project's name, are
/// the id's; or it is a date of the same numbers in any order.
fn spells(cell: &Cell, project: &Project) -> bool {
    let plain = |text: &str| fold::key(&fold::nfkc(text));
    let written = plain(cell.unstruck_text()).replace(&plain(&project.name), "");
    let numbers = |text: &str| -> Vec<u32> {
        text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
    };
    let (mut own, mut wanted) = (numbers(&written), numbers(&project.id.to_string()));
    if matches!(cell.kind, CellKind::Date { .. }) {
        own.iter_mut().for_each(|number| *number %= 100);
        own.sort_unstable();
        wanted.sort_unstable();
    }
    !own.is_empty() && own == wanted
}

fn by_number(scope: &Scope, number: &str, at: CellRef, name: &str) -> Identity {
    let plan = scope.plan;
    let project = scope.numbered(number);
    // Look for another project only if the name is not that of the number's project.
    let named = project.filter(|project| is_named(project, &fold::key(name))).or_else(|| by_name(plan, name));
    let almost = project.filter(|_| named.is_none()).and_then(|own| nearest::of_another(plan, own, name));
    match (project, named) {
        (Some(project), Some(other)) if project.id != other.id => Identity {
            project: Some(project.id.clone()),
            refusal: Some(s03_two_projects::finding(at, number, project_name(project), project_name(other))),
            named: Some(other.id.clone()),
            note: None,
        },
        (Some(project), _) => match almost {
            Some(other) => Identity {
                project: Some(project.id.clone()),
                refusal: Some(s03_two_projects::almost(
                    at,
                    number,
                    name,
                    project_name(project),
                    project_name(other),
                )),
                named: Some(other.id.clone()),
                note: None,
            },
            None => Identity { project: Some(project.id.clone()), ..Identity::default() },
        },
        (None, named) => {
            let suggestion = named.or_else(|| nearest::by_number(plan, number));
            Identity {
                refusal: Some(s02_unknown_project::finding(at, number, suggestion.map(project_name))),
                ..Identity::default()
            }
        }
    }
}

/// The plan, and the version of it that a form states.
struct Scope<'a> {
    plan: &'a Plan,
    version: &'a str,
}

impl<'a> Scope<'a> {
    /// Returns the project with a number, in the plan or in the form's version of it.
    fn numbered(&self, number: &str) -> Option<&'a Project> {
        self.plan.project_in(self.version, &ProjectId::parse(number)?)
    }
}

/// Returns the project with a name, in the plan's text or its overview. `None` if several projects have it.
fn by_name<'a>(plan: &'a Plan, name: &str) -> Option<&'a Project> {
    let mut found = plan.projects.named(name);
    match (found.next(), found.next()) {
        (Some(project), None) => Some(project),
        _ => None,
    }
}

fn project_name(project: &Project) -> ProjectName<'_> {
    ProjectName { id: &project.id, name: &project.name }
}

/// True if a folded name is a project's.
fn is_named(project: &Project, key: &str) -> bool {
    !key.is_empty() && (fold::key(&project.name) == key || fold::key(&project.overview_name) == key)
}

/// Returns the number beside 事業名称: a whole id, or its last part, as a volume prints it, completed from
/// the 施策 above.
fn printed_number(plan: &Plan, form: &RawForm) -> Option<(String, CellRef)> {
    let RawText { text, pos } = form.number.as_ref()?;
    let cell = at(form, Some(*pos));
    let own = fold::width(text).trim().trim_matches(|c: char| "().".contains(c)).to_owned();
    let line = form
        .measure_line
        .as_ref()
        .map(|line| line.text.as_str())
        .or_else(|| form.value(Field::Measure).map(|value| value.cell.text.as_str()));
    let measures = line.map(numbers_before).unwrap_or_default();
    let wholes = measures.iter().map(|measure| format!("{measure}-{own}"));
    let known = |number: &String| ProjectId::parse(number).is_some_and(|id| plan.project(&id).is_some());
    if let Some(whole) = wholes.clone().find(known) {
        return Some((whole, cell));
    }
    let of_measure = |project: &Project| {
        plan.measure(&project.measure)
            .is_some_and(|of| measures.iter().any(|measure| number_key(measure) == number_key(&of.number)))
    };
    let own_id = ProjectId::parse(&own).and_then(|id| plan.project(&id));
    if own.contains('-') || own_id.is_some_and(of_measure) {
        return Some((own, cell));
    }
    let whole = wholes.zip(&measures).find(|(_, measure)| measure.contains('-')).map(|(whole, _)| whole)?;
    Some((whole, cell))
}

/// Returns the candidates for a number at the start of a text: `1-1 …` gives `1-1`, `Ⅰ-2(3)　…` the part
/// before the space. A bare number may be a count or a year, so more text must follow it.
fn numbers_before(text: &str) -> Vec<String> {
    let folded = fold::width(text);
    let folded = folded.trim();
    let number: String = folded
        .chars()
        .map(|c| if workbook::is_dash(c) { '-' } else { c })
        .take_while(|c| c.is_ascii_digit() || *c == '-')
        .collect();
    let number = number.trim_end_matches('-').to_owned();
    let word = text.split_whitespace().next().unwrap_or_default();
    let mut numbers = Vec::new();
    if number.contains('-') {
        numbers.push(number);
    }
    if word.len() < text.trim().len() || word.contains(workbook::is_dash) {
        numbers.push(word.to_owned());
    }
    numbers
}

fn at(form: &RawForm, pos: Option<Pos>) -> CellRef {
    CellRef { sheet: form.sheet, pos: pos.unwrap_or(form.anchor) }
}

#[cfg(test)]
mod tests {
    use crate::form::field::{Control, Field};
    use crate::sample::forms::{Form, codes_when, findings, struck};

    #[test]
    fn struck_text_names_no_project_and_no_department() {
        let mended = |form: Form| {
            form.cell(Field::Id, struck("1-1-21-1-1", "1-1-1"))
                .cell(Field::Name, struck("案内の充実窓口の見直し", "窓口の見直し"))
                .control_cell(Control::Sender, struck("図書館会計課", "会計課"))
        };
        let found = findings(mended);
        assert!(found.iter().all(|finding| !matches!(finding.kind.code, "S02" | "S03" | "S04")), "{found:?}");
        // With the other half struck, the number is the other project's and the form is refused.
        assert_eq!(codes_when(|form| form.cell(Field::Id, struck("1-1-11-1-2", "1-1-2"))), ["S03"]);
        // With all of it struck there is no number.
        assert!(codes_when(|form| form.cell(Field::Id, struck("1-1-2", ""))).contains(&"S01"));
    }
}
