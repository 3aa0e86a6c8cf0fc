//! Measures Japanese text, so that rows are as high as their texts need: Excel does not fit the height of
//! merged wrapped cells.

use unicode_width::UnicodeWidthChar;

use crate::sheet::wrap;

/// The width of a half-width character in points: a digit of the Normal font, Calibri 11, is 7 pixels of 0.75
/// points wide. The padding that Excel adds to a column holds no text.
const POINTS_OF_CHARACTER: f64 = 5.25;
/// The height of a line in ems. 游ゴシック needs more space between lines than other fonts, and Excel rounds
/// up to whole pixels.
const LINE_PITCH: f64 = 1.65;
const POINTS_OF_PIXEL: f64 = 0.75;
/// The room for a text in LibreOffice, relative to the measured room.
const SHOWN: f64 = 1.05;
/// The most half-width characters by which a column is widened for better line breaks.
const MOST_WIDENED: u32 = 4;
/// The half-width characters by which a column may be widened to avoid one point of badness.
const WORTH_WIDENING: u32 = 2;
/// Paragraphs of more lines differ in length between programs at any width, so that this does not count as
/// bad.
const FEW_LINES: usize = 4;

/// Returns the height of a line of text in points, for a font size in points.
#[must_use]
pub(crate) fn line_height(size: f64) -> f64 {
    (size * LINE_PITCH / POINTS_OF_PIXEL).ceil() * POINTS_OF_PIXEL
}

/// Returns the width of a text's longest line in half-width columns. Symbols such as `①※→` count two, as
/// Japanese fonts draw them.
#[must_use]
pub(crate) fn width(text: &str) -> usize {
    text.split('\n').map(line_width).max().unwrap_or(0)
}

/// Returns the number of lines a text takes in a cell that is `columns` half-width columns wide, in a font
/// size in points.
#[must_use]
pub(crate) fn lines(text: &str, columns: f64, size: f64) -> usize {
    wrap::lines(text, room(columns, size)).count()
}

/// Splits a text after `most` lines (at least one) in a cell `columns` half-width columns wide. Drops a line
/// break at the split; the second part is empty if the text has no more lines.
#[must_use]
pub(crate) fn cut(text: &str, columns: f64, size: f64, most: usize) -> (&str, &str) {
    let (mut end, mut lines) = (0, 0);
    for written in text.split('\n') {
        for line in wrap::lines(written, room(columns, size)) {
            if lines == most.max(1) {
                let (head, rest) = text.split_at(end);
                return (head.strip_suffix('\n').unwrap_or(head), rest);
            }
            (end, lines) = (end + line.len(), lines + 1);
        }
        end += 1;
    }
    (text, "")
}

/// Returns how many whole lines of a font size fit into a height in points, at most those of the highest row.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a row has few lines")]
pub(crate) fn lines_within(height: f64, size: f64) -> usize {
    (height.clamp(0.0, HIGHEST) / line_height(size)).floor() as usize
}

/// Returns the width in half-width columns at which no line of a text wraps.
#[must_use]
pub(crate) fn columns(text: &str, size: f64) -> f64 {
    // The hundredth absorbs the rounding errors of summing many character widths.
    wrap::width(text) * size / POINTS_OF_CHARACTER + 0.01
}

/// Returns a width for a column of texts: `least`, or a little more if that gives better line breaks. Bad are
/// a last line of a closing mark or a single character, since not every program keeps marks off the beginning
/// of a line, and a paragraph that takes a line less in a program with a little more room, which leaves a
/// blank line in its row.
#[must_use]
pub(crate) fn width_for_breaks<'a>(
    texts: impl Iterator<Item = &'a str> + Clone,
    least: f64,
    size: f64,
) -> f64 {
    let badness = |step: u32| {
        let columns = least + f64::from(step) / 2.0;
        let rooms = [room(columns, size), room(columns * SHOWN, size)];
        let of_texts: u32 = texts.clone().map(|text| break_badness(text, rooms)).sum();
        (of_texts * WORTH_WIDENING * 2 + step, columns)
    };
    let tried = (0..=MOST_WIDENED * 2).map(badness);
    tried.reduce(|one, other| if other.0 < one.0 { other } else { one }).map_or(least, |(_, columns)| columns)
}

/// Returns the badness of a text's line breaks in a cell with either of two rooms, in ems.
fn break_badness(text: &str, rooms: [f64; 2]) -> u32 {
    let mut badness = 0;
    for paragraph in text.split('\n') {
        let [narrow, wide] = rooms.map(|room| wrap::lines(paragraph, room).take(FEW_LINES + 1).count());
        badness += u32::from(narrow <= FEW_LINES && narrow != wide);
        if narrow > 1 {
            badness += rooms.into_iter().map(|room| end_badness(paragraph, room)).max().unwrap_or(0);
        }
    }
    badness
}

