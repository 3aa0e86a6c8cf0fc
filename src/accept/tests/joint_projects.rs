//! Tests a project whose indicators are answered by several departments.

use crate::accept::tests::{accepted, row};
use crate::consolidate::Consolidation;
use crate::evaluate::model::State;
use crate::follow_up::follow_ups;
use crate::form::field::{Control, Field};
use crate::plan::Plan;
use crate::prefill;
use crate::returns::FormOutcome;
use crate::sample::forms::{AS_OF, Form, form, id, month, plan, plan_with, run, run_at, said};

/// Returns a plan in which 会計課 answers for ② of 1-1-1, and 総務課 is the lead.
fn joint() -> Plan {
    plan_with(0, 1, |indicator| indicator.department = Some("会計課".to_owned()))
}

fn lead(plan: &Plan, at: &str) -> Form {
    form(plan, "1-1-1", at).path(&format!("{at}/lead.xlsx")).actual(1, "")
}

/// Returns 会計課's form, which fills in only its own indicator.
fn other(plan: &Plan, at: &str) -> Form {
    form(plan, "1-1-1", at)
        .path(&format!("{at}/other.xlsx"))
        .control(Control::Sender, "会計課")
        .actual(0, "")
        .set(Field::Progress, "")
        .set(Field::Activity, "")
}

fn run_with(plan: &Plan, forms: Vec<Form>) -> Consolidation {
    run(plan, forms.into_iter().chain([form(plan, "1-1-2", AS_OF)]).collect())
}

fn state(c: &Consolidation) -> State {
    c.assessment.project(&id("1-1-1")).unwrap().state
}

#[test]
fn each_indicator_counts_from_its_department_and_the_project_from_the_lead() {
    let plan = joint();
    let c = run_with(&plan, vec![lead(&plan, AS_OF), other(&plan, AS_OF)]);
    assert_eq!(said(&c.findings), Vec::<String>::new());
    assert_eq!(accepted(&c, "①", 2031).unwrap().text, "411手続");
    assert_eq!(accepted(&c, "②", 2031).unwrap().text, "65%");
    assert_eq!(state(&c), State::Returned);
    assert!(c.returns.iter().all(|ret| ret.outcome == FormOutcome::Adopted));
}

#[test]
fn a_department_that_has_not_answered_is_reported_and_asked() {
    let plan = joint();
    let c = run_with(&plan, vec![lead(&plan, AS_OF)]);
    assert_eq!(said(&c.findings), ["R01 1-1-1「窓口の見直し」の2032年3月末の会計課の回答がありません"]);
    assert_eq!(state(&c), State::Missing);
    let asked: Vec<(&str, usize)> = follow_ups(&plan, &c)
        .iter()
        .map(|follow_up| (follow_up.department.name.as_str(), follow_up.missing.len()))
        .collect();
    assert_eq!(asked, [("会計課", 1)]);
    assert!(c.unanswered(&id("1-1-1")).unwrap().contains("会計課"));

    let nobody = run_with(&plan, Vec::new());
    assert_eq!(nobody.findings.iter().filter(|finding| finding.kind.code == "R01").count(), 2);
}

#[test]
fn a_mistake_is_reported_to_the_department_of_the_indicator() {
    let plan = joint();
    let c = run_with(&plan, vec![lead(&plan, AS_OF), other(&plan, AS_OF).actual(1, "65件")]);
    assert_eq!(said(&c.findings), ["V03 「65件」の単位「件」は、指標の単位「%」と違います"]);
    assert_eq!(c.findings[0].department.as_deref(), Some("会計課"));
    assert_eq!(state(&c), State::ToCorrect);
    // A form that came back as it was issued is no answer.
    let c = run_with(&plan, vec![lead(&plan, AS_OF), other(&plan, AS_OF).actual(1, "")]);
    assert_eq!(
        said(&c.findings),
        [
            "S13 配布したままで記入がないため、提出として取り扱いませんでした",
            "R01 1-1-1「窓口の見直し」の2032年3月末の会計課の回答がありません"
        ]
    );
}

