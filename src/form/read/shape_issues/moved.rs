//! Labels and columns that stand elsewhere than where they were issued.

use workbook::Pos;

use crate::form::layout::{Anchor, Layout};
use crate::form::raw::{RawForm, ShapeIssue};
use crate::form::read::area::FormArea;
use crate::form::read::schedule::BlockFacts;
use crate::form::read::shape_issues::issued::{position, words};
use crate::form::read::years::YearColumns;

/// Describes, in Japanese, which parts are not where they were issued.
pub(super) fn shifted(
    area: &FormArea<'_, '_>,
    form: &RawForm,
    facts: &BlockFacts,
    layout: &Layout,
) -> Option<ShapeIssue> {
    let mut rows: Vec<Location> = Vec::new();
    let mut columns: Vec<Location> = Vec::new();
    for (anchor, row, column) in layout.anchors() {
        let Some(pos) = position(area, facts, &anchor) else { continue };
        let word = words(area, &anchor);
        rows.push(Location { word: word.clone(), pos, issued: row, found: pos.row });
        if !matches!(anchor, Anchor::Years(_)) {
            columns.push(Location { word, pos, issued: u32::from(column), found: pos.col });
        }
    }
    let head =
        facts.anchors.iter().find(|(anchor, _)| matches!(anchor, Anchor::Years(_))).map(|(_, pos)| *pos);
    for (years, issued) in facts.years.iter().zip(&layout.columns.years) {
        let pos = Pos::new(head.map_or(form.anchor.row, |pos| pos.row), years.first);
        columns.push(year_place(years, u32::from(issued.0), pos));
    }
    columns.sort_by_key(|location| location.issued);
    let mut said = Vec::new();
    let first_row = moves(&rows, ("下", "上"), "行", &mut said);
    let first_column = moves(&columns, ("右", "左"), "列", &mut said);
    let pos = first_row.or(first_column)?;
    Some(ShapeIssue::Shifted { what: said.join("、"), pos })
}

/// The issued and the actual row or column of a label.
struct Location {
    word: String,
    pos: Pos,
    issued: u32,
    found: u32,
}

fn year_place(years: &YearColumns, issued: u32, pos: Pos) -> Location {
    Location { word: years.year.label(), pos, issued, found: years.first }
}

/// Adds to `said` the labels from which everything below or right of them moved, and by how much. Returns the
/// first moved label.
fn moves(labels: &[Location], words: (&str, &str), unit: &str, said: &mut Vec<String>) -> Option<Pos> {
    let (forward, back) = words;
    let mut offset = 0;
    let mut first = None;
    for (at, location) in labels.iter().enumerate() {
        let now = i64::from(location.found) - i64::from(location.issued);
        if now == offset {
            continue;
        }
        let step = now - offset;
        let far = step.abs();
        let to = if step > 0 { forward } else { back };
        // `forward` is the reading direction, whichever way the labels moved.
        said.push(if at == 0 {
            format!("様式全体が{far}{unit}{to}へ")
        } else {
            format!("「{}」から{forward}が{far}{unit}{to}へ", location.word)
        });
        first = first.or(Some(location.pos));
        offset = now;
    }
    first
}
