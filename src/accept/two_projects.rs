//! Decides the project of a form whose 整理番号 and 事業名称 belong to two projects (S03).

use std::collections::{BTreeMap, BTreeSet};

use crate::form::field::Control;
use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::returns::Return;
use crate::text::calendar::Month;

/// Assigns each such form to the project that has no other return, so that only that one is asked for. If
/// both or neither have one, assigns it by name, because a wrong number is more likely than a wrong form.
pub(super) fn choose(plan: &Plan, returns: &mut [Return]) {
    let mut returned: BTreeMap<&ProjectId, BTreeSet<Month>> = BTreeMap::new();
    for ret in returns.iter().filter(|ret| !ret.refused) {
        if let Some((project, month)) = ret.project.as_ref().zip(ret.month) {
            returned.entry(project).or_default().insert(month);
        }
    }
    let chosen: Vec<(usize, ProjectId, ProjectId)> = returns
        .iter()
        .enumerate()
        .filter_map(|(at, ret)| {
            let (numbered, named) = ret.project.clone().zip(ret.other_project.clone())?;
            let elsewhere = |id: &ProjectId| returned.get(id).is_some_and(|months| may_be_of(ret, months));
            let keep = elsewhere(&named) && !elsewhere(&numbered);
            (!keep).then_some((at, named, numbered))
        })
        .collect();
    for (at, named, numbered) in chosen {
        let Some(ret) = returns.get_mut(at) else { continue };
        if ret.raw.control(Control::Sender).is_none() {
            ret.department = plan.project(&named).map(|project| project.lead.clone());
        }
        (ret.project, ret.other_project) = (Some(named), Some(numbered));
    }
}

/// True if a refused form may be of one of these months.
fn may_be_of(refused: &Return, months: &BTreeSet<Month>) -> bool {
    refused.months.is_empty() || refused.months.iter().any(|month| months.contains(month))
}

#[cfg(test)]
mod tests {
    use crate::consolidate::Consolidation;
    use crate::form::field::{Control, Field};
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, Form, codes, first, form, id, plan, run};

    /// Returns the form of 1-1-2 with the 整理番号 of 1-1-1.
    fn misnumbered() -> Form {
        form(&plan(), "1-1-2", AS_OF).path("2032-03/two.xlsx").set(Field::Id, "1-1-1")
    }

    fn outcome(c: &Consolidation) -> FormOutcome {
        c.returns.iter().find(|ret| ret.other_project.is_some()).unwrap().outcome
    }

    #[test]
    fn the_form_is_assigned_to_the_project_without_a_return() {
        let plan = plan();
        for present in ["1-1-1", "1-1-2"] {
            let c = run(&plan, vec![form(&plan, present, AS_OF), misnumbered()]);
            assert_eq!(codes(&c.findings), ["S03"]);
            let missing = if present == "1-1-1" { "1-1-2" } else { "1-1-1" };
            assert_eq!(c.findings[0].project, Some(id(missing)));
            let to_correct = &c.accepted_months.months[&c.as_of].to_correct;
            assert_eq!(to_correct.iter().collect::<Vec<_>>(), [&id(missing)]);
        }
    }

    #[test]
    fn the_other_projects_own_return_does_not_supersede_it() {
        let plan = plan();
        let later = form(&plan, "1-1-1", AS_OF).set(Field::EnteredOn, "2032-04-09");
        let c = run(&plan, vec![later, misnumbered().set(Field::EnteredOn, "2032-04-05")]);
        assert_eq!((codes(&c.findings), outcome(&c)), (vec!["S03"], FormOutcome::Refused));
    }

    #[test]
    fn a_later_issue_of_either_project_supersedes_it() {
        let plan = plan();
        for (own, other) in [("1-1-1", "1-1-2"), ("1-1-2", "1-1-1")] {
            let again = form(&plan, other, AS_OF).path("2032-03/z.xlsx").control(Control::IssueNumber, "2");
            let c = run(&plan, vec![form(&plan, own, AS_OF), misnumbered(), again]);
            assert_eq!((codes(&c.findings), outcome(&c)), (vec!["C04"], FormOutcome::Superseded), "{own}");
            assert!(c.accepted_months.months[&c.as_of].to_correct.is_empty());
        }
    }

    #[test]
    fn returns_of_other_months_do_not_decide() {
        let plan = plan();
        let c = run(&plan, vec![form(&plan, "1-1-2", "2031-12"), misnumbered()]);
        assert_eq!(first("S03", &c.findings).project, Some(id("1-1-2")), "by its name");
    }
}
