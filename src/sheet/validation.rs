//! Input messages and drop-down lists of cells, within Excel's limits.

use rust_xlsxwriter::{DataValidation, XlsxError};

use crate::sheet::xml::without_forbidden;
use crate::text::utf16;

/// The most UTF-16 units of a message's title.
const LONGEST_TITLE: usize = 32;
/// The most UTF-16 units of a message, and of all words of a list with the commas between them.
const LONGEST: usize = 255;

/// Returns a validation that shows a message when the cell is selected and restricts nothing. Cuts long
/// texts.
///
/// # Errors
/// Never in practice: the texts are cut to fit.
pub fn message(title: &str, text: &str) -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_any_value()
        .set_input_title(fitting(title, LONGEST_TITLE))?
        .set_input_message(fitting(text, LONGEST))
}

/// Adds a drop-down list of these words. `None` if Excel cannot hold the list: it keeps the words in 255
/// characters, separated by commas.
///
/// # Errors
/// Never in practice: words that do not fit give `None`.
pub fn list(
    validation: DataValidation,
    words: &[impl AsRef<str>],
) -> Result<Option<DataValidation>, XlsxError> {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    let length: usize = words.iter().map(|word| utf16::length(word) + 1).sum();
    // A quotation mark is written twice.
    let quotes: usize = words.iter().map(|word| word.matches('"').count()).sum();
    let holds =
        |word: &&str| word.trim().is_empty() || word.contains(',') || without_forbidden(word) != **word;
    if words.is_empty() || length + quotes > LONGEST || words.iter().any(holds) {
        return Ok(None);
    }
    validation.allow_list_strings(&words).map(Some)
}

/// Returns a text cut to `most` UTF-16 units, at a whole character.
fn fitting(text: &str, most: usize) -> String {
    let text = without_forbidden(text);
    if utf16::length(&text) <= most {
        return text.into_owned();
    }
    format!("{}…", utf16::beginning(&text, most - 1))
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::DataValidation;

    use super::{fitting, list, message};

    #[test]
    fn no_message_is_too_long() {
        assert_eq!(fitting("短い", 2), "短い");
        assert_eq!(fitting("長い題", 2), "長…");
        assert_eq!(fitting(&"𠮷".repeat(200), 255).encode_utf16().count(), 255);
        message(&"𠮷".repeat(40), &"長い\u{ffff}".repeat(400)).unwrap();
    }

    #[test]
    fn words_that_excel_cannot_hold_give_no_list() {
        let listed = |words: &[&str]| list(DataValidation::new(), words).unwrap().is_some();
        assert!(listed(&["達成", "未達"]));
        assert!(!listed(&[]));
        assert!(!listed(&["達成", " "]));
        assert!(!listed(&["a,b"]));
        assert!(!listed(&["達成\u{fffe}"]));
        assert!(listed(&["あ".repeat(254).as_str()]));
        assert!(!listed(&["あ".repeat(255).as_str()]));
        assert!(!listed(&["\"".repeat(200).as_str()]));
    }
}
