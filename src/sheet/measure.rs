//! Measures Japanese text. Excel does not fit the height of merged wrapped cells, so it is computed here.

use unicode_width::UnicodeWidthChar;

/// Returns the height of a line of text in points, for a font size in points.
#[must_use]
pub fn line_height(size: f64) -> f64 {
    (size * 1.45).ceil()
}

/// Returns the width of a text's longest line in half-width columns. Symbols such as `①※→` count two, as
/// Japanese fonts draw them.
#[must_use]
pub fn width(text: &str) -> usize {
    text.split('\n').map(line_width).max().unwrap_or(0)
}

/// Returns the number of lines a text takes in a cell that is `columns` half-width columns wide.
#[must_use]
pub fn lines(text: &str, columns: f64) -> usize {
    let room = columns.max(2.0);
    text.split('\n').map(|line| wrapped(line, room)).sum::<usize>().max(1)
}

/// Returns the height in points of a row whose cells hold these texts at these widths, at most Excel's limit
/// of 409.
#[must_use]
pub fn row_height(cells: &[(&str, f64)], size: f64) -> f64 {
    height(cells, size).min(409.0)
}

/// Returns the height in points that these texts need at these widths and font size, without a limit.
#[must_use]
pub fn height(cells: &[(&str, f64)], size: f64) -> f64 {
    // A column's width counts digits of the Normal font (11 pt). A smaller font fits more; keep some slack.
    let scale = 10.0 / size * 0.96;
    let most = cells.iter().map(|(text, columns)| lines(text, columns * scale)).max().unwrap_or(1);
    let most = f64::from(u32::try_from(most).unwrap_or(u32::MAX));
    most * line_height(size) + 4.0
}

/// Shortens a text to `most` characters, for columns that only need to identify it.
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

/// Counts the lines after wrapping at any character. If a line must not begin with a character (禁則), the
/// previous character moves down with it.
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
