//! Divides a sheet into the regions of its forms, which may be stacked or side by side.

use std::collections::{BTreeMap, BTreeSet};

use workbook::Pos;

use crate::form::field::Field;
use crate::form::labels::Label;
use crate::form::read::found_label::FoundLabel;
use crate::form::read::printed_numbers;
use crate::form::read::sheet::Sheet;

/// The region of a form on a sheet. The regions of a sheet cover it completely and do not overlap.
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
    pub(super) labels: Vec<FoundLabel>,
    /// The 事業名称 of all forms that share its rows and columns, including its own; empty if none do.
    pub(super) overlapping: Vec<Pos>,
    /// The index of its 事業名称 in `labels`; `None` if the form lacks it.
    pub(super) anchor: Option<usize>,
}

impl Region {
    /// Returns the region of a whole sheet, without 事業名称.
    pub(super) fn whole(labels: Vec<FoundLabel>) -> Self {
        Self {
            top: 0,
            bottom: u32::MAX,
            left: 0,
            right: u32::MAX,
            labels,
            overlapping: Vec::new(),
            anchor: None,
        }
    }

    /// Returns the label that identifies the form: its 事業名称, else its first one.
    pub(super) fn head(&self) -> Option<&FoundLabel> {
        self.labels.get(self.anchor.unwrap_or(0))
    }
}

/// The columns of the narrowest form: a label and a value.
const LEAST_WIDTH: u32 = 2;
/// The most rows between two labels at the beginning of a form.
const MOST_APART: u32 = 8;

/// The fewest rows with a unique label that make a form without 事業名称.
const LEAST_UNIQUE_LABELS: usize = 5;

/// Returns the regions that hold a form: one for each 事業名称 of a form. Without any, the whole sheet is one
/// if its other labels are a form's.
pub(super) fn regions(sheet: &Sheet<'_>, found: &[FoundLabel]) -> Vec<Region> {
    let extents = extents(found);
    let edges = strip_edges(sheet, found, &extents);
    let mut regions = Vec::new();
    for (at, left) in edges.iter().enumerate() {
        let right = edges.get(at + 1).copied().unwrap_or(u32::MAX);
        let mine: Vec<FoundLabel> =
            found.iter().filter(|label| (*left..right).contains(&label.first.col)).cloned().collect();
        regions.extend(stacked(sheet, mine, *left, right));
    }
    if regions.is_empty() && is_plainly_a_form(found) {
        regions.push(Region::whole(found.to_vec()));
    }
    let overlapping = overlapping(&edges, &extents);
    for region in &mut regions {
        if region.head().is_some_and(|name| overlapping.contains(&name.first)) {
            region.overlapping.clone_from(&overlapping);
        }
    }
    regions.sort_by_key(|region| (region.top, region.left));
    regions
}

/// Returns the regions of the forms stacked in a strip of columns.
fn stacked(sheet: &Sheet<'_>, labels: Vec<FoundLabel>, left: u32, right: u32) -> Vec<Region> {
    let anchors = anchors(sheet, &labels);
    let last_rows = last_rows(&labels);
    // For each form, the index of its first label and its first row.
    let mut starts: Vec<(usize, u32)> = Vec::new();
    for (at, anchor) in anchors.iter().enumerate() {
        if at == 0 {
            starts.push((0, 0));
            continue;
        }
        let previous = anchors.get(at - 1).copied().unwrap_or(0);
        let begin = first_label(&labels, previous, *anchor);
        let last = begin.checked_sub(1).and_then(|before| last_rows.get(before)).copied().unwrap_or(0);
        let row = labels.get(begin).map_or(0, |label| label.first.row);
        let row = with_heading_rows(sheet, &labels, last + 1, row, left, right);
        starts.push((begin, row));
    }
    // The title of a form is above its first label.
    let row_of = |at: usize| starts.get(at).map_or(u32::MAX, |(_, row)| *row);
    let mut regions = Vec::new();
    for (at, anchor) in anchors.iter().enumerate() {
        let (top, bottom) = (row_of(at), row_of(at + 1));
        let anchor_at = labels.get(*anchor).map(|label| label.first);
        let begin = labels.partition_point(|label| label.first.row < top);
        let end = labels.partition_point(|label| label.first.row < bottom);
        let mine: Vec<FoundLabel> = labels.get(begin..end).unwrap_or_default().to_vec();
        let Some(anchor) = mine.iter().position(|label| Some(label.first) == anchor_at) else { continue };
        regions.push(Region {
            top,
            bottom,
            left,
            right,
            labels: mine,
            anchor: Some(anchor),
            overlapping: Vec::new(),
        });
    }
    regions
}

