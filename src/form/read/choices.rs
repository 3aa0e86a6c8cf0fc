//! Reads choices that are laid out in adjacent cells to be marked: `順調 | ○ | やや遅れ | | 遅れ`.

use workbook::Pos;

use crate::form::field::Field;
use crate::form::labels::Labels;
use crate::form::read::area::FormArea;
use crate::form::read::found_label::{FoundLabel, rows_of};
use crate::form::read::sheet::{Piece, PieceId};
use crate::text::fold;

/// Marks that select the choice beside them.
const MARKS: &str = "○◯〇●◎✓✔☑☒■◼レ";
/// Boxes and brackets that are not ticked.
const BOXES: &str = "□☐◻()[]・";
/// The length of the longest choice with its mark, in characters.
const LONGEST: usize = 30;

/// The choices of a field, laid out in several cells.
pub(super) struct ChoiceCells {
    /// The marked choice, or all of them if none is marked.
    pub(super) text: String,
    /// The pieces of that text and of its mark, each with its first cell.
    pub(super) of_value: Vec<(PieceId, Pos)>,
    /// The other choices and their empty boxes.
    pub(super) others: Vec<PieceId>,
    /// True if a mark selected the text.
    pub(super) marked: bool,
}

/// A cell beside a field's label.
struct Part<'a> {
    id: PieceId,
    piece: Piece<'a>,
    kind: Kind,
}

enum Kind {
    /// A choice, and whether its cell has a mark.
    Choice(String, bool),
    /// A mark alone.
    Mark,
    /// An empty box.
    Box,
    /// Anything else.
    Other,
}

/// Returns the choices right of a field's label; `None` if there are fewer than two.
pub(super) fn read_choice_cells(
    area: &FormArea<'_, '_>,
    label: &FoundLabel,
    field: Field,
    labels: &Labels,
) -> Option<ChoiceCells> {
    let parts = parts(area, label, field, labels);
    let choices: Vec<&Part<'_>> = parts.iter().filter(|part| matches!(part.kind, Kind::Choice(..))).collect();
    if choices.len() < 2 {
        return None;
    }
    let cell_of = |part: &Part<'_>| (part.id, part.piece.first);
    if let Some((part, text, mark)) = chosen(&parts, &choices) {
        let of_value: Vec<(PieceId, Pos)> = std::iter::once(part).chain(mark).map(cell_of).collect();
        let others = parts.iter().filter(|part| {
            !matches!(part.kind, Kind::Other) && !of_value.iter().any(|(id, _)| *id == part.id)
        });
        let others = others.map(|part| part.id).collect();
        return Some(ChoiceCells { text, of_value, others, marked: true });
    }
    let words: Vec<&str> = parts.iter().map(|part| part.piece.text().trim()).collect();
    let of_value = parts.iter().map(cell_of).collect();
    Some(ChoiceCells { text: words.join("　"), of_value, others: Vec::new(), marked: false })
}

fn parts<'a>(area: &FormArea<'_, 'a>, label: &FoundLabel, field: Field, labels: &Labels) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    for row in rows_of(label) {
        for (id, piece) in area.row(row).filter(|(_, piece)| piece.first.col > label.last.col) {
            if area.is_label(id) {
                break;
            }
            if piece.first.row == row && piece.cell.is_some() && area.is_free(id) {
                parts.push(Part { id, piece, kind: kind(piece.text(), field, labels) });
            }
        }
    }
    parts
}

fn kind(text: &str, field: Field, labels: &Labels) -> Kind {
    if text.chars().count() > LONGEST {
        return Kind::Other;
    }
    if labels.is_choice(field, text) {
        return Kind::Choice(text.trim().to_owned(), false);
    }
    let squashed = fold::squash(text);
    let is_drawn = |c: char| MARKS.contains(c) || BOXES.contains(c);
    let word = squashed.trim_matches(is_drawn);
    let marked = squashed.chars().any(|c| MARKS.contains(c)) && {
        let around = squashed.replacen(word, "", usize::from(!word.is_empty()));
        around.chars().any(|c| MARKS.contains(c))
    };
    match (word.is_empty(), marked) {
        (true, true) => Kind::Mark,
        (true, false) => Kind::Box,
        (false, marked) if labels.is_choice(field, word) => Kind::Choice(word.to_owned(), marked),
        (false, _) => Kind::Other,
    }
}

/// Returns the only marked choice and, if the mark is in a cell of its own beside it, that cell. `None` if a
/// mark is between two choices.
fn chosen<'p, 'a>(
    parts: &'p [Part<'a>],
    choices: &[&'p Part<'a>],
) -> Option<(&'p Part<'a>, String, Option<&'p Part<'a>>)> {
    let mut found: Vec<(&Part<'a>, Option<&Part<'a>>)> = choices
        .iter()
        .filter(|part| matches!(part.kind, Kind::Choice(_, true)))
        .map(|part| (*part, None))
        .collect();
    for mark in parts.iter().filter(|part| matches!(part.kind, Kind::Mark)) {
        let mut beside = choices.iter().filter(|choice| touch(&choice.piece, &mark.piece));
        let choice = beside.next()?;
        if beside.next().is_some() {
            return None;
        }
        found.push((choice, Some(mark)));
    }
    let [(part, mark)] = found.as_slice() else { return None };
    let struck = |part: &Part<'_>| part.piece.cell.is_some_and(|cell| cell.unstruck.is_some());
    match &part.kind {
        Kind::Choice(text, _) if !parts.iter().any(struck) => Some((*part, text.clone(), *mark)),
        _ => None,
    }
}

fn touch(a: &Piece<'_>, b: &Piece<'_>) -> bool {
    a.first.row == b.first.row
        && (a.last.col.checked_add(1) == Some(b.first.col) || b.last.col.checked_add(1) == Some(a.first.col))
}
