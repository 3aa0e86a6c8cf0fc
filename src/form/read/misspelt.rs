//! Finds labels with one wrong character: 実積, 取組内用, 担当課課. They are read and reported (S10) if only
//! one label can be meant, it is next to labels of its block, and the form lacks it.

use std::collections::BTreeMap;

use crate::form::field::Field;
use crate::form::labels::{Label, Labels};
use crate::form::read::found_label::FoundLabel;
use crate::form::read::sheet::{Piece, PieceId, Sheet};

/// The longest text that can be a misspelt label, in characters.
const LONGEST: usize = 30;
/// The shortest label, in characters, that may be misspelt outside the schedule block: 課長 is not 課題
/// misspelt.
const SHORTEST: usize = 3;

/// Returns the misspelt labels of a sheet whose other labels are known. 事業名称 is decided first, because
/// the other labels are assigned to forms by it.
pub(super) fn find(sheet: &Sheet<'_>, labels: &Labels, found: &[FoundLabel]) -> Vec<FoundLabel> {
    let candidates = candidates(sheet, labels, found);
    let (names, others): (Vec<FoundLabel>, Vec<FoundLabel>) =
        candidates.into_iter().partition(|label| label.field() == Some(Field::Name));
    let mut accepted = accepted(names, found);
    let mut known = found.to_vec();
    known.extend(accepted.iter().cloned());
    known.sort_by_key(|label| label.first);
    accepted.extend(self::accepted(others, &known));
    accepted
}

/// Returns the texts that differ by one character from exactly one label.
fn candidates(sheet: &Sheet<'_>, labels: &Labels, found: &[FoundLabel]) -> Vec<FoundLabel> {
    let mut candidates = Vec::new();
    let by_part = by_part(found);
    for (id, piece) in sheet.pieces() {
        if piece.cell.is_none() || by_part.contains_key(&id) || piece.text().chars().nth(LONGEST).is_some() {
            continue;
        }
        let Some((near, symbol)) = labels.recognise_misspelt(&sheet.folded(id).label) else { continue };
        if let [label] = near.as_slice()
            && !is_value(sheet, piece, &by_part)
        {
            candidates.push(taken(id, piece, label, symbol));
        }
    }
    candidates
}

/// Returns the labels by the pieces that hold them.
pub(super) fn by_part(found: &[FoundLabel]) -> BTreeMap<PieceId, &FoundLabel> {
    found.iter().flat_map(|label| label.parts.iter().map(move |part| (*part, label))).collect()
}

/// True if the nearest text to the left of a piece is a label, so that the piece is its value. Below its own
/// row the heading of the schedule block does not count: the rows there have labels of their own.
pub(super) fn is_value(
    sheet: &Sheet<'_>,
    piece: &Piece<'_>,
    by_part: &BTreeMap<PieceId, &FoundLabel>,
) -> bool {
    let left = sheet
        .row(piece.first.row)
        .rev()
        .find(|(_, other)| other.last.col < piece.first.col && other.cell.is_some());
    left.and_then(|(id, _)| by_part.get(&id)).is_some_and(|label| {
        let heads_rows = label.label == Label::Schedule && label.first.row != piece.first.row;
        !heads_rows
    })
}

/// Returns the candidates that the form lacks. If two texts may be the same label, neither is taken.
fn accepted(candidates: Vec<FoundLabel>, found: &[FoundLabel]) -> Vec<FoundLabel> {
    let fitting: Vec<FoundLabel> = candidates
        .into_iter()
        .filter(|label| is_lacking(label, found) && is_in_its_place(label, found))
        .collect();
    let single: Vec<bool> = fitting.iter().map(|label| !has_rival(label, &fitting, found)).collect();
    fitting.into_iter().zip(single).filter(|(_, single)| *single).map(|(label, _)| label).collect()
}

fn taken(id: PieceId, piece: &Piece<'_>, label: &Label, symbol: String) -> FoundLabel {
    FoundLabel {
        label: label.clone(),
        symbol,
        number: None,
        misspelt: true,
        parts: vec![id],
        first: piece.first,
        last: piece.last,
    }
}

/// Returns the rows of the form that a label belongs to: from one 事業名称 in its column to before the next.
fn form_rows(label: &FoundLabel, found: &[FoundLabel]) -> std::ops::Range<u32> {
    let names = found
        .iter()
        .filter(|other| other.field() == Some(Field::Name) && other.first.col == label.first.col)
        .map(|other| other.first.row);
    let (before, after): (Vec<u32>, Vec<u32>) = names.partition(|row| *row <= label.first.row);
    before.into_iter().max().unwrap_or(0)..after.into_iter().min().unwrap_or(u32::MAX)
}

