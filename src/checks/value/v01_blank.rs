//! V01: a due actual is blank or `-`.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::Figure;
use crate::findings::{Finding, Kind, Role, Severity};
use crate::form::field::Field;
use crate::returns::YearEnd;
use crate::text::fold;
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
    // R02 reports a form left entirely blank, and the comparison with the plan a missing row.
    if entry.field != Field::Actual || !empty || entry.is_covered_by_r02() || !entry.has_label() {
        return None;
    }
    let target = entry.due()?;
    if entry.indicator?.awaited(entry.year(), entry.returned_in()).is_some() {
        return None;
    }
    let within_the_year = !entry.month.is_fiscal_year_end();
    if within_the_year {
        let forecast = entry.other_field(Field::Forecast);
        let no_forecast = matches!(forecast.content(), Content::Blank | Content::Dash);
        if !entry.is_number() || !no_forecast {
            return None;
        }
    }
    if entry.is_of_past_year() {
        return still_open(entry, target);
    }
    // The department may have written the value into a cell not meant for entries.
    let typed_over = entry.typed_over().map_or_else(String::new, |typed| {
        format!("、{}の欄に「{}」の記入があります", typed.label, one_line(&typed.text))
    });
    let message = format!(
        "{}の{}が記入されていません（目標は「{}」{typed_over}）",
        entry.year().label(),
        entry.label(),
        target.text
    );
    let message = message + &elsewhere(entry).unwrap_or_default() + &covered(entry).unwrap_or_default();
    let (manner, dash) = (entry.manner(), entry.content() == Content::Dash);
    let help = match entry.target().filter(|_| entry.is_number()) {
        Some(_) if within_the_year => {
            format!("{manner}で記入してください。まだ数えられないときは、年度末見込みを記入してください")
        }
        Some(_) if dash => format!(
            "「{}」は、0のことか、まだ分からないのか、測っていないのかが分かりません。0のときは0、まだ分からないときは「公表待ち（○月）」、測っていないときは事務局に連絡してください",
            one_line(entry.text())
        ),
        Some(_) => format!(
            "{manner}で記入してください。まだ分からないときは「公表待ち（○月）」のように、分かる月を書いてください"
        ),
        None => "どこまで進んだかを記入してください".to_owned(),
    };
    Some(RULE.kind.at(entry.cell(), message).expected(target.text.as_str()).help(help))
}

/// Asks for a past year's actual that is still open. Returns `None` if the cell shows the plan's own text
/// (the form was issued while the year was closed to entries), or before the month in which the actual
/// becomes known.
fn still_open(entry: &Entry<'_>, target: &Figure) -> Option<Finding> {
    let indicator = entry.indicator?;
    let planned = indicator.years.get(&entry.year()).map_or("", |cells| cells.actual.text.as_str());
    if entry.value.is_some_and(|value| fold::key(&value.text) == fold::key(planned)) {
        return None;
    }
    let told = entry.earlier.year_end(&entry.project.id, indicator, entry.year(), entry.returned_in());
    if let YearEnd::Open(told) = told
        && told.known_in().is_some_and(|month| month > entry.returned_in())
    {
        return None;
    }
    let message = format!("{}がまだ報告されていません（目標は「{}」）", entry.label(), target.text);
    let finding = RULE.kind.at(entry.cell(), message).severity(Severity::Check);
    Some(finding.expected(format!("{}末の実績", entry.year().label())).help(ASKED_AGAIN))
}

/// The help text for a past year's blank actual.
const ASKED_AGAIN: &str = "年度末の実績が分かるときは記入してください。まだ分からないときは「公表待ち（○月）」のように分かる月を、測っていないときは確認済に「V01」と記入してください";

/// Names a drawing that covers the blank cell, because its contents cannot be read.
fn covered(entry: &Entry<'_>) -> Option<String> {
    let word = entry.ret.raw.drawing_over(entry.cell().pos)?.word();
    Some(format!("。欄に{word}が重なっていますが、{word}の中は読み取れません"))
}

/// Names the other cell that holds a number: 年度末見込み at the end of the year, or a later year's column.
fn elsewhere(entry: &Entry<'_>) -> Option<String> {
    let forecast = entry.other_field(Field::Forecast);
    let forecast = forecast.value.filter(|_| entry.month.is_fiscal_year_end());
    let later = entry.ret.values.iter().find(|value| {
        let own = value.key.indicator.as_ref() == entry.indicator.map(|indicator| &indicator.id);
        value.key.field == Field::Actual
            && own
            && value.key.year.is_some_and(|year| year > entry.year())
            && value.figure.as_ref().is_some_and(|figure| figure.quantity.is_some())
    });
    let value = forecast.filter(|value| !fold::is_blank(&value.text)).or(later)?;
    let place = match value.key.year.filter(|year| *year > entry.year()) {
        Some(year) => format!("{}の実績", year.label()),
        None => value.key.field.label().to_owned(),
    };
    Some(format!("。{place}の欄に「{}」とあります", one_line(&value.text)))
}

