//! C07: in a joint project, a department's answer differs from the counting one, or counts because the
//! responsible department left it blank.

use crate::checks::month_view::{FilledIn, MonthView, attribute_to_return, is_from_department_of};
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
        help: "どちらの回答が正しいかを課の間で確かめ、同じ内容にしてください",
        explain: include_str!("c07_joint_differs.md"),
        ..Kind::PLAIN
    },
    check: Check::Month(check),
};

const COMPARED: [Field; 4] = [Field::Actual, Field::Forecast, Field::SelfRating, Field::Progress];

fn check(view: &MonthView<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = view.filled_in.iter().filter_map(filled_in).collect();
    // A sender that does not share the project is reported by S04 instead.
    let of = |ret: &Return| ret.project.as_ref().and_then(|id| view.plan.project(id));
    let others = view.others.iter().copied();
    let others = others.filter(|ret| of(ret).is_some_and(|project| is_from_department_of(project, ret)));
    for ret in others.chain(view.counting.values().copied()) {
        let compared = ret.values.iter().filter(|value| {
            COMPARED.contains(&value.key.field)
                && (value.key.year.is_none() || value.key.year == Some(view.year()))
        });
        findings.extend(compared.filter_map(|value| differs(view, ret, value)));
    }
    findings
}

/// Reports entries that another department filled in and the responsible one left blank.
fn filled_in(filled: &FilledIn<'_>) -> Option<Finding> {
    let (_, at) = filled.entries.first()?;
    let labels: Vec<&str> = filled.entries.iter().map(|(label, _)| label.as_str()).collect();
    let own = filled.ret.department.as_deref().unwrap_or("他の課");
    let message = format!(
        "{}は、{}の回答が空欄のため、{own}の回答を集計に使いました",
        labels.join("、"),
        filled.responsible
    );
    let help = format!("{}の回答でよいか、両課で確かめてください", own);
    let others = filled.entries.iter().skip(1).map(|(_, at)| *at);
    Some(attribute_to_return(RULE.kind.at(*at, message).help(help).related(others), filled.ret))
}

/// Reports an entry that differs from the one that counts.
fn differs(view: &MonthView<'_>, ret: &Return, value: &Value) -> Option<Finding> {
    let counts = view.source(ret.project.as_ref()?, &value.key).filter(|counts| counts.id != ret.id)?;
    let (at, counted) = value.at().zip(counts.value(&value.key))?;
    if fold::is_blank(&value.text) || same(value, counted) {
        return None;
    }
    let symbol = value.key.indicator.as_ref().map_or("", |id| id.symbol());
    let message = format!(
        "{}{symbol}が「{}」で、集計に使う{}の回答「{}」と違います",
        value.key.field.label(),
        value.text,
        counts.department.as_deref().unwrap_or("主担当課"),
        counted.text
    );
    let finding = RULE
        .kind
        .at(at, message)
        .found(value.text.as_str())
        .expected(counted.text.as_str())
        .related(counted.at());
    Some(Finding { indicator: value.key.indicator.clone(), ..attribute_to_return(finding, ret) })
}

/// True if two values are equal: as numbers where both have one, otherwise as text.
fn same(a: &Value, b: &Value) -> bool {
    let number = |value: &Value| value.figure.as_deref().and_then(Figure::number);
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
    fn a_different_figure_of_another_department_is_reported() {
        assert_eq!(
            joint(|form| form.actual(0, "412手続")),
            ["C07 実績①が「412手続」で、集計に使う総務課の回答「411手続」と違います"]
        );
    }

    #[test]
    fn the_same_figure_and_a_blank_are_accepted() {
        assert!(joint(|form| form.actual(0, "４１１").actual(1, "")).is_empty());
    }
}
