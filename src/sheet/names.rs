//! Makes names that file systems and Excel accept.

use std::collections::BTreeSet;

use crate::sheet::xml::is_forbidden;
use crate::text::utf16;

/// The most bytes that a text may take in a file name. Systems allow 255, and a month and an extension are
/// added.
const LONGEST_PART: usize = 200;

/// Returns a text as part of a file name: without spaces or characters that Windows refuses, and not too long
/// for any system.
#[must_use]
pub(crate) fn file_part(text: &str) -> String {
    let cleaned = text.trim().chars().filter(|c| !is_forbidden(*c) || c.is_control()).map(|c| match c {
        ' ' | '\u{3000}' | '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#' | '%' => '_',
        c if c.is_control() => '_',
        c => c,
    });
    let mut part = String::new();
    for c in cleaned.take(80) {
        if part.len() + c.len_utf8() > LONGEST_PART {
            break;
        }
        part.push(c);
    }
    // Windows silently drops dots and spaces at the end of a name.
    let part = part.trim_end_matches('.');
    match part {
        "" => "名称なし".to_owned(),
        _ if is_device(part) => format!("_{part}"),
        _ => part.to_owned(),
    }
}

/// True if Windows takes a name for a device, whatever follows its first dot.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = ["COM", "LPT"].iter().filter_map(|device| stem.strip_prefix(device));
    let number =
        |rest: &str| matches!(rest, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³");
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || numbered.into_iter().any(number)
}

/// Returns a text as a sheet name: at most 31 UTF-16 units, without characters that Excel refuses.
#[must_use]
pub(crate) fn sheet_name(text: &str) -> String {
    let allowed = text.trim().chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).map(|c| match c {
        '[' | '(' => '（',
        ']' | ')' => '）',
        ':' | '*' | '?' | '/' | '\\' => '・',
        c if c.is_control() => ' ',
        c => c,
    });
    let name: String = allowed.collect();
    // An apostrophe is allowed inside a name, but not at its ends.
    let name = utf16::beginning(&name, 31).trim_matches('\'').trim();
    if name.is_empty() { "シート".to_owned() } else { name.to_owned() }
}

/// Returns texts as sheet names of one book. Adds a number to a name that is in `taken` or that an earlier
/// sheet has, ignoring case as Excel does.
#[must_use]
pub(crate) fn sheet_names(texts: &[&str], taken: &[&str]) -> Vec<String> {
    let mut used: BTreeSet<String> = taken.iter().map(|name| name.to_lowercase()).collect();
    let unique = |text: &&str| {
        let numbered = (2..).map(|number: u32| {
            let end = format!("({number})");
            let most = 31_usize.saturating_sub(end.len());
            sheet_name(&format!("{}{end}", utf16::beginning(&sheet_name(text), most)))
        });
        std::iter::once(sheet_name(text))
            .chain(numbered)
            .find(|name| used.insert(name.to_lowercase()))
            .unwrap_or_default()
    };
    texts.iter().map(unique).collect()
}

/// Returns a sheet's name as used in references: always quoted, with apostrophes doubled.
#[must_use]
pub(crate) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use crate::sheet::names::{file_part, quoted, sheet_name, sheet_names};

    #[test]
    fn a_repeated_sheet_name_gets_a_number() {
        let long = "あ".repeat(40);
        let names = sheet_names(&["A 課", "a 課", "概要", &long, &long], &["概要"]);
        assert_eq!(names[..3], ["A 課", "a 課（2）", "概要（2）"]);
        assert_eq!(names[3], "あ".repeat(31));
        assert_eq!(names[4], format!("{}（2）", "あ".repeat(28)));
    }

    #[test]
    fn a_name_fits_into_255_bytes_and_holds_nothing_that_xml_forbids() {
        assert_eq!(file_part(&"𠮷".repeat(80)).len(), 200);
        assert_eq!(file_part("課\u{ffff}\u{1}名"), "課_名");
        assert_eq!(sheet_name("課\u{fffe}\u{1}名"), "課 名");
    }

    #[test]
    fn a_sheet_name_is_valid_in_excel() {
        assert_eq!(sheet_name("1 市民:サービス/向上?"), "1 市民・サービス・向上・");
        assert_eq!(sheet_name("'引用'"), "引用");
        assert_eq!(sheet_name("あ".repeat(40).as_str()).chars().count(), 31);
        assert_eq!(sheet_name("𠮷".repeat(40).as_str()).chars().count(), 15);
        assert_eq!(sheet_name("  "), "シート");
        assert_eq!(quoted("a'b"), "'a''b'");
    }

    #[test]
    fn a_file_name_is_valid_on_windows() {
        assert_eq!(file_part("別冊 個別事業編"), "別冊_個別事業編");
        assert_eq!(file_part("a/b:c."), "a_b_c");
        assert_eq!(file_part("　"), "名称なし");
        for (name, file) in [("CON", "_CON"), ("nul", "_nul"), ("Com1", "_Com1"), ("AUX.課", "_AUX.課")] {
            assert_eq!(file_part(name), file);
        }
        assert_eq!(file_part("CON課"), "CON課");
        assert_eq!(file_part("COM10"), "COM10");
    }
}
