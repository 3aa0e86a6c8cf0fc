//! Tests a fiscal year month by month, with an actual that becomes known after its end.

use crate::accept::tests::row;
use crate::consolidate::Consolidation;
use crate::evaluate::model::State;
use crate::findings::Severity;
use crate::follow_up::follow_ups;
use crate::form::field::{Control, Field};
use crate::plan::Plan;
use crate::prefill;
use crate::ratings::{Effect, EffectBasis};
use crate::sample::forms::{AS_OF, Form, codes, form, id, month, plan_with, run, run_at, set_year};
use crate::text::calendar::{FiscalYear, Month};

/// Returns a plan in which 会計課 answers for ② of 1-1-1, and 総務課 is the lead.
fn joint() -> Plan {
    plan_with(0, 1, |indicator| indicator.department = Some("会計課".to_owned()))
}

/// Returns a month's forms, filled in on schedule; `elapsed` is the number of months of the fiscal year that
/// are over.
fn on_schedule(plan: &Plan, at: &str, elapsed: u32) -> Vec<Form> {
    let (stock, rate) = (125 + (275 * elapsed).div_ceil(12), 37 + (23 * elapsed).div_ceil(12));
    vec![
        lead(plan, at, &format!("{stock}手続")),
        other(plan, at, &format!("{rate}%")),
        form(plan, "1-1-2", at),
    ]
}

fn lead(plan: &Plan, at: &str, stock: &str) -> Form {
    form(plan, "1-1-1", at).path(&format!("{at}/lead.xlsx")).actual(0, stock).actual(1, "")
}

fn other(plan: &Plan, at: &str, rate: &str) -> Form {
    form(plan, "1-1-1", at)
        .path(&format!("{at}/other.xlsx"))
        .control(Control::Sender, "会計課")
        .actual(0, "")
        .actual(1, rate)
        .set(Field::Progress, "")
        .set(Field::Activity, "")
}

/// Returns the codes of findings more severe than 参考.
fn asked(c: &Consolidation) -> Vec<&'static str> {
    let asked: Vec<_> =
        c.findings.iter().filter(|finding| finding.severity != Severity::Info).cloned().collect();
    codes(&asked)
}

fn state(c: &Consolidation) -> State {
    c.assessment.project(&id("1-1-1")).unwrap().state
}

#[test]
fn a_year_ends_with_a_pending_value_that_is_reported_in_the_next_year() {
    let plan = joint();
    let mut forms = Vec::new();
    for elapsed in 1..=12_u32 {
        let at = months().nth(usize::try_from(elapsed - 1).unwrap()).unwrap().to_string();
        let mut own = on_schedule(&plan, &at, elapsed);
        match elapsed {
            // The lead reports only the increase, then corrects it.
            6 => {
                own[0] = lead(&plan, &at, "新規25手続");
                let c = run_at(&plan, forms.iter().chain(&own).cloned().collect(), &at);
                assert_eq!((asked(&c), state(&c)), (vec!["V02"], State::ToCorrect));
                assert_eq!(row(&c, "①", 2031).dated_actual(), "240手続（8月時点）");
                let mended = lead(&plan, &at, "265手続").path(&format!("{at}/mended.xlsx"));
                own.push(mended.control(Control::IssueNumber, "2"));
            }
            // 会計課 does not answer.
            9 => {
                own.remove(1);
            }
            // The year's rate is not known yet.
            12 => own[1] = other(&plan, &at, "集計中（6月公表予定）"),
            // In all other months the forms stay on schedule.
            _ => {}
        }
        forms.extend(own);
        let c = run_at(&plan, forms.clone(), &at);
        assert_eq!(asked(&c), Vec::<&str>::new(), "{at}");
        let expected = if elapsed == 9 { State::Missing } else { State::Returned };
        assert_eq!(state(&c), expected, "{at}");
        if elapsed == 9 {
            assert!(c.unanswered(&id("1-1-1")).unwrap().contains("会計課"));
            assert_eq!(row(&c, "②", 2031).dated_actual(), "53%（11月時点）");
        }
    }

    let march = run_at(&plan, forms.clone(), "2032-03");
    assert_eq!(row(&march, "①", 2031).effect, Effect::Band(0));
    let pending = row(&march, "②", 2031);
    assert_eq!((pending.effect, pending.effect_basis), (Effect::Pending, EffectBasis::Pending));
    assert!(follow_ups(&plan, &march).is_empty(), "the month is stated, so nobody is asked");

    let open = |c: &Consolidation, at: &str| {
        let content = prefill::content(&plan, &plan.projects[0], month(at), "会計課", 1, &c.accepted_months);
        content.schedule.unwrap().indicators[1].open_years.clone()
    };
    let year = FiscalYear::new(2031);
    let asked_again = open(&march, "2032-06");
    assert_eq!(asked_again.get(&year).map(String::as_str), Some("59%（2032年2月末）"));

    let june = "2032-06";
    forms.extend([
        lead(&plan, june, "460手続").of_year(Field::Actual, 0, 2031, "400手続"),
        other(&plan, june, "66%").of_year(Field::Actual, 0, 2031, "400手続").of_year(
            Field::Actual,
            1,
            2031,
            "61%",
        ),
        form(&plan, "1-1-2", june).of_year(Field::Actual, 0, 2031, "整備・運用"),
    ]);
    let c = run_at(&plan, forms, june);
    assert_eq!(asked(&c), Vec::<&str>::new());
    let told = row(&c, "②", 2031);
    assert_eq!((told.effect, told.reported_late_in), (Effect::Band(0), Some(month(june))));
    assert_eq!(told.reason.to_string(), "61% ÷ 60% = 101.7%（2032年6月の報告）");
    assert!(open(&c, "2032-09").is_empty());
}

/// The months of fiscal year 2031.
fn months() -> impl Iterator<Item = Month> {
    FiscalYear::new(2031).months()
}

#[test]
fn an_entry_for_an_indicator_that_has_ended_is_not_judged() {
    let plan = plan_with(0, 1, |indicator| set_year(indicator, 2031, "終了", "-"));
    let told = form(&plan, "1-1-1", AS_OF).actual(1, "65件");
    assert_eq!(codes(&run(&plan, vec![told, form(&plan, "1-1-2", AS_OF)]).findings), Vec::<&str>::new());
}
