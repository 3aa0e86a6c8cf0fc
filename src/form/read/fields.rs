//! Reads the fields that occur once on a form. The value is right of the label, else below it, before the
//! next label.

use std::collections::BTreeSet;

use workbook::{Cell, Pos};

use crate::form::field::Field;
use crate::form::labels::{CONFIRM, CORRECTION, Label, Labels};
use crate::form::raw::{CellRole, RawControl, RawLabel, RawText, RawValue, ShapeIssue};
use crate::form::read::area::{FormArea, VALUE};
use crate::form::read::found_label::{FoundLabel, rows_of};
use crate::form::read::sheet::{Piece, PieceId};
use crate::form::read::years::YearRow;
use crate::form::read::{choices, printed_numbers};
use crate::text::fold;

/// The fields that were read.
#[derive(Default)]
pub(super) struct Fields {
    /// The 管理欄.
    pub(super) control: Vec<RawControl>,
    /// The values.
    pub(super) values: Vec<RawValue>,
    /// The labels found.
    pub(super) labels: Vec<RawLabel>,
    /// The number between 事業名称 and its value.
    pub(super) number: Option<RawText>,
    /// The labelled names of indicators: the index of the label in the region, and the piece of the name;
    /// `None` if blank.
    pub(super) names: Vec<(usize, Option<PieceId>)>,
    /// One [`ShapeIssue::Marked`] for each field whose marked choice was taken.
    pub(super) marked: Vec<ShapeIssue>,
}

/// The content right of a label.
enum Right {
    /// A text.
    Text(PieceId),
    /// An empty merged range: the field's own cell, left blank.
    Blank(Pos),
    /// Nothing before the next label.
    Nothing,
}

/// Reads the fields. Values right of labels are taken first, so that no field takes another's value from
/// below.
pub(super) fn read(area: &mut FormArea<'_, '_>, years: &[YearRow], labels: &Labels) -> Fields {
    let region = area.region;
    let block = Block::new(&region.labels, years);
    let mut fields = Fields::default();
    let mut open = Vec::new();
    let mut done = BTreeSet::new();
    for (at, label) in region.labels.iter().enumerate() {
        if !has_value(label) || block.has_column_head(label) || block.has_note(label) {
            continue;
        }
        let right =
            if block.years.contains(&label.first.row) { Right::Nothing } else { right_of(area, label) };
        match right {
            Right::Text(_) if take_choice(area, &mut fields, label, labels, &mut done) => {}
            Right::Text(id) => {
                let id = after_number(area, &mut fields, label, id);
                take(area, &mut fields, at, label, id, &mut done);
            }
            Right::Blank(pos) => blank(&mut fields, at, label, pos),
            Right::Nothing => open.push((at, label)),
        }
    }
    for (at, label) in open {
        match below(area, label) {
            Some(id) => take(area, &mut fields, at, label, id, &mut done),
            None => {
                blank(&mut fields, at, label, Pos::new(label.first.row, label.last.col + 1));
            }
        }
    }
    skip_corrections(area);
    fields.values.sort_by_key(|value| value.field);
    fields.labels.sort_by_key(|label| label.pos);
    fields
}

/// Returns the first content right of a label, trying each of its rows in turn.
fn right_of(area: &FormArea<'_, '_>, label: &FoundLabel) -> Right {
    let mut blank = None;
    for row in rows_of(label) {
        for (id, piece) in area.row(row).filter(|(_, piece)| piece.first.col > label.last.col) {
            if area.is_label(id) {
                break;
            }
            // A merged range that begins above the label belongs to a label further up.
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
            if !area.is_free(id) {
                break;
            }
            return Right::Text(id);
        }
    }
    blank.map_or(Right::Nothing, Right::Blank)
}

