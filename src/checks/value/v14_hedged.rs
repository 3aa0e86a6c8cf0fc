//! V14: the number is hedged (約, 以上, 程度) or a range; reports which number was taken.

use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::{Hedge, amount};
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::text::fold;
use crate::text::fold::one_line;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V14",
        severity: Severity::Check,
        title: "約・以上・見込などの付いた数値",
        help: "正確な数値を記入してください",
        explain: include_str!("v14_hedged.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let found = entry.quantity()?;
    let figure = entry.value?.figure.as_ref()?;
    let taken = amount(found.number, entry.unit());
    let Some(hedge) = figure.hedge else {
        let word = figure.said.doubt.as_ref()?;
        let message = format!(
            "{}「{}」を{taken}と読み取りました（「{word}」とあるため、確定した実績か確かめてください）",
            entry.label(),
            one_line(entry.text())
        );
        return Some(RULE.kind.at(entry.cell(), message).expected(entry.manner()));
    };
    // A forecast is always an estimate.
    if entry.field == Field::Forecast && matches!(hedge, Hedge::Expected | Hedge::About | Hedge::Roughly) {
        return None;
    }
    let how = match hedge {
        Hedge::Range { high, .. } => {
            format!("{}までの範囲のうち、小さいほうです", amount(high, entry.unit()))
        }
        _ => ignored_words(entry.text(), &[&found.unit, entry.unit()]),
    };
    let message = format!("{}「{}」を{taken}と読み取りました（{how}）", entry.label(), entry.text());
    Some(RULE.kind.at(entry.cell(), message).expected(entry.manner()))
}

/// Returns the words of an entry that were ignored: those before the number and after its unit.
fn ignored_words(text: &str, units: &[&str]) -> String {
    let folded = fold::width(text);
    let digits = || folded.char_indices().filter(|(_, c)| c.is_ascii_digit());
    let words = digits().next().zip(digits().next_back()).and_then(|((first, _), (last, _))| {
        let after = folded[last + 1..].trim_start();
        let unit = units.iter().filter(|unit| !unit.is_empty()).find_map(|unit| after.strip_prefix(*unit));
        let after = unit.or_else(|| units.iter().all(|unit| unit.is_empty()).then_some(after))?;
        let bare = |part: &str| part.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        Some([bare(&folded[..first]), bare(after)])
    });
    let shown: Vec<String> = words
        .into_iter()
        .flatten()
        .filter(|word| !word.is_empty())
        .map(|word| format!("「{word}」"))
        .collect();
    if shown.is_empty() || shown.iter().any(|word| word.chars().count() > MOST) {
        return "数値と単位のほかの言葉は除いています".to_owned();
    }
    format!("{}は除いています", shown.concat())
}

/// The longest remark to quote, in characters.
const MOST: usize = 14;

#[cfg(test)]
mod tests {
    use workbook::Cell;

    use crate::form::field::Field;
    use crate::sample::forms::{findings, times};

    #[test]
    fn an_estimate_is_reported() {
        assert_eq!(times("V14", &findings(|form| form.actual(0, "約411手続"))), 1);
        let found = findings(|form| form.actual(0, "約411手続"));
        assert_eq!(found[0].message, "実績①「約411手続」を411手続と読み取りました（「約」は除いています）");
    }

    #[test]
    fn ignored_words_are_quoted_as_written() {
        for (text, told) in [
            ("411手続予定", "「予定」は"),
            ("およそ411手続", "「およそ」は"),
            ("４１１手続（見込み）", "「見込み」は"),
            ("約411手続程度", "「約」「程度」は"),
            ("411 手続以上／800手続", "数値と単位のほかの言葉は"),
        ] {
            let found = findings(|form| form.actual(0, text));
            assert!(found[0].message.ends_with(&format!("（{told}除いています）")), "{}", found[0].message);
        }
        let found = findings(|form| form.actual(1, "65%強"));
        assert!(found[0].message.ends_with("（「強」は除いています）"), "{}", found[0].message);
    }

    #[test]
    fn both_ends_of_a_range_are_reported() {
        let found = findings(|form| form.actual(1, "65～70%"));
        assert_eq!(found.iter().map(|finding| finding.kind.code).collect::<Vec<_>>(), ["V14"]);
        assert_eq!(
            found[0].message,
            "実績②「65～70%」を65%と読み取りました（70%までの範囲のうち、小さいほうです）"
        );
    }

    #[test]
    fn a_word_that_makes_the_number_provisional_is_quoted() {
        for (text, word) in [
            ("411手続（集計中）", "集計中"),
            ("411手続 ※精査中", "精査中"),
            ("411手続（未達成）", "未達"),
            ("411手続（目標値）", "目標"),
        ] {
            assert_eq!(times("V14", &findings(|form| form.actual(0, text))), 1, "{text}");
            let found = findings(|form| form.actual(0, text));
            assert_eq!(
                found[0].message,
                format!(
                    "実績①「{text}」を411手続と読み取りました（「{word}」とあるため、確定した実績か確かめてください）"
                )
            );
        }
    }

    #[test]
    fn a_hedged_forecast_is_accepted_but_a_range_is_reported() {
        let told =
            |text: &str| times("V14", &findings(|form| form.row(Field::Forecast, 0, Cell::text(text))));
        assert_eq!(["約411手続", "411手続程度", "411手続見込み"].map(told), [0, 0, 0]);
        assert_eq!(told("400～411手続"), 1);
    }

    #[test]
    fn an_exact_number_is_accepted() {
        assert_eq!(times("V14", &findings(|form| form.actual(0, "411手続"))), 0);
    }
}
