//! Fields that stand once on a form: the value is right of the label before the next one, else below it.

use std::collections::BTreeSet;

use workbook::{Cell, Pos};

use crate::form::field::Field;
use crate::form::labels::{CORRECTION, Label, Labels};
use crate::form::raw::{CellRole, RawControl, RawLabel, RawText, RawValue, Trouble};
use crate::form::read::found::{Found, rows_of};
use crate::form::read::page::{self, Page};
use crate::form::read::sheet::{Piece, PieceId};
use crate::form::read::years::YearRow;
use crate::form::read::{choices, identity};
use crate::text::fold;

/// What stands once on a form.
#[derive(Default)]
pub(super) struct Fields {
    /// The 管理欄.
    pub(super) control: Vec<RawControl>,
    /// The values.
    pub(super) values: Vec<RawValue>,
    /// The labels found.
    pub(super) labels: Vec<RawLabel>,
    /// A number between 事業名称 and its value.
    pub(super) number: Option<RawText>,
    /// The indicators' names that have a label: the label's place in the region, and the cell.
    pub(super) names: Vec<(usize, Option<PieceId>)>,
    /// Fields of which a marked choice was taken.
    pub(super) marked: Vec<Trouble>,
}

/// What is right of a label.
enum Right {
    /// A text.
    Text(PieceId),
    /// An empty merged range: the field's own, left blank.
    Blank(Pos),
    /// Nothing before the next label.
    Nothing,
}

/// Reads them. Values right of labels come first, so that no field takes from below what is another's.
pub(super) fn read(page: &mut Page<'_, '_>, years: &[YearRow], labels: &Labels) -> Fields {
    let region = page.region;
    let mut fields = Fields::default();
    let mut open = Vec::new();
    let mut done = BTreeSet::new();
    for (at, label) in region.labels.iter().enumerate() {
        if !has_value(label) || is_column_head(label, years) {
            continue;
        }
        let header = years.iter().any(|years| years.row == label.first.row);
        let right = if header { Right::Nothing } else { right_of(page, label) };
        match right {
            Right::Text(_) if take_choice(page, &mut fields, label, labels, &mut done) => {}
            Right::Text(id) => {
                let id = after_number(page, &mut fields, label, id);
                take(page, &mut fields, at, label, id, &mut done);
            }
            Right::Blank(pos) => blank(&mut fields, at, label, pos),
            Right::Nothing => open.push((at, label)),
        }
    }
    for (at, label) in open {
        match below(page, label) {
            Some(id) => take(page, &mut fields, at, label, id, &mut done),
            None => {
                blank(&mut fields, at, label, Pos::new(label.first.row, label.last.col + 1));
            }
        }
    }
    skip_corrections(page);
    fields.values.sort_by_key(|value| value.field);
    fields.labels.sort_by_key(|label| label.pos);
    fields
}

/// The first piece right of a label, on each of its rows in turn.
fn right_of(page: &Page<'_, '_>, label: &Found) -> Right {
    let mut blank = None;
    for row in rows_of(label) {
        for (id, piece) in page.row(row).filter(|(_, piece)| piece.first.col > label.last.col) {
            if page.is_label(id) {
                break;
            }
            // A range that begins further up belongs to a label further up.
            if piece.first.row < label.first.row {
                continue;
            }
            if piece.cell.is_none() {
                if piece.is_wide() {
                    blank = blank.or(Some(piece.first));
                    break;
                }
                continue;
            }
            if !page.is_free(id) {
                break;
            }
            return Right::Text(id);
        }
    }
    blank.map_or(Right::Nothing, Right::Blank)
}

