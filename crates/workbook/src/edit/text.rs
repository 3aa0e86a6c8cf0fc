//! Escaping of texts, and the flag that makes Excel recalculate a workbook.

/// Returns a text with its mark-up escaped, and without the characters that XML forbids.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Office reads `_x000D_` as an escape, so the `_x` of a text is escaped itself.
    for c in text.replace("_x", "_x005F_x").chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\r' => {}
            '\t' | '\n' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Returns the workbook part with `fullCalcOnLoad`: Excel calculates all formulas when it opens the book.
pub(super) fn recalculating(workbook: &str) -> String {
    if workbook.contains("fullCalcOnLoad=\"1\"") || workbook.contains("fullCalcOnLoad=\"true\"") {
        return workbook.to_owned();
    }
    let prefix = workbook
        .split('<')
        .filter_map(|tag| tag.split([' ', '>', '/']).next()?.strip_suffix("sheets"))
        .find(|prefix| prefix.is_empty() || prefix.ends_with(':'))
        .unwrap_or_default();
    let tag = format!("<{prefix}calcPr");
    if let Some((before, after)) = workbook.split_once(&tag) {
        let (attributes, rest) = after.split_once('>').unwrap_or((after, ""));
        let kept: Vec<&str> = attributes
            .split_inclusive(['"', '\''])
            .collect::<Vec<_>>()
            .chunks(2)
            .filter(|pair| !pair.first().is_some_and(|name| name.trim().starts_with("fullCalcOnLoad")))
            .flatten()
            .copied()
            .collect();
        return format!("{before}{tag} fullCalcOnLoad=\"1\"{}>{rest}", kept.concat());
    }
    let order = format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>");
    for before in ["definedNames", "externalReferences", "functionGroups", "sheets"] {
        let end = format!("</{prefix}{before}>");
        if let Some((head, rest)) = workbook.split_once(&end) {
            return format!("{head}{end}{order}{rest}");
        }
    }
    workbook.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{escaped, recalculating};

    #[test]
    fn markup_and_office_escapes_are_text() {
        assert_eq!(escaped("a<b>\r\n&\u{1}_x000D_"), "a&lt;b&gt;\n&amp;_x005F_x000D_");
    }

    #[test]
    fn full_calc_on_load_is_set_once() {
        let of = |rest: &str| format!("<workbook><sheets><sheet/></sheets>{rest}</workbook>");
        assert_eq!(recalculating(&of("")), of("<calcPr fullCalcOnLoad=\"1\"/>"));
        let names = "<definedNames><definedName/></definedNames>";
        assert_eq!(recalculating(&of(names)), of(&format!("{names}<calcPr fullCalcOnLoad=\"1\"/>")));
        let with = |attributes: &str| of(&format!("<calcPr{attributes}/>"));
        assert_eq!(
            recalculating(&with(" calcId=\"191029\"")),
            with(" fullCalcOnLoad=\"1\" calcId=\"191029\"")
        );
        assert_eq!(
            recalculating(&with(" calcId=\"1\" fullCalcOnLoad=\"0\"")),
            with(" fullCalcOnLoad=\"1\" calcId=\"1\"")
        );
        let done = with(" fullCalcOnLoad=\"1\"");
        assert_eq!(recalculating(&done), done);
    }
}
