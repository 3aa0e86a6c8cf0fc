//! Which number of an answer counts, by the words and the other numbers around it.

use crate::figure::said::{Asked, Counting, Objection};
use crate::figure::{Figure, NumberSource};
use crate::text::calendar::Month;

/// An answer to a report of March 2023 about an indicator of this name, counting and unit.
fn answer_about(name: &str, counting: Counting, unit: &str, text: &str) -> Figure {
    let month = Month::parse_iso("2023-03");
    Figure::answer(text, &Asked { unit, name, counting, planned: [None, None], month })
}

fn answer(counting: Counting, unit: &str, text: &str) -> Figure {
    answer_about("利用の状況", counting, unit, text)
}

/// The number that counts; `-` if none does.
fn number(figure: &Figure) -> String {
    figure.number().map_or_else(|| "-".to_owned(), |number| number.normalize().to_string())
}

#[track_caller]
fn table(counting: Counting, unit: &str, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(text, expected)| (text, expected, number(&answer(counting, unit, text))))
        .filter(|(_, expected, got)| got != *expected)
        .map(|(text, expected, got)| format!("{text}: {got}, expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn of_two_numbers_the_words_or_times_name_the_one() {
    table(
        Counting::Total,
        "手続",
        &[
            ("400手続、現在411手続", "411"),
            ("12月末400手続、411手続", "411"),
            ("125手続→411手続", "411"),
            ("125手続→286手続→411手続", "-"),
            ("400手続、411手続", "-"),
            ("合計400手続（累計411手続）", "400"),
            ("411手続（累計400手続）", "411"),
            ("36手続（累計411手続）", "411"),
            ("新規を含む累計411手続", "411"),
            ("1月に63手続、3月に193手続", "-"),
            ("3月に193手続", "193"),
            ("未実施（0手続）", "0"),
            ("未実施（400手続）", "-"),
            ("未だ411手続", "411"),
            ("目標値 約400手続", "-"),
        ],
    );
}

#[test]
fn a_number_in_brackets_spells_out_only_the_same_value() {
    table(Counting::Level, "%", &[("0.721（72.1%）", "72.1"), ("1%（100%）", "1"), ("86%（▲14%）", "86")]);
    table(Counting::Level, "手続", &[("4（400手続）", "4")]);
    table(Counting::Level, "%削減", &[("86%（14%削減）", "14")]);
}

#[test]
fn an_objection_names_what_is_wrong_with_the_numbers() {
    let objection = |text: &str| answer(Counting::Total, "手続", text).said.objection;
    assert!(matches!(objection("+36手続"), Some(Objection::Increment { .. })));
    assert!(matches!(objection("125手続+286手続"), Some(Objection::TwoNumbers { .. })));
}

#[test]
fn a_word_of_the_indicator_s_name_says_nothing_about_a_number() {
    let total = |name: &str| number(&answer_about(name, Counting::Total, "手続", "新規411手続"));
    assert_eq!(total("新規の手続数"), "411");
    assert_eq!(total("手続数（新規を含む）"), "-");
}

#[test]
fn a_number_in_a_long_text_is_not_searched_for() {
    let long = format!("{}411手続", "窓口を改めました。".repeat(300));
    let figure = answer(Counting::Total, "手続", &long);
    assert_eq!((number(&figure).as_str(), figure.source), ("-", NumberSource::Whole));
}
