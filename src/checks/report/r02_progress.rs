//! R02: 進捗状況 not chosen, or not one of the choices.

use crate::checks::entry::{Content, Entry};
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::form::raw::Trouble;
use crate::ratings::Progress;
use crate::sources::CellRef;
use crate::text::fold;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R02",
        severity: Severity::Error,
        title: "進捗状況の未選択",
        help: "進捗状況を選択肢から一つ選んでください",
        explain: include_str!("r02_progress.md"),
        asks: Some(Field::Progress),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    marked(entry).or_else(|| unchosen(entry))
}

/// The choices of a field stand beside one another on the form, and the one with a mark was taken. Its cell comes first.
fn marked(entry: &Entry<'_>) -> Option<Finding> {
    let (choice, cells) = entry.ret.raw.troubles.iter().find_map(|trouble| match trouble {
        Trouble::Marked { label, choice, cells } if label == entry.field.label() => Some((choice, cells)),
        _ => None,
    })?;
    let mut cells = cells.iter().map(|pos| CellRef { sheet: entry.ret.sheet, pos: *pos });
    let message =
        format!("{}の選択肢が並んでいるため、印のある「{choice}」を読み取りました", entry.field.label());
    let finding = RULE
        .kind
        .at(cells.next().unwrap_or_else(|| entry.cell()), message)
        .severity(Severity::Check)
        .found(choice)
        .help("読み取った選択肢が正しいことを確かめてください");
    Some(finding.related(cells))
}

fn unchosen(entry: &Entry<'_>) -> Option<Finding> {
    if entry.field != Field::Progress || entry.project.ended(entry.year()) {
        return None;
    }
    let choices = Progress::choices(&entry.plan.bands);
    let written = entry.text();
    let message = match entry.content() {
        Content::Words if choices.iter().any(|choice| fold::key(choice) == fold::key(written)) => {
            return None;
        }
        Content::Words => format!("進捗状況「{written}」は選択肢にありません"),
        // Other rules say what is wrong with the cell.
        Content::ErrorValue | Content::Unsaved | Content::Struck => return None,
        _ if entry.form_is_blank() && !entry.project.indicators.is_empty() => {
            "実績も進捗状況も記入されていません".to_owned()
        }
        _ => "進捗状況が選択されていません".to_owned(),
    };
    Some(RULE.kind.at(entry.cell(), message).expected(choices.join("・")))
}

#[cfg(test)]
mod tests {
    use crate::findings::Severity;
    use crate::form::field::Field;
    use crate::form::raw::Trouble;
    use crate::sample::forms::{Form, codes_when, findings, said, said_when};
    use workbook::Pos;

    #[test]
    fn an_unchosen_or_unknown_progress_is_refused() {
        assert_eq!(said_when(|form| form.set(Field::Progress, "")), ["R02 進捗状況が選択されていません"]);
        let found = findings(|form| form.set(Field::Progress, "おおむね予定どおり"));
        assert_eq!(said(&found), ["R02 進捗状況「おおむね予定どおり」は選択肢にありません"]);
        assert_eq!(found[0].expected, "未着手・順調・やや遅れ・遅れ・休止・完了・中止");
    }

    #[test]
    fn a_choice_taken_by_its_mark_is_told() {
        let marked = |form: Form| {
            let cells = vec![Pos::new(20, 3), Pos::new(20, 4)];
            let (label, choice) = ("進捗状況".to_owned(), "順調".to_owned());
            form.trouble(Trouble::Marked { label, choice, cells })
        };
        let found = findings(marked);
        assert_eq!(said(&found), ["R02 進捗状況の選択肢が並んでいるため、印のある「順調」を読み取りました"]);
        assert_eq!(found[0].severity, Severity::Check);
    }

    #[test]
    fn a_form_with_words_only_has_this_one_finding() {
        // Without any words of the department's it is not returned at all (S13).
        let words_only = |form: Form| form.blank().set(Field::Activity, "窓口を改めました。");
        assert_eq!(said_when(words_only), ["R02 実績も進捗状況も記入されていません"]);
    }

    #[test]
    fn a_choice_with_a_space_in_it_is_one() {
        assert!(codes_when(|form| form.set(Field::Progress, "や や遅れ")).is_empty());
    }
}
