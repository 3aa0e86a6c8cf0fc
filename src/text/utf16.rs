//! The length of texts as Excel counts it: in UTF-16 units.

/// What follows a text that was cut.
pub(crate) const OMITTED: &str = "…（以下省略）";

/// Returns the longest beginning of a text of at most `most` UTF-16 units.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    // A character has at most as many UTF-16 units as bytes.
    if text.len() <= most {
        return text;
    }
    let mut units = 0;
    let rest = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    rest.map_or(text, |(at, _)| &text[..at])
}

/// Returns the length of a text in UTF-16 units.
pub(crate) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use crate::text::utf16::{beginning, length};

    #[test]
    fn a_character_of_two_units_is_kept_whole_or_not_at_all() {
        assert_eq!(length("a𠮷"), 3);
        for (most, kept) in [(0, ""), (1, "a"), (2, "a"), (3, "a𠮷"), (4, "a𠮷")] {
            assert_eq!(beginning("a𠮷", most), kept);
        }
        assert_eq!(beginning("あいう", 3), "あいう");
    }
}
