//! Which part of a sheet each form takes: several may stand below one another, or side by side.

use std::collections::BTreeSet;

use crate::form::field::Field;
use crate::form::labels::Label;
use crate::form::read::find::Found;
use crate::form::read::identity;
use crate::form::read::sheet::Sheet;

/// A form's part of a sheet. The parts of a sheet's forms cover it whole and do not overlap.
#[derive(Debug)]
pub(super) struct Region {
    /// The first row.
    pub(super) top: u32,
    /// The row after the last.
    pub(super) bottom: u32,
    /// The first column.
    pub(super) left: u32,
    /// The column after the last.
    pub(super) right: u32,
    /// Its labels.
    pub(super) labels: Vec<Found>,
    /// The place of its 事業名称 among them; `None` where the form has lost it.
    pub(super) anchor: Option<usize>,
}

impl Region {
    /// The label that stands for the form: its 事業名称, else its first one.
    pub(super) fn head(&self) -> Option<&Found> {
        self.labels.get(self.anchor.unwrap_or(0))
    }
}

/// Labels that stand once on a form and below one another: so many of them make a form, whatever else is lost.
const PLAINLY_A_FORM: usize = 5;

/// The parts of a sheet that hold a form; none where neither 事業名称 nor everything else marks one.
pub(super) fn regions(sheet: &Sheet<'_>, found: Vec<Found>) -> Vec<Region> {
    let edges = strip_edges(sheet, &found);
    let mut regions = Vec::new();
    for (at, left) in edges.iter().enumerate() {
        let right = edges.get(at + 1).copied().unwrap_or(u32::MAX);
        let mine: Vec<Found> =
            found.iter().filter(|label| (*left..right).contains(&label.first.col)).cloned().collect();
        regions.extend(stacked(sheet, mine, *left, right));
    }
    if regions.is_empty() && is_plainly_a_form(&found) {
        regions.push(Region {
            top: 0,
            bottom: u32::MAX,
            left: 0,
            right: u32::MAX,
            labels: found,
            anchor: None,
        });
    }
    regions.sort_by_key(|region| (region.top, region.left));
    regions
}

/// The forms of a strip of columns, one below the other.
fn stacked(sheet: &Sheet<'_>, labels: Vec<Found>, left: u32, right: u32) -> Vec<Region> {
    let anchors = anchors(sheet, &labels);
    // Where each form's labels begin: the place among the labels, and the row.
    let mut starts: Vec<(usize, u32)> = Vec::new();
    for (at, anchor) in anchors.iter().enumerate() {
        if at == 0 {
            starts.push((0, 0));
            continue;
        }
        let previous = anchors.get(at - 1).copied().unwrap_or(0);
        let begin = first_label(&labels, previous, *anchor);
        let last = labels.get(..begin).into_iter().flatten().map(|label| label.last.row).max().unwrap_or(0);
        let row = labels.get(begin).map_or(0, |label| label.first.row);
        let row = with_heading_rows(sheet, &labels, last + 1, row, left, right);
        starts.push((begin, row));
    }
    // A title that belongs to the next form stands before its first label.
    let row_of = |at: usize| starts.get(at).map_or(u32::MAX, |(_, row)| *row);
    let mut regions = Vec::new();
    for (at, anchor) in anchors.iter().enumerate() {
        let (top, bottom) = (row_of(at), row_of(at + 1));
        let anchor_at = labels.get(*anchor).map(|label| label.first);
        let mine: Vec<Found> =
            labels.iter().filter(|label| (top..bottom).contains(&label.first.row)).cloned().collect();
        let Some(anchor) = mine.iter().position(|label| Some(label.first) == anchor_at) else { continue };
        regions.push(Region { top, bottom, left, right, labels: mine, anchor: Some(anchor) });
    }
    regions
}

/// The 事業名称 labels that mark a form: 担当課, 進捗状況 or a schedule heading follows before the next one.
fn anchors(sheet: &Sheet<'_>, labels: &[Found]) -> Vec<usize> {
    let names: Vec<usize> =
        labels.iter().enumerate().filter(|(_, label)| is_name(label)).map(|(at, _)| at).collect();
    let mut anchors = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let next = names.get(at + 1).copied().unwrap_or(labels.len());
        let Some(head) = labels.get(*name) else { continue };
        let list = heads_list(sheet, labels, head);
        let rest = labels.get(name + 1..next).unwrap_or_default();
        let follows = rest.iter().any(|label| {
            let of_form = matches!(label.label, Label::Schedule)
                || matches!(label.field(), Some(Field::Department | Field::Progress));
            // In a list the labels of a form are its headings, and words of its columns (種類: 実績, 進捗状況, …).
            let column = |other: &&Found| other.label == label.label && other.first.col == label.first.col;
            // Another list may follow below, with headings of its own.
            let of_list = list
                && (head.first.row == label.first.row
                    || rest.iter().filter(column).count() > 1
                    || heads_list(sheet, labels, label));
            of_form && !of_list
        });
        if follows {
            anchors.push(*name);
        }
    }
    anchors
}

