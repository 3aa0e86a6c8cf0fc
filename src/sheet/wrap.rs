//! Breaks a text into the lines that a cell shows: between any two Japanese characters, between Latin words,
//! and by 禁則処理 not before a closing mark nor after an opening one.

use crate::sheet::metrics::advance;

/// Marks that begin no line.
const NOT_FIRST: &str = "、。，．・：；？！‼⁇ー々〻ゝゞヽヾ〜～）］｝〕〉》」』】〙〗»’”゛゜ぁぃぅぇぉっゃゅょゎゕゖ\
                         ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ％‰℃°′″…‥,.:;?!)]}%";
/// Marks that end no line.
const NOT_LAST: &str = "（［｛〔〈《「『【〘〖«‘“([{￥＄£€¥$№＃";

/// Returns the lines of a text in a cell `room` ems wide. A blank text has one line.
pub(super) fn lines(text: &str, room: f64) -> Vec<&str> {
    text.split('\n').flat_map(|line| wrapped(line, room)).collect()
}

/// Returns the lines of a text in a program that knows no 禁則処理: it breaks before any Japanese character.
pub(super) fn anywhere(text: &str, room: f64) -> Vec<&str> {
    text.split('\n').flat_map(|line| broken(line, room, &breaks_anywhere)).collect()
}

/// Returns the width of a text's longest line in ems.
pub(super) fn width(text: &str) -> f64 {
    text.split('\n').map(line_width).fold(0.0, f64::max)
}

/// True if a line is nothing but marks that should have stayed on the line before it: `）`, `。`, `円）`.
pub(super) fn is_lone_end(line: &str) -> bool {
    let mut characters = line.trim().chars().rev();
    let closes = characters.next().is_some_and(|last| NOT_FIRST.contains(last));
    closes && characters.count() < 2
}

/// True if a line is nothing but closing marks.
pub(super) fn is_lone_mark(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(|c| NOT_FIRST.contains(c))
}

fn line_width(line: &str) -> f64 {
    line.chars().map(advance).sum()
}

fn wrapped(line: &str, room: f64) -> Vec<&str> {
    broken(line, room, &may_break)
}

/// Returns `true` if a line may break between two characters.
type Breaks = dyn Fn(char, char) -> bool;

fn broken<'a>(line: &'a str, room: f64, breaks: &Breaks) -> Vec<&'a str> {
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    for (at, piece) in pieces(line, breaks) {
        // Spaces at the end of a line take no room.
        let needed = line_width(piece.trim_end_matches(' '));
        if used > 0.0 && used + needed > room {
            lines.push(&line[start..at]);
            (start, used) = (at, 0.0);
        }
        if needed <= room {
            used += line_width(piece);
            continue;
        }
        // A piece longer than a line is broken anywhere.
        for (offset, c) in piece.char_indices() {
            if used > 0.0 && used + advance(c) > room {
                lines.push(&line[start..at + offset]);
                (start, used) = (at + offset, 0.0);
            }
            used += advance(c);
        }
    }
    lines.push(&line[start..]);
    lines
}

/// Returns the parts of a line that stay whole, each with its position.
fn pieces<'a>(line: &'a str, may_break: &Breaks) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
    let mut breaks: Vec<usize> = Vec::new();
    let mut before = None;
    for (at, c) in line.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            breaks.push(at);
        }
        before = Some(c);
    }
    let starts: Vec<usize> = std::iter::once(0).chain(breaks.iter().copied()).collect();
    let ends = breaks.into_iter().chain([line.len()]);
    starts.into_iter().zip(ends).map(|(start, end)| (start, &line[start..end]))
}

fn may_break(before: char, after: char) -> bool {
    let is_kept = NOT_FIRST.contains(after) || NOT_LAST.contains(before);
    breaks_anywhere(before, after) && (before == ' ' || !is_kept)
}

fn breaks_anywhere(before: char, after: char) -> bool {
    let is_of_word = |c: char| c.is_ascii_graphic() || matches!(c, '\u{a1}'..='\u{24f}');
    match (before, after) {
        (_, ' ') => false,
        (' ', _) => true,
        _ => !(is_of_word(before) && is_of_word(after)),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_lone_end, lines, width};

    #[test]
    fn a_closing_mark_stays_with_what_it_closes() {
        assert_eq!(lines("試行の拡大（7施設）", 9.0), ["試行の拡大（7施", "設）"]);
        assert_eq!(lines("試行の拡大（7施設）", 9.6), ["試行の拡大（7施設）"]);
        assert_eq!(lines("あいうえ。", 4.0), ["あいう", "え。"]);
        assert_eq!(lines("ああ「いう」", 3.0), ["ああ", "「い", "う」"]);
        assert_eq!(lines("データ", 2.0), ["デー", "タ"]);
        assert_eq!(lines("サービス", 3.0), ["サービ", "ス"]);
    }

    #[test]
    fn words_and_figures_stay_whole_unless_they_are_longer_than_a_line() {
        assert_eq!(lines("目標は12,000件です", 5.0), ["目標は", "12,000件", "です"]);
        assert_eq!(lines("open data 1 2", 3.2), ["open ", "data 1 ", "2"]);
        assert_eq!(lines("abcdefghij", 2.0).len(), 3);
        assert_eq!(lines("", 4.0), [""]);
        assert_eq!(lines("あい\nう", 4.0), ["あい", "う"]);
        assert!((width("あ\nあい1") - 2.555).abs() < 1e-9);
    }

    #[test]
    fn a_line_of_closing_marks_alone_is_found() {
        assert!(["）", "。", "す。", "）。"].into_iter().all(is_lone_end));
        assert!(!["", "施設）", "ます。", "す"].into_iter().any(is_lone_end));
    }
}
