//! The symbols of indicators in all their spellings (`①`, `目標(1)`, `実績❷`, `実績イ`), normalised to
//! circled digits.

use crate::text::fold;

const KANA: &str = "アイウエオカキクケコ";

/// Splits an indicator's name into its symbol, as a circled digit, and the rest: `①窓口の数`, `(1)窓口の数`
/// and `❶窓口の数` give `①` and `窓口の数`. The symbol is empty if there is none. The names in the master, on
/// forms and in print are all split here, so that they compare equal however the symbol is spelt.
#[must_use]
pub(crate) fn split_name(text: &str) -> (String, &str) {
    let trimmed = text.trim();
    if let Some((symbol, name)) = fold::leading_symbol(trimmed) {
        return (symbol.to_owned(), name);
    }
    match leading(trimmed) {
        Some((symbol, name)) if !name.is_empty() => {
            (symbol, trimmed.get(trimmed.len() - name.len()..).unwrap_or(trimmed))
        }
        _ => (String::new(), trimmed),
    }
}

/// Splits a label into the text and the symbol at its end; returns the symbol as a circled digit, then the
/// text.
pub(super) fn trailing(text: &str) -> Option<(String, String)> {
    // Most texts end in a character that cannot be a symbol, however it folds.
    if text.chars().next_back().is_some_and(|last| is_word(last) && kana(last).is_none()) {
        return None;
    }
    let squashed = fold::squash(text);
    let bare = squashed.trim_end_matches([':', '.', '、']);
    if let Some(inner) = bare.strip_suffix(')')
        && let Some((word, mark)) = inner.rsplit_once('(')
    {
        return Some((in_brackets(mark)?, word.to_owned()));
    }
    let last = bare.chars().next_back()?;
    let number = black(last).or_else(|| kana(last))?;
    Some((circled(number)?, bare.strip_suffix(last)?.to_owned()))
}

/// Splits a label or name into the symbol at its beginning, as a circled digit, and the text after it.
pub(super) fn leading(text: &str) -> Option<(String, String)> {
    let trimmed = text.trim();
    let first = trimmed.chars().next().filter(|first| !is_word(*first))?;
    let rest = |rest: &str| rest.trim_start().to_owned();
    if let Some(number) = black(first) {
        return Some((circled(number)?, rest(trimmed.strip_prefix(first)?)));
    }
    // `(1)`, or the single character `⑴`.
    let (mark, after) = match trimmed.split_once([')', '）']) {
        Some((mark, after)) if trimmed.starts_with(['(', '（']) => (mark, after),
        _ => trimmed.split_at(first.len_utf8()),
    };
    let folded = fold::squash(mark);
    let inner = folded.strip_prefix('(')?.trim_end_matches(')');
    Some((in_brackets(inner)?, rest(after)))
}

fn in_brackets(mark: &str) -> Option<String> {
    let number = match mark.parse::<u32>() {
        Ok(number) => number,
        Err(_) => {
            let mut chars = mark.chars();
            let only = chars.next().filter(|_| chars.next().is_none())?;
            kana(only)?
        }
    };
    circled(number)
}

/// True for letters, digits, kana and kanji, which folding does not change.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}')
}

/// Returns the number of a black circled digit: 1 for `❶`.
fn black(c: char) -> Option<u32> {
    matches!(c, '\u{2776}'..='\u{277F}').then(|| u32::from(c) - 0x2776 + 1)
}

/// Returns the number of a kana: 1 for `ア`.
fn kana(c: char) -> Option<u32> {
    KANA.chars().position(|known| known == c).and_then(|at| u32::try_from(at + 1).ok())
}

fn circled(number: u32) -> Option<String> {
    let sound = (1..=20).contains(&number);
    sound.then(|| char::from_u32(0x2460 + number - 1)).flatten().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::split_name;

    #[test]
    fn a_name_is_split_from_its_symbol() {
        for text in [
            "①窓口の数",
            " ① 窓口の数",
            "(1)窓口の数",
            "（１）窓口の数",
            "⑴窓口の数",
            "❶窓口の数",
            "(ア)窓口の数",
        ] {
            assert_eq!(split_name(text), ("①".to_owned(), "窓口の数"), "{text}");
        }
        for text in ["窓口の数", "1日の窓口", "(仮称)窓口の数", ""] {
            assert_eq!(split_name(text), (String::new(), text), "{text}");
        }
        assert_eq!(split_name("①"), ("①".to_owned(), ""));
    }
}
