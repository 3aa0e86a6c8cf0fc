//! Finds the rows of the schedule block and the names of its indicators.

use workbook::Pos;

use crate::form::field::Field;
use crate::form::labels::Label;
use crate::form::raw::CellRole;
use crate::form::read::area::FormArea;
use crate::form::read::found_label::FoundLabel;
use crate::form::read::sheet::{Piece, PieceId};
use crate::form::read::years::{YearRow, above, forbids_years, is_head_word};
use crate::form::schedule::Entry;
use crate::text::fold;

/// A row of one indicator: the row of a label, or the part of a tall label that a symbol is beside.
pub(super) struct IndicatorRow<'r> {
    /// The label.
    pub(super) label: &'r FoundLabel,
    /// The kind of row.
    pub(super) entry: Entry,
    /// The symbol beside it; empty if there is none.
    pub(super) symbol: String,
    /// The first row.
    pub(super) first: u32,
    /// The last row.
    pub(super) last: u32,
}

/// An indicator's name.
pub(super) struct Name {
    /// The row.
    pub(super) row: u32,
    /// The column.
    pub(super) col: u32,
    /// The symbol beside it; empty if there is none.
    pub(super) symbol: String,
    /// The cell of the name; `None` if it is blank.
    pub(super) piece: Option<PieceId>,
    /// The cell of its label, if it has one.
    pub(super) label: Option<Pos>,
}

/// Returns the labelled rows. A tall label with ① and ② beside it gives a row for each.
pub(super) fn rows<'s>(area: &mut FormArea<'s, '_>, years: &[YearRow]) -> Vec<IndicatorRow<'s>> {
    let region = area.region;
    let mut rows = Vec::new();
    for label in region.labels.iter().filter(|label| label.is_year_entry()) {
        let Some(entry) = entry_of(label) else { continue };
        let symbols = if label.symbol.is_empty() { symbols_beside(area, label, years) } else { Vec::new() };
        for (id, _, _) in &symbols {
            area.claim(*id, CellRole::Heading);
        }
        let last_row = label.last.row.min(label.first.row.saturating_add(400));
        if symbols.len() < 2 {
            let symbol = symbols.into_iter().next().map_or(label.symbol.clone(), |(_, symbol, _)| symbol);
            rows.push(IndicatorRow { label, entry, symbol, first: label.first.row, last: last_row });
            continue;
        }
        for (at, (_, symbol, row)) in symbols.iter().enumerate() {
            let last = symbols.get(at + 1).map_or(last_row, |(_, _, next)| next.saturating_sub(1));
            rows.push(IndicatorRow { label, entry, symbol: symbol.clone(), first: *row, last });
        }
    }
    rows
}

fn entry_of(label: &FoundLabel) -> Option<Entry> {
    match label.label {
        Label::Previous => Some(Entry::Previous),
        Label::Field(Field::Target) => Some(Entry::Target),
        Label::Field(Field::Actual) => Some(Entry::Actual),
        Label::Field(Field::Forecast) => Some(Entry::Forecast),
        Label::Field(Field::SelfRating) => Some(Entry::SelfRating),
        Label::Field(Field::IndicatorItem(at)) => Some(Entry::Item(at)),
        _ => None,
    }
}

/// Returns the symbols alone in a cell beside a label, between it and the years or directly left of it, each
/// with its row.
fn symbols_beside(
    area: &FormArea<'_, '_>,
    label: &FoundLabel,
    years: &[YearRow],
) -> Vec<(PieceId, String, u32)> {
    let edge =
        above(years, label.first.row).and_then(|row| row.columns.first()).map_or(u32::MAX, |c| c.first);
    let mut symbols = Vec::new();
    for row in label.first.row..=label.last.row.min(label.first.row.saturating_add(400)) {
        for (id, piece) in area.row(row) {
            let beside = (piece.first.col > label.last.col && piece.first.col < edge)
                || piece.last.col.checked_add(1) == Some(label.first.col);
            if !beside || piece.first.row != row || !area.is_free(id) {
                continue;
            }
            if let Some(symbol) = fold::circled(piece.text()) {
                symbols.push((id, symbol.to_string(), row));
            }
        }
    }
    symbols
}

/// Returns the indicators' names. A name is beside a label, above a year row, left of the years, or left of
/// tall rows.
pub(super) fn find_names(
    area: &mut FormArea<'_, '_>,
    years: &[YearRow],
    rows: &[IndicatorRow<'_>],
    labelled: Vec<(usize, Option<PieceId>)>,
) -> Vec<Name> {
    let mut names = Vec::new();
    for (at, piece) in labelled {
        let Some(label) = area.region.labels.get(at) else { continue };
        names.push(Name {
            row: label.first.row,
            col: label.first.col,
            symbol: label.symbol.clone(),
            piece,
            label: Some(label.first),
        });
    }
    let with_label: Vec<u32> =
        names.iter().filter(|name| name.piece.is_some()).map(|name| name.row).collect();
    let mut used: Vec<PieceId> = names.iter().filter_map(|name| name.piece).collect();
    for years in years {
        let from = gap_above(area, rows, years.row);
        let labelled = with_label.iter().any(|row| (from..=years.row).contains(row));
        let mut plain = false;
        for (id, piece) in in_gap(area, from, years) {
            let symbolled = fold::leading_symbol(piece.text()).is_some();
            // One text without a symbol is the name; a second one is a remark.
            if used.contains(&id) || (!symbolled && (labelled || plain)) {
                continue;
            }
            plain |= !symbolled;
            used.push(id);
            names.push(Name {
                row: piece.first.row,
                col: piece.first.col,
                symbol: String::new(),
                piece: Some(id),
                label: None,
            });
        }
    }
    for row in rows {
        let tall = area.row(row.first).find(|(id, piece)| {
            piece.last.col < row.label.first.col
                && piece.cell.is_some()
                && piece.last.row > piece.first.row
                && area.is_free(*id)
                && !used.contains(id)
        });
        if let Some((id, piece)) = tall {
            used.push(id);
            names.push(Name {
                row: piece.first.row.min(row.first),
                col: piece.first.col,
                symbol: String::new(),
                piece: Some(id),
                label: None,
            });
        }
    }
    names
}

/// Returns the first row above a year row that may hold the name of its indicator.
fn gap_above(area: &FormArea<'_, '_>, rows: &[IndicatorRow<'_>], year_row: u32) -> u32 {
    let after_row = rows.iter().filter(|row| row.last < year_row).map(|row| row.last + 1).max();
    let labels = || area.region.labels.iter().filter(|label| label.first.row <= year_row);
    let heading = labels().filter(|label| label.label == Label::Schedule).map(|label| label.first.row).max();
    let after_field = labels()
        .filter(|label| forbids_years(label) && !label.is_year_entry())
        .map(|label| label.last.row + 1)
        .max();
    after_row.max(heading.or(after_field)).unwrap_or(area.region.top)
}

fn in_gap<'a>(area: &FormArea<'_, 'a>, from: u32, years: &YearRow) -> Vec<(PieceId, Piece<'a>)> {
    let first_year = years.columns.first().map_or(0, |columns| columns.first);
    let mut found = Vec::new();
    for row in area.sheet.rows_between(from, years.row.saturating_add(1)) {
        for (id, piece) in area.row(row) {
            let is_inside = piece.first.row == row && (row < years.row || piece.last.col < first_year);
            let free = piece.cell.is_some() && area.is_free(id) && !area.is_label(id);
            if is_inside && free && !is_head_word(piece.text()) {
                found.push((id, piece));
            }
        }
    }
    found
}
