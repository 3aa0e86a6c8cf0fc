//! Breaks a text into the lines that a cell shows: between any two Japanese characters, between Latin words,
//! and by 禁則処理 not before a closing mark nor after an opening one.

use crate::sheet::metrics::advance;

/// Marks that may not begin a line.
const NOT_FIRST: &str = "、。，．・：；？！‼⁇ー々〻ゝゞヽヾ〜～）］｝〕〉》」』】〙〗»’”゛゜ぁぃぅぇぉっゃゅょゎゕゖ\
                         ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ％‰℃°′″…‥,.:;?!)]}%";
/// Marks that may not end a line.
const NOT_LAST: &str = "（［｛〔〈《「『【〘〖«‘“([{￥＄£€¥$№＃";

/// Returns the lines of a text in a cell `room` ems wide. A blank text has one line.
pub(super) fn lines(text: &str, room: f64) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(move |line| Broken::new(line, room, may_break))
}

/// Returns the lines of a text in a program without 禁則処理, which breaks before any Japanese character.
pub(super) fn lines_without_kinsoku(text: &str, room: f64) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(move |line| Broken::new(line, room, breaks_anywhere))
}

/// Returns the width of a text's longest line in ems.
pub(super) fn width(text: &str) -> f64 {
    text.split('\n').map(line_width).fold(0.0, f64::max)
}

/// True if a line is only a closing mark, or one character and a closing mark: `）`, `。`, `円）`.
pub(super) fn is_lone_end(line: &str) -> bool {
    let mut characters = line.trim().chars().rev();
    let closes = characters.next().is_some_and(is_not_first);
    closes && characters.count() < 2
}

/// True if a line is a [lone end](is_lone_end) or a single character.
pub(super) fn is_lone(line: &str) -> bool {
    is_lone_end(line) || line.trim().chars().count() == 1
}

/// True if a line is nothing but closing marks.
pub(super) fn is_lone_mark(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(is_not_first)
}

fn line_width(line: &str) -> f64 {
    line.chars().map(advance).sum()
}

/// A function that is true if a line may break between two characters.
type Breaks = fn(char, char) -> bool;

/// The lines of a text without line breaks of its own.
struct Broken<'a> {
    text: &'a str,
    room: f64,
    breaks: Breaks,
    /// The start of the next line; `None` after the last.
    start: Option<usize>,
    /// The start of the next piece, a part of the text that is kept whole if it fits on a line.
    piece: usize,
    /// The end of the current piece if it is longer than a line, and so broken anywhere.
    long_end: usize,
    /// The width of the line before that piece.
    used: f64,
}

impl<'a> Broken<'a> {
    fn new(text: &'a str, room: f64, breaks: Breaks) -> Self {
        Self { text, room, breaks, start: Some(0), piece: 0, long_end: 0, used: 0.0 }
    }

    /// Returns the end of the piece that begins at `from`.
    fn piece_end(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        let mut before = None;
        for (at, c) in rest.char_indices() {
            if before.is_some_and(|before| (self.breaks)(before, c)) {
                return from + at;
            }
            before = Some(c);
        }
        self.text.len()
    }

    /// True if the text certainly fits on one line: no character is wider than an em.
    fn fits(&self) -> bool {
        u32::try_from(self.text.chars().count()).is_ok_and(|count| f64::from(count) <= self.room)
    }

    /// Ends the line before `at`, where the next one begins.
    fn end_at(&mut self, start: usize, at: usize) -> Option<&'a str> {
        (self.start, self.used) = (Some(at), 0.0);
        self.text.get(start..at)
    }
}

impl<'a> Iterator for Broken<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let start = self.start?;
        if start == 0 && self.fits() {
            self.piece = self.text.len();
        }
        while self.piece < self.text.len() {
            let from = self.piece;
            if from >= self.long_end {
                let end = self.piece_end(from);
                let piece = self.text.get(from..end).unwrap_or_default();
                // Spaces at the end of a line take no room.
                let needed = line_width(piece.trim_end_matches(' '));
                if self.used > 0.0 && self.used + needed > self.room {
                    return self.end_at(start, from);
                }
                if needed <= self.room {
                    self.used += line_width(piece);
                    self.piece = end;
                    continue;
                }
                self.long_end = end;
            }
            let piece = self.text.get(from..self.long_end).unwrap_or_default();
            for (offset, c) in piece.char_indices() {
                if self.used > 0.0 && self.used + advance(c) > self.room {
                    self.piece = from + offset;
                    return self.end_at(start, from + offset);
                }
                self.used += advance(c);
            }
            self.piece = self.long_end;
        }
        self.start = None;
        self.text.get(start..)
    }
}

fn may_break(before: char, after: char) -> bool {
    breaks_anywhere(before, after) && (before == ' ' || !(is_not_first(after) || is_not_last(before)))
}

/// True for marks that may not begin a line.
fn is_not_first(c: char) -> bool {
    !is_kanji(c) && NOT_FIRST.contains(c)
}

/// True for marks that may not end a line.
fn is_not_last(c: char) -> bool {
    !is_kanji(c) && NOT_LAST.contains(c)
}

/// True for common kanji. They are most of a text and no marks, so that the lists need not be searched.
fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
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
    use super::{is_lone_end, width};

    fn lines(text: &str, room: f64) -> Vec<&str> {
        super::lines(text, room).collect()
    }

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
