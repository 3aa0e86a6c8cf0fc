//! The words and signs that a number format puts around a number.

use crate::characters::is_dash;

/// Signs that add meaning to the number beside them.
const SIGNS: &str = "%‰％▲△▼▽¥￥$＄€£+＋±<>＜＞≦≧≤≥~〜～/／→※○◎●×";

/// Returns the words before or after a number, trimmed; empty if they are only spacing and punctuation.
///
/// A dash counts if `dash_counts`: it may be a minus sign that the format adds to a positive number.
pub(in crate::open) fn meaningful(words: &str, dash_counts: bool) -> String {
    let says = |c: char| c.is_alphanumeric() || (dash_counts && is_dash(c)) || SIGNS.contains(c);
    if words.chars().any(says) { words.trim().to_owned() } else { String::new() }
}

/// Returns the words without the signs that mark a negative number, which the minus sign replaces.
pub(in crate::open) fn without_negative_signs(words: &str) -> String {
    words.chars().filter(|c| !is_negative_sign(*c) && !"▲△▼▽".contains(*c)).collect()
}

/// True for a dash or a round bracket.
pub(super) fn is_negative_sign(c: char) -> bool {
    is_dash(c) || matches!(c, '(' | ')' | '（' | '）')
}
