//! Ignores the notes that an issued form has in cells for another department (`（会計課が記入）`).

use std::collections::BTreeSet;

use crate::form::content::filled_by_words;
use crate::form::raw::{CellRole, RawForm};
use crate::plan::model::Plan;
use crate::text::fold;

/// The folded notes of the departments that share a project.
#[derive(Debug)]
pub(super) struct OtherDepartmentNotes(BTreeSet<String>);

impl OtherDepartmentNotes {
    /// Collects the notes. There are none if one department answers each project.
    pub(super) fn new(plan: &Plan) -> Self {
        let joint = plan.projects.iter().filter(|project| project.asked().len() > 1);
        let departments = joint.flat_map(|project| project.asked());
        Self(departments.map(|department| fold::key(&filled_by_words(department))).collect())
    }

    /// Removes the notes from a form's values, and makes their cells headings.
    pub(super) fn remove_from(&self, form: &mut RawForm) {
        if self.0.is_empty() {
            return;
        }
        // The new index of each value that stays.
        let mut kept = Vec::new();
        let mut next = 0;
        for value in &form.values {
            let stays = !self.0.contains(&fold::key(&value.cell.text));
            kept.push(stays.then_some(next));
            next += usize::from(stays);
        }
        let mut stays = kept.iter().map(Option::is_some);
        form.values.retain(|_| stays.next().unwrap_or(true));
        for (_, role) in &mut form.cells {
            if let CellRole::Value(at) = *role {
                *role = kept.get(at).copied().flatten().map_or(CellRole::Heading, CellRole::Value);
            }
        }
    }
}
