//! Tests actuals of a time other than the report's.

use crate::accept::tests::{accepted, row};
use crate::consolidate::Consolidation;
use crate::form::field::Field;
use crate::ratings::EffectBasis;
use crate::returns::{CellOutcome, EntryKey};
use crate::sample::forms::{AS_OF, Form, codes, form, plan, plan_with, run, set_year};
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
    let later = |form: Form| form.actual(0, "411手続（2032年4月末）");
    assert_eq!(basis(&run_with(later), "①"), EffectBasis::NoActual);
    assert_eq!(
        row(&run_with(later), "①", 2031).reason.to_string(),
        "年度末の実績が報告されていません（411手続（2032年4月末））"
    );
    // Another doubt about a value does not change its time.
    assert_eq!(basis(&run_with(|form| form.actual(0, "約411手続")), "①"), EffectBasis::Figures);
    let of_last_year = run_with(|form| form.actual(1, "63%（2030年度）"));
    assert_eq!(basis(&of_last_year, "②"), EffectBasis::Pending);
}

#[test]
fn a_value_carried_from_an_earlier_month_is_not_an_actual_of_this_one() {
    let plan = plan();
    let december = form(&plan, "1-1-1", DECEMBER).actual(0, "318手続（11月末）");
    let c = run(&plan, vec![december, form(&plan, "1-1-1", AS_OF).actual(0, "")]);
    assert_eq!(basis(&c, "①"), EffectBasis::NoActual);
}

#[test]
fn a_past_actual_is_unchanged_and_this_years_is_adopted() {
    let c = run_with(|form| form);
    let outcome = |year: i32| {
        let key = EntryKey::actual(&row(&c, "①", 2031).indicator.clone().unwrap(), FiscalYear::new(year));
        c.returns[0].value(&key).unwrap().outcome
    };
    assert_eq!((outcome(2030), outcome(2031)), (CellOutcome::Unchanged, CellOutcome::Adopted));
}

#[test]
fn a_form_with_nothing_but_a_late_past_actual_is_an_answer() {
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
