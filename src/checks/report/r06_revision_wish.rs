//! R06: a wish to revise the plan.

use crate::checks::month_view::{MonthView, attribute_to_return};
use crate::checks::report::wish::{self, Wish};
use crate::checks::rule::{Check, Rule};
use crate::figure::has_no_content;
use crate::findings::{Finding, Kind, Role, Severity};
use crate::form::field::Field;
use crate::returns::{EntryKey, Return};
use crate::text::fold;
use crate::text::fold::one_line;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R06",
        severity: Severity::Info,
        title: "計画見直しの要望",
        help: "対応は要りません",
        explain: include_str!("r06_revision_wish.md"),
        role: Role::Wish,
        ..Kind::PLAIN
    },
    check: Check::Month(check),
};

fn check(view: &MonthView<'_>) -> Vec<Finding> {
    // Any department of a project may ask for a revision, even if its figures do not count.
    view.counting.values().chain(&view.others).filter_map(|ret| wished(ret, view)).collect()
}

fn wished(ret: &Return, view: &MonthView<'_>) -> Option<Finding> {
    let entry = |field| ret.value(&EntryKey::single(field));
    let (choice, text) = (entry(Field::RevisionWish), entry(Field::RevisionText));
    let words = text.map_or("", |value| value.text.as_str());
    let filled = !has_no_content(words);
    let at = choice.or(text)?.at()?;
    let what = if filled { one_line(words) } else { "内容は未記入".to_owned() };
    let wish = choice.map(|choice| wish::read(&choice.text));
    let finding = match wish {
        Some(Wish::Yes) => RULE.kind.at(at, format!("計画見直しの要望があります（{what}）")),
        // A written request counts even if the choice is missing or unreadable.
        None | Some(Wish::Unclear) if filled => {
            RULE.kind.at(at, format!("計画見直しの要望があります（{what}）"))
        }
        // The form is issued with the last accepted words filled in, so these alone are no request.
        Some(Wish::No) if filled && !is_last_time_s(words, ret, view) => {
            let message =
                format!("計画見直しの要望は「なし」ですが、見直しの内容が記入されています（{what}）");
            let help = "要望があるときは「あり」を選び、ないときは見直しの内容を消してください";
            RULE.kind.at(at, message).severity(Severity::Check).help(help)
        }
        _ => return None,
    };
    Some(attribute_to_return(finding.found(words), ret))
}

/// True if a return asks for a revision of the plan by its choice or, if that is missing or unclear, in
/// words.
pub(crate) fn states_wish(ret: &Return) -> bool {
    let entry = |field| ret.value(&EntryKey::single(field)).map(|value| value.text.as_str());
    match entry(Field::RevisionWish).map(wish::read) {
        Some(Wish::Yes) => true,
        Some(Wish::No) => false,
        None | Some(Wish::Unclear) => entry(Field::RevisionText).is_some_and(|words| !has_no_content(words)),
    }
}

/// True if the words are the last accepted ones, with which the form was issued.
fn is_last_time_s(words: &str, ret: &Return, view: &MonthView<'_>) -> bool {
    let last = view.earlier.months.range(..view.month).next_back();
    let project = ret.project.as_ref().and_then(|id| last?.1.projects.get(id));
    project.is_some_and(|accepted| fold::prose(accepted.text(Field::RevisionText)) == fold::prose(words))
}

#[cfg(test)]
mod tests {
    use crate::findings::Severity;
    use crate::form::field::{Control, Field};
    use crate::sample::forms::{
        AS_OF, Form, findings, findings_after, first, form, plan, run, said, said_when, times,
    };

    #[test]
    fn a_wish_is_reported() {
        assert_eq!(
            said_when(|form| form
                .set(Field::RevisionWish, "あり")
                .set(Field::RevisionText, "目標を上げたい")),
            ["R06 計画見直しの要望があります（目標を上げたい）"]
        );
        assert_eq!(
            said_when(|form| form.set(Field::RevisionWish, "あり")),
            ["R06 計画見直しの要望があります（内容は未記入）"]
        );
    }

    #[test]
    fn the_wish_of_another_department_of_a_joint_project_is_reported_too() {
        let plan = plan();
        let other = form(&plan, "1-1-1", AS_OF)
            .path("2032-03/other.xlsx")
            .control(Control::Sender, "会計課")
            .set(Field::RevisionText, "目標を上げたい");
        let forms = vec![form(&plan, "1-1-1", AS_OF), other, form(&plan, "1-1-2", AS_OF)];
        let found = run(&plan, forms).findings;
        // The lead department left blank what the other one wrote.
        assert_eq!(times("R06", &found), 1);
        assert_eq!(first("R06", &found).department.as_deref(), Some("会計課"));
    }

    #[test]
    fn a_denied_wish_with_content_is_asked_about() {
        let found =
            findings(|form| form.set(Field::RevisionWish, "なし").set(Field::RevisionText, "目標を上げたい"));
        assert_eq!(
            said(&found),
            ["R06 計画見直しの要望は「なし」ですが、見直しの内容が記入されています（目標を上げたい）"]
        );
        assert_eq!(found[0].severity, Severity::Check);
    }

    #[test]
    fn the_last_accepted_words_beside_a_denial_are_no_wish() {
        let last =
            |form: Form| form.set(Field::RevisionWish, "あり").set(Field::RevisionText, "目標を上げたい");
        let now =
            |form: Form| form.set(Field::RevisionWish, "なし").set(Field::RevisionText, "目標を上げたい");
        assert_eq!(times("R06", &findings_after(last, now)), 0);
        for text in ["なし", "ありません", "×", ""] {
            assert_eq!(times("R06", &findings(|form| form.set(Field::RevisionWish, text))), 0, "{text}");
        }
    }
}
