//! Characters that people use interchangeably.

/// Returns `true` if a character is a hyphen, a dash, a minus sign or a ruled line that people type as one.
///
/// The long vowel mark `ー` is not among them: it is a letter.
#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{FE63}' | '\u{FF0D}'
    )
}
