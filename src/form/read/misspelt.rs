//! Labels in which one character is wrong: 実積, 取組内用, 担当課課. They are read where only one label can be meant, where it stands among others of its form,
//! and where the form lacks it; and they are told.

use crate::form::field::Field;
use crate::form::labels::{Label, Labels};
use crate::form::read::found::Found;
use crate::form::read::sheet::{Piece, PieceId, Sheet};

/// A longer text is no label.
const LONGEST: usize = 30;
/// A shorter word is too near to others: 課長 is no misspelt 課題. Only 目標 and 実績 are known by their neighbours.
const SHORTEST: usize = 3;

/// The misspelt labels of a sheet whose other labels are known. 事業名称 comes first: it says where each form is.
pub(super) fn labels(sheet: &Sheet<'_>, labels: &Labels, found: &[Found]) -> Vec<Found> {
    let candidates = candidates(sheet, labels, found);
    let (names, others): (Vec<Found>, Vec<Found>) =
        candidates.into_iter().partition(|label| label.field() == Some(Field::Name));
    let mut accepted = accepted(names, found);
    let mut known = found.to_vec();
    known.extend(accepted.iter().cloned());
    known.sort_by_key(|label| label.first);
    accepted.extend(self::accepted(others, &known));
    accepted
}

/// The texts that are one character away from a single label.
fn candidates(sheet: &Sheet<'_>, labels: &Labels, found: &[Found]) -> Vec<Found> {
    let mut candidates = Vec::new();
    for (id, piece) in sheet.pieces() {
        let spoken_for = || found.iter().any(|label| label.parts.contains(&id));
        if piece.cell.is_none() || piece.text().chars().count() > LONGEST || spoken_for() {
            continue;
        }
        let Some((near, symbol)) = labels.near(piece.text()) else { continue };
        if let [label] = near.as_slice()
            && !is_value(sheet, piece, found)
        {
            candidates.push(taken(id, piece, label, symbol));
        }
    }
    candidates
}

/// Whether a text stands right of a label with nothing between them: then it is the label's value, whatever it is like. The heading of the
/// schedule block stands left of rows that have labels of their own.
fn is_value(sheet: &Sheet<'_>, piece: &Piece<'_>, found: &[Found]) -> bool {
    let left = sheet
        .row(piece.first.row)
        .rev()
        .find(|(_, other)| other.last.col < piece.first.col && other.cell.is_some());
    left.is_some_and(|(id, _)| {
        found.iter().any(|label| {
            let heads_rows = label.label == Label::Schedule && label.first.row != piece.first.row;
            label.parts.contains(&id) && !heads_rows
        })
    })
}

/// Those that are lacking where they stand. Where two texts could be the same label of a form, nobody can say which is.
fn accepted(candidates: Vec<Found>, found: &[Found]) -> Vec<Found> {
    let fitting: Vec<Found> = candidates
        .into_iter()
        .filter(|label| is_lacking(label, found) && is_in_its_place(label, found))
        .collect();
    let single: Vec<bool> = fitting.iter().map(|label| !has_rival(label, &fitting, found)).collect();
    fitting.into_iter().zip(single).filter(|(_, single)| *single).map(|(label, _)| label).collect()
}

fn taken(id: PieceId, piece: &Piece<'_>, label: &Label, symbol: String) -> Found {
    Found {
        label: label.clone(),
        symbol,
        number: None,
        misspelt: true,
        parts: vec![id],
        first: piece.first,
        last: piece.last,
    }
}

/// The rows of the form that a label in a column belongs to: from one 事業名称 in that column to the next.
fn form_rows(label: &Found, found: &[Found]) -> std::ops::Range<u32> {
    let names = found
        .iter()
        .filter(|other| other.field() == Some(Field::Name) && other.first.col == label.first.col)
        .map(|other| other.first.row);
    let (before, after): (Vec<u32>, Vec<u32>) = names.partition(|row| *row <= label.first.row);
    before.into_iter().max().unwrap_or(0)..after.into_iter().min().unwrap_or(u32::MAX)
}

/// Whether the form has no such label where this one stands.
fn is_lacking(label: &Found, found: &[Found]) -> bool {
    let same = |other: &Found| other.label == label.label && other.symbol == label.symbol;
    if label.is_year_entry() {
        return !indicator_rows(label, found).any(same);
    }
    let rows = form_rows(label, found);
    if label.field() == Some(Field::Name) {
        // The form before has come to its end, and another begins.
        let before = rows.start..label.first.row;
        let name = found.iter().any(|other| same(other) && other.first.row == rows.start);
        return !name || found.iter().any(|other| other.ends_form() && before.contains(&other.first.row));
    }
    !found
        .iter()
        .any(|other| same(other) && other.first.col == label.first.col && rows.contains(&other.first.row))
}

/// The rows of the indicator that a row of the schedule block belongs to: from a 目標 down to the next one.
fn indicator_rows<'f>(label: &Found, found: &'f [Found]) -> impl Iterator<Item = &'f Found> {
    let is_target = label.field() == Some(Field::Target);
    let (above, below) = neighbours(label, found);
    let begins = |other: &&Found| other.field() == Some(Field::Target);
    let mut rows: Vec<&Found> = Vec::new();
    for other in above.into_iter().take_while(|other| other.is_year_entry()) {
        // What stands above a 目標 is another indicator's, unless it is a 目標 itself.
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

/// The labels above and below in the column, the nearest first.
fn neighbours<'f>(label: &Found, found: &'f [Found]) -> (Vec<&'f Found>, Vec<&'f Found>) {
    let column = found.iter().filter(|other| other.first.col == label.first.col);
    let (mut above, below): (Vec<&Found>, Vec<&Found>) =
        column.partition(|other| other.first.row < label.first.row);
    above.reverse();
    (above, below)
}

/// Whether the labels around it are such as stand around the one that it is taken for.
fn is_in_its_place(label: &Found, found: &[Found]) -> bool {
    let (above, below) = neighbours(label, found);
    let mut nearest = above.first().into_iter().chain(below.first());
    match label.label {
        Label::Field(Field::IndicatorName) => false,
        // A row of the schedule block stands beside another one.
        Label::Field(field) if field.in_schedule() => nearest.any(|other| other.is_year_entry()),
        // The heading of the block stands between plan and report.
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

fn block(label: &Found) -> Block {
    match label.label {
        Label::Control(_) | Label::Heading | Label::Correction => Block::Control,
        Label::Field(field) if field >= Field::Author => Block::Sender,
        Label::Field(field) if field.in_schedule() => Block::Schedule,
        Label::Field(field) if field >= Field::Progress => Block::Report,
        Label::Field(_) => Block::Plan,
        Label::Schedule | Label::Previous => Block::Schedule,
    }
}

fn has_rival(label: &Found, misspelt: &[Found], found: &[Found]) -> bool {
    let rows = form_rows(label, found);
    misspelt.iter().any(|other| {
        other.first != label.first
            && other.label == label.label
            && other.symbol == label.symbol
            && other.first.col == label.first.col
            && rows.contains(&other.first.row)
    })
}
