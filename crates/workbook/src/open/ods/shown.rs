//! A number of an .ods with the words that its format puts around it. The file holds the text that is shown beside the exact value: its
//! words count, and its figures only tell whether it is shown in thousands.

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::dressed::{kept, without_marks};
use super::super::format::Shape;
use super::super::number;
use crate::characters;
use crate::grid::Cell;

/// The cell of a number, given the text that the file shows for it.
pub(super) fn number(value: f64, shape: &Shape, shown: &str) -> Cell {
    worded(value, shape, shown.trim()).map_or_else(|| number::cell(value, shape, false), number::worded)
}

/// What the number is shown as, where that is more than the number.
fn worded(value: f64, shape: &Shape, shown: &str) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit();
    let Some((first, last)) = shown.find(is_digit).zip(shown.rfind(is_digit)) else {
        return shown.contains(char::is_alphanumeric).then(|| shown.to_owned());
    };
    let (before, rest) = shown.split_at(first);
    let (figures, after) = rest.split_at(last + 1 - first);
    let figures = figures.replace(',', "");
    let Ok(rounded) = figures.parse::<Decimal>() else {
        // What stands between the digits is the format's (`2023年03月`), where they are the number's.
        let digits: String = figures.chars().filter(char::is_ascii_digit).collect();
        let same = value > 0.0 && digits.trim_start_matches('0') == number::plain(value, 0);
        return same.then(|| shown.to_owned());
    };
    let whole = if *shape == Shape::Percent { 2 } else { 0 };
    let fits = |shift: &i32| {
        let exact = number::plain(value.abs(), *shift).parse::<Decimal>();
        let half_up = RoundingStrategy::MidpointAwayFromZero;
        exact.is_ok_and(|exact| exact.round_dp_with_strategy(rounded.scale(), half_up) == rounded)
    };
    let shift = [whole, whole - 3, whole - 6, whole - 9].into_iter().find(fits)?;
    let exact = number::plain(value.abs(), shift);
    // A minus in front is the program's own, and what follows it is not for negative numbers alone.
    let (before, after) = match before.strip_prefix(characters::is_dash) {
        _ if value >= 0.0 => (kept(before, value > 0.0), kept(after, false)),
        Some(before) => (kept(before, false), kept(after, false)),
        None => (kept(&without_marks(before), false), kept(&without_marks(after), false)),
    };
    let minus = if value < 0.0 { "-" } else { "" };
    Some(format!("{before}{minus}{exact}{after}"))
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::grid::CellKind;
    use crate::open::format::Shape;

    #[test]
    fn the_words_are_the_format_s_and_the_number_is_exact() {
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
            assert_eq!(number(value, &Shape::General, shown).text, text, "{shown}");
        }
        let percent = number(0.721, &Shape::Percent, "72%");
        assert_eq!((percent.text.as_str(), percent.kind), ("72.1%", CellKind::Percent));
    }
}
