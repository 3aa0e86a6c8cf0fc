//! Tests past years' actuals that no return reported in time.

use crate::accept::tests::{accepted, of_file, row};
use crate::consolidate::Consolidation;
use crate::figure::Figure;
use crate::findings::Severity;
use crate::form::content::{IndicatorContent, SpanText};
use crate::form::field::Field;
use crate::ids::IndicatorId;
use crate::plan::Plan;
use crate::prefill;
use crate::ratings::{Effect, EffectBasis};
use crate::returns::{CellOutcome, EntryKey};
use crate::sample::forms::{Form, form, month, plan, run_at, said};
use crate::text::calendar::FiscalYear;

const DECEMBER: &str = "2031-12";
const JUNE: &str = "2032-06";
const SEPTEMBER: &str = "2032-09";

/// Returns December's form with an interim value.
fn december(plan: &Plan) -> Form {
    form(plan, "1-1-1", DECEMBER).actual(0, "318手続")
}

/// Returns a form of the next fiscal year that reports ①'s actual for 2031.
fn later(plan: &Plan, at: &str, told: &str) -> Form {
    form(plan, "1-1-1", at)
        .of_year(Field::Actual, 0, 2031, told)
        .of_year(Field::Actual, 1, 2031, "62%")
        .actual(0, "500手続")
        .actual(1, "75%")
}

/// Returns the messages about ① of 2031.
fn said_of_2031(c: &Consolidation) -> Vec<String> {
    said(&c.findings).into_iter().filter(|told| told.contains("2031年度の実績①")).collect()
}

/// Returns the first indicator of a form issued for a month.
fn issued(plan: &Plan, c: &Consolidation, at: &str) -> IndicatorContent {
    let content = prefill::content(plan, &plan.projects[0], month(at), "総務課", 1, &c.accepted_months);
    content.schedule.unwrap().indicators.remove(0)
}

fn span(year: i32, text: &str) -> SpanText {
    let year = FiscalYear::new(year);
    SpanText { from: year, to: year, text: text.to_owned() }
}

#[test]
fn an_interim_value_is_not_the_years_actual_and_is_asked_for_again() {
    let plan = plan();
    let c = run_at(&plan, vec![december(&plan)], JUNE);
    let judged = row(&c, "①", 2031);
    assert_eq!((judged.effect, judged.rate.as_ref()), (Effect::Missing, None));
    assert_eq!(judged.dated_actual(), "318手続（12月時点）");
    assert_eq!(judged.reason.to_string(), "年度末の実績が報告されていません（12月時点 318手続）");
    let form = issued(&plan, &c, JUNE);
    assert_eq!(form.actuals, [span(2030, "125手続")]);
    let previous = form.open_years.get(&FiscalYear::new(2031)).map(String::as_str);
    assert_eq!(previous, Some("318手続（2031年12月末）"));
}

#[test]
fn a_late_value_is_the_years_actual_and_is_shown_with_its_report() {
    let plan = plan();
    let told = || vec![december(&plan), later(&plan, JUNE, "411手続")];
    let c = run_at(&plan, told(), JUNE);
    assert_eq!(said_of_2031(&c), Vec::<String>::new());
    let judged = row(&c, "①", 2031);
    assert_eq!((judged.effect, judged.effect_basis), (Effect::Band(0), EffectBasis::Figures));
    assert_eq!(judged.reason.to_string(), "411手続 ÷ 400手続 = 102.8%（2032年6月の報告）");
    assert_eq!((judged.reported_late_in, judged.carried_from), (Some(month(JUNE)), None));
    assert_eq!(judged.dated_actual(), "411手続（2032年6月の報告）");
    let key = EntryKey::actual(&IndicatorId::new("①"), FiscalYear::new(2031));
    assert_eq!(of_file(&c, "2032-06/1-1-1.xlsx").value(&key).unwrap().outcome, CellOutcome::Adopted);
    // The late actual is used as the starting point of the next year.
    assert_eq!(row(&c, "①", 2032).pace.as_ref().unwrap().start, 411.into());

    let form = issued(&plan, &c, SEPTEMBER);
    assert_eq!(form.actuals, [span(2030, "125手続"), span(2031, "411手続")]);
    assert!(form.open_years.is_empty());
}

#[test]
fn a_reported_past_actual_is_changed_by_request_only() {
    let plan = plan();
    let mut forms = vec![december(&plan), later(&plan, JUNE, "411手続"), later(&plan, SEPTEMBER, "420手続")];
    let c = run_at(&plan, forms.clone(), SEPTEMBER);
    assert_eq!(
        said_of_2031(&c),
        ["P02 2031年度の実績①が計画と違います（計画は「411手続」、回答は「420手続」）"]
    );
    assert_eq!(row(&c, "①", 2031).actual_text, "411手続");
    forms.pop();
    assert_eq!(said_of_2031(&run_at(&plan, forms, SEPTEMBER)), Vec::<String>::new());
}

#[test]
fn an_open_past_actual_is_asked_for_unless_the_form_was_issued_without_it() {
    let plan = plan();
    let blank = |confirmed: &str| {
        let forms = vec![december(&plan), later(&plan, JUNE, "").set(Field::Confirmed, confirmed)];
        run_at(&plan, forms, JUNE)
    };
    let c = blank("");
    assert_eq!(
        said_of_2031(&c),
        ["V01 2031年度の実績①がまだ報告されていません（目標は「400手続／800手続」）"]
    );
    let finding = c.findings.iter().find(|finding| finding.kind.code == "V01").unwrap();
    assert_eq!(finding.severity, Severity::Check);
    assert_eq!(
        finding.help,
        "年度末の実績が分かるときは記入してください。まだ分からないときは「公表待ち（○月）」のように分かる月を、測っていないときは確認済に「V01」と記入してください"
    );
    assert!(!c.accepted_months.months[&c.as_of].to_correct.contains(&plan.projects[0].id));
    assert_eq!(said_of_2031(&blank("V01")), Vec::<String>::new());
    // A form issued before the year was opened still shows the plan's `-`.
    let closed = run_at(&plan, vec![december(&plan), later(&plan, JUNE, "-")], JUNE);
    assert_eq!(said_of_2031(&closed), Vec::<String>::new());
}

#[test]
fn a_late_value_is_checked_like_one_at_the_years_end() {
    let plan = plan();
    let told = |text: &str| run_at(&plan, vec![december(&plan), later(&plan, JUNE, text)], JUNE);
    assert_eq!(
        said_of_2031(&told("300手続")),
        ["C01 2031年度の実績①300手続は、前回（2031年12月末）の318手続より下がっています"]
    );
    let c = told("411%");
    assert_eq!(said(&c.findings)[0], "V03 「411%」の単位「%」は、指標の単位「手続」と違います");
    assert!(c.accepted_months.months[&c.as_of].to_correct.contains(&plan.projects[0].id));
    assert_eq!(row(&c, "①", 2031).dated_actual(), "318手続（12月時点）");
    assert!(accepted(&c, "①", 2031).is_none());
}

#[test]
fn a_year_without_a_target_is_not_asked_for() {
    let mut plan = plan();
    plan.projects.edit(|projects| {
        let cells = projects[0].indicators[0].years.get_mut(&FiscalYear::new(2031)).unwrap();
        *cells.target = Figure::parse("-", "手続");
    });
    let c = run_at(&plan, vec![december(&plan)], JUNE);
    assert!(issued(&plan, &c, JUNE).open_years.is_empty());
}
