//! V02: the year's target is a quantity, but the actual cannot be read as one.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::said::Objection;
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::text::fold::one_line;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V02",
        severity: Severity::Error,
        title: "数値として読めない実績や見込み",
        help: "実績を数値と単位で記入してください",
        explain: include_str!("v02_not_a_number.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    // V16 reports an entry that is partly struck through.
    let struck = entry.value.is_some_and(|value| value.cell.unstruck.is_some());
    if !entry.is_number() || entry.content() != Content::Words || struck {
        return None;
    }
    // A forecast must be readable only where it takes the place of the actual.
    let silent = || matches!(entry.other_field(Field::Actual).content(), Content::Blank | Content::Dash);
    if entry.field == Field::Forecast && (entry.month.is_fiscal_year_end() || !silent()) {
        return None;
    }
    let target = entry.target()?;
    let (label, text, manner) = (entry.label(), one_line(entry.text()), entry.manner());
    let only =
        format!("{}末の実績だけを{manner}で記入し、説明は取組内容に移してください", entry.year().label());
    let (message, help) = match entry.said().and_then(|said| said.objection.as_ref()) {
        Some(Objection::NotAnActual { number, word }) => {
            (format!("{label}「{text}」は「{word}」とあるため、{number}を実績としていません"), only)
        }
        Some(Objection::Increment { number, word }) => (
            format!(
                "{label}「{text}」は「{word}」とあり、{number}は増えた分と思われるため、実績としていません"
            ),
            format!("累計の指標です。年度末までの累計を{manner}で記入してください"),
        ),
        Some(Objection::RunningTotal { number, word }) => (
            format!(
                "{label}「{text}」は「{word}」とあり、{number}は年度をまたぐ累計と思われるため、実績としていません"
            ),
            format!("単年の指標です。今年度分だけを{manner}で記入してください"),
        ),
        Some(Objection::TwoNumbers { first, second }) => (
            format!("{label}「{text}」に{first}と{second}の二つの数値があり、どちらが実績か分かりません"),
            format!("実績の数値を一つだけ、{manner}で記入してください"),
        ),
        None => (
            format!("{label}「{text}」から数値を読み取れません（目標は「{}」）", target.in_full()),
            format!("{manner}だけを記入し、説明は取組内容に移してください"),
        ),
    };
    Some(RULE.kind.at(entry.cell(), message).expected(manner).help(help))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{findings, findings_at, plan, said, times};
    use workbook::Cell;

    #[test]
    fn an_actual_in_words_is_refused() {
        let found = findings(|form| form.actual(0, "おおむね順調"));
        assert_eq!(
            said(&found),
            ["V02 実績①「おおむね順調」から数値を読み取れません（目標は「400手続／800手続」）"]
        );
        assert_eq!(found[0].help, "数値と単位（手続）だけを記入し、説明は取組内容に移してください");
    }

    #[test]
    fn a_number_that_is_no_actual_is_refused_with_the_word_that_disqualifies_it() {
        let told = |text: &str| {
            let found = findings(|form| form.actual(0, text));
            (said(&found).concat(), found[0].help.clone())
        };
        assert_eq!(
            told("400手続に届かなかった"),
            (
                "V02 実績①「400手続に届かなかった」は「届か」とあるため、400手続を実績としていません"
                    .to_owned(),
                "2031年度末の実績だけを数値と単位（手続）で記入し、説明は取組内容に移してください".to_owned(),
            )
        );
        assert_eq!(
            told("330手続（今年度分）"),
            (
                "V02 実績①「330手続（今年度分）」は「今年度分」とあり、330手続は増えた分と思われるため、実績としていません".to_owned(),
                "累計の指標です。年度末までの累計を数値と単位（手続）で記入してください".to_owned(),
            )
        );
        assert_eq!(
            told("411 412"),
            (
                "V02 実績①「411 412」に411と412の二つの数値があり、どちらが実績か分かりません".to_owned(),
                "実績の数値を一つだけ、数値と単位（手続）で記入してください".to_owned(),
            )
        );
    }

    #[test]
    fn a_forecast_in_words_is_refused_only_without_an_actual() {
        let plan = plan();
        let at = |month: &str, actual: &str| {
            said(&findings_at(&plan, month, |form| {
                form.actual(0, actual).row(Field::Forecast, 0, Cell::text("わからない"))
            }))
        };
        let told = "V02 年度末見込み①「わからない」から数値を読み取れません（目標は「400手続／800手続」）";
        assert_eq!(at("2031-12", ""), [told]);
        assert!(at("2031-12", "380手続").iter().all(|said| !said.starts_with("V02")));
        assert!(at("2032-03", "").iter().all(|said| !said.starts_with("V02")), "V01 asks for the actual");
    }

    #[test]
    fn a_number_with_a_remark_is_accepted() {
        assert_eq!(times("V02", &findings(|form| form.actual(0, "411手続（試行）"))), 0);
    }
}
