//! Answers whose 提出課 was corrected.

use std::collections::BTreeMap;

use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::returns::Return;

/// Takes out of the groups the answers of departments that do not own the project (S04) and that gave way to a later issue by one that
/// does: 提出課 was corrected. Each comes with the answer that it gave way to.
pub(super) fn corrected_senders(
    plan: &Plan,
    returns: &[Return],
    groups: &mut BTreeMap<(ProjectId, String), Vec<usize>>,
) -> Vec<(usize, usize)> {
    let owns = |id: &ProjectId, department: &String| {
        plan.project(id)
            .is_some_and(|project| &project.lead == department || project.departments.contains(department))
    };
    let issue = |at: usize| returns.get(at).map_or(0, |ret| ret.issue_number);
    let mut newest: BTreeMap<ProjectId, usize> = BTreeMap::new();
    for ((id, _), places) in groups.iter().filter(|((id, department), _)| owns(id, department)) {
        for at in places {
            let best = newest.entry(id.clone()).or_insert(*at);
            if issue(*at) > issue(*best) {
                *best = *at;
            }
        }
    }
    let mut corrected = Vec::new();
    for ((id, department), places) in groups.iter_mut() {
        let Some(newer) = newest.get(id).copied().filter(|_| !owns(id, department)) else { continue };
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