/// Returns the badness of the last of several lines: 3 for `wrap::is_lone_end`, 1 for any other single
/// character.
fn end_badness(paragraph: &str, room: f64) -> u32 {
    let of_last = |line: &str| if wrap::is_lone_end(line) { 3 } else { u32::from(wrap::is_lone(line)) };
    let own = wrap::lines(paragraph, room).skip(1).last().map_or(0, of_last);
    own.max(wrap::lines_without_kinsoku(paragraph, room).skip(1).last().map_or(0, of_last))
}

/// Returns a font size in points for a text in a cell `columns` half-width columns wide: `size`, or the
/// nearest size within a point (and not below `least`) at which no line is a lone closing mark in a program
/// without 禁則処理. The text takes no more lines than at `size`, which is returned if no size helps.
#[must_use]
pub(crate) fn size_for_breaks(text: &str, columns: f64, size: f64, least: f64) -> f64 {
    let has = |is_bad: fn(&str) -> bool, size: f64| {
        wrap::lines_without_kinsoku(text, room(columns * SHOWN, size)).skip(1).any(is_bad)
    };
    if !has(wrap::is_lone_end, size) {
        return size;
    }
    let tried = [0.0, -0.5, 0.5, -1.0, 1.0].map(|step| size + step);
    let most = lines(text, columns, size);
    let fitting: Vec<f64> = tried
        .into_iter()
        .filter(|tried| *tried >= least && (lines(text, columns, *tried) <= most || *tried <= size))
        .collect();
    // A closing mark after a single character is bad, a mark alone is worse.
    let good = |is_bad: fn(&str) -> bool| fitting.iter().copied().find(|size| !has(is_bad, *size));
    good(wrap::is_lone_end).or_else(|| good(wrap::is_lone_mark)).unwrap_or(size)
}

/// Returns a font size like [`size_for_breaks`], but never above `size`, so that the row need not be
/// higher, and at most a point below it. For pages printed at any scale: programs then differ in their
/// room for a text, and the size with the fewest bad lines over several such rooms is chosen.
#[must_use]
pub(crate) fn shrunk_size(text: &str, columns: f64, size: f64) -> f64 {
    // A mark alone is worst; a single character hardly justifies smaller type.
    let badness = |line: &str| match line {
        _ if wrap::is_lone_mark(line) => 9,
        _ if wrap::is_lone_end(line) => 3,
        _ => u32::from(wrap::is_lone(line)),
    };
    let badness_at = |size: f64| -> u32 {
        let rooms = [1.0, (1.0 + SHOWN) / 2.0, SHOWN].map(|factor| room(columns * factor, size));
        let lines = rooms.into_iter().flat_map(|room| {
            text.split('\n').flat_map(move |paragraph| wrap::lines_without_kinsoku(paragraph, room).skip(1))
        });
        lines.map(badness).sum()
    };
    let found = badness_at(size);
    if found == 0 {
        return size;
    }
    let smaller = [(0.5, 1), (1.0, 4)].map(|(less, cost)| (badness_at(size - less) + cost, size - less));
    let best =
        smaller.into_iter().fold((found, size), |one, other| if other.0 < one.0 { other } else { one });
    best.1
}

/// The greatest height of a row in Excel, in points.
const HIGHEST: f64 = 409.0;

/// Returns the height in points of a row whose cells hold these texts at these widths, at most Excel's limit
/// of 409.
#[must_use]
pub(crate) fn row_height(cells: &[(&str, f64)], size: f64) -> f64 {
    let least = line_height(size).min(HIGHEST);
    cells.iter().map(|(text, columns)| cell_height(text, *columns, size)).fold(least, f64::max)
}

/// Returns the height in points that a text needs in a cell `columns` half-width columns wide, in a font size
/// in points; at most Excel's limit of 409.
#[must_use]
pub(crate) fn cell_height(text: &str, columns: f64, size: f64) -> f64 {
    // Lines that no row can show need not be counted: a text may have thousands.
    let enough = lines_within(HIGHEST, size) + 1;
    let lines = wrap::lines(text, room(columns, size)).take(enough).count();
    points(Some(lines), line_height(size)).min(HIGHEST)
}

/// Returns the height in points that these texts need at these widths and font size, without a limit.
#[must_use]
pub(crate) fn height(cells: &[(&str, f64)], size: f64) -> f64 {
    let most = cells.iter().map(|(text, columns)| lines(text, *columns, size)).max();
    points(most, line_height(size))
}

fn points(lines: Option<usize>, line: f64) -> f64 {
    f64::from(u32::try_from(lines.unwrap_or(1)).unwrap_or(u32::MAX)) * line
}

/// Returns the width of a cell in ems of a font size, at least 1.
fn room(columns: f64, size: f64) -> f64 {
    (columns * POINTS_OF_CHARACTER / size).max(1.0)
}

/// Cuts a text, with `…`, to a width of `most` half-width columns in a font size in points.
#[must_use]
pub(crate) fn shortened_to(text: &str, most: f64, size: f64) -> String {
    if columns(text, size) <= most {
        return text.to_owned();
    }
    let mut room = most - columns("…", size);
    let kept = text.chars().take_while(|c| {
        room -= columns(c.encode_utf8(&mut [0; 4]), size);
        room >= 0.0
    });
    kept.chain(['…']).collect()
}

