//! V16: text is struck through; reports what is read from the rest, or that nothing can be.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V16",
        severity: Severity::Check,
        title: "取消線のある記入",
        help: "取消線の部分を消して、正しい値だけを残してください",
        explain: include_str!("v16_struck.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let value = entry.value?;
    value.cell.unstruck.as_ref()?;
    let (whole, rest) = (&value.cell.text, &value.text);
    let asked = entry.field == Field::Actual && entry.is_number() && entry.target().is_some();
    let unreadable = match entry.content() {
        Content::Struck => true,
        Content::Words => asked,
        _ => false,
    };
    if unreadable {
        let message = format!("{}「{whole}」に取消線があり、残りから値を読み取れません", entry.label());
        return Some(RULE.kind.at(entry.cell(), message).severity(Severity::Error));
    }
    let message = format!("{}の取消線の部分を除いて「{rest}」と読み取りました", entry.label());
    Some(RULE.kind.at(entry.cell(), message).expected(rest.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::findings::Severity;
    use crate::form::field::Field;
    use crate::sample::forms::{findings, findings_at, plan, struck};

    #[test]
    fn the_text_that_is_not_struck_is_read() {
        let found = findings(|form| form.row(Field::Actual, 0, struck("410手続411手続", "411手続")));
        assert_eq!(
            found.iter().map(|f| (f.kind.code, f.severity)).collect::<Vec<_>>(),
            [("V16", Severity::Check)]
        );
    }

    #[test]
    fn an_unreadable_rest_is_refused_once() {
        for rest in ["", "調整中"] {
            let found = findings(|form| form.row(Field::Actual, 0, struck("411手続", rest)));
            assert_eq!(
                found.iter().map(|f| (f.kind.code, f.severity)).collect::<Vec<_>>(),
                [("V16", Severity::Error)]
            );
        }
    }

    #[test]
    fn a_plain_entry_is_accepted() {
        assert!(findings(|form| form.actual(0, "411手続")).is_empty());
    }

    #[test]
    fn a_forecast_may_be_words() {
        let found =
            findings_at(&plan(), "2031-12", |form| form.row(Field::Forecast, 0, struck("411手続", "調整中")));
        let told: Vec<_> = found.iter().map(|f| (f.kind.code, f.severity)).collect();
        assert_eq!(told, [("V16", Severity::Check)]);
    }
}
