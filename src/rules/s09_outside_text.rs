//! S09: text outside the form, in notes, comments or text boxes: kept, listed.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "S09",
        severity: Severity::Info,
        title: "様式の外の記載",
        help: "対応は要りません",
        explain: include_str!("s09_outside_text.md"),
    },
    check: Check::Raised,
};

/// One finding for all that stands outside the fields of a form.
pub(crate) fn finding(texts: &[(&str, CellRef)]) -> Option<Finding> {
    let ((text, first), rest) = texts.split_first()?;
    let shown: String = text.chars().take(40).collect();
    let more = if rest.is_empty() { String::new() } else { format!("ほか{}か所", rest.len()) };
    let message =
        format!("様式の欄の外に記載があります（「{shown}」{more}）。事務局確認表の「記述」に載せました");
    Some(RULE.kind.at(*first, message).found(*text).related(rest.iter().map(|(_, at)| *at)))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::rules::sample::{codes_when, said_when};

    #[test]
    fn text_outside_the_fields_is_listed_once() {
        assert_eq!(
            said_when(|form| form.remark("※速報値").remark("電話で確認")),
            ["S09 様式の欄の外に記載があります（「※速報値」ほか1か所）。事務局確認表の「記述」に載せました"]
        );
    }

    #[test]
    fn a_note_in_its_field_is_not() {
        assert!(codes_when(|form| form.set(Field::Note, "※速報値")).is_empty());
    }
}
