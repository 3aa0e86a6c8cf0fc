//! Finds the labels on a sheet, however they are spelt.

use std::collections::{BTreeMap, BTreeSet};

use workbook::Pos;

use crate::form::labels::Labels;
use crate::form::read::found_label::{FoundLabel, rows_of};
use crate::form::read::recognise::recognise;
use crate::form::read::sheet::{Folded, Piece, PieceId, Sheet};
use crate::form::read::years::year_of;
use crate::form::read::{hinted, misspelt};
use crate::text::fold;

/// The longest part of a label split over stacked cells, in characters.
const LONGEST_PART: usize = 8;
/// The most parts of such a label.
const MOST_PARTS: usize = 8;
/// The most empty rows between two parts.
const MOST_BLANKS: u32 = 2;

/// Returns the labels of a sheet, sorted by row and column.
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
    // The lower part of a stacked label may be a label itself (指標と / スケジュール).
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

/// Drops labels that are right of a row's label and below a fiscal year: every text there is a value,
/// whatever it reads.
fn drop_values(sheet: &Sheet<'_>, found: &mut Vec<FoundLabel>) {
    // The rows of the schedule block, with the last column of the leftmost label of each.
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

/// Returns the label whose parts are in stacked cells, the first in `top`.
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
        if let Some((label, symbol)) = labels.recognise(&joined) {
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

/// Returns the next piece with text in the same column below, at most [`MOST_BLANKS`] empty rows away.
fn below<'a>(sheet: &Sheet<'a>, piece: &Piece<'a>) -> Option<(PieceId, Piece<'a>)> {
    (1..=MOST_BLANKS + 1)
        .filter_map(|step| sheet.at(Pos::new(piece.last.row.saturating_add(step), piece.first.col)))
        .find(|(_, next)| next.cell.is_some())
        .filter(|(_, next)| next.first.col == piece.first.col && next.first.row > piece.last.row)
}