/// Returns for each label the last row covered by it or any label before it.
fn last_rows(labels: &[FoundLabel]) -> Vec<u32> {
    let mut last = 0;
    labels
        .iter()
        .map(|label| {
            last = last.max(label.last.row);
            last
        })
        .collect()
}

/// The rows of the labels by column, to look up the next label below.
type LabelRows = BTreeMap<u32, BTreeSet<u32>>;

fn label_rows(labels: &[FoundLabel]) -> LabelRows {
    let mut rows = LabelRows::new();
    for label in labels {
        rows.entry(label.first.col).or_default().insert(label.first.row);
    }
    rows
}

/// Returns the 事業名称 labels that begin a form: before the next 事業名称 there is 担当課, 進捗状況 or a
/// schedule heading.
fn anchors(sheet: &Sheet<'_>, labels: &[FoundLabel]) -> Vec<usize> {
    let names: Vec<usize> =
        labels.iter().enumerate().filter(|(_, label)| is_name(label)).map(|(at, _)| at).collect();
    let rows = label_rows(labels);
    let mut anchors = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let next = names.get(at + 1).copied().unwrap_or(labels.len());
        let Some(head) = labels.get(*name) else { continue };
        let list = heads_list(sheet, &rows, head);
        let rest = labels.get(name + 1..next).unwrap_or_default();
        let follows = rest.iter().any(|label| {
            let of_form = matches!(label.label, Label::Schedule)
                || matches!(label.field(), Some(Field::Department | Field::Progress));
            // In a list of projects, labels of a form are column headings or entries (種類: 実績, 進捗状況,
            // …).
            let column =
                |other: &&FoundLabel| other.label == label.label && other.first.col == label.first.col;
            // Another list may follow below.
            let of_list = list
                && (head.first.row == label.first.row
                    || rest.iter().filter(column).count() > 1
                    || heads_list(sheet, &rows, label));
            of_form && !of_list
        });
        if follows {
            anchors.push(*name);
        }
    }
    anchors
}

/// True if labels are a form's although 事業名称 is missing: it has schedule rows, or the 管理欄 and
/// 進捗状況, and enough other labels that occur once and on rows of their own, as they do in no list.
fn is_plainly_a_form(labels: &[FoundLabel]) -> bool {
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
    rows.len() >= LEAST_UNIQUE_LABELS
}

/// True if a label heads a column, as in a list of projects: at least two texts are below it before the next
/// label.
fn heads_list(sheet: &Sheet<'_>, rows: &LabelRows, heading: &FoundLabel) -> bool {
    let column = heading.first.col;
    let below = heading.last.row.saturating_add(1);
    let end = rows.get(&column).and_then(|rows| rows.range(below..).next()).copied();
    sheet
        .rows_between(below, end.unwrap_or(u32::MAX))
        .filter(|row| {
            sheet.row(*row).any(|(_, piece)| {
                piece.first.col == column && piece.first.row == *row && piece.cell.is_some()
            })
        })
        .nth(1)
        .is_some()
}

/// Returns the index of a form's first label: the first of the 管理欄 or plan block after the last label of
/// the previous form's schedule or report block.
fn first_label(labels: &[FoundLabel], previous: usize, anchor: usize) -> usize {
    let between = labels.get(previous..anchor).unwrap_or_default();
    if let Some(last) = between.iter().rposition(FoundLabel::ends_form) {
        let after = previous + last + 1;
        let first = labels.get(after..anchor).and_then(|rest| rest.iter().position(FoundLabel::begins_form));
        return first.map_or(anchor, |first| after + first);
    }
    // If the previous form has neither block, go back from 事業名称 over the labels that precede it in every
    // form.
    let mut begin = anchor;
    while begin > previous + 1
        && labels.get(begin - 1).is_some_and(|label| {
            matches!(label.label, Label::Control(_) | Label::Heading)
                || matches!(label.field(), Some(Field::Id | Field::Policy | Field::Middle | Field::Measure))
        })
    {
        begin -= 1;
    }
    begin
}

