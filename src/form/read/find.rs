//! Finding labels: what each cell of a sheet announces, whatever was done to its spelling.

use workbook::Pos;

use crate::form::labels::{Label, Labels};
use crate::form::read::found::Found;
use crate::form::read::sheet::{Piece, PieceId, Sheet};
use crate::form::read::{misspelt, symbols};
use crate::text::fold;

/// A longer text is no label: none is this long, and folding everything would be slow.
const LONGEST: usize = 120;
/// A label over stacked cells has short parts, this many at most.
const LONGEST_PART: usize = 8;
const MOST_PARTS: usize = 8;
/// Empty rows that may have come between two parts.
const MOST_BLANKS: u32 = 2;

/// The labels of a sheet, by row and column.
pub(super) fn labels(sheet: &Sheet<'_>, labels: &Labels) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, piece) in sheet.pieces() {
        if piece.cell.is_none() {
            continue;
        }
        let recognised = recognise(labels, piece.text());
        if let Some((label, symbol, number)) = recognised {
            found.push(Found {
                label,
                symbol,
                number,
                misspelt: false,
                parts: vec![id],
                first: piece.first,
                last: piece.last,
            });
        } else if let Some(stacked) = stacked(sheet, labels, id, piece) {
            found.push(stacked);
        }
    }
    // The lower part of a stacked label may look like a label itself (指標と / スケジュール).
    let inner: Vec<PieceId> =
        found.iter().filter(|label| label.parts.len() > 1).flat_map(|label| label.parts.clone()).collect();
    found.retain(|label| label.parts.len() > 1 || !label.parts.iter().any(|part| inner.contains(part)));
    found.sort_by_key(|label| label.first);
    let mut misspelt = misspelt::labels(sheet, labels, &found);
    found.append(&mut misspelt);
    found.sort_by_key(|label| label.first);
    found
}

/// What a text announces, with the indicator's symbol and the number before it.
fn recognise(labels: &Labels, text: &str) -> Option<(Label, String, Option<String>)> {
    if text.chars().count() > LONGEST {
        return None;
    }
    if let Some((label, symbol)) = labels.find(text) {
        return Some((label.clone(), symbol, leading_number(text)));
    }
    let bare = undecorated(text);
    // `①目標` is the row of an indicator; before any other label the symbol is only its numbering.
    if let Some((symbol, rest)) = fold::leading_symbol(bare) {
        let (label, _) = labels.find(rest)?;
        let of_indicator =
            matches!(label, Label::Previous) || matches!(label, Label::Field(field) if field.in_schedule());
        return Some((label.clone(), if of_indicator { symbol.to_owned() } else { String::new() }, None));
    }
    if let Some((label, symbol)) = labels.find(bare) {
        return Some((label.clone(), symbol, leading_number(bare)));
    }
    let (symbol, word) = symbols::trailing(bare).or_else(|| symbols::leading(bare))?;
    let (label, _) = labels.find(&word)?;
    let of_row =
        matches!(label, Label::Previous) || matches!(label, Label::Field(field) if field.in_schedule());
    of_row.then(|| (label.clone(), symbol, None))
}

/// A text without the marks that people put around headings.
fn undecorated(text: &str) -> &str {
    text.trim().trim_matches(|c: char| {
        c.is_whitespace() || "【】〔〕［］[]〈〉《》「」■□●○◆◇▼▽▲△◎・※＊*".contains(c)
    })
}

/// The number before a label: `１　事業名称`, `(1)事業名称`, `1-1-1 事業名称`.
fn leading_number(text: &str) -> Option<String> {
    let folded = fold::squash(text);
    let start = folded.trim_start_matches('(');
    let end = start.find(|c: char| !c.is_ascii_digit() && !workbook::is_dash(c)).unwrap_or(start.len());
    let number = start[..end].trim_end_matches(workbook::is_dash);
    (!number.is_empty() && number.len() < start.len()).then(|| number.to_owned())
}

/// A label whose parts stand in cells below one another.
fn stacked(sheet: &Sheet<'_>, labels: &Labels, id: PieceId, top: &Piece<'_>) -> Option<Found> {
    let mut joined = part(top.text())?;
    if !labels.any_begins_with(&joined) {
        return None;
    }
    let mut parts = vec![id];
    let mut best = None;
    let mut bottom = *top;
    while parts.len() < MOST_PARTS {
        let Some((next_id, next)) = below(sheet, &bottom) else { break };
        let Some(more) = part(next.text()) else { break };
        joined.push_str(&more);
        parts.push(next_id);
        bottom = next;
        if let Some((label, symbol)) = labels.find(&joined) {
            best = Some(Found {
                label: label.clone(),
                symbol,
                number: None,
                misspelt: false,
                parts: parts.clone(),
                first: top.first,
                last: Pos::new(next.last.row, top.last.col.max(next.last.col)),
            });
        }
        let (word, _) = fold::split_symbol(&joined);
        if !labels.any_begins_with(word) {
            break;
        }
    }
    best
}

fn part(text: &str) -> Option<String> {
    if text.chars().count() > LONGEST_PART * 2 {
        return None;
    }
    let mut folded = fold::squash(text);
    folded.retain(|c| !fold::is_middle_dot(c));
    (!folded.is_empty() && folded.chars().count() <= LONGEST_PART).then_some(folded)
}

/// The next piece with text below in the same column, empty rows passed over.
fn below<'a>(sheet: &Sheet<'a>, piece: &Piece<'a>) -> Option<(PieceId, Piece<'a>)> {
    (1..=MOST_BLANKS + 1)
        .filter_map(|step| sheet.at(Pos::new(piece.last.row.saturating_add(step), piece.first.col)))
        .find(|(_, next)| next.cell.is_some())
        .filter(|(_, next)| next.first.col == piece.first.col && next.first.row > piece.last.row)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::form::labels::{Label, Labels};
    use crate::form::read::find::recognise;

    #[test]
    fn a_label_is_known_in_any_dress() {
        let labels = Labels::default();
        for text in ["目的", "(1)目的", "２．目　的：", "【目的】", "■目的", "①目的", "目\n的"]
        {
            let (label, symbol, _) = recognise(&labels, text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(label, Label::Field(Field::Purpose), "{text}");
            assert_eq!(symbol, "", "{text}");
        }
        assert_eq!(recognise(&labels, "①実績").unwrap().1, "①");
        assert_eq!(recognise(&labels, "実 績 ②").unwrap().1, "②");
        assert_eq!(recognise(&labels, "１　事業名称").unwrap().2.as_deref(), Some("1"));
        for text in ["実績(2)", "実績❷", "❷実績", "実績イ", "実績（イ）", "実績⑵"] {
            assert_eq!(recognise(&labels, text).unwrap().1, "②", "{text}");
        }
        assert_eq!(recognise(&labels, "2022年度実績"), None);
        assert_eq!(recognise(&labels, "課題イ"), None);
        assert_eq!(recognise(&labels, "目的外利用"), None);
    }
}
