//! Finding labels: what each cell of a sheet announces, whatever was done to its spelling.

use workbook::Pos;

use crate::form::labels::Labels;
use crate::form::read::found_label::FoundLabel;
use crate::form::read::recognise::recognise;
use crate::form::read::sheet::{Folded, Piece, PieceId, Sheet};
use crate::form::read::years::year_of;
use crate::form::read::{hinted, misspelt};
use crate::text::fold;

/// A label over stacked cells has parts of at most so many characters, and at most so many parts.
const LONGEST_PART: usize = 8;
const MOST_PARTS: usize = 8;
/// Empty rows that may lie between two parts.
const MOST_BLANKS: u32 = 2;

/// Returns the labels of a sheet, by row and column.
pub(super) fn find(sheet: &Sheet<'_>, labels: &Labels) -> Vec<FoundLabel> {
    let mut found = Vec::new();
    for (id, piece) in sheet.pieces() {
        if piece.cell.is_none() {
            continue;
        }
        if let Some(recognised) = recognise(labels, piece.text(), sheet.folded(id)) {
            found.push(recognised.at(id, piece));
        } else if let Some(stacked) = stacked(sheet, labels, id, piece) {
            found.push(stacked);
        }
    }
    // The lower part of a stacked label may look like a label itself (指標と / スケジュール).
    let inner: Vec<PieceId> =
        found.iter().filter(|label| label.parts.len() > 1).flat_map(|label| label.parts.clone()).collect();
    found.retain(|label| label.parts.len() > 1 || !label.parts.iter().any(|part| inner.contains(part)));
    found.sort_by_key(|label| label.first);
    let inside: Vec<bool> = found.iter().map(|label| is_in_year_column(sheet, label, &found)).collect();
    let mut inside = inside.into_iter();
    found.retain(|_| inside.next() != Some(true));
    for more in [hinted::find, misspelt::find] {
        let mut others = more(sheet, labels, &found);
        found.append(&mut others);
        found.sort_by_key(|label| label.first);
    }
    found
}

/// True if a label stands right of a row's label and below a fiscal year: there every text is a value,
/// whatever it says.
fn is_in_year_column(sheet: &Sheet<'_>, label: &FoundLabel, found: &[FoundLabel]) -> bool {
    let of_row = |other: &&FoundLabel| {
        other.is_year_entry()
            && other.last.col < label.first.col
            && (other.first.row..=other.last.row).contains(&label.first.row)
    };
    let Some(row_label) = found.iter().rfind(of_row) else { return false };
    let is_value_row = |row: u32| {
        found.iter().any(|other| {
            other.is_year_entry()
                && other.first.col <= row_label.last.col
                && (other.first.row..=other.last.row).contains(&row)
        })
    };
    let years = sheet
        .rows_between(0, row_label.first.row)
        .rev()
        .filter(|row| !is_value_row(*row))
        .find(|row| sheet.row(*row).any(|(_, piece)| year_of(&piece).is_some()));
    years.is_some_and(|row| {
        sheet.row(row).any(|(_, piece)| {
            year_of(&piece).is_some() && (piece.first.col..=piece.last.col).contains(&label.first.col)
        })
    })
}

/// Returns a label whose parts stand in cells below one another, of which `top` is the first.
fn stacked(sheet: &Sheet<'_>, labels: &Labels, id: PieceId, top: &Piece<'_>) -> Option<FoundLabel> {
    let mut joined = part(sheet.folded(id))?;
    if !labels.any_begins_with(&joined) {
        return None;
    }
    let mut parts = vec![id];
    let mut best = None;
    let mut bottom = *top;
    while parts.len() < MOST_PARTS {
        let Some((next_id, next)) = below(sheet, &bottom) else { break };
        let Some(more) = part(sheet.folded(next_id)) else { break };
        joined.push_str(&more);
        parts.push(next_id);
        bottom = next;
        if let Some((label, symbol)) = labels.find(&joined) {
            best = Some(FoundLabel {
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

fn part(folded: &Folded) -> Option<String> {
    let mut word = folded.squashed.clone();
    word.retain(|c| !fold::is_middle_dot(c));
    (!word.is_empty() && word.chars().count() <= LONGEST_PART).then_some(word)
}

/// Returns the next piece with text below in the same column, passing over empty rows.
fn below<'a>(sheet: &Sheet<'a>, piece: &Piece<'a>) -> Option<(PieceId, Piece<'a>)> {
    (1..=MOST_BLANKS + 1)
        .filter_map(|step| sheet.at(Pos::new(piece.last.row.saturating_add(step), piece.first.col)))
        .find(|(_, next)| next.cell.is_some())
        .filter(|(_, next)| next.first.col == piece.first.col && next.first.row > piece.last.row)
}
