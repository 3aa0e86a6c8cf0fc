//! Numbers of an .ods. The file has the exact value and the text that is shown. The words of the text are
//! kept; its digits show whether the number is in thousands, and to how many places it is rounded.

use rust_decimal::Decimal;

use super::super::number_format::cell::numeral;
use super::super::number_format::decimal::{plain, rounded};
use super::super::number_format::words::{meaningful, without_negative_signs};
use crate::characters;
use crate::grid::Cell;

/// The kind of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberKind {
    /// A plain number or an amount of money.
    Plain,
    /// A percentage.
    Percent,
}

/// Returns the cell of a number, given the text that the file shows for it.
pub(super) fn number(value: f64, kind: NumberKind, shown: &str) -> Cell {
    with_words(value, kind, shown.trim()).unwrap_or_else(|| match kind {
        NumberKind::Plain => numeral(plain(value, 0)),
        NumberKind::Percent => numeral(format!("{}%", plain(value, 2))),
    })
}

/// Returns the cell of the number with the words of the text. `None` if the text cannot be matched to the
/// number.
fn with_words(value: f64, kind: NumberKind, shown: &str) -> Option<Cell> {
    let is_digit = |c: char| c.is_ascii_digit();
    let Some((first, last)) = shown.find(is_digit).zip(shown.rfind(is_digit)) else {
        return shown.contains(char::is_alphanumeric).then(|| numeral(shown.to_owned()));
    };
    let (before, rest) = shown.split_at(first);
    let (figures, after) = rest.split_at(last + 1 - first);
    let as_written = figures;
    let figures = figures.replace(',', "");
    let Ok(digits) = figures.parse::<Decimal>() else {
        // If the digits are the number's, the text between them is from the format (`2023年03月`).
        let digits: String = figures.chars().filter(char::is_ascii_digit).collect();
        let same = value > 0.0 && digits.trim_start_matches('0') == plain(value, 0);
        return same.then(|| numeral(shown.to_owned()));
    };
    let whole = if kind == NumberKind::Percent { 2 } else { 0 };
    let fits = |shift: &i32| rounded(&plain(value.abs(), *shift), digits.scale()) == Some(digits);
    let shift = [whole, whole - 3, whole - 6, whole - 9].into_iter().find(fits)?;
    let exact = plain(value.abs(), shift);
    // A leading minus sign is from the program, so the words after it are not only for negative numbers.
    let (before, after) = match before.strip_prefix(characters::is_dash) {
        _ if value >= 0.0 => (meaningful(before, value > 0.0), meaningful(after, false)),
        Some(before) => (meaningful(before, false), meaningful(after, false)),
        None => {
            let words = |words: &str| meaningful(&without_negative_signs(words), false);
            (words(before), words(after))
        }
    };
    let minus = if value < 0.0 { "-" } else { "" };
    let write = |digits: &str| format!("{before}{minus}{digits}{after}");
    let cell = numeral(write(&exact));
    Some(Cell { shown: Some(write(as_written)).filter(|shown| *shown != cell.text), ..cell })
}

#[cfg(test)]
mod tests {
    use super::{NumberKind, number};
    use crate::grid::CellKind;

    #[test]
    fn the_words_are_kept_and_the_number_is_exact() {
        for (value, shown, text) in [
            (7.0, "7件", "7件"),
            (7.0, "▲7", "▲7"),
            (-7.0, "▲7件", "-7件"),
            (-7.0, "(7)", "-7"),
            (-7.0, "-約7件", "約-7件"),
            (7.26, "約7千人", "約7.26千人"),
            (9_660_500.0, "9,661千人", "9660.5千人"),
            (9_660_000.0, "9,660", "9660"),
            (0.0, "なし", "なし"),
            (0.0, "-", "0"),
            (202_303.0, "2023年03月", "2023年03月"),
            (0.5, "1/2", "0.5"),
            (1050.5, "1E+03", "1050.5"),
            (7.0, "", "7"),
        ] {
            assert_eq!(number(value, NumberKind::Plain, shown).text, text, "{shown}");
        }
        let percent = number(0.721, NumberKind::Percent, "72%");
        assert_eq!((percent.text.as_str(), percent.kind), ("72.1%", CellKind::Percent));
        assert_eq!(percent.shown.as_deref(), Some("72%"));
    }
}
