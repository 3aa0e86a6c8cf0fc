//! Tests the sentences that give the reasons of judgments, from the form to the assessment.

use crate::accept::tests::row;
use crate::plan::Plan;
use crate::plan::model::{Indicator, Method};
use crate::ratings::{Effect, EffectBasis};
use crate::sample::forms::{AS_OF, form, plan, plan_with, run, run_at, set_year};
use crate::text::calendar::FiscalYear;

const DECEMBER: &str = "2031-12";

#[test]
fn the_reason_in_a_running_year_gives_the_known_actual() {
    let plan = plan();
    let reason = |actual: &str| {
        let c = run_at(&plan, vec![form(&plan, "1-1-1", DECEMBER).actual(0, actual)], DECEMBER);
        row(&c, "①", 2031).reason.to_string()
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
fn an_actual_that_is_only_a_limit_where_a_band_begins_is_undecided() {
    let plan = plan();
    let c = run(&plan, vec![form(&plan, "1-1-1", AS_OF).actual(1, "60%未満"), form(&plan, "1-1-2", AS_OF)]);
    let judged = row(&c, "②", 2031);
    assert_eq!(judged.effect, Effect::Undecided);
    let said = "実績「60%未満」は区分の境にあり、どちらの区分か分かりません";
    assert!(judged.reason.to_string().starts_with(said), "{}", judged.reason);
}

#[test]
fn a_milestone_with_a_number_in_its_words_is_reached_by_the_same_words() {
    let plan = plan_with(1, 0, |indicator: &mut Indicator| {
        set_year(indicator, 2031, "10施設", "-");
    });
    let c = run(&plan, vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)]);
    let judged = c
        .assessment
        .indicators
        .iter()
        .find(|row| row.project.to_string() == "1-1-2" && row.year == FiscalYear::new(2031));
    assert_eq!(judged.unwrap().effect_basis, EffectBasis::SameText);
}

#[test]
fn a_deadline_that_repeats_the_target_s_is_not_its_words() {
    let plan = plan_with(0, 0, |indicator| set_year(indicator, 2031, "2031年度末までに整備", "-"));
    let told = form(&plan, "1-1-1", AS_OF).actual(0, "2031年度末までに整備");
    let c = run(&plan, vec![told, form(&plan, "1-1-2", AS_OF)]);
    assert_ne!(row(&c, "①", 2031).effect_basis, EffectBasis::SameText);
}

#[test]
fn an_interim_value_with_its_day_is_no_actual_of_the_year() {
    let plan = plan();
    let dated = form(&plan, "1-1-1", DECEMBER).actual(0, "318手続（12月20日現在）");
    let c = run_at(&plan, vec![dated], AS_OF);
    let judged = row(&c, "①", 2031);
    assert_eq!((judged.effect, judged.effect_basis), (Effect::Missing, EffectBasis::NoActual));
}

#[test]
fn a_value_of_the_last_month_with_an_earlier_time_is_told_as_one_before_the_year_s_end() {
    let plan = plan();
    let told = form(&plan, "1-1-1", AS_OF).actual(0, "318手続（12月末）");
    let c = run_at(&plan, vec![told], "2032-06");
    assert_eq!(row(&c, "①", 2031).effect_basis, EffectBasis::BeforeYearEnd);
}

#[test]
fn the_reason_of_a_running_year_tells_of_a_rate_and_of_reached_or_not_no_pace() {
    let december = |plan: &Plan, actual: &str| {
        let c = run_at(plan, vec![form(plan, "1-1-1", DECEMBER).actual(1, actual)], DECEMBER);
        row(&c, "②", 2031).reason.to_string()
    };
    assert_eq!(
        december(&plan(), "50%"),
        "年度途中（12月時点）。50% ÷ 60% = 83.3%。前年度末からの伸び 23.7%のうち 13.7% (57.8%)、経過 9/12 で予定の 77.1%"
    );
    let reached = plan_with(0, 1, |indicator| indicator.method = Method::Reached);
    assert_eq!(december(&reached, "50%"), "年度途中（12月時点）。実績 50%は目標 60%に達していません");
}
