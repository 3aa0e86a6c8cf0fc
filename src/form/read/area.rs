//! A form's region while it is read: which pieces are labels, and what role each piece has been given.

use std::collections::{BTreeMap, BTreeSet};

use workbook::{Cell, Pos};

use crate::form::field::Field;
use crate::form::raw::{CellRole, RawValue};
use crate::form::read::found_label::FoundLabel;
use crate::form::read::regions::Region;
use crate::form::read::sheet::{Piece, PieceId, Sheet};
use crate::text::calendar::FiscalYear;

/// The role of a piece that holds a value, until the values have their final order.
pub(super) const VALUE: CellRole = CellRole::Value(usize::MAX);

/// A form's region with the roles of its pieces.
pub(super) struct FormArea<'s, 'a> {
    /// The sheet.
    pub(super) sheet: &'s Sheet<'a>,
    /// The form's region.
    pub(super) region: &'s Region,
    roles: BTreeMap<PieceId, CellRole>,
    labels: BTreeSet<PieceId>,
}

impl<'s, 'a> FormArea<'s, 'a> {
    /// Takes a region of which only the labels are known.
    pub(super) fn new(sheet: &'s Sheet<'a>, region: &'s Region) -> Self {
        let labels: BTreeSet<PieceId> =
            region.labels.iter().flat_map(|label| label.parts.iter().copied()).collect();
        let roles = labels.iter().map(|id| (*id, CellRole::Heading)).collect();
        Self { sheet, region, roles, labels }
    }

    /// True if a piece is a label, or part of one.
    pub(super) fn is_label(&self, id: PieceId) -> bool {
        self.labels.contains(&id)
    }

    /// True if a piece has no role yet.
    pub(super) fn is_free(&self, id: PieceId) -> bool {
        !self.roles.contains_key(&id)
    }

    /// Returns the role of a piece.
    pub(super) fn role(&self, id: PieceId) -> Option<CellRole> {
        self.roles.get(&id).copied()
    }

    /// Gives a piece its role; the first role stands.
    pub(super) fn claim(&mut self, id: PieceId, role: CellRole) {
        self.roles.entry(id).or_insert(role);
    }

    /// Returns the pieces with text.
    pub(super) fn texts(&self) -> impl Iterator<Item = (PieceId, Piece<'a>)> {
        let region = self.region;
        self.sheet
            .pieces_between(region.top, region.bottom)
            .filter(move |(_, piece)| {
                piece.cell.is_some() && (region.left..region.right).contains(&piece.first.col)
            })
            .map(|(id, piece)| (id, *piece))
    }

    /// Returns the pieces that cross a row, from left to right.
    pub(super) fn row(&self, row: u32) -> impl DoubleEndedIterator<Item = (PieceId, Piece<'a>)> {
        let region = self.region;
        self.sheet.row(row).filter(move |(_, piece)| {
            (region.left..region.right).contains(&piece.first.col) && piece.first.row >= region.top
        })
    }

    /// True if a label stands left of a piece on its row, so that the text is rather its value.
    pub(super) fn beside_label(&self, id: PieceId) -> bool {
        let piece = self.sheet.piece(id);
        self.row(piece.first.row).any(|(other, left)| left.last.col < piece.first.col && self.is_label(other))
    }

    /// Returns a label's text as it stands on the sheet.
    pub(super) fn label_text(&self, label: &FoundLabel) -> String {
        label.parts.iter().map(|id| self.sheet.piece(*id).text().trim()).collect()
    }

    /// Makes a value of a cell.
    pub(super) fn value(
        &self,
        field: Field,
        row: Option<(usize, Option<FiscalYear>)>,
        mut cell: Cell,
        cells: Vec<Pos>,
    ) -> RawValue {
        // A zero that comes from another cell is what Excel shows for a blank one; no text is 0.
        if cell.is_linked_zero && !field.in_schedule() {
            cell.text.clear();
        }
        let hidden = cells.iter().any(|pos| self.sheet.grid.is_hidden(*pos));
        RawValue {
            field,
            indicator: row.map(|(indicator, _)| indicator),
            year: row.and_then(|(_, year)| year),
            cell,
            cells,
            hidden,
            other_sheet: None,
        }
    }
}
