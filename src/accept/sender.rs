//! Who sent a return: a department of the project, or somebody else.

use std::collections::BTreeMap;

use crate::ids::ProjectId;
use crate::returns::Return;

/// The sender of a return, as far as it decides what the return replaces. Departments of the project come
/// first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sender {
    /// A department of the project, by its name; empty where none is known.
    Department(String),
    /// Somebody else (S04), by what stands in 提出課.
    Outsider(String),
}

impl Sender {
    /// Returns the sender of a return.
    pub(super) fn of(ret: &Return) -> Self {
        match &ret.outsider {
            Some(written) => Self::Outsider(written.clone()),
            None => Self::Department(ret.department.clone().unwrap_or_default()),
        }
    }

    /// Returns whether it is a department of the project.
    pub(super) fn owns(&self) -> bool {
        matches!(self, Self::Department(_))
    }
}

/// Takes out of the groups the answers of outsiders that gave way to a later issue by a department of the
/// project: 提出課 was corrected. Each comes with the answer that it gave way to.
pub(super) fn corrected_senders(
    returns: &[Return],
    groups: &mut BTreeMap<(ProjectId, Sender), Vec<usize>>,
) -> Vec<(usize, usize)> {
    let issue = |at: usize| returns.get(at).map_or(0, |ret| ret.issue_number);
    let mut newest: BTreeMap<ProjectId, usize> = BTreeMap::new();
    for ((id, _), places) in groups.iter().filter(|((_, sender), _)| sender.owns()) {
        for at in places {
            let best = newest.entry(id.clone()).or_insert(*at);
            if issue(*at) > issue(*best) {
                *best = *at;
            }
        }
    }
    let mut corrected = Vec::new();
    for ((id, sender), places) in groups.iter_mut() {
        let Some(newer) = newest.get(id).copied().filter(|_| !sender.owns()) else { continue };
        corrected.extend(places.iter().filter(|at| issue(**at) < issue(newer)).map(|at| (*at, newer)));
        places.retain(|at| issue(*at) >= issue(newer));
    }
    groups.retain(|_, places| !places.is_empty());
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
        // The lead's own first answer is no correction of it.
        let own = form(&plan, "1-1-1", AS_OF).path("2032-03/own.xlsx");
        let c = run(&plan, vec![wrong, own, form(&plan, "1-1-2", AS_OF)]);
        assert_eq!(c.findings.iter().map(|finding| finding.kind.code).collect::<Vec<_>>(), ["S04"]);
    }
}
