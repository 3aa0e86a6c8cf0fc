//! V15: Excel turned the entry into a date; reports what was probably typed.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V15",
        severity: Severity::Error,
        title: "日付に変わった記入",
        help: "セルの書式を文字列にして、入力し直してください",
        explain: include_str!("v15_date.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let Content::Date(typed) = entry.content() else { return None };
    if !entry.is_figure() {
        return None;
    }
    let (label, date) = (entry.label(), entry.text());
    let is_number = typed.bytes().all(|byte| byte.is_ascii_digit());
    let message = if typed.is_empty() {
        format!("{label}が日付「{date}」に変わっています")
    } else if is_number {
        format!("{label}の「{typed}」が、日付の表示形式のため日付「{date}」に変わっています")
    } else {
        format!("{label}が日付「{date}」に変わっています（「{typed}」と入力したものと思われます）")
    };
    Some(RULE.kind.at(entry.cell(), message).expected(typed))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{cell, findings, said_when, times};
    use workbook::CellKind;

    #[test]
    fn an_actual_turned_into_a_date_is_refused() {
        assert_eq!(
            times(
                "V15",
                &findings(|form| form.row(
                    Field::Actual,
                    0,
                    cell("2032-07-08", CellKind::Date { typed: "7/8".to_owned() })
                ))
            ),
            1
        );
    }

    #[test]
    fn a_number_in_a_date_format_is_reported_as_the_number() {
        let dated = cell("1901-11-30", CellKind::Date { typed: "700".to_owned() });
        assert_eq!(
            said_when(|form| form.row(Field::Actual, 0, dated.clone())),
            ["V15 実績①の「700」が、日付の表示形式のため日付「1901-11-30」に変わっています"]
        );
    }

    #[test]
    fn a_date_in_a_date_field_is_accepted() {
        assert_eq!(
            times(
                "V15",
                &findings(|form| form
                    .cell(Field::EnteredOn, cell("2032-04-05", CellKind::Date { typed: "4/5".to_owned() })))
            ),
            0
        );
    }
}
