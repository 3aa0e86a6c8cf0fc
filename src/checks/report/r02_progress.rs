//! R02: 進捗状況 is not chosen or not one of the choices, or another choice or 確認済 is unclear.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::report::wish::{self, Wish};
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::form::labels::WISHES;
use crate::form::raw::ShapeIssue;
use crate::ratings::{Progress, reported_progress};
use crate::sources::CellRef;
use crate::text::fold::one_line;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R02",
        severity: Severity::Error,
        title: "選択肢にない記入",
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

/// Reports that a field's choices are in separate cells and the marked one was taken, whose cell comes first.
fn marked(entry: &Entry<'_>) -> Option<Finding> {
    let (choice, cells) = entry.ret.raw.shape_issues.iter().find_map(|issue| match issue {
        ShapeIssue::Marked { label, choice, cells } if label == entry.field.label() => Some((choice, cells)),
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
    if entry.project.ended(entry.year()) {
        return None;
    }
    if entry.field == Field::RevisionWish {
        return unclear_wish(entry);
    }
    if entry.field != Field::Progress || entry.plan.bands.progress.is_empty() {
        return None;
    }
    let choices = Progress::choices(&entry.plan.bands);
    let written = entry.text();
    let message = match entry.content() {
        Content::Words if reported_progress(written, &entry.plan.bands).is_some() => return None,
        Content::Words => format!("進捗状況「{}」は選択肢にありません", one_line(written)),
        // V09, V10 and V16 report these.
        Content::ErrorValue | Content::Unsaved | Content::Struck => return None,
        _ if entry.form_is_blank() && !entry.project.indicators.is_empty() => {
            "実績も進捗状況も記入されていません".to_owned()
        }
        _ => "進捗状況が選択されていません".to_owned(),
    };
    Some(RULE.kind.at(entry.cell(), message).expected(choices.join("・")))
}

/// Reports that 確認済 names no code. `codes` are the codes that the return could confirm.
pub(crate) fn no_code(at: CellRef, written: &str, codes: &[&str]) -> Finding {
    let message = format!("確認済の欄「{}」からは、どの項目を確認したのか分かりません", one_line(written));
    RULE.kind
        .at(at, message)
        .severity(Severity::Check)
        .found(written)
        .expected(codes.join("、"))
        .help(format!("正しいことを確認した項目の符号を、「{}」の中から記入してください", codes.join("、")))
}

/// Reports a 計画見直しの要望 that reads as neither なし nor あり.
fn unclear_wish(entry: &Entry<'_>) -> Option<Finding> {
    if entry.content() != Content::Words || wish::read(entry.text()) != Wish::Unclear {
        return None;
    }
    let message =
        format!("計画見直しの要望「{}」は、「なし」と「あり」のどちらか分かりません", one_line(entry.text()));
    let help = "「なし」か「あり」を選び、「あり」のときは見直しの内容を記入してください";
    Some(RULE.kind.at(entry.cell(), message).severity(Severity::Check).expected(WISHES.join("・")).help(help))
}

#[cfg(test)]
mod tests {
    use crate::findings::Severity;
    use crate::form::field::Field;
    use crate::form::raw::ShapeIssue;
    use crate::sample::forms::{Form, findings, said, said_when, times};
    use workbook::Pos;

    #[test]
    fn an_unchosen_or_unknown_progress_is_refused() {
        assert_eq!(said_when(|form| form.set(Field::Progress, "")), ["R02 進捗状況が選択されていません"]);
        let found = findings(|form| form.set(Field::Progress, "おおむね予定どおり"));
        assert_eq!(said(&found), ["R02 進捗状況「おおむね予定どおり」は選択肢にありません"]);
        assert_eq!(found[0].expected, "未着手・順調・やや遅れ・遅れ・休止・完了・中止");
    }

    #[test]
    fn a_choice_taken_by_its_mark_is_reported() {
        let marked = |form: Form| {
            let cells = vec![Pos::new(20, 3), Pos::new(20, 4)];
            let (label, choice) = ("進捗状況".to_owned(), "順調".to_owned());
            form.issue(ShapeIssue::Marked { label, choice, cells })
        };
        let found = findings(marked);
        assert_eq!(said(&found), ["R02 進捗状況の選択肢が並んでいるため、印のある「順調」を読み取りました"]);
        assert_eq!(found[0].severity, Severity::Check);
    }

    #[test]
    fn a_form_with_words_only_has_one_finding() {
        // A form without any words of the department counts as not returned (S13).
        let words_only = |form: Form| form.blank().set(Field::Activity, "窓口を改めました。");
        assert_eq!(said_when(words_only), ["R02 実績も進捗状況も記入されていません"]);
    }

    #[test]
    fn a_confirmation_without_a_code_is_given_the_codes_to_choose_from() {
        for text in ["○", "確認済"] {
            let found = findings(|form| form.actual(0, "806手続").set(Field::Confirmed, text));
            let told = found.iter().find(|finding| finding.kind.code == "R02").unwrap();
            assert_eq!(
                told.message,
                format!("確認済の欄「{text}」からは、どの項目を確認したのか分かりません")
            );
            assert_eq!(told.help, "正しいことを確認した項目の符号を、「C05、V06」の中から記入してください");
        }
        assert_eq!(
            times("R02", &findings(|form| form.set(Field::Confirmed, "○"))),
            0,
            "no finding can be confirmed"
        );
    }

    #[test]
    fn an_unclear_wish_is_asked_about() {
        let found = findings(|form| form.set(Field::RevisionWish, "検討中"));
        assert_eq!(
            said(&found),
            ["R02 計画見直しの要望「検討中」は、「なし」と「あり」のどちらか分かりません"]
        );
        assert_eq!(found[0].severity, Severity::Check);
        assert_eq!(found[0].help, "「なし」か「あり」を選び、「あり」のときは見直しの内容を記入してください");
    }

    #[test]
    fn a_choice_with_punctuation_or_a_remark_is_accepted() {
        for text in ["順調。", "「順調」", "順調（目標達成）", "順調です"] {
            assert_eq!(times("R02", &findings(|form| form.set(Field::Progress, text))), 0, "{text}");
        }
    }

    #[test]
    fn a_choice_with_a_space_in_it_is_accepted() {
        assert_eq!(times("R02", &findings(|form| form.set(Field::Progress, "や や遅れ"))), 0);
    }

    #[test]
    fn a_choice_may_have_a_number_a_mark_and_an_explanation() {
        for written in ["②順調", "2.順調", "2　順調", "☑順調", "✔ 順調", "順調（予定どおり）"]
        {
            assert_eq!(times("R02", &findings(|form| form.set(Field::Progress, written))), 0, "{written}");
        }
        for written in ["順調（一部やや遅れ）", "☐順調", "順調ではない", "順調・遅れ"]
        {
            assert_eq!(times("R02", &findings(|form| form.set(Field::Progress, written))), 1, "{written}");
        }
    }
}