fn line_width(line: &str) -> usize {
    line.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::sheet::measure::{
        cell_height, columns, cut, height, line_height, lines, lines_within, row_height, shortened_to,
        shrunk_size, size_for_breaks, width, width_for_breaks,
    };

    #[test]
    fn full_width_and_circled_characters_count_two() {
        assert_eq!(width("①市民a"), 7);
        assert_eq!(width("ab\nabcd"), 4);
    }

    #[test]
    fn a_row_is_as_high_as_its_lines() {
        // Excel's own heights of one line of 游ゴシック.
        assert_eq!(
            [9.0, 10.0, 11.0].map(line_height).map(|points| points.to_string()),
            ["15", "16.5", "18.75"]
        );
        assert_eq!(lines("あいうえ", 8.0, 10.0), 1);
        assert_eq!(lines("あいうえ。", 8.0, 10.0), 2);
        assert_eq!(lines("あい\nう", 8.0, 10.0), 2);
        assert_eq!(lines("", 8.0, 10.0), 1);
        assert_eq!(height(&[("あいうえ。", 8.0), ("あ", 20.0)], 10.0).to_string(), "33");
        assert_eq!(lines("12,000手続／15,000手続", columns("12,000手続／15,000手続", 9.0), 9.0), 1);
    }

    #[test]
    fn a_long_text_is_cut_between_its_lines() {
        let text = "あいうえお\nかき\n\nくけこ";
        let (head, rest) = cut(text, 6.0, 10.0, 2);
        assert_eq!((head, rest), ("あいうえお", "かき\n\nくけこ"));
        assert_eq!(cut(rest, 6.0, 10.0, 2), ("かき\n", "くけこ"));
        assert_eq!(cut(text, 6.0, 10.0, 1), ("あいう", "えお\nかき\n\nくけこ"));
        assert_eq!(cut("", 6.0, 10.0, 2), ("", ""));
        let long = "・窓口の見直し（2か所）を行いました。\n".repeat(80);
        let (head, rest) = cut(&long, 36.0, 10.0, 18);
        assert_eq!(lines(head, 36.0, 10.0), 18);
        assert_eq!(format!("{head}\n{rest}"), long);
    }

    #[test]
    fn a_height_holds_whole_lines() {
        assert_eq!([0.0, 33.0, 49.0, 9000.0].map(|height| lines_within(height, 10.0)), [0, 2, 2, 24]);
    }

    #[test]
    fn a_text_is_printed_a_little_smaller_rather_than_with_a_lone_mark() {
        // 20.16 ems at 10 points, 21.2 at 9.5.
        let of =
            |count: usize| size_for_breaks(&format!("{}。", "あ".repeat(count)), 36.6, 10.0, 9.0).to_string();
        assert_eq!([of(10), of(20), of(30)], ["10", "9.5", "10"]);
        // No size below `least`; a mark after a single character if nothing better is found.
        assert_eq!(size_for_breaks("試行実施（2施設）", 12.6, 9.0, 9.0).to_string(), "9.5");
    }

    #[test]
    fn a_text_is_shrunk_where_that_helps_at_most_scales() {
        let of = |count: usize| shrunk_size(&format!("{}。", "あ".repeat(count)), 20.0, 10.0).to_string();
        // 10.5 ems at 10 points, 11.05 at 9.5; up to 5% more in some programs.
        assert_eq!([9, 10, 11, 15].map(of), ["10", "9.5", "10", "10"]);
    }

    #[test]
    fn a_text_is_shortened_to_its_room() {
        let of = |most: f64| shortened_to("1-1 あいうえ", most, 10.0);
        assert_eq!([20.0, 8.0, 1.0].map(of), ["1-1 あいうえ", "1-1 あ…", "…"]);
    }

    #[test]
    fn a_column_widens_only_where_enough_texts_gain() {
        let of = |texts: &[&str]| width_for_breaks(texts.iter().copied(), 8.0, 10.0).to_string();
        assert_eq!(of(&["あいうえ"]), "8");
        // A lone closing mark justifies two more characters, a single lone character does not.
        assert_eq!(of(&["あいうえ。"]), "10");
        assert_eq!(of(&["あいうえお"]), "8");
        assert_eq!(of(&["あいうえお", "かきくけこ"]), "10");
        // Two lines as measured, one in a program with a little more room: 3.5 more characters are too many
        // for that.
        assert_eq!(of(&["あいうえABCDEF"]), "8");
        // No width helps the longer text.
        assert_eq!(of(&["あいうえ。", &"。".repeat(40)]), "10");
    }

    #[test]
    fn a_cell_of_smaller_type_needs_less_height() {
        let text = "あいうえおかきくけこさ";
        assert_eq!([10.0, 9.5].map(|size| cell_height(text, 20.0, size).to_string()), ["33", "15.75"]);
        assert_eq!(row_height(&[], 10.0).to_string(), "16.5");
        assert_eq!(cell_height(&text.repeat(5000), 20.0, 10.0).to_string(), "409");
    }
}
