//! The lines of the table: each change with its details, changed passages underlined, long texts split over
//! several rows.

use crate::revision::change::{Change, ChangeKind};
use crate::revision::passages::passages;
use crate::sheet::write::Passage;

/// The most lines of text in a row. A longer text continues in the next row, because Excel limits the height
/// of rows.
const MOST_LINES: f64 = 24.0;
/// Printed for a text that one of the plans does not have.
const NOTHING: &str = "（記載なし）";
const NEW: &str = "（新設）";
const DELETED: &str = "（削る）";

/// A row of the table.
pub(super) struct Line {
    /// 対象; blank if the line continues the one above.
    pub(super) subject: String,
    /// 項目.
    pub(super) item: String,
    /// 改正後.
    pub(super) new: Vec<Passage>,
    /// 改正前.
    pub(super) old: Vec<Passage>,
    /// 変更の内容; blank if the line continues the one above.
    pub(super) kind: String,
}

/// Returns the lines of a change. `width` is that of 改正後 and 改正前, in half-width characters.
pub(super) fn lines(change: &Change, width: f64) -> Vec<Line> {
    let (new, old) = match change.kind {
        ChangeKind::Added => (vec![marked(&change.new)], vec![plain(NEW)]),
        ChangeKind::Removed => (vec![plain(DELETED)], vec![marked(&change.old)]),
        _ => both(&change.new, &change.old),
    };
    let kind = match change.remark.as_str() {
        "" => change.kind.words().to_owned(),
        remark => format!("{}\n{remark}", change.kind.words()),
    };
    let mut found = spread(&change.subject, &change.item, new, old, width);
    for detail in &change.details {
        let text = vec![marked(&detail.text)];
        let (new, old) =
            if change.kind == ChangeKind::Added { (text, Vec::new()) } else { (Vec::new(), text) };
        found.extend(spread("", &detail.item, new, old, width));
    }
    if let Some(first) = found.first_mut() {
        first.kind = kind;
    }
    found
}

fn plain(text: &str) -> Passage {
    Passage { text: text.to_owned(), underlined: false }
}

fn marked(text: &str) -> Passage {
    Passage { text: text.to_owned(), underlined: true }
}

fn both(new: &str, old: &str) -> (Vec<Passage>, Vec<Passage>) {
    let (new_parts, old_parts) = passages(new, old);
    let shown = |parts: Vec<crate::revision::passages::Passage>| {
        if parts.is_empty() {
            return vec![plain(NOTHING)];
        }
        parts.into_iter().map(|part| Passage { text: part.text, underlined: part.changed }).collect()
    };
    (shown(new_parts), shown(old_parts))
}

/// Splits long texts over several lines.
fn spread(subject: &str, item: &str, new: Vec<Passage>, old: Vec<Passage>, width: f64) -> Vec<Line> {
    let (news, olds) = (pieces(new, width), pieces(old, width));
    let count = news.len().max(olds.len());
    let mut news = news.into_iter();
    let mut olds = olds.into_iter();
    (0..count)
        .map(|at| Line {
            subject: if at == 0 { subject.to_owned() } else { String::new() },
            item: if at == 0 { item.to_owned() } else { "（続き）".to_owned() },
            new: news.next().unwrap_or_default(),
            old: olds.next().unwrap_or_default(),
            kind: String::new(),
        })
        .collect()
}

/// Splits passages into pieces that each fit into a row.
fn pieces(parts: Vec<Passage>, width: f64) -> Vec<Vec<Passage>> {
    let mut pieces: Vec<Vec<Passage>> = vec![Vec::new()];
    let mut used = 0.0;
    for part in parts {
        let mut text = String::new();
        for c in part.text.chars() {
            if used >= MOST_LINES && !text.is_empty() {
                let text = std::mem::take(&mut text);
                pieces.last_mut().into_iter().for_each(|piece| piece.push(of(&part, &text)));
                pieces.push(Vec::new());
                used = 0.0;
            }
            used += if c == '\n' { 1.0 } else { f64::from(u8::from(!c.is_ascii()) + 1) / width };
            text.push(c);
        }
        pieces.last_mut().into_iter().for_each(|piece| piece.push(of(&part, &text)));
    }
    pieces
}

fn of(part: &Passage, text: &str) -> Passage {
    Passage { text: text.to_owned(), underlined: part.underlined }
}

#[cfg(test)]
mod tests {
    use super::{MOST_LINES, pieces, plain};

    #[test]
    fn a_long_text_continues_in_the_next_row_without_loss() {
        let text = "長い文章です。".repeat(400);
        let found = pieces(vec![plain(&text), plain("終わり")], 40.0);
        assert!(found.len() > 2);
        let joined: String = found.iter().flatten().map(|part| part.text.as_str()).collect();
        assert_eq!(joined, format!("{text}終わり"));
        for piece in &found {
            let text: String = piece.iter().map(|part| part.text.as_str()).collect();
            assert!(crate::sheet::measure::lines(&text, 40.0, 10.0) <= MOST_LINES as usize + 2);
        }
        assert_eq!(pieces(Vec::new(), 40.0).len(), 1);
    }
}