/// The first text below a label before the next label or anything that is already another's.
fn below(page: &Page<'_, '_>, label: &Found) -> Option<PieceId> {
    for row in page.sheet.rows_between(label.last.row.saturating_add(1), page.region.bottom) {
        let columns = label.first.col..=label.last.col;
        let over: Vec<(PieceId, Piece<'_>)> = page
            .row(row)
            .filter(|(_, piece)| columns.contains(&piece.first.col) || covers(piece, label))
            .filter(|(_, piece)| piece.cell.is_some())
            .collect();
        let Some((id, piece)) = over.first() else { continue };
        let own = columns.contains(&piece.first.col) && piece.first.row > label.last.row;
        return (own && page.is_free(*id)).then_some(*id);
    }
    None
}

fn covers(piece: &Piece<'_>, label: &Found) -> bool {
    piece.first.col <= label.first.col && piece.last.col >= label.first.col
}

/// `事業名称 | 1 | …`: the number before the name is the number, not the name.
fn after_number(page: &mut Page<'_, '_>, fields: &mut Fields, label: &Found, id: PieceId) -> PieceId {
    let piece = page.sheet.piece(id);
    if label.field() != Some(Field::Name) || !identity::is_number(piece.text()) {
        return id;
    }
    let next = page
        .row(piece.first.row)
        .filter(|(_, next)| next.first.col > piece.last.col && next.cell.is_some())
        .map(|(id, _)| id)
        .next();
    match next.filter(|next| page.is_free(*next)) {
        Some(next) => {
            page.claim(id, CellRole::Heading);
            fields.number = Some(RawText { text: piece.text().trim().to_owned(), pos: piece.first });
            next
        }
        None => id,
    }
}

fn take(
    page: &mut Page<'_, '_>,
    fields: &mut Fields,
    at: usize,
    label: &Found,
    id: PieceId,
    done: &mut BTreeSet<Label>,
) {
    let piece = page.sheet.piece(id);
    let Some(cell) = piece.cell else { return };
    match label.label {
        Label::Control(control) => {
            page.claim(id, CellRole::Heading);
            if done.insert(label.label.clone()) {
                fields.control.push(RawControl { control, cell: cell.clone(), pos: piece.first });
            }
        }
        Label::Field(Field::IndicatorName) => fields.names.push((at, Some(id))),
        Label::Field(field) => {
            fields.labels.push(raw_label(field, label, piece.first));
            // A second label of the same field does not count; its text is kept as a remark.
            if done.insert(label.label.clone()) {
                fields.values.push(page.value(field, None, cell.clone(), vec![piece.first]));
                page.claim(id, page::VALUE);
            }
        }
        Label::Correction => page.claim(id, CellRole::Heading),
        _ => {}
    }
}

/// Takes a field whose choices stand beside one another: the marked one, else all of them, which is no choice. `false` where they do not.
fn take_choice(
    page: &mut Page<'_, '_>,
    fields: &mut Fields,
    label: &Found,
    labels: &Labels,
    done: &mut BTreeSet<Label>,
) -> bool {
    let Some(field) = label.field() else { return false };
    let Some(laid) = choices::laid_out(page, label, field, labels) else { return false };
    let Some((_, first)) = laid.of_value.first() else { return false };
    fields.labels.push(raw_label(field, label, *first));
    if !done.insert(label.label.clone()) {
        return true;
    }
    let cells: Vec<Pos> = laid.of_value.iter().map(|(_, pos)| *pos).collect();
    if laid.marked {
        let label = field.label().to_owned();
        fields.marked.push(Trouble::Marked { label, choice: laid.text.clone(), cells: cells.clone() });
    }
    fields.values.push(page.value(field, None, Cell::text(&laid.text), cells));
    for (id, _) in laid.of_value {
        page.claim(id, page::VALUE);
    }
    for id in laid.others {
        page.claim(id, CellRole::Heading);
    }
    true
}

/// Of two labels of a field the one with a value counts, so a blank one closes nothing.
fn blank(fields: &mut Fields, at: usize, label: &Found, pos: Pos) {
    match label.label {
        Label::Field(Field::IndicatorName) => fields.names.push((at, None)),
        Label::Field(field) => {
            fields.labels.push(raw_label(field, label, pos));
        }
        _ => {}
    }
}

fn raw_label(field: Field, label: &Found, value_at: Pos) -> RawLabel {
    RawLabel { field, indicator: None, pos: label.first, value_at: Some(value_at) }
}

fn has_value(label: &Found) -> bool {
    match label.label {
        Label::Control(_) | Label::Correction => true,
        Label::Field(field) => !field.in_schedule() || field == Field::IndicatorName,
        Label::Schedule | Label::Previous | Label::Heading => false,
    }
}

/// A label in a year row heads a column of the table, except for the indicator's name below it.
fn is_column_head(label: &Found, years: &[YearRow]) -> bool {
    label.field() != Some(Field::IndicatorName) && years.iter().any(|years| years.row == label.first.row)
}

/// Our own remarks on a slip, where label and text stand in one cell.
fn skip_corrections(page: &mut Page<'_, '_>) {
    let ours: Vec<PieceId> = page
        .texts()
        .filter(|(id, piece)| page.is_free(*id) && fold::squash(piece.text()).starts_with(CORRECTION))
        .map(|(id, _)| id)
        .collect();
    for id in ours {
        page.claim(id, CellRole::Heading);
    }
}
