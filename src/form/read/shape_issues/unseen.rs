//! Inputs that a person does not see as they are: hidden, invisible, struck through or under a drawing.

use std::collections::{BTreeMap, BTreeSet};

use workbook::{DrawingKind, Pos};

use crate::form::field::Field;
use crate::form::raw::{RawForm, RawValue, ShapeIssue};
use crate::form::read::area::FormArea;
use crate::text::calendar::FiscalYear;
use crate::text::fold;

pub(super) fn hidden(
    area: &FormArea<'_, '_>,
    form: &RawForm,
    as_of: Option<FiscalYear>,
) -> Option<ShapeIssue> {
    let grid = area.sheet.grid;
    if grid.hidden {
        return Some(ShapeIssue::Hidden { pos: None });
    }
    // Blank fields are left to the rules, hidden or not.
    let filled = |value: &&RawValue| {
        value.field >= Field::Actual
            && (value.year.is_none() || value.year == as_of)
            && !fold::is_blank(&value.cell.text)
    };
    form.values
        .iter()
        .filter(filled)
        .flat_map(|value| value.cells.iter().copied())
        .chain([form.anchor])
        .filter(|pos| grid.hidden_rows.contains(&pos.row) || grid.hidden_cols.contains(&pos.col))
        .min()
        .map(|pos| ShapeIssue::Hidden { pos: Some(pos) })
}

/// Returns the input cells of the form, including blank ones.
pub(super) fn inputs(form: &RawForm, as_of: Option<FiscalYear>) -> BTreeSet<Pos> {
    let of_labels = form
        .labels
        .iter()
        .filter(|label| label.field >= Field::Actual && !matches!(label.field, Field::IndicatorName))
        .filter_map(|label| label.value_at);
    let of_values = form
        .values
        .iter()
        .filter(|value| value.field >= Field::Actual && (value.year.is_none() || value.year == as_of))
        .flat_map(|value| value.cells.iter().copied());
    of_labels.chain(of_values).collect()
}

/// Reports the inputs whose content is invisible, and those that a conditional format may strike through.
pub(super) fn unseen(area: &FormArea<'_, '_>, inputs: &BTreeSet<Pos>) -> Vec<ShapeIssue> {
    let grid = area.sheet.grid;
    let invisible: Vec<Pos> = inputs.intersection(&grid.hidden_cells).copied().collect();
    let is_filled = |pos: &&Pos| grid.cells.contains_key(*pos);
    let may_strike = |pos: &&Pos| grid.conditional_strikes.iter().any(|range| range.contains(**pos));
    let struck: Vec<Pos> = inputs.iter().filter(is_filled).filter(may_strike).copied().collect();
    let some = |cells: Vec<Pos>, issue: fn(Vec<Pos>) -> ShapeIssue| (!cells.is_empty()).then(|| issue(cells));
    [
        some(invisible, |cells| ShapeIssue::Invisible { cells }),
        some(struck, |cells| ShapeIssue::MayBeStruck { cells }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Reports the pictures, lines and other shapes over inputs, once for each kind.
pub(super) fn overlaid(area: &FormArea<'_, '_>, inputs: &BTreeSet<Pos>) -> Vec<ShapeIssue> {
    let mut found: BTreeMap<DrawingKind, BTreeSet<Pos>> = BTreeMap::new();
    for drawing in &area.sheet.grid.drawings {
        let rows = Pos::new(drawing.over.first.row, 0)..=Pos::new(drawing.over.last.row, u32::MAX);
        let covered = inputs.range(rows).filter(|pos| drawing.over.contains(**pos));
        found.entry(drawing.kind).or_default().extend(covered);
    }
    let issue = |(drawing, cells): (DrawingKind, BTreeSet<Pos>)| ShapeIssue::Overlaid {
        drawing,
        cells: cells.into_iter().collect(),
    };
    found.into_iter().filter(|(_, cells)| !cells.is_empty()).map(issue).collect()
}
