//! R01: no return came in for a project, or from one of several departments that it is asked of.

use crate::checks::month_view::MonthView;
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Location, Severity};
use crate::plan::model::Project;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R01",
        severity: Severity::Info,
        title: "未提出",
        help: "様式に記入して提出してください",
        explain: include_str!("r01_not_returned.md"),
        ..Kind::PLAIN
    },
    check: Check::Month(check),
};

fn check(view: &MonthView<'_>) -> Vec<Finding> {
    let due = view.plan.projects.iter().filter(|project| !project.ended(view.year()));
    due.flat_map(|project| match view.unanswered.get(&project.id) {
        Some(silent) => silent.iter().map(|department| of_one(view, project, department)).collect(),
        None if view.seen.contains(&project.id) => Vec::new(),
        None => vec![of_project(view, project)],
    })
    .collect()
}

fn of_project(view: &MonthView<'_>, project: &Project) -> Finding {
    let message = format!("{}「{}」の{}の回答がありません", project.id, project.name, view.month.japanese());
    RULE.kind.located(Location::Project, message).project(&project.id).department(&project.lead)
}

/// Reports a department that has not answered, for a project that several departments are asked about.
fn of_one(view: &MonthView<'_>, project: &Project, department: &str) -> Finding {
    let message = format!(
        "{}「{}」の{}の{department}の回答がありません",
        project.id,
        project.name,
        view.month.japanese()
    );
    RULE.kind.located(Location::Project, message).project(&project.id).department(department)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{AS_OF, form, plan, run, said, times};

    #[test]
    fn each_missing_project_is_reported_to_its_lead() {
        let plan = plan();
        let found = run(&plan, vec![form(&plan, "1-1-1", AS_OF)]).findings;
        assert_eq!(said(&found), ["R01 1-1-2「案内の充実」の2032年3月末の回答がありません"]);
        assert_eq!(found[0].department.as_deref(), Some("会計課"));
    }

    #[test]
    fn a_refused_form_is_not_missing() {
        let plan = plan();
        let refused = form(&plan, "1-1-1", AS_OF).set(Field::Name, "案内の充実");
        assert_eq!(times("S03", &run(&plan, vec![refused, form(&plan, "1-1-2", AS_OF)]).findings), 1);
    }
}
