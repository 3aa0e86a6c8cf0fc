//! Compares number formats with `ssfmt`, an independent implementation: both show the same number with the
//! same words.
//!
//! Ours leaves out brackets of negative numbers and a point without decimals (`0.##`). Not compared are whole
//! thousands (`#,##0,`), which `ssfmt` cuts where Excel rounds, and a dash for zero, which we read as 0.

use super::NumberFormat;
use super::sections::Shown;

/// Codes with one number, in which the words do not touch its digits.
const CODES: [&str; 23] = [
    "0",
    "0.0",
    "0.00",
    "#,##0",
    "#,##0.0",
    "#,##0.##",
    "0%",
    "0.0%",
    "0.00%",
    "#,##0.0,",
    "0.0,,",
    "0\"件\"",
    "0.0\"件\"",
    "#,##0\"人\"",
    "0.0,,\"百万円\"",
    "\"約\"0\"件\"",
    "\"約\"#,##0.0\"km\"",
    "0\"/800手続\"",
    "0_);(0)",
    "0;-0;\"なし\"",
    "[>=100]0\"件以上\";0\"件\"",
    "[<1]0.0%;0\"件\"",
    "\\約0\\件",
];

const VALUES: [f64; 22] = [
    0.0,
    0.04,
    0.05,
    0.4,
    0.5,
    0.72137,
    0.995,
    1.0,
    1.5,
    2.5,
    7.0,
    7.26,
    70.25,
    99.5,
    99.95,
    100.0,
    411.0,
    699.64,
    1234.567,
    52026.0,
    1_234_567.0,
    9_660_500.0,
];

fn ours(code: &str, value: f64) -> String {
    match NumberFormat::new(code, None).show(value) {
        Shown::Number { exact, shown } => shown.unwrap_or(exact),
        Shown::Date(parts) => format!("{parts:?}"),
        Shown::Hidden => String::new(),
    }
}

/// Removes commas, white space and the trailing zeros of a fraction from a text.
fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let Some(point) = text.find('.') else { return text };
    let (whole, rest) = text.split_at(point);
    let end = rest[1..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |at| at + 1);
    let (fraction, words) = rest.split_at(end);
    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
    format!("{whole}{fraction}{words}")
}

#[test]
fn another_implementation_shows_the_same() {
    let mut differing = Vec::new();
    for code in CODES {
        for value in VALUES {
            let theirs = plain(&ssfmt::format_default(value, code).unwrap());
            let ours = plain(&ours(code, value));
            if theirs != ours {
                differing.push(format!("{code} of {value}: {theirs} there, {ours} here"));
            }
        }
    }
    assert_eq!(differing, Vec::<String>::new());
}
