//! V01: a due actual is blank or `-`.

use crate::finding::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::rules::entry::{Content, Entry};
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V01",
        severity: Severity::Error,
        title: "実績の未記入",
        help: "実績を記入してください",
        explain: include_str!("v01_blank.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let empty = matches!(entry.content(), Content::Blank | Content::Dash);
    // Where nothing at all was filled in, R02 says so once; where the row is gone, the comparison does.
    if entry.field != Field::Actual || !empty || entry.form_is_blank() || !entry.has_label() {
        return None;
    }
    let target = entry.due()?;
    if !entry.month.is_fiscal_year_end() {
        let forecast = entry.beside(Field::Forecast);
        let no_forecast = matches!(forecast.content(), Content::Blank | Content::Dash);
        if !entry.is_number() || !no_forecast {
            return None;
        }
    }
    let message = format!(
        "{}の{}が記入されていません（目標は「{}」）",
        entry.year().label(),
        entry.label(),
        target.text
    );
    Some(RULE.kind.at(entry.cell(), message).expected(target.text.as_str()))
}
