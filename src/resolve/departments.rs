//! Finds the plan's departments in a longer text: a sender with its section, or a file's path.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::plan::model::{Department, Plan};
use crate::text::fold;

/// Characters that may stand directly before a department's name: the last of a larger unit's name, and
/// prefixes (`旧会計課`).
const BEFORE: &str = "局部市町村県府都区室課所署院校館場団庁現旧新兼";

/// Returns the departments that a text names by any of their names, in the order of the text. Ignores a name
/// inside a longer one that was found, and the end of another word: 福祉総務課 does not name 総務課.
pub(super) fn named_in<'p>(plan: &'p Plan, text: &str) -> Vec<&'p Department> {
    let whole = fold::key(text);
    let starts = starts_of_words(text);
    let mut found = plan.departments.named_within(&whole);
    found.retain(|(from, ..)| starts.contains(from) || may_begin_after(&whole, *from));
    // A name sorts before the names inside it.
    found.sort_by_key(|(from, to, _)| (*from, Reverse(*to)));
    let mut named = BTreeSet::new();
    let mut departments = Vec::new();
    let (mut last, mut covered) = ((0, 0), 0);
    for (from, to, department) in found {
        if to > covered || last == (from, to) {
            (last, covered) = ((from, to), to);
            if named.insert(&department.name) {
                departments.push(department);
            }
        }
    }
    departments
}

/// Returns where in the folded text a word begins: at its start and after each white space.
fn starts_of_words(text: &str) -> BTreeSet<usize> {
    let mut starts = BTreeSet::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        starts.insert(at);
        at += fold::key(word).len();
    }
    starts
}

fn may_begin_after(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    before.is_none_or(|c| !c.is_alphanumeric() || BEFORE.contains(c) || is_hiragana(c))
}

fn is_hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{3096}').contains(&c)
}

#[cfg(test)]
mod tests {
    use crate::resolve::departments::named_in;
    use crate::sample::forms::plan;

    #[test]
    fn a_department_is_found_inside_a_longer_text() {
        let mut plan = plan();
        let mut fire = plan.departments[0].clone();
        (fire.name, fire.aliases) = ("消防局総務課".to_owned(), Vec::new());
        plan.departments.edit(|departments| departments.push(fire));
        let named = |text: &str| -> Vec<&str> {
            named_in(&plan, text).into_iter().map(|department| department.name.as_str()).collect()
        };
        for text in [
            "会計課",
            "会計課 出納係",
            "会計課　見本太郎",
            "企画財政局 企画政策部 会計課",
            "企画政策部会計課",
            "会計課（内線1234）",
            "会計課御中",
            "会計課長",
            "（旧）会計課",
            "旧称（現会計課）",
            "試験市会計課",
            "会計 課",
        ] {
            assert_eq!(named(text), ["会計課"], "{text}");
        }
        assert_eq!(named("庶務課 庶務係"), ["総務課"], "a former name");
        assert_eq!(named("消防局 総務課"), ["消防局総務課"], "the longest name counts");
        assert_eq!(named("会計課、総務課"), ["会計課", "総務課"]);
        for text in ["福祉総務課", "税務課", "", "総務部"] {
            assert_eq!(named(text), Vec::<&str>::new(), "{text}");
        }
    }
}
