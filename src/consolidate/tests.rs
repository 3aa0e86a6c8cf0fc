use proptest::prelude::*;

use crate::consolidate::{MonthChoice, choose_month, consolidate};
use crate::evaluate::model::State;
use crate::form::field::{Control, Field};
use crate::ids::IndicatorId;
use crate::plan::model::Report;
use crate::resolve::resolve;
use crate::returns::accepted::{Accepted, AcceptedEntry};
use crate::returns::{CellOutcome, FormOutcome, Return};
use crate::sample::forms::{AS_OF, Form, codes, form, id, month, plan, returned, run, run_at};

const DECEMBER: &str = "2031-12";

fn actual(accepted: &Accepted) -> Option<&AcceptedEntry> {
    accepted.of_indicator(Field::Actual, &IndicatorId::new("①"), month(AS_OF).fiscal_year())
}

fn outcomes(returns: &[Return]) -> Vec<FormOutcome> {
    returns.iter().map(|ret| ret.outcome).collect()
}

#[test]
fn a_form_without_fault_is_adopted_whole_and_has_no_finding() {
    let plan = plan();
    let found = run(&plan, vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)]);
    assert!(found.findings.is_empty());
    assert_eq!(outcomes(&found.returns), [FormOutcome::Adopted, FormOutcome::Adopted]);
    let cells = &found.reconciliation.cells.output;
    let kinds: Vec<CellOutcome> = cells.keys().copied().collect();
    assert_eq!(kinds, [CellOutcome::Heading, CellOutcome::Unchanged, CellOutcome::Adopted]);
    assert_eq!(found.returns[0].id, "2032-03/1-1-1.xlsx#1-1-1 窓口の見直し!A1");
    assert_eq!(found.previous, None);
}

#[test]
fn a_withheld_value_keeps_the_last_accepted_one() {
    let plan = plan();
    let forms = vec![
        form(&plan, "1-1-1", DECEMBER).actual(0, "400手続"),
        form(&plan, "1-1-1", AS_OF).actual(0, "411件"),
        form(&plan, "1-1-2", AS_OF),
    ];
    let found = run(&plan, forms);
    assert_eq!(codes(&found.findings), ["V03"]);
    let state = &found.accepted_months.months[&month(AS_OF)];
    let accepted = &state.projects[&id("1-1-1")];
    let standing = actual(accepted).unwrap();
    assert_eq!((standing.text.as_str(), standing.month), ("400手続", month(DECEMBER)));
    assert_eq!(accepted.withheld.len(), 1);
    assert!(state.to_correct.contains(&id("1-1-1")));
    assert_eq!(
        outcomes(&found.returns),
        [FormOutcome::OtherMonth, FormOutcome::Partly, FormOutcome::Adopted]
    );
    assert_eq!(found.reconciliation.cells.output[&CellOutcome::Withheld], 1);
}

#[test]
fn a_project_without_a_return_is_carried_within_its_fiscal_year() {
    let plan = plan();
    let forms = || vec![form(&plan, "1-1-1", DECEMBER).actual(0, "400手続"), form(&plan, "1-1-2", AS_OF)];
    let found = run(&plan, forms());
    let accepted = &found.accepted_months.months[&month(AS_OF)].projects[&id("1-1-1")];
    assert_eq!(accepted.carried_from(), Some(month(DECEMBER)));
    assert_eq!(actual(accepted).unwrap().text, "400手続");
    assert_eq!(codes(&found.findings), ["R01"]);
    assert_eq!(found.assessment.project(&id("1-1-1")).unwrap().state, State::Missing);
    assert_eq!(found.previous, Some(month(DECEMBER)));

    let next_year = run_at(&plan, forms(), "2032-06");
    assert!(next_year.accepted_months.months[&month("2032-06")].projects.is_empty());
}

#[test]
fn the_higher_issue_counts_and_the_older_one_is_replaced() {
    let plan = plan();
    let second = form(&plan, "1-1-1", AS_OF)
        .file("2032-03/a.xlsx", Some(AS_OF))
        .control(Control::IssueNumber, "第２回")
        .actual(0, "420手続");
    let found =
        run(&plan, vec![form(&plan, "1-1-1", AS_OF).actual(0, "411件"), second, form(&plan, "1-1-2", AS_OF)]);
    assert_eq!(codes(&found.findings), ["C04"]);
    assert_eq!(
        found.findings[0].message,
        "提出回の大きい回答「2032-03/a.xlsx」に差し替えました（違う欄: 2031年度実績①「411件」→「420手続」）"
    );
    let ranks: Vec<(u32, Option<u32>)> =
        found.returns.iter().map(|ret| (ret.issue_number, ret.rank)).collect();
    assert_eq!(ranks, [(1, Some(2)), (1, Some(1)), (2, Some(1))]);
    let state = &found.accepted_months.months[&month(AS_OF)];
    assert_eq!(actual(&state.projects[&id("1-1-1")]).unwrap().text, "420手続");
    assert!(state.resubmitted.contains(&id("1-1-1")) && state.to_correct.is_empty());
}