#[test]
fn an_entry_that_the_responsible_department_left_blank_counts_from_another() {
    let plan = plan();
    let other = form(&plan, "1-1-1", AS_OF).path("2032-03/other.xlsx").control(Control::Sender, "会計課");
    let c = run_with(&plan, vec![lead(&plan, AS_OF), other.clone()]);
    assert_eq!(said(&c.findings), ["C07 実績②は、総務課の回答が空欄のため、会計課の回答を集計に使いました"]);
    assert_eq!(c.findings[0].help, "会計課の回答でよいか、両課で確かめてください");
    assert_eq!(accepted(&c, "②", 2031).unwrap().text, "65%");
    // A department that does not share the project cannot fill in for another.
    let stranger = other.control(Control::Sender, "図書館");
    let c = run_with(&plan, vec![lead(&plan, AS_OF), stranger]);
    assert!(accepted(&c, "②", 2031).is_none());
}

#[test]
fn a_figure_for_another_departments_indicator_is_compared_with_the_counting_one() {
    let plan = joint();
    let c = run_with(&plan, vec![lead(&plan, AS_OF).actual(1, "70%"), other(&plan, AS_OF)]);
    assert_eq!(said(&c.findings), ["C07 実績②が「70%」で、集計に使う会計課の回答「65%」と違います"]);
    assert_eq!(accepted(&c, "②", 2031).unwrap().text, "65%");
}

#[test]
fn a_department_that_has_not_answered_keeps_its_last_value() {
    let plan = joint();
    let december = "2031-12";
    let forms = vec![
        lead(&plan, december),
        other(&plan, december).actual(1, "50%"),
        lead(&plan, AS_OF),
        form(&plan, "1-1-2", AS_OF),
    ];
    let c = run_at(&plan, forms, AS_OF);
    assert_eq!(accepted(&c, "②", 2031).unwrap().month, month(december));
    assert_eq!(row(&c, "②", 2031).dated_actual(), "50%（12月時点）");
    assert!(!said(&c.findings).iter().any(|told| told.starts_with("V01")));
}

#[test]
fn each_form_notes_what_another_department_fills_in_and_the_note_is_no_entry() {
    let plan = joint();
    let c = run_with(&plan, Vec::new());
    let content = |department: &str| {
        let project = &plan.projects[0];
        prefill::content(&plan, project, month(AS_OF), department, 1, &c.accepted_months)
    };
    let filled_by = |department: &str| {
        let indicators = content(department).schedule.unwrap().indicators;
        indicators.into_iter().map(|indicator| indicator.filled_by).collect::<Vec<_>>()
    };
    assert_eq!(filled_by("総務課"), [None, Some("会計課".to_owned())]);
    assert_eq!(filled_by("会計課"), [Some("総務課".to_owned()), None]);
    assert_eq!(content("会計課").report_of.as_deref(), Some("総務課"));
    assert_eq!(content("総務課").report_of, None);

    let note = "（総務課が記入）";
    let noted = other(&plan, AS_OF).actual(0, note).set(Field::Progress, note);
    let c = run_with(&plan, vec![lead(&plan, AS_OF).actual(1, "（会計課が記入）"), noted]);
    assert_eq!(said(&c.findings), Vec::<String>::new());
}

#[test]
fn a_blank_author_is_not_filled_in_from_another_department() {
    let plan = joint();
    let lead = lead(&plan, AS_OF).set(Field::Author, "");
    let c = run_with(&plan, vec![lead, other(&plan, AS_OF).set(Field::Author, "会計課 見本")]);
    assert_eq!(said(&c.findings), Vec::<String>::new());
}

#[test]
fn a_stranger_does_not_fill_in_what_another_stranger_left_blank() {
    let plan = plan();
    let stranger = |sender: &str, file: &str| {
        form(&plan, "1-1-1", AS_OF).path(&format!("2032-03/{file}")).control(Control::Sender, sender)
    };
    let one = stranger("企画部", "a.xlsx").actual(1, "");
    let c = run_with(&plan, vec![one, stranger("教育部", "b.xlsx").actual(0, "412手続")]);
    assert_eq!(accepted(&c, "①", 2031).unwrap().text, "411手続");
    assert!(!said(&c.findings).iter().any(|told| told.starts_with("C07")), "{:?}", said(&c.findings));
    assert!(accepted(&c, "②", 2031).is_none());
}

#[test]
fn a_department_that_left_its_figure_blank_is_asked_for_it_and_not_for_the_progress() {
    let plan = joint();
    let blank = other(&plan, AS_OF).actual(1, "").set(Field::Activity, "研修を行いました。");
    let c = run_with(&plan, vec![lead(&plan, AS_OF), blank]);
    assert_eq!(said(&c.findings), ["V01 2031年度の実績②が記入されていません（目標は「60%」）"]);
    assert_eq!(c.findings[0].department.as_deref(), Some("会計課"));
}
