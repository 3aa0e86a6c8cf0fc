//! Which part of a sheet each form takes: several may stand below one another, or side by side.

use std::collections::BTreeSet;

use workbook::Pos;

use crate::form::field::Field;
use crate::form::labels::Label;
use crate::form::read::found::Found;
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
    /// The 事業名称 of the forms with which it stands in a tangle, its own among them; mostly none.
    pub(super) tangled: Vec<Pos>,
    /// The place of its 事業名称 among them; `None` where the form has lost it.
    pub(super) anchor: Option<usize>,
}

impl Region {
    /// A whole sheet, of which no label is a 事業名称.
    pub(super) fn whole(labels: Vec<Found>) -> Self {
        Self { top: 0, bottom: u32::MAX, left: 0, right: u32::MAX, labels, tangled: Vec::new(), anchor: None }
    }

    /// The label that stands for the form: its 事業名称, else its first one.
    pub(super) fn head(&self) -> Option<&Found> {
        self.labels.get(self.anchor.unwrap_or(0))
    }
}

/// No form is narrower: a label and a value.
const LEAST_WIDTH: u32 = 2;
/// Rows that may lie between two labels of a form's beginning.
const MOST_APART: u32 = 8;

/// Labels that stand once on a form and below one another: so many of them make a form, whatever else is lost.
const PLAINLY_A_FORM: usize = 5;

/// The parts of a sheet that hold a form; none where neither 事業名称 nor everything else marks one.
pub(super) fn regions(sheet: &Sheet<'_>, found: Vec<Found>) -> Vec<Region> {
    let extents = extents(&found);
    let edges = strip_edges(sheet, &found, &extents);
    let mut regions = Vec::new();
    for (at, left) in edges.iter().enumerate() {
        let right = edges.get(at + 1).copied().unwrap_or(u32::MAX);
        let mine: Vec<Found> =
            found.iter().filter(|label| (*left..right).contains(&label.first.col)).cloned().collect();
        regions.extend(stacked(sheet, mine, *left, right));
    }
    if regions.is_empty() && is_plainly_a_form(&found) {
        regions.push(Region::whole(found));
    }
    let tangled = tangled(&edges, &extents);
    for region in &mut regions {
        if region.head().is_some_and(|name| tangled.contains(&name.first)) {
            region.tangled.clone_from(&tangled);
        }
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
        regions.push(Region {
            top,
            bottom,
            left,
            right,
            labels: mine,
            anchor: Some(anchor),
            tangled: Vec::new(),
        });
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
        let heading = |piece: Pos, text: &str| {
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

/// The rows that a form takes, as far as its labels tell, and the column of its 事業名称.
#[derive(Clone, Copy)]
struct Extent {
    name: Pos,
    top: u32,
    bottom: u32,
}

impl Extent {
    fn shares_rows_with(&self, other: &Self) -> bool {
        self.top <= other.bottom && other.top <= self.bottom
    }
}

/// The extents of all forms of a sheet: one for each 事業名称 that is followed by other labels of a form.
fn extents(found: &[Found]) -> Vec<Extent> {
    let mut columns: Vec<u32> =
        found.iter().filter(|label| is_name(label)).map(|label| label.first.col).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut extents = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let next_column = columns.get(at + 1).copied().unwrap_or(u32::MAX);
        let mine: Vec<&Found> =
            found.iter().filter(|label| (*column..next_column).contains(&label.first.col)).collect();
        let names: Vec<&Found> =
            mine.iter().copied().filter(|label| is_name(label) && label.first.col == *column).collect();
        let tops: Vec<u32> = names.iter().map(|name| top_of(found, name)).collect();
        for (place, name) in names.iter().enumerate() {
            let top = tops.get(place).copied().unwrap_or(name.first.row);
            let end = tops.get(place + 1).copied().unwrap_or(u32::MAX);
            let below = || mine.iter().filter(|label| (name.first.row..end).contains(&label.first.row));
            let of_form = |label: &&&Found| {
                matches!(label.field(), Some(Field::Department | Field::Progress))
                    || label.label == Label::Schedule
            };
            if !below().any(|label| of_form(&label)) {
                continue;
            }
            let ends = |label: &&&Found| label.ends_form() || label.begins_form();
            let bottom = below().filter(ends).map(|label| label.last.row).max().unwrap_or(name.first.row);
            extents.push(Extent { name: name.first, top, bottom });
        }
    }
    extents
}

/// The row of the first label of a form's 管理欄 or plan block, in the column of its 事業名称.
fn top_of(found: &[Found], name: &Found) -> u32 {
    let mut top = name.first.row;
    let above =
        found.iter().filter(|label| label.first.col == name.first.col && label.first.row < name.first.row);
    for label in above.rev() {
        let own = label.begins_form() && label.label != name.label || label.label == Label::Heading;
        if !own || top - label.last.row > MOST_APART {
            break;
        }
        top = label.first.row;
    }
    top
}

/// The first columns of the strips that forms side by side take. One strip unless two forms share rows.
fn strip_edges(sheet: &Sheet<'_>, found: &[Found], extents: &[Extent]) -> Vec<u32> {
    let mut columns: Vec<u32> = extents.iter().map(|extent| extent.name.col).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut edges = vec![0];
    for pair in columns.windows(2) {
        let &[left, right] = pair else { continue };
        let (before, from): (Vec<&Extent>, Vec<&Extent>) =
            extents.iter().partition(|extent| extent.name.col < right);
        let beside = before.iter().any(|left| from.iter().any(|right| left.shares_rows_with(right)));
        if right - left < LEAST_WIDTH || !beside {
            continue;
        }
        // The number left of 事業名称 goes with it.
        let numbered = found
            .iter()
            .filter(|label| is_name(label) && label.first.col == right)
            .any(|label| identity::number_left_of(sheet, label, left).is_some_and(|at| at.col + 1 == right));
        let beside = if numbered { right - 1 } else { right };
        edges.push(after_gap(sheet, extents, left, right).unwrap_or(beside));
    }
    edges
}

/// The column after the last one between two forms in which neither has anything: 事業名称 need not stand in a form's first column.
fn after_gap(sheet: &Sheet<'_>, extents: &[Extent], left: u32, right: u32) -> Option<u32> {
    let top = extents.iter().map(|extent| extent.top).min()?;
    let bottom = extents.iter().map(|extent| extent.bottom).max()?;
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    for row in sheet.rows_between(top, bottom.saturating_add(1)) {
        for (_, piece) in sheet.row(row) {
            taken.extend(piece.first.col.max(left)..=piece.last.col.min(right));
        }
    }
    (left..right).rev().find(|column| !taken.contains(column)).map(|column| column + 1)
}

/// The 事業名称 of forms that share rows and columns, so that nobody can say what belongs to which.
fn tangled(edges: &[u32], extents: &[Extent]) -> Vec<Pos> {
    let strip = |extent: &Extent| edges.iter().rposition(|edge| *edge <= extent.name.col);
    let mut names: Vec<Pos> = extents
        .iter()
        .filter(|extent| {
            extents.iter().any(|other| {
                other.name != extent.name && strip(other) == strip(extent) && extent.shares_rows_with(other)
            })
        })
        .map(|extent| extent.name)
        .collect();
    names.sort_unstable();
    names
}

fn is_name(label: &Found) -> bool {
    label.field() == Some(Field::Name)
}