#[test]
fn entries_in_which_two_returns_of_one_issue_agree_are_accepted() {
    let plan = plan();
    let copy = form(&plan, "1-1-1", AS_OF).file("2032-03/copy.xlsx", Some(AS_OF)).set(Field::Note, "写し");
    let found = run(&plan, vec![form(&plan, "1-1-1", AS_OF), copy]);
    let accepted = &found.accepted_months.months[&month(AS_OF)].projects[&id("1-1-1")];
    assert_eq!(actual(accepted).unwrap().text, "411手続");
    assert_eq!(accepted.text(Field::Note), "");
    assert_eq!(codes(&found.findings), ["C03", "R01"]);
    assert!(found.reconciliation.cells.output[&CellOutcome::Duplicate] > 0);

    let same = form(&plan, "1-1-1", AS_OF).file("2032-03/copy.xlsx", Some(AS_OF));
    let found = run(&plan, vec![form(&plan, "1-1-1", AS_OF), same, form(&plan, "1-1-2", AS_OF)]);
    assert!(found.findings.is_empty());
    assert_eq!(
        outcomes(&found.returns),
        [FormOutcome::Adopted, FormOutcome::Adopted, FormOutcome::Duplicate]
    );
}

#[test]
fn another_department_s_return_counts_only_without_one_of_the_lead() {
    let plan = plan();
    let other = |at: &str| {
        form(&plan, "1-1-1", at)
            .file(&format!("{at}/0.xlsx"), Some(at))
            .control(Control::Sender, "会計課")
            .actual(0, "405手続")
    };
    let found = run(&plan, vec![other(AS_OF), form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)]);
    let text = |found: &crate::consolidate::Consolidation| {
        actual(&found.accepted_months.months[&month(AS_OF)].projects[&id("1-1-1")]).unwrap().text.clone()
    };
    assert_eq!((text(&found).as_str(), codes(&found.findings)), ("411手続", vec!["C07"]));
    let alone = run(&plan, vec![other(AS_OF), form(&plan, "1-1-2", AS_OF)]);
    assert_eq!((text(&alone).as_str(), codes(&alone.findings)), ("405手続", vec![]));
}

#[test]
fn a_form_whose_cell_and_folder_disagree_is_refused_for_both_months() {
    let plan = plan();
    let forms = || {
        vec![
            form(&plan, "1-1-1", DECEMBER).file("2032-03/1-1-1.xlsx", Some(AS_OF)),
            form(&plan, "1-1-2", AS_OF),
            form(&plan, "1-1-2", DECEMBER),
        ]
    };
    for at in [AS_OF, DECEMBER] {
        let found = run_at(&plan, forms(), at);
        assert_eq!(codes(&found.findings), ["S12"], "{at}");
        assert_eq!(found.assessment.project(&id("1-1-1")).unwrap().state, State::ToCorrect);
    }
    let elsewhere = run_at(&plan, forms(), "2031-09");
    assert_eq!(outcomes(&elsewhere.returns), [FormOutcome::OtherMonth; 3]);
}

#[test]
fn a_refused_form_of_an_unknown_month_asks_for_correction_where_nothing_else_came() {
    let plan = plan();
    let lost = || form(&plan, "1-1-1", AS_OF).file("lost.xlsx", None).control(Control::Month, "3月末");
    let state = |forms: Vec<Form>| run(&plan, forms).assessment.project(&id("1-1-1")).unwrap().state;
    assert_eq!(state(vec![lost()]), State::ToCorrect);
    assert_eq!(state(vec![lost(), form(&plan, "1-1-1", AS_OF)]), State::Returned);
}

#[test]
fn a_confirmation_holds_for_the_same_value_only() {
    let plan = plan();
    let december = || form(&plan, "1-1-1", DECEMBER).actual(0, "100手続").set(Field::Confirmed, "C01");
    let march = |text: &str| {
        let forms =
            vec![december(), form(&plan, "1-1-1", AS_OF).actual(0, text), form(&plan, "1-1-2", AS_OF)];
        codes(&run(&plan, forms).findings).contains(&"C01")
    };
    assert!(!march("100手続") && march("99手続"));
    assert!(
        codes(&run_at(&plan, vec![december(), form(&plan, "1-1-2", DECEMBER)], DECEMBER).findings)
            .iter()
            .all(|code| *code != "C01")
    );
}

#[test]
fn a_past_year_s_end_is_taken_from_its_return_where_the_master_has_none() {
    let plan = plan();
    let later = |text: &str| {
        let forms = vec![
            form(&plan, "1-1-1", AS_OF),
            form(&plan, "1-1-1", "2032-12").of_year(Field::Actual, 0, 2031, text),
            form(&plan, "1-1-2", "2032-12"),
        ];
        let found = run_at(&plan, forms, "2032-12");
        codes(&found.findings).into_iter().filter(|code| code.starts_with('P')).collect::<Vec<_>>()
    };
    assert!(later("411手続").is_empty());
    assert_eq!(later("412手続"), ["P02"]);
}

