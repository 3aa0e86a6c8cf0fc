//! Tests that a number is printed as its cell shows it, and judged as the cell holds it.

use workbook::Cell;

use crate::accept::tests::row;
use crate::findings::Severity;
use crate::form::field::Field;
use crate::prefill;
use crate::ratings::Effect;
use crate::sample::forms::{AS_OF, Form, form, month, number, plan, run, run_at};

/// Returns the first project's form with ①'s and ②'s actuals as cells of numbers.
fn calculated(at: &str, stock: (&str, &str), rate: (&str, &str)) -> Form {
    let cell = |(text, shown): (&str, &str)| Cell { shown: Some(shown.to_owned()), ..Cell::text(text) };
    form(&plan(), "1-1-1", at).row(Field::Actual, 0, cell(stock)).row(Field::Actual, 1, cell(rate))
}

#[test]
fn a_number_is_printed_as_its_cell_shows_it_and_judged_exactly() {
    let plan = plan();
    let forms =
        vec![calculated(AS_OF, ("52026", "52,026"), ("72.137041%", "72.1%")), form(&plan, "1-1-2", AS_OF)];
    let c = run(&plan, forms);
    let (stock, rate) = (row(&c, "①", 2031), row(&c, "②", 2031));
    assert_eq!((stock.actual_text.as_str(), stock.actual), ("52,026", Some(number("52026"))));
    assert_eq!((rate.actual_text.as_str(), rate.actual), ("72.1%", Some(number("72.137041"))));
    assert_eq!(rate.actual_places, Some(1));
    assert_eq!(rate.reason.to_string(), "72.1% ÷ 60% = 120.2%");
    // The return keeps the cell's exact number.
    assert!(c.returns.iter().flat_map(|ret| &ret.values).any(|value| value.text == "72.137041%"));
}

#[test]
fn a_band_is_decided_by_the_exact_number() {
    let plan = plan();
    let c =
        run(&plan, vec![calculated(AS_OF, ("411", "411"), ("59.96%", "60.0%")), form(&plan, "1-1-2", AS_OF)]);
    let rate = row(&c, "②", 2031);
    assert_eq!((rate.effect, rate.actual_text.as_str()), (Effect::Band(1), "60.0%"));
    assert_eq!(rate.reason.to_string(), "60.0% ÷ 60% = 99.9%");
}

#[test]
fn the_next_form_shows_the_rounded_number_and_returning_it_raises_no_question() {
    let plan = plan();
    let december = || calculated("2031-12", ("318.4", "318"), ("53.46%", "53.5%"));
    let c = run_at(&plan, vec![december()], "2031-12");
    let content = prefill::content(&plan, &plan.projects[0], month(AS_OF), "総務課", 1, &c.accepted_months);
    let previous =
        content.schedule.unwrap().indicators.iter().map(|own| own.previous.clone()).collect::<Vec<_>>();
    assert_eq!(previous, ["318", "53.5%"]);
    let later = form(&plan, "1-1-1", "2032-06")
        .of_year(Field::Actual, 0, 2031, "411手続")
        .of_year(Field::Actual, 1, 2031, "72.1%")
        .actual(0, "500手続")
        .actual(1, "75%");
    let march = calculated(AS_OF, ("411", "411手続"), ("72.137041%", "72.1%"));
    let c = run_at(
        &plan,
        vec![march, later, form(&plan, "1-1-2", "2032-06").of_year(Field::Actual, 0, 2031, "整備・運用")],
        "2032-06",
    );
    let asked = c.findings.iter().filter(|finding| finding.severity != Severity::Info);
    assert_eq!(asked.map(|finding| finding.kind.code).collect::<Vec<_>>(), Vec::<&str>::new());
}
