//! Which department sent a form.

use crate::findings::Finding;
use crate::findings::form::s04_not_its_department;
use crate::form::field::Control;
use crate::form::raw::RawForm;
use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::sources::CellRef;

/// The sender, by its name in 担当課.
#[derive(Debug)]
pub(super) struct Sender {
    pub(super) department: Option<String>,
    /// S04.
    pub(super) note: Option<Finding>,
}

/// The department of 提出課, by any of its names; the project's lead where the form does not say.
pub(super) fn sender_of(plan: &Plan, form: &RawForm, project: Option<&ProjectId>) -> Sender {
    let project = project.and_then(|id| plan.project(id));
    let lead = project.map(|project| project.lead.clone());
    let Some(control) = form.control(Control::Sender) else { return Sender { department: lead, note: None } };
    let written = control.cell.text.as_str();
    let known = plan.department(control.cell.standing()).map(|department| department.name.clone());
    let owns = |name: &String| project.is_none_or(|project| project.is_of(name));
    match known {
        Some(name) if owns(&name) => Sender { department: Some(name), note: None },
        known => {
            let at = CellRef { sheet: form.sheet, pos: control.pos };
            let note = project.map(|project| {
                let departments = project.departments_text.as_str();
                match known {
                    Some(_) => s04_not_its_department::of_another(at, written, departments),
                    None => s04_not_its_department::unknown(at, written, departments, &project.lead),
                }
            });
            // A name that the plan does not know belongs to nobody else: the answer is the lead's.
            Sender { department: known.or(lead), note }
        }
    }
}
