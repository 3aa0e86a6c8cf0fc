//! A choice as departments write it: its name with its symbol, a number, punctuation, a remark in brackets or
//! a polite ending around it.

use crate::plan::model::Bands;
use crate::ratings::progress::Progress;
use crate::text::fold;

/// One of the words to choose from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Its symbol; empty where it has none.
    pub(super) symbol: &'a str,
}

/// The 進捗状況 that a department's entry names; any other word is none of them (`概ね順調`, `遅延`).
#[must_use]
pub fn reported_progress(text: &str, bands: &Bands) -> Option<Progress> {
    let fixed = [Progress::NotStarted, Progress::Suspended, Progress::Completed, Progress::Cancelled];
    let of_bands = bands.progress.iter().map(|band| Choice { name: &band.name, symbol: &band.symbol });
    let choices: Vec<Choice<'_>> =
        of_bands.chain(fixed.iter().map(|fixed| Choice { name: fixed.word(bands), symbol: "" })).collect();
    let at = chosen(text, &choices)?;
    let progress = match at.checked_sub(bands.progress.len()) {
        None => Progress::Band(at),
        Some(at) => *fixed.get(at)?,
    };
    // `完了（3月予定）` is not completed.
    let ahead = ["予定", "見込"].iter().any(|word| text.contains(word));
    let done = matches!(progress, Progress::Suspended | Progress::Completed | Progress::Cancelled);
    (!(ahead && done)).then_some(progress)
}

/// The place of the choice that a text names. A remark behind it may not name another, or take back what was
/// said.
pub(super) fn chosen(text: &str, choices: &[Choice<'_>]) -> Option<usize> {
    let written = key(text);
    let exact = choices.iter().position(|choice| !written.is_empty() && key(choice.name) == written);
    exact.or_else(|| choices.iter().position(|choice| names_only(&written, choice, choices)))
}

fn names_only(written: &str, choice: &Choice<'_>, choices: &[Choice<'_>]) -> bool {
    let (name, symbol) = (key(choice.name), key(choice.symbol));
    if name.is_empty() {
        return false;
    }
    let around = without_number(written.trim_matches(is_mark).trim_start_matches(is_tick));
    let bare = around.strip_prefix(symbol.as_str()).unwrap_or(around).trim_start_matches(is_mark);
    let Some(rest) = bare.strip_prefix(name.as_str()) else { return false };
    // `未達成` is the band 未達 by its whole word.
    let rest = rest.strip_prefix('成').filter(|_| name.ends_with('達')).unwrap_or(rest);
    let rest = ENDINGS.iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest);
    let rest = rest.trim_start_matches(is_closing);
    let rest = rest.strip_prefix(symbol.as_str()).unwrap_or(rest);
    let remark = rest.trim_matches(is_mark);
    let other = || {
        choices.iter().map(|choice| key(choice.name)).any(|name| !name.is_empty() && remark.contains(&name))
    };
    remark.is_empty() || rest.starts_with('(') && !other() && !takes_back(remark)
}

/// The key by which names are compared, with one form of the circle.
fn key(text: &str) -> String {
    fold::key(text).replace(['〇', '◯'], "○")
}

/// Polite and verbal endings that say no more than the name.
const ENDINGS: [&str; 10] = [
    "に推移しています",
    "に推移している",
    "に推移",
    "に進んでいます",
    "に進んでいる",
    "に進捗",
    "ています",
    "ている",
    "である",
    "です",
];

/// True for what a choice is ticked with. An empty box is none.
fn is_tick(c: char) -> bool {
    matches!(c, '☑' | '☒' | '✓' | '✔' | '■' | '●')
}

/// Returns a text without the number of the choice before its name: `2 やや遅れ`, `②やや遅れ`.
fn without_number(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix(fold::is_circled) {
        return rest.trim_start_matches(is_mark);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if (1..=2).contains(&(text.len() - rest.len())) { rest.trim_start_matches(is_mark) } else { text }
}

fn takes_back(remark: &str) -> bool {
    ["ない", "なし", "未", "ず", "不", "解消", "回復", "?", "除く"].iter().any(|word| remark.contains(word))
}

fn is_closing(c: char) -> bool {
    is_mark(c) && !matches!(c, '(' | '[' | '「' | '『' | '【')
}

/// Punctuation and brackets; a symbol is none.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '。' | '.'
            | '、'
            | ','
            | '!'
            | '・'
            | ':'
            | ';'
            | '※'
            | '*'
            | '('
            | ')'
            | '['
            | ']'
            | '「'
            | '」'
            | '『'
            | '』'
            | '【'
            | '】'
            | '"'
            | '\''
    )
}

#[cfg(test)]
mod tests {
    use crate::ratings::reported_progress as progress;
    use crate::sample::forms::plan;

    fn named(text: &str) -> Option<String> {
        let mut bands = plan().bands;
        for (band, symbol) in bands.progress.iter_mut().zip(["○", "△", "×"]) {
            symbol.clone_into(&mut band.symbol);
        }
        progress(text, &bands).map(|progress| progress.word(&bands).to_owned())
    }

    #[test]
    fn a_choice_is_read_with_what_stands_around_it() {
        for (text, choice) in [
            ("順調。", "順調"),
            ("「順調」", "順調"),
            ("〇 順調", "順調"),
            ("1 順調", "順調"),
            ("順調です", "順調"),
            ("順調に推移", "順調"),
            ("順調※", "順調"),
            ("× 遅れ", "遅れ"),
            ("やや遅れ（3か月）", "やや遅れ"),
            ("完了（2月）", "完了"),
            ("未着手（来年度着手予定）", "未着手"),
        ] {
            assert_eq!(named(text).as_deref(), Some(choice), "{text}");
        }
    }

    #[test]
    fn other_words_two_choices_and_what_is_taken_back_are_none() {
        for text in [
            "概ね順調",
            "遅延",
            "○遅れ",
            "順調（やや遅れ）",
            "順調ではない",
            "順調？",
            "遅れ（解消済）",
            "完了（3月予定）",
            "未完了",
            "100%",
            "",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
