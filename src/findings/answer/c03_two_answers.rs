//! C03: two returns that cannot be ordered differ in a field.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;
use crate::text::fold::{self, one_line, shortened};

/// The kind.
pub static KIND: Kind = Kind {
    code: "C03",
    severity: Severity::Error,
    title: "食い違う二つの回答",
    help: "どれが正しいかを確かめ、正しい内容を記入して、提出回の大きい様式で提出し直してください",
    explain: include_str!("c03_two_answers.md"),
    ..Kind::PLAIN
};

/// One return's answer in the field.
pub struct Answer<'a> {
    /// The text, empty if blank.
    pub text: &'a str,
    /// Its file.
    pub file: &'a str,
    /// Its sheet.
    pub sheet: &'a str,
    /// Its cell.
    pub at: CellRef,
}

/// Makes the finding, which shows the cells of the other answers too. It expects none of the answers, because
/// only the department knows which is right.
pub fn finding(at: CellRef, label: &str, answers: &[Answer<'_>]) -> Finding {
    let shown = |answer: &Answer<'_>| {
        if fold::is_blank(answer.text) {
            "空欄".to_owned()
        } else {
            format!("「{}」", shortened(&one_line(answer.text), MOST))
        }
    };
    // Answers in the same file are distinguished by their sheets.
    let one_file = answers.iter().zip(answers.iter().skip(1)).any(|(one, other)| one.file == other.file);
    let place = |answer: &Answer<'_>| match one_file {
        true => format!("{}のシート「{}」", answer.file, answer.sheet),
        false => answer.file.to_owned(),
    };
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for answer in answers {
        let (words, place) = (shown(answer), place(answer));
        match told.iter_mut().find(|(known, _)| *known == words) {
            Some((_, places)) => places.push(place),
            None => told.push((words, vec![place])),
        }
    }
    let all: Vec<String> =
        told.iter().map(|(words, places)| format!("{words}（{}）", places.join("、"))).collect();
    let message = format!(
        "新旧を決められない{}件の回答で、{label}が違います。{}。いずれも使っていません",
        answers.len(),
        all.join("、")
    );
    let found: Vec<&str> = told.iter().map(|(words, _)| words.as_str()).collect();
    let cells = answers.iter().map(|answer| answer.at).filter(|cell| *cell != at);
    KIND.at(at, message).found(found.join("、")).expected("正しいもの一つ").related(cells)
}

/// The most characters of an answer to quote.
const MOST: usize = 40;

#[cfg(test)]
mod tests {
    use crate::form::field::{Control, Field};
    use crate::sample::forms::{AS_OF, Form, form, plan, run, said};

    fn two(change: impl Fn(Form) -> Form) -> Vec<String> {
        let plan = plan();
        let second = form(&plan, "1-1-1", AS_OF).file("2032-03/copy.xlsx", Some(AS_OF));
        said(
            &run(&plan, vec![form(&plan, "1-1-1", AS_OF), change(second), form(&plan, "1-1-2", AS_OF)])
                .findings,
        )
    }

    #[test]
    fn differing_answers_that_cannot_be_ordered_are_withheld() {
        assert_eq!(
            two(|form| form.actual(0, "412手続")),
            [
                "C03 新旧を決められない2件の回答で、2031年度実績①が違います。「411手続」（2032-03/1-1-1.xlsx）、「412手続」（2032-03/copy.xlsx）。いずれも使っていません"
            ]
        );
    }

    #[test]
    fn every_answer_is_shown_and_none_is_expected() {
        let plan = plan();
        let copy = |file: &str, text: &str| {
            form(&plan, "1-1-1", AS_OF).file(&format!("2032-03/{file}"), Some(AS_OF)).actual(0, text)
        };
        let forms = vec![
            copy("a.xlsx", "411手続"),
            copy("b.xlsx", ""),
            copy("c.xlsx", "412手続"),
            copy("d.xlsx", "411手続"),
        ];
        let c = run(&plan, forms.into_iter().chain([form(&plan, "1-1-2", AS_OF)]).collect());
        assert_eq!(c.findings.len(), 1);
        let told = &c.findings[0];
        assert_eq!(
            told.message,
            "新旧を決められない4件の回答で、2031年度実績①が違います。「411手続」（2032-03/a.xlsx、2032-03/d.xlsx）、空欄（2032-03/b.xlsx）、「412手続」（2032-03/c.xlsx）。いずれも使っていません"
        );
        assert_eq!(
            (told.found.as_str(), told.expected.as_str()),
            ("「411手続」、空欄、「412手続」", "正しいもの一つ")
        );
        assert_eq!(told.related.len(), 3);
    }

    #[test]
    fn equal_answers_and_a_later_issue_are_no_conflict() {
        assert!(two(|form| form.set(Field::Author, "別の人")).is_empty());
        assert_eq!(
            two(|form| form.actual(0, "412手続").control(Control::IssueNumber, "2")),
            [
                "C04 提出回の大きい回答「2032-03/copy.xlsx」に差し替えました（違う欄: 2031年度実績①「411手続」→「412手続」）"
            ]
        );
    }
}