/// Returns the first row of a form whose first label is in `row`. A title, a 施策 line and a page heading
/// above belong to the form.
fn with_heading_rows(
    sheet: &Sheet<'_>,
    labels: &[FoundLabel],
    from: u32,
    row: u32,
    left: u32,
    right: u32,
) -> u32 {
    let mut top = row;
    for above in sheet.rows_between(from, row).rev() {
        let mut texts = sheet
            .row(above)
            .filter(|(_, piece)| (left..right).contains(&piece.first.col) && piece.cell.is_some());
        let heading = |piece: Pos, text: &str| {
            labels.iter().any(|label| label.first == piece && label.label == Label::Heading)
                || printed_numbers::is_measure_line(text)
                || printed_numbers::is_page_heading(text)
        };
        if texts.all(|(_, piece)| piece.first.row < from || heading(piece.first, piece.text())) {
            top = above;
        } else {
            break;
        }
    }
    top
}

/// The rows that a form's labels occupy, and its 事業名称.
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

/// Returns the extents of a sheet's forms: one for each 事業名称 that has other labels of a form below it.
fn extents(found: &[FoundLabel]) -> Vec<Extent> {
    let mut columns: Vec<u32> =
        found.iter().filter(|label| is_name(label)).map(|label| label.first.col).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut extents = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let next_column = columns.get(at + 1).copied().unwrap_or(u32::MAX);
        let mine: Vec<&FoundLabel> =
            found.iter().filter(|label| (*column..next_column).contains(&label.first.col)).collect();
        let names: Vec<&FoundLabel> =
            mine.iter().copied().filter(|label| is_name(label) && label.first.col == *column).collect();
        let tops: Vec<u32> = names.iter().map(|name| top_of(found, name)).collect();
        for (index, name) in names.iter().enumerate() {
            let top = tops.get(index).copied().unwrap_or(name.first.row);
            let end = tops.get(index + 1).copied().unwrap_or(u32::MAX);
            let from = mine.partition_point(|label| label.first.row < name.first.row);
            let to = mine.partition_point(|label| label.first.row < end);
            let below = || mine.get(from..to).into_iter().flatten();
            let of_form = |label: &&&FoundLabel| {
                matches!(label.field(), Some(Field::Department | Field::Progress))
                    || label.label == Label::Schedule
            };
            if !below().any(|label| of_form(&label)) {
                continue;
            }
            let ends = |label: &&&FoundLabel| label.ends_form() || label.begins_form();
            let bottom = below().filter(ends).map(|label| label.last.row).max().unwrap_or(name.first.row);
            extents.push(Extent { name: name.first, top, bottom });
        }
    }
    extents
}

/// Returns the row of a form's first label in the column of its 事業名称.
fn top_of(found: &[FoundLabel], name: &FoundLabel) -> u32 {
    let mut top = name.first.row;
    let before = found.partition_point(|label| label.first.row < name.first.row);
    let above = found.iter().take(before).filter(|label| label.first.col == name.first.col);
    for label in above.rev() {
        let own = label.begins_form() && label.label != name.label || label.label == Label::Heading;
        if !own || top - label.last.row > MOST_APART {
            break;
        }
        top = label.first.row;
    }
    top
}

/// Returns the first column of each strip. There is one strip unless forms share rows.
fn strip_edges(sheet: &Sheet<'_>, found: &[FoundLabel], extents: &[Extent]) -> Vec<u32> {
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
        // The number left of 事業名称 belongs to the same form.
        let numbered = found.iter().filter(|label| is_name(label) && label.first.col == right).any(|label| {
            printed_numbers::number_left_of(sheet, label, left).is_some_and(|at| at.col + 1 == right)
        });
        let beside = if numbered { right - 1 } else { right };
        edges.push(after_gap(sheet, extents, left, right).unwrap_or(beside));
    }
    edges
}

/// Returns the column after the last blank one between two forms, because 事業名称 need not be in a form's
/// first column.
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

/// Returns the 事業名称 of forms that share rows and a strip, whose cells therefore cannot be told apart.
fn overlapping(edges: &[u32], extents: &[Extent]) -> Vec<Pos> {
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

fn is_name(label: &FoundLabel) -> bool {
    label.field() == Some(Field::Name)
}
