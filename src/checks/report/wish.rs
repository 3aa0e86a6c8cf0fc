//! Reads 計画見直しの要望 in the words of departments.

use crate::ratings::ticked;
use crate::text::fold;

/// A wish to revise the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// なし.
    No,
    /// あり.
    Yes,
    /// The text says neither clearly.
    Unclear,
}

/// Words that deny a wish, matched at the end of the text.
const DENIALS: [&str; 17] = [
    "なし",
    "無し",
    "ナシ",
    "無",
    "無い",
    "ない",
    "ありません",
    "ございません",
    "しません",
    "不要",
    "必要ない",
    "いいえ",
    "no",
    "none",
    "×",
    "✕",
    "✗",
];

/// Words that state a wish, matched at the beginning or the end of the text.
const WISHES: [&str; 11] =
    ["あり", "有り", "有", "アリ", "ある", "あります", "要", "はい", "yes", "○", "希望する"];

/// Words that leave a wish open, matched anywhere in the text.
const OPEN: [&str; 16] = [
    "かも",
    "可能性",
    "検討",
    "相談",
    "協議",
    "調整",
    "未定",
    "保留",
    "不明",
    "わから",
    "分から",
    "決ま",
    "どちら",
    "いえない",
    "言えない",
    "?",
];

/// Words of a later sentence that take back a denial: `なし。ただし目標は見直したい`.
const AFTER_ALL: [&str; 6] = ["ただし", "見直", "変更", "要望", "あり", "修正"];

/// Reads a wish. A text that both states and denies a wish, or leaves it open, is unclear. A remark in
/// brackets can only make a wish unclear (`あり（検討中）`), unless nothing else is written (`―（なし）`).
#[must_use]
pub(super) fn read(text: &str) -> Wish {
    if let Some(word) = ticked(text) {
        return said(&fold::key(&word));
    }
    let folded = fold::key(text).replace(['〇', '◯'], "○");
    if is_empty(&folded) {
        return Wish::No;
    }
    // A line for each answer leaves it open which one counts.
    let lines = text.lines().map(|line| said(&fold::key(line)));
    if lines.clone().any(|wish| wish == Wish::Yes) && lines.clone().any(|wish| wish == Wish::No) {
        return Wish::Unclear;
    }
    let (outer, remark) = match folded.split_once(['(', '※']) {
        Some((outer, remark)) if !outer.is_empty() => (outer, remark),
        _ => (folded.as_str(), ""),
    };
    if !remark.is_empty() && is_empty(outer) {
        return said(remark);
    }
    let open = |text: &str| OPEN.iter().any(|word| text.contains(word));
    // `あり：目標年度の変更`
    let explained = || outer.split_once(':').filter(|(first, _)| said(first) != Wish::Unclear);
    let (first, rest) = outer.split_once('.').or_else(explained).unwrap_or((outer, ""));
    let wish = said(first);
    // `なし（ありの場合は…）` is a denial, but `あり・（なし）` leaves it open which one is marked.
    let doubted = said(remark) == Wish::Yes;
    let only_remarked = wish == Wish::No && !remark.is_empty() && !doubted && !is_listed(outer);
    match wish {
        _ if both(&folded) && !only_remarked => Wish::Unclear,
        Wish::Yes if open(remark) || open(rest) => Wish::Unclear,
        Wish::No if AFTER_ALL.iter().any(|word| rest.contains(word)) => Wish::Unclear,
        wish => wish,
    }
}

/// True if a text is empty or consists of dashes, zeros and punctuation.
fn is_empty(folded: &str) -> bool {
    folded.chars().all(|c| c == '-' || matches!(c, '/' | '.' | '0' | '・'))
}

/// True if both answers are listed beside one another: `あり・なし`.
fn both(folded: &str) -> bool {
    let parts: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let is = |part: &str, words: &[&str]| words.iter().any(|word| fold::key(word) == part);
    parts.iter().any(|part| is(part, &DENIALS)) && parts.iter().any(|part| is(part, &WISHES))
}

/// True if a text ends with a mark that separates listed answers.
fn is_listed(outer: &str) -> bool {
    outer.ends_with(['・', '/', ',', '-', '~'])
}

fn said(text: &str) -> Wish {
    let bare =
        text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '×' | '✕' | '✗' | '○' | '✓' | '?'));
    let bare = ["でした", "です", "となります", "とする"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .unwrap_or(bare);
    if OPEN.iter().any(|word| bare.contains(word)) {
        return Wish::Unclear;
    }
    let ends = |word: &&str| bare.ends_with(fold::key(word).as_str());
    let denies = DENIALS.iter().filter(|word| !word.is_ascii() || fold::key(word) == bare).any(ends)
        && !["ではない", "でない", "なくない", "なくはない", "なくもない", "わけではない", "わけでもない"]
            .iter()
            .any(|word| bare.ends_with(word));
    // `ありかなし`
    let either = DENIALS.iter().filter_map(|word| bare.strip_suffix(fold::key(word).as_str()));
    let either = either
        .map(str::to_owned)
        .any(|rest| ["あり", "有"].iter().any(|word| rest.starts_with(fold::key(word).as_str())));
    let states = WISHES.iter().any(|word| {
        let word = fold::key(word);
        // A single character such as 要 or 有 also ends other words (不要), so it must match as a whole.
        let whole = word.chars().count() > 1 && !word.is_ascii();
        bare == word
            || bare == "✓"
            || whole && (bare.ends_with(&word) || bare.starts_with(&format!("{word}・")))
    });
    match (denies && !either, states) {
        (true, false) => Wish::No,
        (false, true) => Wish::Yes,
        _ => Wish::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::{Wish, read};

    #[test]
    fn wishes_and_denials_are_read_in_many_wordings() {
        for text in [
            "",
            "なし",
            "－",
            "ありません",
            "不要",
            "変更なし",
            "×",
            "今回はなし",
            "なし（現行どおり）",
            "―（なし）",
            "特にありません",
            "なしです",
            "無い",
            "No",
            "なし。継続",
            "（なし）。継続",
            "なし（あり／なし）",
            "□あり ■なし",
            "あり□　なし☑",
            "0",
        ] {
            assert_eq!(read(text), Wish::No, "{text}");
        }
        for text in [
            "あり",
            "有",
            "有り",
            "○",
            "あり（目標値）",
            "あり※別紙",
            "要望あり",
            "要",
            "はい",
            "■あり □なし",
            "✓",
            "あります",
            "あり：目標年度の変更",
            "要望：あり",
        ] {
            assert_eq!(read(text), Wish::Yes, "{text}");
        }
        for text in [
            "検討中",
            "？",
            "あり・なし",
            "ありorなし",
            "なしではない",
            "なくはない",
            "あるかもしれない",
            "なし\nあり",
            "ないわけではない",
            "なし（あり）",
            "あり（なし）",
            "未定",
            "目標を見直したい",
            "△",
            "有/無",
            "あり？",
            "なし→あり",
            "あり（検討中）",
            "あり・（なし）",
            "なし・（あり、要検討）",
            "同上",
            "〃",
            "別紙1参照",
            "（前回と同じ）",
            "なし。ただし目標は見直したい",
            "□あり □なし",
        ] {
            assert_eq!(read(text), Wish::Unclear, "{text}");
        }
    }
}
