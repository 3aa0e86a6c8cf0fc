//! V02: the year's target holds a quantity, and the actual is not readable as one.

use crate::checks::entry::{Content, Entry};
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;

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
    // What is left of a struck entry is V16's matter.
    let struck = entry.value.is_some_and(|value| value.cell.unstruck.is_some());
    if !entry.is_number() || entry.content() != Content::Words || struck {
        return None;
    }
    // A forecast is needed where it stands for the actual.
    let silent = || matches!(entry.beside(Field::Actual).content(), Content::Blank | Content::Dash);
    if entry.field == Field::Forecast && (entry.month.is_fiscal_year_end() || !silent()) {
        return None;
    }
    let target = entry.target()?;
    let message = format!(
        "{}「{}」から数値を読み取れません（目標は「{}」）",
        entry.label(),
        entry.text(),
        target.in_full()
    );
    let help =
        format!("「{}」のように数値と単位だけを記入し、説明は取組内容に移してください", entry.example());
    Some(RULE.kind.at(entry.cell(), message).expected("数値と単位").help(help))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{codes_when, findings, findings_at, plan, said};
    use workbook::Cell;

    #[test]
    fn words_are_no_number() {
        let found = findings(|form| form.actual(0, "おおむね順調"));
        assert_eq!(
            said(&found),
            ["V02 実績①「おおむね順調」から数値を読み取れません（目標は「400手続／800手続」）"]
        );
        assert_eq!(
            found[0].help,
            "「400手続」のように数値と単位だけを記入し、説明は取組内容に移してください"
        );
    }

    #[test]
    fn a_forecast_in_words_is_told_where_there_is_no_actual() {
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
    fn a_number_with_a_remark_is_one() {
        assert!(codes_when(|form| form.actual(0, "411手続（試行）")).is_empty());
    }
}
