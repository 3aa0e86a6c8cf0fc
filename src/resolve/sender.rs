//! Which department sent a form.

use crate::findings::Finding;
use crate::findings::form::s04_not_its_department;
use crate::form::field::Control;
use crate::form::raw::RawForm;
use crate::ids::ProjectId;
use crate::plan::model::{Department, Plan, Project};
use crate::sources::CellRef;
use crate::text::fold;

/// The sender, by its name in 担当課.
#[derive(Debug)]
pub(super) struct Sender {
    pub(super) department: Option<String>,
    /// What is written, where the plan knows no such department.
    pub(super) unknown: Option<String>,
    /// S04.
    pub(super) note: Option<Finding>,
}

/// The department of 提出課, by any of its names, found within whatever else is written; the project's lead
/// where the form does not say.
pub(super) fn sender_of(plan: &Plan, form: &RawForm, project: Option<&ProjectId>) -> Sender {
    let project = project.and_then(|id| plan.project(id));
    let lead = project.map(|project| project.lead.clone());
    let Some(control) = form.control(Control::Sender) else {
        return Sender { department: lead, unknown: None, note: None };
    };
    let written = control.cell.text.as_str();
    let standing = control.cell.standing();
    if fold::is_blank(standing) {
        return Sender { department: lead, unknown: None, note: None };
    }
    let known = plan.department(standing).or_else(|| named_in(plan, standing, project));
    let known = known.map(|department| department.name.clone());
    let owns = |name: &String| project.is_none_or(|project| project.is_of(name));
    match known {
        Some(name) if owns(&name) => Sender { department: Some(name), unknown: None, note: None },
        known => {
            let at = CellRef { sheet: form.sheet, pos: control.pos };
            let note = project.map(|project| {
                let departments = project.departments_text.as_str();
                match known {
                    Some(_) => s04_not_its_department::of_another(at, written, departments),
                    None => s04_not_its_department::unknown(at, written, departments, &project.lead),
                }
            });
            // A name that the plan does not know belongs to nobody else: the answer is the lead's, where the
            // lead gives none.
            let unknown = known.is_none().then(|| written.to_owned());
            Sender { department: known.or(lead), unknown, note }
        }
    }
}

/// The department that is named within a text (`企画政策部 ICT推進課 推進係`, `ICT推進課長`, `ICT推進課御中`). Of several the
/// project's own counts, the lead first; of names within one another the longest.
fn named_in<'a>(plan: &'a Plan, text: &str, project: Option<&Project>) -> Option<&'a Department> {
    let text = fold::key(text);
    let names = plan.departments.iter().flat_map(|department| {
        let all = std::iter::once(&department.name).chain(&department.aliases);
        all.map(move |name| (fold::key(name), department))
    });
    let found: Vec<(String, &Department)> =
        names.filter(|(key, _)| key.chars().count() >= SHORTEST && text.contains(key.as_str())).collect();
    let within = |key: &str| found.iter().any(|(other, _)| other.len() > key.len() && other.contains(key));
    let mut named: Vec<&Department> =
        found.iter().filter(|(key, _)| !within(key)).map(|(_, own)| *own).collect();
    named.dedup_by_key(|department| department.name.as_str());
    let is_lead = |own: &&&Department| project.is_some_and(|project| project.lead == own.name);
    let is_own = |own: &&&Department| project.is_some_and(|project| project.departments.contains(&own.name));
    let owner = named.iter().find(is_lead).or_else(|| named.iter().find(is_own));
    owner.copied().or_else(|| if named.len() == 1 { named.first().copied() } else { None })
}

/// Of shorter names nobody can say whether they are meant.
const SHORTEST: usize = 3;

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, codes, codes_when, form, plan, run};

    #[test]
    fn a_department_is_found_within_what_is_written() {
        for text in [
            "総務部 総務課 文書係",
            "総務課　見本太郎",
            "総務課（内線0000）",
            "総務課御中",
            "総務課長",
            "試験市総務課",
            "総務課、会計課",
            "庶務課（現総務課）",
        ] {
            assert!(codes_when(|form| form.control(Control::Sender, text)).is_empty(), "{text}");
        }
        assert_eq!(codes_when(|form| form.control(Control::Sender, "図書館 奉仕係")), ["S04"]);
    }

    #[test]
    fn an_unknown_sender_neither_replaces_nor_disputes_the_lead_s_answer() {
        let plan = plan();
        let stranger = form(&plan, "1-1-1", AS_OF)
            .path("2032-03/z.xlsx")
            .control(Control::Sender, "見本係")
            .control(Control::IssueNumber, "3")
            .actual(0, "1手続");
        let c = run(&plan, vec![form(&plan, "1-1-1", AS_OF), stranger, form(&plan, "1-1-2", AS_OF)]);
        assert_eq!(codes(&c.findings), ["S04"]);
        assert_eq!(c.returns[0].outcome, FormOutcome::Adopted);
        assert_eq!(c.counting(&crate::sample::forms::id("1-1-1")).unwrap().id, c.returns[0].id);
    }
}
