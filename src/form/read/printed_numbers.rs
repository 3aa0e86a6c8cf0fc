//! Recognises the numbers that identify the project if 整理番号 is missing: the one beside 事業名称 and the
//! 施策 line above, as a volume prints them.

use workbook::Pos;

use crate::form::raw::RawText;
use crate::form::read::found_label::FoundLabel;
use crate::form::read::sheet::{PieceId, Sheet};
use crate::text::fold;

/// True if a text is a project's number within its 施策, or a whole id: `1`, `(2)`, `1-1-10`.
pub(super) fn is_number(text: &str) -> bool {
    if text.chars().count() > 16 {
        return false;
    }
    let folded = fold::squash(text);
    let bare = folded.trim_start_matches('(').trim_end_matches([')', '.']);
    let mut parts = 0;
    let sound = bare.split(workbook::is_dash).all(|part| {
        parts += 1;
        !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit())
    });
    sound && parts <= 4
}

/// True if a text is a 施策 line: a number and a name (`1-1 …`, `施策1-1 …`).
pub(super) fn is_measure_line(text: &str) -> bool {
    let Some(rest) = after_number(text, 2..=2) else { return false };
    !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit() || c == ':' || c == '/')
}

/// True if a text is a page heading of a volume: the number and the name of a 基本方針.
pub(super) fn is_page_heading(text: &str) -> bool {
    let Some(rest) = after_number(text, 1..=1) else { return false };
    rest.starts_with(|c: char| c.is_alphabetic() || "「『“\"(（【〈《".contains(c))
        && rest.chars().count() >= 2
}

/// Returns the cell of the number left of a label, in column `edge` or right of it.
pub(super) fn number_left_of(sheet: &Sheet<'_>, label: &FoundLabel, edge: u32) -> Option<Pos> {
    left_of(sheet, label, edge).map(|(_, text)| text.pos)
}

/// Returns the number left of a label, in column `edge` or right of it.
pub(super) fn left_of(sheet: &Sheet<'_>, label: &FoundLabel, edge: u32) -> Option<(PieceId, RawText)> {
    let (id, piece) = sheet
        .row(label.first.row)
        .rev()
        .find(|(_, piece)| {
            piece.last.col < label.first.col && piece.first.col >= edge && piece.cell.is_some()
        })
        .filter(|(_, piece)| is_number(piece.text()))?;
    Some((id, RawText { text: piece.text().trim().to_owned(), pos: piece.first }))
}

/// Returns the text after a number with one of the given counts of parts, at the start of a line of at most
/// 80 characters.
fn after_number(text: &str, parts: std::ops::RangeInclusive<usize>) -> Option<String> {
    if text.chars().count() > 80 || text.contains('\n') {
        return None;
    }
    let folded = fold::squash(text);
    let start = folded.trim_start_matches("基本方針").trim_start_matches("施策").trim_start_matches('(');
    let end = start.find(|c: char| !c.is_ascii_digit() && !workbook::is_dash(c)).unwrap_or(start.len());
    let (number, rest) = start.split_at(end);
    let numbers: Vec<&str> = number.trim_end_matches(workbook::is_dash).split(workbook::is_dash).collect();
    let sound = numbers
        .iter()
        .all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    let rest = rest.trim_start_matches([')', '.', '、', ',']);
    (sound && parts.contains(&numbers.len())).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::form::read::printed_numbers::{is_measure_line, is_number, is_page_heading};

    #[test]
    fn measure_lines_page_headings_and_numbers_are_distinguished() {
        for text in ["1-1 手続の改善", "１－１　手続の改善", "施策2-3 窓口"] {
            assert!(is_measure_line(text), "{text}");
        }
        for text in ["1-1", "1-1-1-1 手続", "1 手続の改善", "2023-03-31", "手続", "1-1:30"] {
            assert!(!is_measure_line(text), "{text}");
        }
        assert!(is_page_heading("1 暮らしの向上①"));
        assert!(is_page_heading("2 「書かない」窓口①"));
        assert!(is_page_heading("3 ＤＸの推進②"));
        assert!(!is_page_heading("1,000件"));
        assert!(!is_page_heading("3"));
        for text in ["1", "１", "(2)", "1-1-10", "3."] {
            assert!(is_number(text), "{text}");
        }
        for text in ["1件", "", "2023", "1-a"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
