//! Reads a choice as departments write it: its name, perhaps with its symbol, a number, punctuation, a remark
//! in brackets or a polite ending.

use crate::plan::model::Bands;
use crate::ratings::progress::Progress;
use crate::text::fold;

/// One of the words to choose from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Its symbol; empty if it has none.
    pub(super) symbol: &'a str,
    /// True for a good result, which a remark about something missing contradicts (`順調（一部未完了）`).
    pub(super) good: bool,
}

/// Returns the 進捗状況 that a department's entry names. `None` for any other word (`概ね順調`, `遅延`), and
/// for a completion, suspension or cancellation that is only expected or partial.
#[must_use]
pub fn reported_progress(text: &str, bands: &Bands) -> Option<Progress> {
    let fixed = [Progress::NotStarted, Progress::Suspended, Progress::Completed, Progress::Cancelled];
    let of_bands =
        bands.progress.iter().map(|band| Choice { name: &band.name, symbol: &band.symbol, good: band.good });
    let of_fixed = fixed.iter().map(|fixed| Choice {
        name: fixed.word(bands),
        symbol: "",
        good: *fixed == Progress::Completed,
    });
    let choices: Vec<Choice<'_>> = of_bands.chain(of_fixed).collect();
    let at = position_of_choice(text, &choices)?;
    let progress = match at.checked_sub(bands.progress.len()) {
        None => Progress::Band(at),
        Some(at) => *fixed.get(at)?,
    };
    let done = matches!(progress, Progress::Suspended | Progress::Completed | Progress::Cancelled);
    (!(done && (is_only_expected(text) || text.contains("一部")))).then_some(progress)
}

/// True if the choice itself is only expected (`完了（3月予定）`), and not something else
/// (`休止（4月再開予定）`).
fn is_only_expected(text: &str) -> bool {
    let remark = text.split_once(['(', '（']).map_or(text, |(_, remark)| remark);
    let expected = ["予定", "見込"].iter().any(|word| remark.contains(word));
    let bare = [
        "予定",
        "見込み",
        "見込",
        "年度",
        "令和",
        "年",
        "月",
        "末",
        "日",
        "中",
        "内",
        "頃",
        "上旬",
        "中旬",
        "下旬",
    ]
    .iter()
    .fold(remark.to_owned(), |rest, word| rest.replace(word, ""));
    expected && !bare.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | 'ァ'..='ヺ'))
}

/// Returns the position of the choice that a text names. `None` if a remark after the name names another
/// choice or contradicts it.
pub(super) fn position_of_choice(text: &str, choices: &[Choice<'_>]) -> Option<usize> {
    let written = key(text);
    let exact = |word: &str| choices.iter().position(|choice| !word.is_empty() && key(choice.name) == word);
    exact(&written)
        .or_else(|| ticked(&written).and_then(|word| exact(&word)))
        .or_else(|| choices.iter().position(|choice| names_only(&written, choice, choices)))
}

fn names_only(written: &str, choice: &Choice<'_>, choices: &[Choice<'_>]) -> bool {
    let (name, symbol) = (key(choice.name), key(choice.symbol));
    if name.is_empty() {
        return false;
    }
    let around = without_number(written.trim_matches(is_mark).trim_start_matches(is_tick));
    let bare = around.strip_prefix(symbol.as_str()).unwrap_or(around).trim_start_matches(is_mark);
    let Some(rest) = bare.strip_prefix(name.as_str()) else { return false };
    // `未達成` names the band 未達, too.
    let rest = rest.strip_prefix('成').filter(|_| name.ends_with('達')).unwrap_or(rest);
    let rest = ENDINGS.iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest);
    let sentence = rest.starts_with('.');
    let rest = if sentence { rest } else { rest.trim_start_matches(is_closing) };
    let rest = rest.strip_prefix(symbol.as_str()).unwrap_or(rest);
    let remark = rest.trim_matches(is_mark);
    let other = || {
        choices.iter().map(|choice| key(choice.name)).any(|name| !name.is_empty() && remark.contains(&name))
    };
    remark.is_empty() || rest.starts_with(['(', '.']) && !other() && !contradicts(remark, choice.good)
}

/// Returns the key for comparing names: [`fold::key`] with hiragana for katakana, and one form of the circle.
fn key(text: &str) -> String {
    let hiragana = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        '〇' | '◯' => '○',
        c => c,
    };
    fold::key(text).chars().map(hiragana).collect()
}

