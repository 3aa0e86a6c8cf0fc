//! V01: a due actual is blank or `-`.

use crate::checks::entry::{Content, Entry};
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Role, Severity};
use crate::form::field::Field;
use crate::text::fold::one_line;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V01",
        severity: Severity::Error,
        title: "実績の未記入",
        help: "実績を記入してください",
        explain: include_str!("v01_blank.md"),
        role: Role::Missing,
        asks: Some(Field::Actual),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let empty = matches!(entry.content(), Content::Blank | Content::Dash);
    // Where nothing at all was filled in, R02 says so once; where the row is gone, the comparison does.
    if entry.field != Field::Actual || !empty || entry.form_is_blank() || !entry.has_label() {
        return None;
    }
    let target = entry.due()?;
    let within_the_year = !entry.month.is_fiscal_year_end();
    if within_the_year {
        let forecast = entry.beside(Field::Forecast);
        let no_forecast = matches!(forecast.content(), Content::Blank | Content::Dash);
        if !entry.is_number() || !no_forecast {
            return None;
        }
    }
    // What the department wrote may stand in a cell of ours.
    let elsewhere = entry.typed_over().map_or_else(String::new, |typed| {
        format!("、{}の欄に「{}」の記入があります", typed.label, one_line(&typed.text))
    });
    let message = format!(
        "{}の{}が記入されていません（目標は「{}」{elsewhere}）",
        entry.year().label(),
        entry.label(),
        target.text
    );
    let help = match entry.target().filter(|_| entry.is_number()) {
        Some(_) if within_the_year => format!(
            "「{}」のように記入してください。まだ数えられないときは、年度末見込みを記入してください",
            entry.example()
        ),
        Some(_) => {
            format!("「{}」のように記入してください。実績がないときは0と記入してください", entry.example())
        }
        None => "どこまで進んだかを記入してください".to_owned(),
    };
    Some(RULE.kind.at(entry.cell(), message).expected(target.text.as_str()).help(help))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::plan::model::Accumulation;
    use crate::sample::forms::{
        codes_in_december, codes_when, findings, findings_at, findings_of, plan, plan_with, said,
    };
    use workbook::Cell;

    #[test]
    fn a_blank_actual_is_asked_for() {
        let found = findings(|form| form.actual(0, ""));
        assert_eq!(said(&found), ["V01 2031年度の実績①が記入されていません（目標は「400手続／800手続」）"]);
        assert_eq!(found[0].help, "「400手続」のように記入してください。実績がないときは0と記入してください");
        assert_eq!(codes_when(|form| form.actual(0, "－")), ["V01"]);
    }

    #[test]
    fn a_forecast_is_enough_before_the_last_month() {
        let found = findings_at(&plan(), "2031-12", |form| form.actual(0, ""));
        assert_eq!(
            found[0].help,
            "「400手続」のように記入してください。まだ数えられないときは、年度末見込みを記入してください"
        );
        let forecast = |form: crate::sample::forms::Form| {
            form.actual(0, "").row(Field::Forecast, 0, Cell::text("400手続"))
        };
        assert!(codes_in_december(forecast).is_empty());
    }

    #[test]
    fn a_milestone_is_asked_for_in_the_last_month_only() {
        let plan = plan_with(0, 1, |indicator| indicator.accumulation = Accumulation::Milestone);
        let found = findings_of(&plan, |form| form.actual(1, ""));
        assert_eq!(said(&found), ["V01 2031年度の実績②が記入されていません（目標は「60%」）"]);
        assert_eq!(found[0].help, "どこまで進んだかを記入してください");
        assert!(findings_at(&plan, "2031-12", |form| form.actual(1, "")).is_empty());
    }

    #[test]
    fn nothing_is_asked_for_where_nothing_is_due() {
        let plan = plan_with(0, 1, |indicator| crate::sample::forms::set_year(indicator, 2031, "-", "-"));
        assert!(
            findings_of(&plan, |form| form.of_year(Field::Target, 1, 2031, "-").actual(1, "-")).is_empty()
        );
    }
}
