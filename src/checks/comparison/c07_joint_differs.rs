//! C07: another department of a joint project answers differently.

use crate::checks::entry::value_of;
use crate::checks::month_view::{MonthView, stamp};
use crate::checks::rule::{Check, Rule};
use crate::figure::Figure;
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::returns::{Return, Value};
use crate::text::fold;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C07",
        severity: Severity::Check,
        title: "共同事業の課の間の違い",
        help: "主担当課と回答をそろえてください",
        explain: include_str!("c07_joint_differs.md"),
        ..Kind::PLAIN
    },
    check: Check::Month(check),
};

const COMPARED: [Field; 4] = [Field::Actual, Field::Forecast, Field::SelfRating, Field::Progress];

fn check(view: &MonthView<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for other in &view.others {
        let Some(lead) = other.project.as_ref().and_then(|id| view.counting.get(id)) else { continue };
        // Whoever has no part in the project disputes nothing: S04 tells of the answer.
        if !shares(view, other) {
            continue;
        }
        let compared = other.values.iter().filter(|value| {
            COMPARED.contains(&value.key.field)
                && (value.key.year.is_none() || value.key.year == Some(view.year()))
        });
        for value in compared {
            let Some((at, leads)) = value.at().zip(value_of(lead, &value.key)) else { continue };
            if fold::is_blank(&value.text) || same(value, leads) {
                continue;
            }
            let symbol = value.key.indicator.as_ref().map_or("", |id| id.symbol());
            let message = format!(
                "{}{symbol}が「{}」で、集計に使う{}の回答「{}」と違います",
                value.key.field.label(),
                value.text,
                lead.department.as_deref().unwrap_or("主担当課"),
                leads.text
            );
            let finding = RULE
                .kind
                .at(at, message)
                .found(value.text.as_str())
                .expected(leads.text.as_str())
                .related(leads.at());
            findings.push(Finding { indicator: value.key.indicator.clone(), ..stamp(finding, other) });
        }
    }
    findings
}

/// Whether a return's sender is a department of its project.
fn shares(view: &MonthView<'_>, ret: &Return) -> bool {
    let project = ret.project.as_ref().and_then(|id| view.plan.project(id));
    let own = |name: &String| {
        project.is_some_and(|project| &project.lead == name || project.departments.contains(name))
    };
    ret.unknown_sender.is_none() && ret.department.as_ref().is_some_and(own)
}

/// Whether two departments say the same, in numbers where both give one.
fn same(a: &Value, b: &Value) -> bool {
    let number = |value: &Value| value.figure.as_ref().and_then(Figure::number);
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a == b,
        _ => fold::prose(&a.text) == fold::prose(&b.text),
    }
}

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::sample::forms::{AS_OF, Form, form, plan, run, said};

    fn joint(change: impl Fn(Form) -> Form) -> Vec<String> {
        let plan = plan();
        let other = form(&plan, "1-1-1", AS_OF)
            .file("2032-03/other.xlsx", Some(AS_OF))
            .control(Control::Sender, "会計課");
        said(
            &run(&plan, vec![form(&plan, "1-1-1", AS_OF), change(other), form(&plan, "1-1-2", AS_OF)])
                .findings,
        )
    }

    #[test]
    fn another_figure_of_a_joint_department_is_named() {
        assert_eq!(
            joint(|form| form.actual(0, "412手続")),
            ["C07 実績①が「412手続」で、集計に使う総務課の回答「411手続」と違います"]
        );
    }

    #[test]
    fn the_same_figure_and_a_blank_are_not() {
        assert!(joint(|form| form.actual(0, "４１１").actual(1, "")).is_empty());
    }
}