/// Returns the ticked word of several words with boxes: `■順調 □やや遅れ`, `あり□ なし☑`. `None` unless there
/// are several boxes and exactly one is ticked.
#[must_use]
pub fn ticked(text: &str) -> Option<String> {
    let mut boxed = fold::key(text);
    if boxed.contains('●') {
        // A filled circle among empty ones is a tick.
        boxed = boxed.replace(['○', '〇', '◯'], "□");
    }
    for (drawn, mark) in DRAWN_BOXES {
        boxed = boxed.replace(drawn, mark);
    }
    let is_box = |c: char| is_tick(c) || is_empty_box(c);
    let marks: Vec<char> = boxed.chars().filter(|c| is_box(*c)).collect();
    let mut words: Vec<&str> = boxed.split(is_box).map(|word| word.trim_matches(is_mark)).collect();
    // The boxes come before their words or after them.
    match (words.first(), words.last()) {
        (Some(&""), _) => words.remove(0),
        (_, Some(&"")) => words.pop().unwrap_or_default(),
        _ => return None,
    };
    let mut chosen = marks.iter().zip(&words).filter(|(mark, _)| is_tick(**mark));
    let (only, other) = (chosen.next()?, chosen.next());
    (marks.len() > 1 && words.len() == marks.len() && other.is_none()).then(|| (*only.1).to_owned())
}

/// Boxes typed with brackets.
const DRAWN_BOXES: [(&str, &str); 6] =
    [("(x)", "☑"), ("(v)", "☑"), ("(レ)", "☑"), ("(✓)", "☑"), ("(✔)", "☑"), ("()", "□")];

/// Endings that add nothing to the name.
const ENDINGS: [&str; 12] = [
    "に進捗しています",
    "に進捗している",
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

/// True for a tick and for a filled box or circle.
fn is_tick(c: char) -> bool {
    matches!(c, '☑' | '☒' | '✓' | '✔' | '✅' | '■' | '●' | '◉')
}

fn is_empty_box(c: char) -> bool {
    matches!(c, '□' | '☐' | '◻' | '▢')
}

/// Returns a text without the number of the choice before its name: `2 やや遅れ`, `②やや遅れ`.
fn without_number(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix(fold::is_circled) {
        return rest.trim_start_matches(is_mark);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if (1..=2).contains(&(text.len() - rest.len())) { rest.trim_start_matches(is_mark) } else { text }
}

/// True if a remark contradicts the choice before it. Something missing (`人手不足`) contradicts only a good
/// choice; of a late one it is the reason.
fn contradicts(remark: &str, good: bool) -> bool {
    let contains = |word: &&str| remark.contains(*word);
    // An expected recovery has not happened yet: `やや遅れ（6月解消見込み）`.
    let expected = ["見込", "予定"].iter().any(contains);
    ["解消", "回復"].iter().any(|word| contains(word) && !expected)
        || ["ではない", "でない", "?", "除く", "ただし"].iter().any(contains)
        || good && ["ない", "なし", "未", "ず", "不", "一部"].iter().any(contains)
}

fn is_closing(c: char) -> bool {
    is_mark(c) && !matches!(c, '(' | '[' | '「' | '『' | '【')
}

/// True for punctuation and brackets, but not for the symbols of bands.
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
            | '“'
            | '”'
            | '\''
            | '<'
            | '>'
            | '〔'
            | '〕'
            | '〈'
            | '〉'
            | '《'
            | '》'
            | '≪'
            | '≫'
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
    fn a_choice_is_read_with_marks_numbers_and_remarks_around_it() {
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
            ("未着手（予算未措置）", "未着手"),
            ("やや遅れ（人手不足）", "やや遅れ"),
            ("やや遅れ（R5.6解消見込み）", "やや遅れ"),
            ("休止（4月再開予定）", "休止"),
            ("＜順調＞", "順調"),
            ("ﾔﾔ遅れ", "やや遅れ"),
            ("■順調□やや遅れ□遅れ", "順調"),
            ("□順調 ☑やや遅れ □遅れ", "やや遅れ"),
            ("●順調　□やや遅れ", "順調"),
            ("○順調　●やや遅れ　○遅れ", "やや遅れ"),
            ("順調に進捗しています", "順調"),
            ("[ ]順調 [x]遅れ", "遅れ"),
        ] {
            assert_eq!(named(text).as_deref(), Some(choice), "{text}");
        }
    }

    #[test]
    fn other_words_two_choices_and_contradicted_choices_are_none() {
        for text in [
            "概ね順調",
            "遅延",
            "○遅れ",
            "順調（やや遅れ）",
            "順調ではない",
            "順調（一部未完了）",
            "やや遅れ（ではない）",
            "順調？",
            "遅れ（解消済）",
            "完了（3月予定）",
            "完了（令和4年度末見込み）",
            "完了（一部）",
            "□順調 □やや遅れ □遅れ",
            "■順調 ■やや遅れ □遅れ",
            "未完了",
            "100%",
            "",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
