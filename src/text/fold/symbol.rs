//! The symbols of indicators: circled digits.

use crate::text::fold::character::{is_circled, is_invisible};

/// Returns the circled digit that a text consists of, ignoring white space.
pub fn circled(text: &str) -> Option<char> {
    let mut seen = text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c));
    match (seen.next(), seen.next()) {
        (Some(c), None) if is_circled(c) => Some(c),
        _ => None,
    }
}

/// Splits a label from the circled digit at its end: `目標②` becomes (`目標`, `②`). The symbol is empty if
/// there is none.
pub fn split_symbol(text: &str) -> (&str, &str) {
    let trimmed = text.trim();
    match trimmed.char_indices().next_back() {
        Some((at, c)) if is_circled(c) => {
            let (name, symbol) = trimmed.split_at(at);
            (name.trim_end(), symbol)
        }
        _ => (trimmed, ""),
    }
}

/// Splits a circled digit from the text after it: `①窓口` becomes (`①`, `窓口`).
pub fn leading_symbol(text: &str) -> Option<(&str, &str)> {
    let trimmed = text.trim();
    let first = trimmed.chars().next().filter(|c| is_circled(*c))?;
    let (symbol, name) = trimmed.split_at(first.len_utf8());
    Some((symbol, name.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::{circled, leading_symbol, split_symbol};

    #[test]
    fn symbols_are_split_off() {
        assert_eq!(split_symbol("目標②"), ("目標", "②"));
        assert_eq!(split_symbol(" 目標　② "), ("目標", "②"));
        assert_eq!(split_symbol("目標2"), ("目標2", ""));
        assert_eq!(split_symbol("①"), ("", "①"));
        assert_eq!(split_symbol(""), ("", ""));
        assert_eq!(leading_symbol("①窓口の数"), Some(("①", "窓口の数")));
        assert_eq!(leading_symbol("　⑳ 窓口"), Some(("⑳", "窓口")));
        assert_eq!(leading_symbol("1窓口"), None);
        assert_eq!((circled(" ③ "), circled("③④"), circled("3"), circled("")), (Some('③'), None, None, None));
    }
}
