//! C06: every entry is the same as in the project's latest earlier return.

use crate::checks::month_view::{MonthView, attribute_to_return};
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::ids::{IndicatorId, ProjectId};
use crate::returns::{EntryKey, Return};
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C06",
        severity: Severity::Info,
        title: "前回と同じ回答",
        help: "前回から変わったところがないか確かめてください",
        explain: include_str!("c06_same_as_before.md"),
        ..Kind::PLAIN
    },
    check: Check::Month(check),
};

fn check(view: &MonthView<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (project, ret) in view.returned() {
        let now = now(ret, view.year());
        let Some((month, before)) = before(view, &project.id) else { continue };
        if !now.is_empty() && now == before {
            let message = format!("記入内容が、{}の回答とすべて同じです", month.japanese());
            findings.push(attribute_to_return(RULE.kind.at(ret.anchor, message), ret));
        }
    }
    findings
}

type Entries = BTreeMap<(Field, Option<IndicatorId>), String>;

fn now(ret: &Return, year: FiscalYear) -> Entries {
    let asked = |key: &EntryKey| key.year.is_none() || key.year == Some(year);
    collect(ret.values.iter().filter(|value| asked(&value.key)).map(|value| (&value.key, value.as_shown())))
}

/// Returns the month and the entries, withheld ones included, of the project's latest earlier return.
fn before(view: &MonthView<'_>, project: &ProjectId) -> Option<(Month, Entries)> {
    let (month, accepted) = view
        .earlier
        .months
        .range(..view.month)
        .rev()
        .filter_map(|(month, state)| Some((*month, state.projects.get(project)?)))
        .find(|(_, accepted)| accepted.return_id.is_some())?;
    let of_year = |key: &EntryKey| key.year.is_none_or(|year| year == month.fiscal_year());
    let own = accepted.entries.iter().filter(|(key, entry)| entry.month == month && of_year(key));
    let entries = own.map(|(key, entry)| (key, entry.text.as_str()));
    let withheld = accepted.withheld.iter().map(|(key, entry)| (key, entry.text.as_str()));
    Some((month, collect(entries.chain(withheld))))
}

fn collect<'a>(entries: impl Iterator<Item = (&'a EntryKey, &'a str)>) -> Entries {
    entries
        .filter(|(key, text)| key.field.is_answer() && !fold::is_blank(text))
        .map(|(key, text)| ((key.field, key.indicator.clone()), fold::prose(text)))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::form::field::{Control, Field};
    use crate::sample::forms::{AS_OF, findings_after, form, plan_with, run, said, times};

    #[test]
    fn a_return_with_the_same_words_and_figures_is_reported() {
        assert_eq!(
            said(&findings_after(|form| form, |form| form.set(Field::Activity, "2031-12の取組"))),
            ["C06 記入内容が、2031年12月末の回答とすべて同じです"]
        );
    }

    #[test]
    fn a_return_with_one_change_is_not_reported() {
        assert_eq!(
            times(
                "C06",
                &findings_after(
                    |form| form.actual(0, "400手続"),
                    |form| form.set(Field::Activity, "2031-12の取組")
                )
            ),
            0
        );
    }

    #[test]
    fn what_another_department_said_two_times_ago_is_not_compared() {
        let plan = plan_with(0, 1, |indicator| indicator.department = Some("会計課".to_owned()));
        let lead = |at: &str| {
            form(&plan, "1-1-1", at)
                .path(&format!("{at}/lead.xlsx"))
                .actual(1, "")
                .set(Field::Activity, "取組")
        };
        let other = form(&plan, "1-1-1", "2031-09")
            .path("2031-09/other.xlsx")
            .control(Control::Sender, "会計課")
            .actual(0, "");
        let forms = vec![lead("2031-09"), other, lead("2031-12"), lead(AS_OF), form(&plan, "1-1-2", AS_OF)];
        assert_eq!(times("C06", &run(&plan, forms).findings), 1);
    }
}
