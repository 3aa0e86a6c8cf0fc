//! R06: a wish to revise the plan.

use crate::checks::month_view::{MonthView, stamp};
use crate::checks::rule::{Check, Rule};
use crate::figure::says_nothing;
use crate::findings::{Finding, Kind, Role, Severity};
use crate::form::field::Field;
use crate::returns::{EntryKey, Return};

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
    // Whoever shares a project may wish; whose figures count is another matter.
    view.counting.values().chain(&view.others).filter_map(|ret| wish(ret)).collect()
}

fn wish(ret: &Return) -> Option<Finding> {
    let entry = |field| ret.value(&EntryKey { field, indicator: None, year: None });
    let (choice, text) = (entry(Field::RevisionWish), entry(Field::RevisionText));
    let words = text.map_or("", |value| value.text.as_str());
    let wished = match choice {
        Some(choice) => !says_nothing(&choice.text),
        // What is asked for counts although the choice was forgotten, but not against a plain なし.
        None => !says_nothing(words),
    };
    let at = choice.or(text)?.at()?;
    wished.then(|| {
        let what = if says_nothing(words) { "内容は未記入" } else { words };
        stamp(RULE.kind.at(at, format!("計画見直しの要望があります（{what}）")).found(words), ret)
    })
}

#[cfg(test)]
mod tests {
    use crate::form::field::{Control, Field};
    use crate::sample::forms::{AS_OF, codes, codes_when, form, plan, run, said_when};

    #[test]
    fn a_wish_is_listed() {
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
    fn the_wish_of_a_department_that_shares_the_project_is_listed_too() {
        let plan = plan();
        let other = form(&plan, "1-1-1", AS_OF)
            .path("2032-03/other.xlsx")
            .control(Control::Sender, "会計課")
            .set(Field::RevisionText, "目標を上げたい");
        let forms = vec![form(&plan, "1-1-1", AS_OF), other, form(&plan, "1-1-2", AS_OF)];
        let found = run(&plan, forms).findings;
        // The lead left blank what the other department wrote.
        assert_eq!(codes(&found), ["C07", "R06"]);
        assert_eq!(found[1].department.as_deref(), Some("会計課"));
    }

    #[test]
    fn no_wish_is_none_whatever_stands_beside_it() {
        assert!(
            codes_when(|form| form
                .set(Field::RevisionWish, "なし")
                .set(Field::RevisionText, "目標を上げたい"))
            .is_empty()
        );
    }
}
