//! A form's part of a sheet while it is being read: which pieces are labels, and which are already spoken for.

use std::collections::{BTreeMap, BTreeSet};

use workbook::{Cell, Pos};

use crate::form::field::Field;
use crate::form::raw::{CellRole, RawValue};
use crate::form::read::found::Found;
use crate::form::read::sheet::{Piece, PieceId, Sheet};
use crate::form::read::split::Region;
use crate::text::calendar::FiscalYear;

/// A piece that holds a value; which one is known when all values are in their final order.
pub(super) const VALUE: CellRole = CellRole::Value(usize::MAX);

/// The page.
pub(super) struct Page<'s, 'a> {
    /// The sheet.
    pub(super) sheet: &'s Sheet<'a>,
    /// The form's part of it.
    pub(super) region: &'s Region,
    roles: BTreeMap<PieceId, CellRole>,
    labels: BTreeSet<PieceId>,
}

impl<'s, 'a> Page<'s, 'a> {
    /// A page of which only the labels are known.
    pub(super) fn new(sheet: &'s Sheet<'a>, region: &'s Region) -> Self {
        let labels: BTreeSet<PieceId> =
            region.labels.iter().flat_map(|label| label.parts.iter().copied()).collect();
        let roles = labels.iter().map(|id| (*id, CellRole::Heading)).collect();
        Self { sheet, region, roles, labels }
    }

    /// Whether a piece is a label, or part of one.
    pub(super) fn is_label(&self, id: PieceId) -> bool {
        self.labels.contains(&id)
    }

    /// Whether nothing has been made of a piece yet.
    pub(super) fn is_free(&self, id: PieceId) -> bool {
        !self.roles.contains_key(&id)
    }

    /// What has been made of a piece.
    pub(super) fn role(&self, id: PieceId) -> Option<CellRole> {
        self.roles.get(&id).copied()
    }

    /// Says what a piece is; what was said first stands.
    pub(super) fn claim(&mut self, id: PieceId, role: CellRole) {
        self.roles.entry(id).or_insert(role);
    }

    /// The pieces with text of this part of the sheet.
    pub(super) fn texts(&self) -> impl Iterator<Item = (PieceId, Piece<'a>)> {
        let region = self.region;
        self.sheet
            .pieces()
            .filter(move |(_, piece)| {
                piece.cell.is_some()
                    && (region.top..region.bottom).contains(&piece.first.row)
                    && (region.left..region.right).contains(&piece.first.col)
            })
            .map(|(id, piece)| (id, *piece))
    }

    /// The pieces that cross a row within this part of the sheet, from left to right.
    pub(super) fn row(&self, row: u32) -> impl DoubleEndedIterator<Item = (PieceId, Piece<'a>)> {
        let region = self.region;
        self.sheet.row(row).filter(move |(_, piece)| {
            (region.left..region.right).contains(&piece.first.col) && piece.first.row >= region.top
        })
    }

    /// Whether a label stands left of a piece on its row: then the text is rather its value.
    pub(super) fn beside_label(&self, id: PieceId) -> bool {
        let piece = self.sheet.piece(id);
        self.row(piece.first.row).any(|(other, left)| left.last.col < piece.first.col && self.is_label(other))
    }

    /// A label's text as it stands on the sheet.
    pub(super) fn label_text(&self, label: &Found) -> String {
        label.parts.iter().map(|id| self.sheet.piece(*id).text().trim()).collect()
    }

    /// A value made of a cell.
    pub(super) fn value(
        &self,
        field: Field,
        place: Option<(usize, Option<FiscalYear>)>,
        cell: Cell,
        cells: Vec<Pos>,
    ) -> RawValue {
        let hidden = cells.iter().any(|pos| self.sheet.grid.is_hidden(*pos));
        RawValue {
            field,
            indicator: place.map(|(indicator, _)| indicator),
            year: place.and_then(|(_, year)| year),
            cell,
            cells,
            hidden,
            other_sheet: None,
        }
    }
}