/// Returns the first text below a label; `None` if a label or another field's value comes first.
fn below(area: &FormArea<'_, '_>, label: &FoundLabel) -> Option<PieceId> {
    for row in area.sheet.rows_between(label.last.row.saturating_add(1), area.region.bottom) {
        let columns = label.first.col..=label.last.col;
        let over: Vec<(PieceId, Piece<'_>)> = area
            .row(row)
            .filter(|(_, piece)| columns.contains(&piece.first.col) || covers(piece, label))
            .filter(|(_, piece)| piece.cell.is_some())
            .collect();
        let Some((id, piece)) = over.first() else { continue };
        let own = columns.contains(&piece.first.col) && piece.first.row > label.last.row;
        return (own && area.is_free(*id)).then_some(*id);
    }
    None
}

fn covers(piece: &Piece<'_>, label: &FoundLabel) -> bool {
    piece.first.col <= label.first.col && piece.last.col >= label.first.col
}

/// Skips a number between 事業名称 and the name (`事業名称 | 1 | …`), and keeps it as the project's number.
fn after_number(
    area: &mut FormArea<'_, '_>,
    fields: &mut Fields,
    label: &FoundLabel,
    id: PieceId,
) -> PieceId {
    let piece = area.sheet.piece(id);
    if label.field() != Some(Field::Name) || !printed_numbers::is_number(piece.text()) {
        return id;
    }
    let next = area
        .row(piece.first.row)
        .filter(|(_, next)| next.first.col > piece.last.col && next.cell.is_some())
        .map(|(id, _)| id)
        .next();
    match next.filter(|next| area.is_free(*next)) {
        Some(next) => {
            area.claim(id, CellRole::Heading);
            fields.number = Some(RawText { text: piece.text().trim().to_owned(), pos: piece.first });
            next
        }
        None => id,
    }
}

fn take(
    area: &mut FormArea<'_, '_>,
    fields: &mut Fields,
    at: usize,
    label: &FoundLabel,
    id: PieceId,
    done: &mut BTreeSet<Label>,
) {
    let piece = area.sheet.piece(id);
    let Some(cell) = piece.cell else { return };
    match label.label {
        Label::Control(control) => {
            area.claim(id, CellRole::Heading);
            if done.insert(label.label.clone()) {
                fields.control.push(RawControl { control, cell: cell.clone(), pos: piece.first });
            }
        }
        Label::Field(Field::IndicatorName) => fields.names.push((at, Some(id))),
        Label::Field(field) => {
            fields.labels.push(raw_label(field, label, piece.first));
            // The text beside a second label of the same field becomes a remark.
            if done.insert(label.label.clone()) {
                fields.values.push(area.value(field, None, cell.clone(), vec![piece.first]));
                area.claim(id, VALUE);
            }
        }
        Label::Correction if is_our_correction(&cell.text) => area.claim(id, CellRole::Heading),
        _ => {}
    }
}

/// True if a text beside 訂正依頼 was printed there by a slip: a sentence with a severity and a code, or
/// nothing but the list of codes that may be confirmed.
fn is_our_correction(text: &str) -> bool {
    if let Some((_, codes)) =
        text.split_once(CONFIRM).filter(|(label, _)| label.ends_with('：') && !label.contains('。'))
    {
        return are_codes(codes);
    }
    let marked = ["【誤り・", "【要確認・"].iter().any(|mark| text.contains(mark));
    marked && text.trim_end().ends_with('。')
}

/// True for codes, each with what it concerns: `V12（2022年度の実績①）、R08`.
fn are_codes(text: &str) -> bool {
    let mut depth = 0usize;
    let mut outside = String::new();
    for c in text.trim().chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let is_code = |code: &str| {
        code.len() == 3
            && code.starts_with(|c: char| c.is_ascii_uppercase())
            && code.chars().skip(1).all(|c| c.is_ascii_digit())
    };
    outside.split('、').all(is_code)
}

/// Takes a field whose choices are laid out in adjacent cells: the marked one, or else all of them together,
/// a text that is no valid choice. Returns false if they are not laid out so.
fn take_choice(
    area: &mut FormArea<'_, '_>,
    fields: &mut Fields,
    label: &FoundLabel,
    labels: &Labels,
    done: &mut BTreeSet<Label>,
) -> bool {
    let Some(field) = label.field() else { return false };
    let Some(laid) = choices::read_choice_cells(area, label, field, labels) else { return false };
    let Some((_, first)) = laid.of_value.first() else { return false };
    fields.labels.push(raw_label(field, label, *first));
    if !done.insert(label.label.clone()) {
        return true;
    }
    let cells: Vec<Pos> = laid.of_value.iter().map(|(_, pos)| *pos).collect();
    if laid.marked {
        let label = field.label().to_owned();
        fields.marked.push(ShapeIssue::Marked { label, choice: laid.text.clone(), cells: cells.clone() });
    }
    fields.values.push(area.value(field, None, Cell::text(&laid.text), cells));
    for (id, _) in laid.of_value {
        area.claim(id, VALUE);
    }
    for id in laid.others {
        area.claim(id, CellRole::Heading);
    }
    true
}

/// Records a blank field. A second label of the same field may still have a value.
fn blank(fields: &mut Fields, at: usize, label: &FoundLabel, pos: Pos) {
    match label.label {
        Label::Field(Field::IndicatorName) => fields.names.push((at, None)),
        Label::Field(field) => {
            fields.labels.push(raw_label(field, label, pos));
        }
        _ => {}
    }
}

fn raw_label(field: Field, label: &FoundLabel, value_at: Pos) -> RawLabel {
    RawLabel { field, indicator: None, pos: label.first, value_at: Some(value_at) }
}

fn has_value(label: &FoundLabel) -> bool {
    match label.label {
        Label::Control(_) | Label::Correction => true,
        Label::Field(field) => !field.in_schedule() || field == Field::IndicatorName,
        Label::Schedule | Label::Previous | Label::Heading => false,
    }
}

/// The rows of the schedule block in a form.
struct Block {
    /// The year rows.
    years: BTreeSet<u32>,
    /// The first row that has a cell for each year.
    first: Option<u32>,
    /// The last such row, or the row of 備考 if that is lower.
    last: Option<u32>,
    /// The row of the first label of the report block.
    report: Option<u32>,
}

impl Block {
    fn new(labels: &[FoundLabel], years: &[YearRow]) -> Self {
        let row = |label: &FoundLabel| label.first.row;
        let ends = |label: &&FoundLabel| label.is_year_entry() || label.field() == Some(Field::Note);
        let is_report = |label: &&FoundLabel| {
            label.field().is_some_and(|field| (Field::Progress..Field::Note).contains(&field))
        };
        Self {
            years: years.iter().map(|years| years.row).collect(),
            first: labels.iter().filter(|label| label.is_year_entry()).map(row).min(),
            last: labels.iter().filter(ends).map(row).max(),
            report: labels.iter().find(is_report).map(row),
        }
    }

    /// True if a label in a year row heads a column. 指標名 never does.
    fn has_column_head(&self, label: &FoundLabel) -> bool {
        label.field() != Some(Field::IndicatorName) && self.years.contains(&label.first.row)
    }

    /// True if 備考 is among the rows of the schedule block: somebody added a row there, and it is not the
    /// form's own 備考.
    fn has_note(&self, label: &FoundLabel) -> bool {
        let row = label.first.row;
        label.field() == Some(Field::Note)
            && self.first.is_some_and(|first| first < row)
            && self.last.is_some_and(|last| last > row)
            && self.report.is_none_or(|report| report > row)
    }
}

/// Claims the texts of a slip in which 訂正依頼 and its sentence share a cell.
fn skip_corrections(area: &mut FormArea<'_, '_>) {
    let ours: Vec<PieceId> = area
        .texts()
        .filter(|(id, piece)| area.is_free(*id) && fold::squash(piece.text()).starts_with(CORRECTION))
        .map(|(id, _)| id)
        .collect();
    for id in ours {
        area.claim(id, CellRole::Heading);
    }
}
