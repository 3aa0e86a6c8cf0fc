//! R07: a return reports on a project that has ended.

use crate::checks::month_view::{MonthView, attribute_to_return};
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};
use crate::plan::model::Project;
use crate::returns::Return;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R07",
        severity: Severity::Info,
        title: "終了した事業の報告",
        help: "対応は要りません",
        explain: include_str!("r07_ended.md"),
        ..Kind::PLAIN
    },
    check: Check::Month(check),
};

fn check(view: &MonthView<'_>) -> Vec<Finding> {
    let ended = view.returned().filter(|(project, _)| project.ended(view.year()));
    let finding = |(project, ret): (&Project, &Return)| {
        let message = format!("{} は、{}には終了している事業です", project.id, view.year().label());
        attribute_to_return(RULE.kind.at(ret.anchor, message), ret)
    };
    ended.map(finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{AS_OF, form, plan_with, run, said, set_year};

    #[test]
    fn an_ended_project_is_reported_and_nothing_else_is_asked() {
        let plan = plan_with(1, 0, |indicator| set_year(indicator, 2031, "終了", ""));
        let ended = form(&plan, "1-1-2", AS_OF).blank().set(Field::Activity, "終了しました。");
        let forms = vec![form(&plan, "1-1-1", AS_OF), ended];
        assert_eq!(said(&run(&plan, forms).findings), ["R07 1-1-2 は、2031年度には終了している事業です"]);
    }

    #[test]
    fn the_entries_of_an_ended_project_are_not_checked() {
        let plan = plan_with(1, 0, |indicator| {
            indicator.unit = "か所".to_owned();
            set_year(indicator, 2031, "終了", "");
        });
        for odd in ["5窓口", "#REF!", "別紙参照", "約5か所"] {
            let forms = vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF).actual(0, odd)];
            let c = run(&plan, forms);
            assert_eq!(said(&c.findings), ["R07 1-1-2 は、2031年度には終了している事業です"], "{odd}");
            assert!(c.accepted_months.months[&c.as_of].to_correct.is_empty());
        }
    }

    #[test]
    fn an_ended_project_without_a_return_is_not_reported() {
        let plan = plan_with(1, 0, |indicator| set_year(indicator, 2031, "終了", ""));
        assert!(run(&plan, vec![form(&plan, "1-1-1", AS_OF)]).findings.is_empty());
    }
}