#[test]
fn the_month_is_the_latest_that_is_reported_and_returned() {
    let mut plan = plan();
    let choice = |plan: &crate::plan::Plan, forms: Vec<Form>| {
        choose_month(plan, &resolve(plan, returned(forms)))
            .map(|MonthChoice { month, note }| (month, note.is_some()))
    };
    let at = |at: &str| form(&self::plan(), "1-1-1", at);
    assert_eq!(choice(&plan, Vec::new()), None);
    assert_eq!(choice(&plan, vec![at(DECEMBER), at(AS_OF)]), Some((month(AS_OF), false)));
    let refused = at(AS_OF).set(Field::Name, "案内の充実");
    assert_eq!(choice(&plan, vec![at(DECEMBER), refused]), Some((month(DECEMBER), false)));
    // Untouched forms are ignored, unless there are no others.
    let untouched = || at(AS_OF).blank();
    assert_eq!(choice(&plan, vec![at(DECEMBER), untouched()]), Some((month(DECEMBER), false)));
    assert_eq!(choice(&plan, vec![untouched()]), Some((month(AS_OF), false)));
    let words = untouched().set(Field::Activity, "窓口を改めました。");
    assert_eq!(choice(&plan, vec![at(DECEMBER), words]), Some((month(AS_OF), false)));
    let mut many: Vec<Form> =
        (0..11).map(|n| at(DECEMBER).file(&format!("2031-12/{n}.xlsx"), Some(DECEMBER))).collect();
    many.push(at(AS_OF));
    assert_eq!(choice(&plan, many), Some((month(AS_OF), true)));
    plan.schedule =
        vec![Report { month: month(DECEMBER), deadline: None, resubmission: None, meeting: None }];
    assert_eq!(choice(&plan, vec![at(DECEMBER), at(AS_OF)]), Some((month(DECEMBER), false)));
}

#[test]
fn earlier_months_are_reported_months_with_a_return() {
    let mut plan = plan();
    let forms =
        |plan: &crate::plan::Plan| [DECEMBER, "2031-11", AS_OF].map(|at| form(plan, "1-1-1", at)).to_vec();
    assert_eq!(run(&plan, forms(&plan)).previous, Some(month(DECEMBER)));
    let untouched = vec![
        form(&plan, "1-1-1", "2031-11"),
        form(&plan, "1-1-1", DECEMBER).blank(),
        form(&plan, "1-1-1", AS_OF),
    ];
    assert_eq!(run(&plan, untouched).previous, Some(month("2031-11")));
    plan.schedule = ["2031-11", AS_OF]
        .map(|at| Report { month: month(at), deadline: None, resubmission: None, meeting: None })
        .to_vec();
    let found = run(&plan, forms(&plan));
    assert_eq!(found.previous, Some(month("2031-11")));
    assert_eq!(found.earlier.len(), 1);
}

/// Generates forms with various peculiarities.
fn any_form() -> impl Strategy<Value = Form> {
    let pick = |texts: &'static [&'static str]| proptest::sample::select(texts);
    (
        pick(&["1-1-1", "1-1-2"]),
        pick(&[AS_OF, DECEMBER]),
        pick(&["1", "2", ""]),
        pick(&["411手続", "420手続", "", "-", "411件", "約400手続", "調整中", "#REF!"]),
        pick(&["順調", "遅れ", "", "不明"]),
        pick(&["総務課", "会計課", "図書館", "", "どこか"]),
        pick(&["2032-03", "2031-12", ""]),
        pick(&["", "2032/4/1", "2032/4/9"]),
    )
        .prop_map(|(project, at, issue, actual, progress, sender, folder, date)| {
            form(&plan(), project, at)
                .control(Control::IssueNumber, issue)
                .control(Control::Sender, sender)
                .actual(0, actual)
                .set(Field::Progress, progress)
                .set(Field::EnteredOn, date)
                .file("", Some(folder).filter(|folder| !folder.is_empty()))
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn everything_is_accounted_for_and_order_changes_nothing(forms in proptest::collection::vec(any_form(), 0..7)) {
        let plan = plan();
        let forms: Vec<Form> =
            forms.into_iter().enumerate().map(|(n, form)| form.path(&format!("{n}.xlsx"))).collect();
        for at in [AS_OF, DECEMBER] {
            // `run_at` asserts that files, forms and cells balance.
            let found = run_at(&plan, forms.clone(), at);
            let mut turned = returned(forms.clone());
            turned.forms.reverse();
            let again = consolidate(&plan, turned, month(at));
            prop_assert_eq!(format!("{found:?}"), format!("{again:?}"));
        }
    }
}
