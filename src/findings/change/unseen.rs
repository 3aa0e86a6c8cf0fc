//! Names the characters by which a text differs from the plan's when a reader would see no difference.
//! Characters that look alike are compared as one ([`crate::text::fold`]); what is left are characters
//! without a picture.

/// Returns what to say of a text that differs from the plan's only by characters without a picture, with
/// their code points; `None` otherwise.
pub(super) fn unseen(planned: &str, written: &str) -> Option<String> {
    let mut hidden: Vec<String> =
        written.chars().filter(|c| is_hidden(*c)).map(|c| format!("U+{:04X}", u32::from(c))).collect();
    hidden.dedup();
    let visible = |text: &str| text.chars().filter(|c| !is_hidden(*c)).collect::<String>();
    (!hidden.is_empty() && visible(planned) == visible(written))
        .then(|| format!("回答には、見えない文字 {} が含まれています", hidden.join("、")))
}

/// True for control characters, characters for private use and code points that are no characters.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || ('\u{E000}'..='\u{F8FF}').contains(&c)
        || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::said_when;

    #[test]
    fn characters_that_nobody_sees_are_named() {
        let said = said_when(|form| form.set(Field::Name, "窓口の\u{FFFE}見直し"));
        assert!(
            said.iter().any(|text| text.ends_with("。回答には、見えない文字 U+FFFE が含まれています")),
            "{said:?}"
        );
    }

    #[test]
    fn a_difference_that_shows_is_not() {
        let said = said_when(|form| form.set(Field::Name, "窓口の\u{FFFE}改善"));
        assert!(!said.iter().any(|text| text.contains("見えない文字")), "{said:?}");
    }
}