#[cfg(test)]
mod tests {
    use crate::findings::Location;
    use crate::form::field::Field;
    use crate::form::raw::ShapeIssue;
    use crate::plan::model::Accumulation;
    use crate::sample::forms::{
        Form, findings, findings_at, findings_of, form, plan, plan_with, run_at, said, times,
    };
    use crate::sources::CellRef;
    use workbook::{Cell, DrawingKind};

    #[test]
    fn a_blank_actual_is_asked_for() {
        let found = findings(|form| form.actual(0, ""));
        assert_eq!(said(&found), ["V01 2031年度の実績①が記入されていません（目標は「400手続／800手続」）"]);
        assert_eq!(
            found[0].help,
            "数値と単位（手続）で記入してください。まだ分からないときは「公表待ち（○月）」のように、分かる月を書いてください"
        );
        assert_eq!(times("V01", &findings(|form| form.actual(0, "－"))), 1);
    }

    #[test]
    fn a_picture_over_the_blank_cell_is_mentioned() {
        let blank = |form: Form| form.actual(0, "");
        let at = findings(blank)[0].location;
        let Location::Cell(CellRef { pos, .. }) = at else { panic!("{at:?}") };
        let overlaid = ShapeIssue::Overlaid { drawing: DrawingKind::Picture, cells: vec![pos] };
        assert!(said(&findings(|form| blank(form).issue(overlaid.clone()))).contains(
            &"V01 2031年度の実績①が記入されていません（目標は「400手続／800手続」）。欄に画像が重なっていますが、画像の中は読み取れません".to_owned()
        ));
    }

    #[test]
    fn the_help_for_a_dash_asks_which_of_three_meanings_it_has() {
        let found = findings(|form| form.actual(0, "-"));
        assert!(found[0].help.starts_with(
            "「-」は、0のことか、まだ分からないのか、測っていないのかが分かりません。0のときは0、"
        ));
    }

    #[test]
    fn a_number_in_another_cell_is_mentioned() {
        let told =
            |place: &dyn Fn(Form) -> Form| findings(|form| place(form.actual(0, "")))[0].message.clone();
        let asked = "2031年度の実績①が記入されていません（目標は「400手続／800手続」）";
        assert_eq!(
            told(&|form| form.row(Field::Forecast, 0, Cell::text("411手続"))),
            format!("{asked}。年度末見込みの欄に「411手続」とあります")
        );
        assert_eq!(
            told(&|form| form.of_year(Field::Actual, 0, 2032, "411手続")),
            format!("{asked}。2032年度の実績の欄に「411手続」とあります")
        );
    }

    #[test]
    fn a_forecast_is_enough_before_the_last_month() {
        let found = findings_at(&plan(), "2031-12", |form| form.actual(0, ""));
        assert_eq!(
            found[0].help,
            "数値と単位（手続）で記入してください。まだ数えられないときは、年度末見込みを記入してください"
        );
        let forecast = |form: Form| form.actual(0, "").row(Field::Forecast, 0, Cell::text("400手続"));
        assert_eq!(times("V01", &findings_at(&plan(), "2031-12", forecast)), 0);
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
    fn a_blank_actual_without_a_due_target_is_not_asked_for() {
        let plan = plan_with(0, 1, |indicator| crate::sample::forms::set_year(indicator, 2031, "-", "-"));
        assert!(
            findings_of(&plan, |form| form.of_year(Field::Target, 1, 2031, "-").actual(1, "-")).is_empty()
        );
    }

    #[test]
    fn only_a_number_in_the_indicator_s_own_cells_is_named() {
        let message =
            |place: &dyn Fn(Form) -> Form| findings(|form| place(form.actual(0, "")))[0].message.clone();
        let asked = "2031年度の実績①が記入されていません（目標は「400手続／800手続」）";
        assert_eq!(message(&|form| form.of_year(Field::Target, 1, 2031, "70%")), asked);
        let words = |form: Form| form.previous(0, 2031, "5月に確定");
        assert!(findings(|form| words(form.actual(0, ""))).iter().any(|found| found.message == asked));
    }

    #[test]
    fn a_past_year_s_actual_is_asked_for_from_the_month_in_which_it_becomes_known() {
        let plan = plan();
        let told = |at: &str| {
            let december = form(&plan, "1-1-1", "2031-12").actual(0, "公表待ち（2032年9月）");
            let now = form(&plan, "1-1-1", at).of_year(Field::Actual, 0, 2031, "");
            let found = run_at(&plan, vec![december, now], at).findings;
            said(&found)
                .iter()
                .filter(|told| told.contains("2031年度の実績①がまだ報告されていません"))
                .count()
        };
        assert_eq!(["2032-06", "2032-09", "2032-12"].map(told), [0, 1, 1]);
    }
}
