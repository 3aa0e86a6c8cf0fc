//! Finding labels: what each cell of a sheet announces, whatever was done to its spelling.

use std::collections::{BTreeMap, BTreeSet};

use workbook::Pos;

use crate::form::labels::Labels;
use crate::form::read::found_label::{FoundLabel, rows_of};
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
    let inner: BTreeSet<PieceId> =
        found.iter().filter(|label| label.parts.len() > 1).flat_map(|label| label.parts.clone()).collect();
    found.retain(|label| label.parts.len() > 1 || !label.parts.iter().any(|part| inner.contains(part)));
    found.sort_by_key(|label| label.first);
    drop_values(sheet, &mut found);
    for more in [hinted::find, misspelt::find] {
        let mut others = more(sheet, labels, &found);
        found.append(&mut others);
        found.sort_by_key(|label| label.first);
    }
    found
}

/// Drops labels right of a row's label and below a fiscal year: there every text is a value, whatever it
/// says.
fn drop_values(sheet: &Sheet<'_>, found: &mut Vec<FoundLabel>) {
    // The rows of the schedule block, each with the last column of its leftmost label.
    let mut rows: BTreeMap<u32, u32> = BTreeMap::new();
    for label in found.iter().filter(|label| label.is_year_entry()) {
        for row in rows_of(label) {
            let edge = rows.entry(row).or_insert(label.last.col);
            *edge = label.last.col.min(*edge);
        }
    }
    let is_right_of_label =
        |label: &FoundLabel| rows.get(&label.first.row).is_some_and(|edge| label.first.col > *edge);
    if !found.iter().any(is_right_of_label) {
        return;
    }
    let mut years: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for (_, piece) in sheet.pieces() {
        if !rows.contains_key(&piece.first.row) && year_of(piece).is_some() {
            years.entry(piece.first.row).or_default().push((piece.first.col, piece.last.col));
        }
    }
    let is_below_year = |label: &FoundLabel| {
        let heads = years.range(..label.first.row).next_back().map(|(_, heads)| heads);
        heads.into_iter().flatten().any(|(first, last)| (*first..=*last).contains(&label.first.col))
    };
    found.retain(|label| !is_right_of_label(label) || !is_below_year(label));
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
    let of_word = || folded.squashed.chars().filter(|c| !fold::is_middle_dot(*c));
    if of_word().nth(LONGEST_PART).is_some() {
        return None;
    }
    Some(of_word().collect::<String>()).filter(|word| !word.is_empty())
}

/// Returns the next piece with text below in the same column, passing over empty rows.
fn below<'a>(sheet: &Sheet<'a>, piece: &Piece<'a>) -> Option<(PieceId, Piece<'a>)> {
    (1..=MOST_BLANKS + 1)
        .filter_map(|step| sheet.at(Pos::new(piece.last.row.saturating_add(step), piece.first.col)))
        .find(|(_, next)| next.cell.is_some())
        .filter(|(_, next)| next.first.col == piece.first.col && next.first.row > piece.last.row)
}
