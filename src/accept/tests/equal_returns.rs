//! Tests of two returns of a project that cannot be ordered: equal entries count once, others are withheld.

use crate::findings::Location;
use crate::findings::answer::c03_two_answers;
use crate::form::field::Field;
use crate::returns::{CellOutcome, FormOutcome};
use crate::sample::forms::{AS_OF, Form, first, form, plan, run, times};

use super::of_file;

/// Runs two returns of 1-1-1, each with its changes.
fn both(one: impl Fn(Form) -> Form, other: impl Fn(Form) -> Form) -> crate::consolidate::Consolidation {
    let plan = plan();
    let second = other(form(&plan, "1-1-1", AS_OF).path("2032-03/b.xlsx"));
    run(&plan, vec![one(form(&plan, "1-1-1", AS_OF)), second, form(&plan, "1-1-2", AS_OF)])
}

#[test]
fn a_change_that_both_ask_for_is_reported_once() {
    let renamed = |form: Form| form.set(Field::Name, "窓口の改善");
    let c = both(renamed, renamed);
    assert_eq!(times("P03", &c.findings), 1);
    assert_eq!(of_file(&c, "2032-03/b.xlsx").outcome, FormOutcome::Duplicate);
}

#[test]
fn a_change_that_only_the_second_asks_for_is_reported_too() {
    let c =
        both(|form| form.set(Field::Name, "窓口の改善"), |form| form.set(Field::Summary, "別の概要です。"));
    assert_eq!((times("P03", &c.findings), times("P07", &c.findings)), (1, 1));
    assert_eq!(of_file(&c, "2032-03/b.xlsx").outcome, FormOutcome::Partly);
}

#[test]
fn only_differing_entries_are_withheld_in_both() {
    let c = both(|form| form.actual(0, "411手続"), |form| form.actual(0, "412手続"));
    let asked = first(c03_two_answers::KIND.code, &c.findings);
    assert_eq!(asked.indicator.as_ref().map(ToString::to_string).as_deref(), Some("①"));
    let other = of_file(&c, "2032-03/b.xlsx");
    assert_eq!(other.outcome, FormOutcome::Partly);
    let outcomes =
        |outcome: CellOutcome| other.values.iter().filter(|value| value.outcome == outcome).count();
    assert_eq!(outcomes(CellOutcome::Withheld), 1);
    assert_eq!(outcomes(CellOutcome::Duplicate), other.values.len() - 1);
}

#[test]
fn what_differs_is_asked_at_the_first_cell_that_is_filled_in() {
    let place = |one: &str, other: &str| {
        let c = both(|form| form.actual(0, one), |form| form.actual(0, other));
        match first(c03_two_answers::KIND.code, &c.findings).location {
            Location::Cell(cell) => c.sources.path_of(cell.sheet).to_owned(),
            at => panic!("{at:?}"),
        }
    };
    assert_eq!(place("411手続", "412手続"), "2032-03/1-1-1.xlsx");
    assert_eq!(place("411手続", ""), "2032-03/1-1-1.xlsx");
    assert_eq!(place("", "412手続"), "2032-03/b.xlsx");
}