/// True if the form has no other such label: in the same indicator for a row of the schedule block, else in
/// the same column.
pub(super) fn is_lacking(label: &FoundLabel, found: &[FoundLabel]) -> bool {
    let same = |other: &FoundLabel| other.label == label.label && other.symbol == label.symbol;
    if label.is_year_entry() {
        return !indicator_rows(label, found).any(same);
    }
    let rows = form_rows(label, found);
    if label.field() == Some(Field::Name) {
        // After the last blocks of a form another 事業名称 is expected.
        let before = rows.start..label.first.row;
        let name = found.iter().any(|other| same(other) && other.first.row == rows.start);
        return !name || found.iter().any(|other| other.ends_form() && before.contains(&other.first.row));
    }
    !found
        .iter()
        .any(|other| same(other) && other.first.col == label.first.col && rows.contains(&other.first.row))
}

/// Returns the labels of the indicator that a row belongs to: from one 目標 to before the next.
fn indicator_rows<'f>(label: &FoundLabel, found: &'f [FoundLabel]) -> impl Iterator<Item = &'f FoundLabel> {
    let is_target = label.field() == Some(Field::Target);
    let (above, below) = neighbours(label, found);
    let begins = |other: &&FoundLabel| other.field() == Some(Field::Target);
    let mut rows: Vec<&FoundLabel> = Vec::new();
    for other in above.into_iter().take_while(|other| other.is_year_entry()) {
        // The row above a 目標 belongs to another indicator.
        if is_target && !begins(&other) {
            break;
        }
        rows.push(other);
        if begins(&other) {
            break;
        }
    }
    rows.extend(below.into_iter().take_while(|other| other.is_year_entry() && !begins(other)));
    rows.into_iter()
}

/// Returns the labels above and below in the same column. Those above are ordered from the nearest up, those
/// below from the nearest down.
fn neighbours<'f>(label: &FoundLabel, found: &'f [FoundLabel]) -> (Vec<&'f FoundLabel>, Vec<&'f FoundLabel>) {
    let column = found.iter().filter(|other| other.first.col == label.first.col);
    let (mut above, below): (Vec<&FoundLabel>, Vec<&FoundLabel>) =
        column.partition(|other| other.first.row < label.first.row);
    above.reverse();
    (above, below)
}

/// True if the nearest label above or below belongs to the same block.
fn is_in_its_place(label: &FoundLabel, found: &[FoundLabel]) -> bool {
    let (above, below) = neighbours(label, found);
    let mut nearest = above.first().into_iter().chain(below.first());
    match label.label {
        Label::Field(Field::IndicatorName) => false,
        // A row of the schedule block is next to another one.
        Label::Field(field) if field.in_schedule() => nearest.any(|other| other.is_year_entry()),
        // The heading of the schedule block is next to the plan or the report block.
        Label::Schedule => nearest.any(|other| matches!(block(other), Block::Plan | Block::Report)),
        Label::Field(_) | Label::Control(_) => {
            label.label.word().chars().count() >= SHORTEST
                && nearest.any(|other| block(other) == block(label))
        }
        Label::Previous | Label::Correction | Label::Heading => false,
    }
}

/// The blocks of a form.
#[derive(PartialEq, Eq)]
enum Block {
    Control,
    Plan,
    Schedule,
    Report,
    Sender,
}

fn block(label: &FoundLabel) -> Block {
    match label.label {
        Label::Control(_) | Label::Heading | Label::Correction => Block::Control,
        Label::Field(field) if field >= Field::Author => Block::Sender,
        Label::Field(field) if field.in_schedule() => Block::Schedule,
        Label::Field(field) if field >= Field::Progress => Block::Report,
        Label::Field(_) => Block::Plan,
        Label::Schedule | Label::Previous => Block::Schedule,
    }
}

fn has_rival(label: &FoundLabel, misspelt: &[FoundLabel], found: &[FoundLabel]) -> bool {
    let rows = form_rows(label, found);
    misspelt.iter().any(|other| {
        other.first != label.first
            && other.label == label.label
            && other.symbol == label.symbol
            && other.first.col == label.first.col
            && rows.contains(&other.first.row)
    })
}
