//! Names that a file system and Excel accept.

/// A text as part of a file's name: no spaces, and nothing that Windows refuses in a name.
#[must_use]
pub fn file_part(text: &str) -> String {
    let cleaned: String = text
        .trim()
        .chars()
        .map(|c| match c {
            ' ' | '\u{3000}' | '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#' | '%' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .take(80)
        .collect();
    // Windows drops dots and spaces at the end of a name without a word.
    let cleaned = cleaned.trim_end_matches('.');
    match cleaned {
        "" => "名称なし".to_owned(),
        _ if is_device(cleaned) => format!("_{cleaned}"),
        _ => cleaned.to_owned(),
    }
}

/// Whether Windows takes a name, whatever follows its first dot, for a device.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = ["COM", "LPT"].iter().filter_map(|device| stem.strip_prefix(device));
    let number =
        |rest: &str| matches!(rest, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³");
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || numbered.into_iter().any(number)
}

/// A text as a sheet's name: at most 31 UTF-16 units, without the characters that Excel refuses there.
#[must_use]
pub fn sheet_name(text: &str) -> String {
    let mut name = String::new();
    let mut units = 0;
    for c in text.trim().chars() {
        let c = match c {
            '[' | '(' => '（',
            ']' | ')' => '）',
            ':' | '*' | '?' | '/' | '\\' => '・',
            c if c.is_control() => ' ',
            c => c,
        };
        units += c.len_utf16();
        if units > 31 {
            break;
        }
        name.push(c);
    }
    // An apostrophe may stand inside a name but not at its ends.
    let name = name.trim_matches('\'').trim();
    if name.is_empty() { "シート".to_owned() } else { name.to_owned() }
}

/// A sheet's name as it stands in a reference: always quoted, apostrophes doubled.
#[must_use]
pub fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use crate::sheet::names::{file_part, quoted, sheet_name};

    #[test]
    fn a_sheet_name_is_one_that_excel_takes() {
        assert_eq!(sheet_name("1 市民:サービス/向上?"), "1 市民・サービス・向上・");
        assert_eq!(sheet_name("'引用'"), "引用");
        assert_eq!(sheet_name("あ".repeat(40).as_str()).chars().count(), 31);
        assert_eq!(sheet_name("𠮷".repeat(40).as_str()).chars().count(), 15);
        assert_eq!(sheet_name("  "), "シート");
        assert_eq!(quoted("a'b"), "'a''b'");
    }

    #[test]
    fn a_file_name_is_one_that_windows_takes() {
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
