//! Answers whose 提出課 was corrected.

use std::collections::BTreeMap;

use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::returns::Return;

/// The returns of a month by project and department, each list in the order of files.
pub(super) type Groups = BTreeMap<ProjectId, BTreeMap<String, Vec<usize>>>;

/// Takes out of the groups the answers of departments that do not share the project (S04) and that gave way to a later issue by one
/// that does: 提出課 was corrected. Each comes with the answer that it gave way to.
pub(super) fn corrected_senders(plan: &Plan, returns: &[Return], groups: &mut Groups) -> Vec<(usize, usize)> {
    let issue = |at: usize| returns.get(at).map_or(0, |ret| ret.issue_number);
    let mut corrected = Vec::new();
    for project in &plan.projects {
        let Some(group) = groups.get_mut(&project.id) else { continue };
        let own = group.iter().filter(|(department, _)| project.is_of(department));
        // Of issues with the same number the first counts.
        let newest = own.flat_map(|(_, places)| places).copied().rev().max_by_key(|at| issue(*at));
        let Some(newest) = newest else { continue };
        for (_, places) in group.iter_mut().filter(|(department, _)| !project.is_of(department)) {
            corrected.extend(places.iter().filter(|at| issue(**at) < issue(newest)).map(|at| (*at, newest)));
            places.retain(|at| issue(*at) >= issue(newest));
        }
        group.retain(|_, places| !places.is_empty());
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
        // The lead's own first answer is no correction of it.
        let own = form(&plan, "1-1-1", AS_OF).path("2032-03/own.xlsx");
        let c = run(&plan, vec![wrong, own, form(&plan, "1-1-2", AS_OF)]);
        assert_eq!(c.findings.iter().map(|finding| finding.kind.code).collect::<Vec<_>>(), ["S04"]);
    }
}