/// Whether labels are a form's although no 事業名称 is among them: many that a form has once stand there, each once and on a row of its own, as no
/// list has them; and the rows of a schedule, or the 管理欄 and 進捗状況.
fn is_plainly_a_form(labels: &[Found]) -> bool {
    let has = |field: Field| labels.iter().any(|label| label.field() == Some(field));
    let schedule = has(Field::Target) && has(Field::Actual);
    let controls = labels.iter().filter(|label| matches!(label.label, Label::Control(_))).count();
    if !schedule && (controls < 2 || !has(Field::Progress)) {
        return false;
    }
    let of_form = labels.iter().filter(|label| match label.label {
        Label::Control(_) | Label::Schedule => true,
        Label::Field(field) => !field.in_schedule() && field < Field::Author,
        _ => false,
    });
    let alone = of_form.filter(|label| labels.iter().filter(|other| other.label == label.label).count() == 1);
    let rows: BTreeSet<u32> = alone.map(|label| label.first.row).collect();
    rows.len() >= PLAINLY_A_FORM
}

/// Whether a label heads a column, as in a list of projects: several texts stand below it before the next label.
fn heads_list(sheet: &Sheet<'_>, labels: &[Found], heading: &Found) -> bool {
    let column = heading.first.col;
    let end = labels
        .iter()
        .filter(|label| label.first.col == column && label.first.row > heading.last.row)
        .map(|label| label.first.row)
        .min();
    sheet
        .rows_between(heading.last.row.saturating_add(1), end.unwrap_or(u32::MAX))
        .filter(|row| {
            sheet.row(*row).any(|(_, piece)| {
                piece.first.col == column && piece.first.row == *row && piece.cell.is_some()
            })
        })
        .nth(1)
        .is_some()
}

/// The place of the first label of a form: the first of the 管理欄 or plan block after the last schedule or report field before.
fn first_label(labels: &[Found], previous: usize, anchor: usize) -> usize {
    let between = labels.get(previous..anchor).unwrap_or_default();
    if let Some(last) = between.iter().rposition(Found::ends_form) {
        let after = previous + last + 1;
        let first = labels.get(after..anchor).and_then(|rest| rest.iter().position(Found::begins_form));
        return first.map_or(anchor, |first| after + first);
    }
    // A form without schedule and report: what stands before 事業名称 in every form leads back to its beginning.
    let mut begin = anchor;
    while begin > previous + 1
        && labels.get(begin - 1).is_some_and(|label| {
            matches!(label.label, Label::Control(_) | Label::Heading)
                || matches!(label.field(), Some(Field::Id | Field::Policy | Field::Measure))
        })
    {
        begin -= 1;
    }
    begin
}

/// The title, the 施策 line and a page heading above a form's first label are its own.
fn with_heading_rows(sheet: &Sheet<'_>, labels: &[Found], from: u32, row: u32, left: u32, right: u32) -> u32 {
    let mut top = row;
    for above in sheet.rows_between(from, row).rev() {
        let mut texts = sheet
            .row(above)
            .filter(|(_, piece)| (left..right).contains(&piece.first.col) && piece.cell.is_some());
        let heading = |piece: crate::grid::Pos, text: &str| {
            labels.iter().any(|label| label.first == piece && label.label == Label::Heading)
                || identity::is_measure_line(text)
                || identity::is_page_heading(text)
        };
        if texts.all(|(_, piece)| piece.first.row < from || heading(piece.first, piece.text())) {
            top = above;
        } else {
            break;
        }
    }
    top
}

/// The first columns of the strips that forms side by side take. One strip unless two forms share rows.
fn strip_edges(sheet: &Sheet<'_>, found: &[Found]) -> Vec<u32> {
    let mut columns: Vec<u32> =
        found.iter().filter(|label| is_name(label)).map(|label| label.first.col).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut edges = vec![0];
    for pair in columns.windows(2) {
        let &[left, right] = pair else { continue };
        if right - left < 3 || !share_rows(found, left, right) {
            continue;
        }
        // The number left of 事業名称 goes with it.
        let numbered = found
            .iter()
            .filter(|label| is_name(label) && label.first.col == right)
            .any(|label| identity::number_left_of(sheet, label, left).is_some_and(|at| at.col + 1 == right));
        edges.push(if numbered { right - 1 } else { right });
    }
    edges
}

/// Whether a form in one column goes on beside the beginning of one in another.
fn share_rows(found: &[Found], left: u32, right: u32) -> bool {
    let names = |column: u32| found.iter().filter(move |label| is_name(label) && label.first.col == column);
    names(right).any(|beside| {
        let row = beside.first.row;
        let Some(name) = names(left).rfind(|name| name.first.row <= row) else { return false };
        let next = names(left).find(|name| name.first.row > row).map_or(u32::MAX, |name| name.first.row);
        let rest = |column: u32, from: u32, to: u32| {
            found.iter().any(|label| {
                label.first.col >= column
                    && (column == right || label.first.col < right)
                    && (from..to).contains(&label.first.row)
                    && matches!(label.field(), Some(Field::Department | Field::Progress))
            })
        };
        name.first.row <= row && rest(left, row, next) && rest(right, row, u32::MAX)
    })
}

fn is_name(label: &Found) -> bool {
    label.field() == Some(Field::Name)
}
