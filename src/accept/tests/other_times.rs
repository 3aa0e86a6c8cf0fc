//! Actuals of a time other than the report's, and what is said of a year that still runs.

use crate::accept::tests::{accepted, row};
use crate::consolidate::Consolidation;
use crate::form::field::Field;
use crate::plan::model::Indicator;
use crate::ratings::{Effect, EffectBasis};
use crate::returns::{CellOutcome, EntryKey};
use crate::sample::forms::{AS_OF, Form, codes, form, plan, plan_with, run, run_at, set_year};
use crate::text::calendar::FiscalYear;

const DECEMBER: &str = "2031-12";

fn run_with(change: impl Fn(Form) -> Form) -> Consolidation {
    let plan = plan();
    run(&plan, vec![change(form(&plan, "1-1-1", AS_OF)), form(&plan, "1-1-2", AS_OF)])
}

fn basis(c: &Consolidation, symbol: &str) -> EffectBasis {
    row(c, symbol, 2031).effect_basis
}

#[test]
fn a_value_of_another_time_is_judged_once_it_is_confirmed() {
    let earlier = |form: Form| form.actual(0, "411手続（12月末）");
    assert_eq!(basis(&run_with(earlier), "①"), EffectBasis::BeforeYearEnd);
    assert_eq!(
        basis(&run_with(|form| earlier(form).set(Field::Confirmed, "V18")), "①"),
        EffectBasis::Figures
    );
    // What is doubted for another reason has no other time.
    assert_eq!(basis(&run_with(|form| form.actual(0, "約411手続")), "①"), EffectBasis::Figures);
    let of_last_year = run_with(|form| form.actual(1, "63%（2030年度）"));
    assert_eq!(basis(&of_last_year, "②"), EffectBasis::Pending);
}

#[test]
fn a_value_carried_from_an_earlier_month_is_no_report_of_this_one() {
    let plan = plan();
    let december = form(&plan, "1-1-1", DECEMBER).actual(0, "318手続（11月末）");
    let c = run(&plan, vec![december, form(&plan, "1-1-1", AS_OF).actual(0, "")]);
    assert_eq!(basis(&c, "①"), EffectBasis::NoActual);
}

#[test]
fn the_actuals_of_past_years_are_the_plan_s_and_those_of_this_year_are_adopted() {
    let c = run_with(|form| form);
    let outcome = |year: i32| {
        let key = EntryKey::actual(&row(&c, "①", 2031).indicator.clone().unwrap(), FiscalYear::new(year));
        c.returns[0].value(&key).unwrap().outcome
    };
    assert_eq!((outcome(2030), outcome(2031)), (CellOutcome::Unchanged, CellOutcome::Adopted));
}

#[test]
fn a_form_that_only_tells_a_past_year_late_is_an_answer() {
    let plan = plan_with(0, 0, |indicator| set_year(indicator, 2030, "150手続", "-"));
    let told = |text: &str| {
        let late = form(&plan, "1-1-1", AS_OF).blank().of_year(Field::Actual, 0, 2030, text);
        run(&plan, vec![late, form(&plan, "1-1-2", AS_OF)])
    };
    let c = told("140手続");
    assert!(!codes(&c.findings).contains(&"S13"), "{:?}", codes(&c.findings));
    assert_eq!(accepted(&c, "①", 2030).unwrap().text, "140手続");
    assert!(codes(&told("").findings).contains(&"S13"));
}

#[test]
fn the_reason_of_a_running_year_says_what_is_known() {
    let plan = plan();
    let reason = |actual: &str| {
        let c = run_at(&plan, vec![form(&plan, "1-1-1", DECEMBER).actual(0, actual)], DECEMBER);
        row(&c, "①", 2031).reason.clone()
    };
    assert_eq!(reason(""), "年度途中（12月時点）。実績の報告がありません");
    assert_eq!(
        reason("公表待ち（5月）"),
        "年度途中（12月時点）。実績は公表待ちです（公表待ち（5月）、2032年5月に分かる見込み）"
    );
    let known = reason("318手続");
    assert!(known.starts_with("年度途中（12月時点）。318手続 ÷ 400手続"), "{known}");
}

#[test]
fn a_value_on_one_side_of_a_band_s_limit_is_undecided_with_the_reason() {
    let judged = run_with(|form| form.actual(1, "60%未満"));
    let judged = row(&judged, "②", 2031);
    assert_eq!(judged.effect, Effect::Undecided);
    let said = "実績「60%未満」は区分の境にあり、どちらの区分か分かりません";
    assert!(judged.reason.starts_with(said), "{}", judged.reason);
}

#[test]
fn a_milestone_whose_words_hold_a_number_is_reached_by_the_same_words() {
    let plan = plan_with(1, 0, |indicator: &mut Indicator| {
        set_year(indicator, 2031, "10施設で運用", "-");
    });
    let c = run(&plan, vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)]);
    let judged = c
        .assessment
        .indicators
        .iter()
        .find(|row| row.project.to_string() == "1-1-2" && row.year == FiscalYear::new(2031));
    assert_eq!(judged.unwrap().effect_basis, EffectBasis::SameText);
}
