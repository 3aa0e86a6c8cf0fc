//! 計画見直しの要望 as departments write it.

use crate::figure::has_no_content;
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
const DENIALS: [&str; 13] = [
    "なし",
    "無し",
    "ナシ",
    "無",
    "ありません",
    "ございません",
    "不要",
    "不要です",
    "必要ない",
    "いいえ",
    "ない",
    "×",
    "✕",
];

/// Words that state a wish, matched at the beginning or the end of the text.
const WISHES: [&str; 9] = ["あり", "有り", "有", "アリ", "ある", "要", "はい", "○", "希望する"];

/// Reads a wish. Ignores remarks in brackets (`あり（目標値）`); a text that states and denies a wish is
/// unclear.
#[must_use]
pub(super) fn read(text: &str) -> Wish {
    if has_no_content(text) && !is_cross(text) {
        return if fold::squash(text).contains(['?', '？']) { Wish::Unclear } else { Wish::No };
    }
    let folded = fold::key(text).replace(['〇', '◯'], "○");
    let outer = folded
        .split_once('(')
        .filter(|(outer, _)| !outer.is_empty())
        .map_or(folded.as_str(), |(outer, _)| outer);
    let bare = outer.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '×' | '✕' | '○'));
    let denies =
        DENIALS.iter().any(|word| bare.ends_with(fold::key(word).as_str())) && !bare.ends_with("ではない");
    let states = WISHES.iter().any(|word| {
        let word = fold::key(word);
        // A single character such as 要 or 有 also ends other words (不要), so it must match as a whole.
        let whole = word.chars().count() > 1;
        bare == word || bare.starts_with(&format!("{word}・")) || whole && bare.ends_with(&word)
    });
    match (denies, states) {
        (true, false) if !bare.starts_with("あり・") && !bare.starts_with("ありor") => Wish::No,
        (false, true) => Wish::Yes,
        _ => Wish::Unclear,
    }
}

fn is_cross(text: &str) -> bool {
    matches!(fold::squash(text).as_str(), "×" | "✕" | "○" | "〇" | "◯")
}

#[cfg(test)]
mod tests {
    use super::{Wish, read};

    #[test]
    fn a_wish_and_its_denial_are_read_in_many_words() {
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
            "特にありません",
        ] {
            assert_eq!(read(text), Wish::No, "{text}");
        }
        for text in ["あり", "有", "有り", "○", "あり（目標値）", "要望あり", "要", "はい"]
        {
            assert_eq!(read(text), Wish::Yes, "{text}");
        }
        for text in ["検討中", "？", "あり・なし", "ありorなし", "なしではない", "未定", "目標を見直したい"]
        {
            assert_eq!(read(text), Wish::Unclear, "{text}");
        }
    }
}
