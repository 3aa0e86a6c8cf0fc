//! Characters that XML 1.0 forbids: no program opens a book that contains one.

use std::borrow::Cow;

/// Returns a text without the characters that XML 1.0 forbids.
#[must_use]
pub(crate) fn without_forbidden(text: &str) -> Cow<'_, str> {
    if text.contains(is_forbidden) {
        Cow::Owned(text.chars().filter(|c| !is_forbidden(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// True if XML 1.0 forbids a character.
#[must_use]
pub(crate) fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
