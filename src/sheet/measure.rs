//! How much room Japanese text takes: Excel sizes no row of merged wrapped cells, so heights are ours to compute.

use unicode_width::UnicodeWidthChar;

/// Points that a line of text of a size takes, leading included.
#[must_use]
pub fn line_height(size: f64) -> f64 {
    (size * 1.45).ceil()
}

/// The width of a text's longest line in half-width columns; symbols such as `①※→` count two, as Japanese fonts draw them.
#[must_use]
pub fn width(text: &str) -> usize {
    text.split('\n').map(line_width).max().unwrap_or(0)
}

/// How many lines a text takes in a cell of a width given in half-width columns.
#[must_use]
pub fn lines(text: &str, columns: f64) -> usize {
    let room = columns.max(2.0);
    text.split('\n').map(|line| wrapped(line, room)).sum::<usize>().max(1)
}

/// The height of a row whose cells hold these texts in these widths at a font size, at most what Excel allows (409 pt).
#[must_use]
pub fn row_height(cells: &[(&str, f64)], size: f64) -> f64 {
    height(cells, size).min(409.0)
}

/// The height that these texts need in these widths at a font size, however many rows it takes.
#[must_use]
pub fn height(cells: &[(&str, f64)], size: f64) -> f64 {
    // A column's width counts digits of the Normal font (11 pt); a smaller font fits more, and some slack is kept.
    let scale = 10.0 / size * 0.96;
    let most = cells.iter().map(|(text, columns)| lines(text, columns * scale)).max().unwrap_or(1);
    let most = f64::from(u32::try_from(most).unwrap_or(u32::MAX));
    most * line_height(size) + 4.0
}

/// A text shortened to so many characters, for columns that only point at it.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most).chain(['…']).collect()
}

fn line_width(line: &str) -> usize {
    line.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

/// Lines after wrapping at any character; a line that may not begin with the next character (禁則) gives one up to it.
fn wrapped(line: &str, room: f64) -> usize {
    let mut count = 1;
    let mut used = 0.0;
    let mut last_width = 0.0;
    for c in line.chars() {
        let width = f64::from(u32::try_from(char_width(c)).unwrap_or(2));
        if used + width > room && used > 0.0 {
            count += 1;
            used = if forbidden_at_start(c) { last_width } else { 0.0 };
        }
        used += width;
        last_width = width;
    }
    count
}

fn forbidden_at_start(c: char) -> bool {
    "、。，．・：；？！）」』】〕｝〉》］ーぁぃぅぇぉっゃゅょァィゥェォッャュョ％」,.)]}".contains(c)
}

#[cfg(test)]
mod tests {
    use crate::sheet::measure::{lines, width};

    #[test]
    fn full_width_and_circled_characters_count_two() {
        assert_eq!(width("①市民a"), 7);
        assert_eq!(width("ab\nabcd"), 4);
    }

    #[test]
    fn a_closing_mark_takes_the_character_before_it_along() {
        assert_eq!(lines("あいうえ", 8.0), 1);
        assert_eq!(lines("あいうえ。", 8.0), 2);
        assert_eq!(lines("", 8.0), 1);
        assert_eq!(lines("あい\nう", 8.0), 2);
    }
}
