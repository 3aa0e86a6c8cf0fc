//! V20: a 追加項目 that must be filled in is blank, or its answer is not of its kind.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::FigureKind;
use crate::findings::{Finding, Kind, Severity};
use crate::plan::model::{ExtraItem, ExtraKind};
use crate::text::fold::one_line;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V20",
        severity: Severity::Error,
        title: "追加項目の記入",
        help: "様式の案内に従って記入してください",
        explain: include_str!("v20_item.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let item = entry.item()?;
    let label = entry.label();
    match entry.content() {
        Content::Blank | Content::Dash => {
            // A form that is left entirely blank has one finding instead (R02).
            let due = item.required && !entry.project.ended(entry.year());
            let asked = due && !entry.is_covered_by_r02() && entry.has_label();
            let message = format!("{label}が記入されていません");
            asked.then(|| RULE.kind.at(entry.cell(), message).help(item.message()))
        }
        Content::Words | Content::Date(_) if !is_of_kind(entry, item) => {
            let written = one_line(entry.text());
            let (message, expected) = match &item.kind {
                ExtraKind::Choice(choices) => {
                    (format!("{label}「{written}」は選択肢にありません"), choices.join("・"))
                }
                _ => (format!("{label}「{written}」を数として読み取れません"), "数".to_owned()),
            };
            Some(RULE.kind.at(entry.cell(), message).expected(expected).help(item.message()))
        }
        // A fitting answer, or an error value, unsaved formula or struck-through text (V09, V10, V16).
        _ => None,
    }
}

fn is_of_kind(entry: &Entry<'_>, item: &ExtraItem) -> bool {
    match &item.kind {
        ExtraKind::Text => true,
        ExtraKind::Number(_) => entry
            .value
            .and_then(|value| value.figure.as_ref())
            .is_some_and(|figure| figure.kind == FigureKind::None || item.number(figure).is_some()),
        ExtraKind::Choice(_) => item.choice(entry.text()).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::plan::Plan;
    use crate::plan::model::{ExtraItem, ExtraKind, ExtraOwner, Subject};
    use crate::sample::forms::{Form, findings_of, plan, said, set_year};

    fn with(kind: ExtraKind, required: bool) -> Plan {
        let mut plan = plan();
        plan.items = vec![ExtraItem {
            name: "予算額".to_owned(),
            subject: Subject::Project,
            kind,
            owner: ExtraOwner::Department,
            required,
            listed: false,
            printed: false,
            public: false,
        }];
        plan
    }

    fn told(plan: &Plan, answer: &str) -> Vec<String> {
        said(&findings_of(plan, |form| form.set(Field::ProjectItem(0), answer)))
    }

    #[test]
    fn a_wrong_kind_of_answer_and_a_missing_one_are_refused() {
        let number = with(ExtraKind::Number("千円".to_owned()), true);
        assert_eq!(told(&number, "約束による"), ["V20 予算額「約束による」を数として読み取れません"]);
        assert_eq!(told(&number, "3件"), ["V20 予算額「3件」を数として読み取れません"]);
        assert_eq!(told(&number, ""), ["V20 予算額が記入されていません"]);
        let choice = with(ExtraKind::Choice(vec!["拡充".to_owned(), "継続".to_owned()]), false);
        assert_eq!(told(&choice, "縮小"), ["V20 予算額「縮小」は選択肢にありません"]);
    }

    #[test]
    fn a_form_left_blank_is_asked_for_a_required_item_where_no_other_finding_speaks_for_it() {
        let blank = |form: Form| form.blank().set(Field::Name, "窓口").set(Field::ProjectItem(0), "");
        let mut plan = with(ExtraKind::Text, true);
        let codes = |plan: &Plan| said(&findings_of(plan, blank));
        assert!(!codes(&plan).iter().any(|told| told.starts_with("V20")), "{:?}", codes(&plan));
        // A plan that does not judge 進捗状況 has no R02.
        plan.bands.progress.clear();
        let told = codes(&plan);
        assert!(told.contains(&"V20 予算額が記入されていません".to_owned()), "{told:?}");
        // Nothing is due of a project that has ended.
        plan.projects.edit(|projects| {
            for indicator in &mut projects[0].indicators {
                set_year(indicator, 2031, "終了", "");
            }
        });
        assert!(!codes(&plan).iter().any(|told| told.starts_with("V20")), "{:?}", codes(&plan));
    }

    #[test]
    fn a_right_kind_of_answer_and_an_optional_blank_are_accepted() {
        let number = with(ExtraKind::Number("千円".to_owned()), false);
        for answer in ["1,200千円", "１２００", "-", ""] {
            assert!(told(&number, answer).is_empty(), "{answer}");
        }
        let choice = with(ExtraKind::Choice(vec!["拡充".to_owned(), "継続".to_owned()]), true);
        assert!(told(&choice, "「継続」").is_empty());
        assert!(told(&with(ExtraKind::Text, true), "国庫補助金").is_empty());
    }
}
