//! Finds the department that sent a form.

use crate::findings::Finding;
use crate::findings::form::s04_not_its_department;
use crate::form::field::{Control, Field};
use crate::form::raw::RawForm;
use crate::ids::ProjectId;
use crate::plan::model::{Department, Plan, Project};
use crate::resolve::departments::named_in;
use crate::sources::CellRef;
use crate::text::fold;

/// The sender of a form.
#[derive(Debug)]
pub(super) struct Sender {
    /// The department that answers for the form, by its name in 担当課.
    pub(super) department: Option<String>,
    /// 提出課, folded, if it names no department of the project.
    pub(super) unlisted_sender: Option<String>,
    /// S04.
    pub(super) note: Option<Finding>,
}

impl Sender {
    fn of(department: Option<String>) -> Self {
        Self { department, unlisted_sender: None, note: None }
    }
}

/// Returns the department that 提出課 names, whatever else it contains (局, 部, 係, names, 内線); of several,
/// one of the project. If 提出課 is blank, the project's lead.
pub(super) fn sender_of(plan: &Plan, form: &RawForm, project: Option<&ProjectId>) -> Sender {
    let project = project.and_then(|id| plan.project(id));
    let lead = project.map(|project| project.lead.clone());
    let Some(control) = form.control(Control::Sender).filter(|found| !fold::is_blank(&found.cell.text))
    else {
        return Sender::of(lead);
    };
    let named = departments_of(plan, control.cell.unstruck_text());
    let Some(project) = project else { return Sender::of(named.into_iter().next()) };
    if let Some(own) = own_department(project, &named) {
        return Sender::of(Some(own));
    }
    if was_issued_before(plan, form, control.cell.unstruck_text()) {
        return Sender::of(lead);
    }
    let at = CellRef { sheet: form.sheet, pos: control.pos };
    let written = control.cell.text.as_str();
    let departments = project.departments_text.as_str();
    let known = named.into_iter().next();
    let note = match known {
        Some(_) => s04_not_its_department::of_another(at, written, departments),
        None => s04_not_its_department::unknown(at, written, departments, &project.lead),
    };
    // The lead is asked about a sender that the plan does not know.
    let department = known.or(lead);
    Sender { department, unlisted_sender: Some(fold::key(control.cell.unstruck_text())), note: Some(note) }
}

/// True if a form was issued to a department that a reorganisation has renamed or split since: 担当課 on the
/// form has the former name, too. Such a form counts as sent by the project's present lead.
fn was_issued_before(plan: &Plan, form: &RawForm, sender: &str) -> bool {
    let stated = form.value(Field::Department).map_or("", |value| value.cell.unstruck_text());
    let (names, _) = crate::plan::read::split_departments(stated);
    plan.is_former_name(sender) && names.iter().any(|name| fold::key(name) == fold::key(sender))
}

/// Returns the departments that a text names: exactly, but for a missing 課, or among other words.
fn departments_of(plan: &Plan, text: &str) -> Vec<String> {
    let exact = plan.department(text).or_else(|| plan.department(&format!("{}課", text.trim())));
    let found = exact.map_or_else(|| among_others(plan, text), |department| vec![department]);
    found.into_iter().map(|department| department.name.clone()).collect()
}

/// Returns the departments with the 課名 that a text is, in whichever 部局; if there are none, those that the
/// text names among other words.
fn among_others<'a>(plan: &'a Plan, text: &str) -> Vec<&'a Department> {
    let shared: Vec<&Department> = plan.departments.of_parent(&fold::key(text)).collect();
    if shared.is_empty() { named_in(plan, text) } else { shared }
}

/// Returns the one of several departments that answers for the project: its lead, else the first that the
/// plan lists.
fn own_department(project: &Project, named: &[String]) -> Option<String> {
    let departments = project.departments.iter().map(String::as_str).chain(project.asked());
    let mut own = std::iter::once(project.lead.as_str()).chain(departments);
    own.find(|own| named.iter().any(|name| name == own)).map(str::to_owned)
}
