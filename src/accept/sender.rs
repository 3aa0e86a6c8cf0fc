//! The sender of a return: a department of the project, or an unlisted one.

use std::collections::BTreeMap;

use crate::ids::ProjectId;
use crate::returns::Return;

/// The sender of a return, which decides what the return can replace. Sorts departments of the project first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sender {
    /// A department of the project by name; empty if unknown.
    Department(String),
    /// A sender that is none of them (S04), by the text in 提出課.
    Unlisted(String),
}

impl Sender {
    /// Returns the sender of a return.
    pub(super) fn of(ret: &Return) -> Self {
        match &ret.unlisted_sender {
            Some(written) => Self::Unlisted(written.clone()),
            None => Self::Department(ret.department.clone().unwrap_or_default()),
        }
    }

    /// True if the sender is a department of the project.
    pub(super) fn is_department_of_project(&self) -> bool {
        matches!(self, Self::Department(_))
    }
}

/// The returns of a month by project and sender, each list in the order of files.
pub(super) type Groups = BTreeMap<ProjectId, BTreeMap<Sender, Vec<usize>>>;

/// Removes from the groups the returns of unlisted senders that a later issue by a department of the project
/// supersedes, because 提出課 was corrected. Returns the indexes of each and of the return that supersedes it.
pub(super) fn corrected_senders(returns: &[Return], groups: &mut Groups) -> Vec<(usize, usize)> {
    let issue = |at: usize| returns.get(at).map_or(0, |ret| ret.issue_number);
    let mut corrected = Vec::new();
    for group in groups.values_mut() {
        let own = group.iter().filter(|(sender, _)| sender.is_department_of_project());
        // Of issues with the same number the first one counts.
        let newest = own.flat_map(|(_, indexes)| indexes).copied().rev().max_by_key(|at| issue(*at));
        let Some(newest) = newest else { continue };
        for (_, indexes) in group.iter_mut().filter(|(sender, _)| !sender.is_department_of_project()) {
            corrected.extend(indexes.iter().filter(|at| issue(**at) < issue(newest)).map(|at| (*at, newest)));
            indexes.retain(|at| issue(*at) >= issue(newest));
        }
        group.retain(|_, indexes| !indexes.is_empty());
    }
    corrected
}

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, form, plan, run, said};

    #[test]
    fn a_corrected_sender_replaces_the_answer_under_the_wrong_name() {
        let plan = plan();
        let wrong = form(&plan, "1-1-1", AS_OF).control(Control::Sender, "図書館");
        let right = form(&plan, "1-1-1", AS_OF).path("2032-03/again.xlsx").control(Control::IssueNumber, "2");
        let c = run(&plan, vec![wrong.clone(), right, form(&plan, "1-1-2", AS_OF)]);
        assert_eq!(
            said(&c.findings),
            ["C04 提出課を改めた回答「2032-03/again.xlsx」に差し替えました（記入内容は同じです）"]
        );
        assert_eq!(c.returns[0].outcome, FormOutcome::Superseded);
        // The lead's own first issue does not correct it.
        let own = form(&plan, "1-1-1", AS_OF).path("2032-03/own.xlsx");
        let c = run(&plan, vec![wrong, own, form(&plan, "1-1-2", AS_OF)]);
        assert_eq!(c.findings.iter().map(|finding| finding.kind.code).collect::<Vec<_>>(), ["S04"]);
    }
}
