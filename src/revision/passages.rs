//! The characters in which two texts differ, joined into legible passages.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The longest texts, in characters, that are compared character by character. Longer ones are first compared
/// sentence by sentence, to keep the effort proportional to the length.
const LONGEST: usize = 2_000;
/// The longest run of equal characters that counts as changed between longer changes. Such runs are
/// coincidences (`の`, `を`), and without this the underlining would be in shreds.
const CHANCE: usize = 2;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// The text.
    pub text: String,
    /// True if the other text does not have them.
    pub changed: bool,
}

/// Returns the passages of the new text and those of the old one. Joined, they are the texts again.
#[must_use]
pub(crate) fn passages(new: &str, old: &str) -> (Vec<Passage>, Vec<Passage>) {
    let (news, olds): (Vec<char>, Vec<char>) = (new.chars().collect(), old.chars().collect());
    let changes = if news.len().max(olds.len()) > LONGEST {
        by_sentence(&news, &olds)
    } else {
        by_character(&news, &olds, 0, 0)
    };
    let changes = without_chance(changes, &news, &olds);
    let split = |text: &[char], range: fn(&Change) -> (usize, usize)| {
        let mut parts = Vec::new();
        let mut at = 0;
        for (from, to) in changes.iter().map(range) {
            push(&mut parts, text, (at, from), false);
            push(&mut parts, text, (from, to), true);
            at = to;
        }
        push(&mut parts, text, (at, text.len()), false);
        parts
    };
    (split(&news, |change| change.new), split(&olds, |change| change.old))
}

/// A difference: start and end in each text, in characters.
#[derive(Clone, Copy, Debug)]
struct Change {
    old: (usize, usize),
    new: (usize, usize),
}

fn push(parts: &mut Vec<Passage>, text: &[char], (from, to): (usize, usize), changed: bool) {
    let text: String = text.get(from..to).unwrap_or_default().iter().collect();
    if !text.is_empty() {
        parts.push(Passage { text, changed });
    }
}

/// Compares parts of two texts by character. The parts begin at `new_at` and `old_at`.
fn by_character(new: &[char], old: &[char], new_at: usize, old_at: usize) -> Vec<Change> {
    capture_diff_slices(Algorithm::Myers, old, new)
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| {
            let (old, new) = (op.old_range(), op.new_range());
            Change {
                old: (old_at + old.start, old_at + old.end),
                new: (new_at + new.start, new_at + new.end),
            }
        })
        .collect()
}

/// Compares sentences, then the characters of the sentences that differ, unless these are too long.
fn by_sentence(new: &[char], old: &[char]) -> Vec<Change> {
    let (news, olds) = (sentences(new), sentences(old));
    let place = |parts: &[&[char]], text: &[char], at: usize| {
        parts.get(..at).map_or(text.len(), |before| before.iter().map(|part| part.len()).sum())
    };
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &olds, &news) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (old_range, new_range) = (op.old_range(), op.new_range());
        let old_at = (place(&olds, old, old_range.start), place(&olds, old, old_range.end));
        let new_at = (place(&news, new, new_range.start), place(&news, new, new_range.end));
        let old_part = old.get(old_at.0..old_at.1).unwrap_or_default();
        let new_part = new.get(new_at.0..new_at.1).unwrap_or_default();
        if old_part.len().max(new_part.len()) > LONGEST {
            found.push(Change { old: old_at, new: new_at });
        } else {
            found.extend(by_character(new_part, old_part, new_at.0, old_at.0));
        }
    }
    found
}

/// Splits a text after every full stop and line break.
fn sentences(text: &[char]) -> Vec<&[char]> {
    text.split_inclusive(|c| matches!(c, '。' | '\n')).collect()
}

/// Joins changes that are adjacent or separated only by a coincidental run of equal characters.
fn without_chance(changes: Vec<Change>, new: &[char], old: &[char]) -> Vec<Change> {
    let mut joined: Vec<Change> = Vec::new();
    for change in changes {
        match joined.last_mut() {
            Some(before) if is_chance(before, &change, new, old) => {
                before.old.1 = change.old.1;
                before.new.1 = change.new.1;
            }
            _ => joined.push(change),
        }
    }
    joined
}

fn is_chance(before: &Change, after: &Change, new: &[char], old: &[char]) -> bool {
    let equal = after.new.0 - before.new.1;
    let size = |change: &Change| (change.old.1 - change.old.0).max(change.new.1 - change.new.0);
    // Digits and letters never coincide: 「1,500」 against 「1,200」 is to show which digit changed.
    let between = new.get(before.new.1..after.new.0).unwrap_or_default();
    let is_word = between.iter().any(|c| c.is_ascii_alphanumeric());
    debug_assert_eq!(Some(between), old.get(before.old.1..after.old.0));
    equal == 0 || (equal <= CHANCE && !is_word && size(before) > equal && size(after) > equal)
}

#[cfg(test)]
mod tests {
    use super::{Passage, passages};

    /// Returns the new and the old text with changed passages in brackets.
    fn marked(new: &str, old: &str) -> (String, String) {
        let words = |parts: Vec<Passage>| {
            parts
                .into_iter()
                .map(|part| if part.changed { format!("[{}]", part.text) } else { part.text })
                .collect()
        };
        let (new, old) = passages(new, old);
        (words(new), words(old))
    }

    #[test]
    fn only_differing_characters_are_marked() {
        let (new, old) = marked("500手続／800手続", "400手続／800手続");
        assert_eq!((new.as_str(), old.as_str()), ("[5]00手続／800手続", "[4]00手続／800手続"));
        let (new, old) = marked("窓口を増やします。", "窓口を段階的に増やします。");
        assert_eq!((new.as_str(), old.as_str()), ("窓口を増やします。", "窓口を[段階的に]増やします。"));
        assert_eq!(marked("同じ", "同じ"), ("同じ".to_owned(), "同じ".to_owned()));
        assert_eq!(marked("新", ""), ("[新]".to_owned(), String::new()));
    }

    #[test]
    fn a_coincidental_particle_between_changes_is_marked_with_them() {
        let (new, old) = marked("市民課の窓口で", "情報政策課の受付で");
        assert_eq!((new.as_str(), old.as_str()), ("[市民]課の[窓口]で", "[情報政策]課の[受付]で"));
        let (new, _) = marked("利用者登録の手順書", "電子申請の入力例");
        assert_eq!(new, "[利用者登録の手順書]");
    }

    #[test]
    fn long_texts_are_compared_by_sentence_without_loss() {
        let sentence = |n: usize| format!("第{n}の文章は、このように続きます。");
        let old: String = (0..400).map(sentence).collect();
        let new = old.replace("第200の文章", "第200番目の文章");
        let (parts, before) = passages(&new, &old);
        let text = |parts: &[Passage]| parts.iter().map(|part| part.text.as_str()).collect::<String>();
        assert_eq!((text(&parts), text(&before)), (new, old));
        let changed: Vec<&str> =
            parts.iter().filter(|part| part.changed).map(|part| part.text.as_str()).collect();
        assert_eq!(changed, ["番目"]);
        // A text without a full stop counts as changed as a whole.
        let (parts, _) = passages(&"あ".repeat(9_000), &"い".repeat(9_000));
        assert_eq!(parts.len(), 1);
    }
}
