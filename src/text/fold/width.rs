//! Folds the width of characters, and squashes texts.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::text::fold::character::{is_circled, is_invisible, is_plain, is_radical, radical};

/// Returns the NFKC form as Unicode defines it. Circled digits become plain ones.
pub fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}

/// Returns the NFKC form, but keeps circled digits and removes invisible characters. White space stays.
pub fn width(text: &str) -> String {
    quick_width(text).unwrap_or_else(|| whole_width(text))
}

/// The fast path of [`width`]: folds character by character, as nearly all texts allow. `None` for the rest.
fn quick_width(text: &str) -> Option<String> {
    let Some(changed) = text.find(|c| !is_plain(c)) else { return Some(text.to_owned()) };
    let (plain, rest) = text.split_at(changed);
    let mut folded = String::with_capacity(text.len());
    folded.push_str(plain);
    for c in rest.chars() {
        folded.push(match c {
            '\u{3000}' => ' ',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0)?,
            c if is_plain(c) || is_circled(c) => c,
            _ => return None,
        });
    }
    Some(folded)
}

fn whole_width(text: &str) -> String {
    let changes = |c: char| is_invisible(c) || is_radical(c);
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes && !text.contains(changes) {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len());
    let mut plain = String::new();
    for c in text.chars().filter(|c| !is_invisible(*c)).map(radical) {
        if is_circled(c) {
            folded.extend(plain.nfkc());
            plain.clear();
            folded.push(c);
        } else {
            plain.push(c);
        }
    }
    folded.extend(plain.nfkc());
    folded
}

/// Folds the width, and removes white space, line breaks and invisible characters.
pub fn squash(text: &str) -> String {
    squash_folded(width(text))
}

/// Like [`squash`], for a text whose width is folded already.
pub fn squash_folded(mut folded: String) -> String {
    if !folded.contains(char::is_whitespace) {
        return folded;
    }
    folded.retain(|c| !c.is_whitespace());
    // Without the space a mark may follow the letter it belongs to (`か ゛`), so compose again.
    if is_composed(&folded) { folded } else { folded.nfc().collect() }
}

/// True if no character of a text can be composed with another.
pub(super) fn is_composed(text: &str) -> bool {
    text.chars().all(|c| is_plain(c) || is_circled(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;
    use unicode_normalization::UnicodeNormalization;

    use super::{quick_width, squash, whole_width, width};

    proptest! {
        #[test]
        fn quick_width_agrees_with_whole_width(text in "[ -~、。「」・ーぁ-ゖァ-ヺ々〆一-龠！-～　①-⑳※→■-●\\n]{0,20}") {
            assert_eq!(quick_width(&text), Some(whole_width(&text)));
            let spaceless = width(&text).chars().filter(|c| !c.is_whitespace()).nfc().collect::<String>();
            assert_eq!(squash(&text), spaceless);
        }
    }
}
