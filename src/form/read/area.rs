//! A form's region while it is read: which pieces are labels, and the role of each piece.

use std::collections::{BTreeMap, BTreeSet};

use workbook::{Cell, Pos};

use crate::form::field::Field;
use crate::form::raw::{CellRole, RawValue};
use crate::form::read::found_label::FoundLabel;
use crate::form::read::regions::Region;
use crate::form::read::sheet::{Piece, PieceId, Sheet};
use crate::text::calendar::FiscalYear;

/// The role of a piece of a value until the order of the values is final.
pub(super) const VALUE: CellRole = CellRole::Value(usize::MAX);

/// A form's region and the roles of its pieces.
pub(super) struct FormArea<'s, 'a> {
    /// The sheet.
    pub(super) sheet: &'s Sheet<'a>,
    /// The form's region.
    pub(super) region: &'s Region,
    roles: BTreeMap<PieceId, CellRole>,
    labels: BTreeSet<PieceId>,
}

impl<'s, 'a> FormArea<'s, 'a> {
    /// Creates the area of a region in which only the labels have a role.
    pub(super) fn new(sheet: &'s Sheet<'a>, region: &'s Region) -> Self {
        let labels: BTreeSet<PieceId> =
            region.labels.iter().flat_map(|label| label.parts.iter().copied()).collect();
        let roles = labels.iter().map(|id| (*id, CellRole::Heading)).collect();
        Self { sheet, region, roles, labels }
    }

    /// True if the piece is a label or part of one.
    pub(super) fn is_label(&self, id: PieceId) -> bool {
        self.labels.contains(&id)
    }

    /// True if the piece has no role yet.
    pub(super) fn is_free(&self, id: PieceId) -> bool {
        !self.roles.contains_key(&id)
    }

    /// Returns the role of a piece.
    pub(super) fn role(&self, id: PieceId) -> Option<CellRole> {
        self.roles.get(&id).copied()
    }

    /// Gives a piece a role, unless it has one already.
    pub(super) fn claim(&mut self, id: PieceId, role: CellRole) {
        self.roles.entry(id).or_insert(role);
    }

    /// Returns the pieces that hold text.
    pub(super) fn texts(&self) -> impl Iterator<Item = (PieceId, Piece<'a>)> {
        let region = self.region;
        self.sheet
            .pieces_between(region.top, region.bottom)
            .filter(move |(_, piece)| {
                piece.cell.is_some() && (region.left..region.right).contains(&piece.first.col)
            })
            .map(|(id, piece)| (id, *piece))
    }

    /// Returns the pieces that cover a cell of the row, from left to right.
    pub(super) fn row(&self, row: u32) -> impl DoubleEndedIterator<Item = (PieceId, Piece<'a>)> {
        let region = self.region;
        self.sheet.row(row).filter(move |(_, piece)| {
            (region.left..region.right).contains(&piece.first.col) && piece.first.row >= region.top
        })
    }

    /// True if a label is left of the piece on its row: the piece may then be the label's value.
    pub(super) fn beside_label(&self, id: PieceId) -> bool {
        let piece = self.sheet.piece(id);
        self.row(piece.first.row).any(|(other, left)| left.last.col < piece.first.col && self.is_label(other))
    }

    /// Returns a label's text as written on the sheet.
    pub(super) fn label_text(&self, label: &FoundLabel) -> String {
        label.parts.iter().map(|id| self.sheet.piece(*id).text().trim()).collect()
    }

    /// Makes a field's value from a cell and its addresses.
    pub(super) fn value(
        &self,
        field: Field,
        row: Option<(usize, Option<FiscalYear>)>,
        mut cell: Cell,
        cells: Vec<Pos>,
    ) -> RawValue {
        // A reference to a blank cell shows 0 in Excel. In a text field that zero means blank.
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
