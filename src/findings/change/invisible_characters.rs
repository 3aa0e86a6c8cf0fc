//! Names invisible characters where only they make a form's text differ from the plan's. Characters that look
//! alike are already compared as equal ([`crate::text::fold`]).

/// Returns a Japanese sentence with the code points of the invisible characters, if the text differs from the
/// plan's by nothing else.
pub(super) fn invisible_characters(planned: &str, written: &str) -> Option<String> {
    let mut hidden: Vec<String> =
        written.chars().filter(|c| is_hidden(*c)).map(|c| format!("U+{:04X}", u32::from(c))).collect();
    hidden.dedup();
    let visible = |text: &str| text.chars().filter(|c| !is_hidden(*c)).collect::<String>();
    (!hidden.is_empty() && visible(planned) == visible(written))
        .then(|| format!("回答には、見えない文字 {} が含まれています", hidden.join("、")))
}

/// True for control characters, private-use characters and noncharacters such as U+FFFE.
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
    fn invisible_characters_are_named_by_their_code_points() {
        let said = said_when(|form| form.set(Field::Name, "窓口の\u{FFFE}見直し"));
        assert!(
            said.iter().any(|text| text.ends_with("。回答には、見えない文字 U+FFFE が含まれています")),
            "{said:?}"
        );
    }

    #[test]
    fn a_visible_difference_does_not_mention_them() {
        let said = said_when(|form| form.set(Field::Name, "窓口の\u{FFFE}改善"));
        assert!(!said.iter().any(|text| text.contains("見えない文字")), "{said:?}");
    }
}
