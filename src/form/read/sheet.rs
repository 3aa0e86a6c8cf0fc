//! A grid as the reader walks it: boxes in rows, a box being a cell or a merged range, with or without text.

use std::collections::BTreeMap;

use workbook::{Cell, Grid, Pos};

use crate::text::fold;

/// Rows over which a merged range is looked at: whoever merges whole columns must not make the reader walk a million rows.
const MOST_ROWS: u32 = 400;

/// A cell or a merged range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    /// Top left.
    pub(super) first: Pos,
    /// Bottom right.
    pub(super) last: Pos,
    /// What it holds.
    pub(super) cell: Option<&'a Cell>,
}

impl<'a> Piece<'a> {
    /// Its text; empty where it holds nothing.
    pub(super) fn text(&self) -> &'a str {
        self.cell.map_or("", |cell| cell.text.as_str())
    }

    /// Whether it is one of several cells merged into one.
    pub(super) fn is_wide(&self) -> bool {
        self.first.col < self.last.col
    }
}

/// The place of a piece among a sheet's.
pub(super) type PieceId = usize;

/// A sheet in pieces.
pub(super) struct Sheet<'a> {
    /// The grid.
    pub(super) grid: &'a Grid,
    pieces: Vec<Piece<'a>>,
    rows: BTreeMap<u32, Vec<PieceId>>,
}

impl<'a> Sheet<'a> {
    /// Takes a grid apart.
    pub(super) fn new(grid: &'a Grid) -> Self {
        let mut merges: BTreeMap<Pos, Pos> = BTreeMap::new();
        for merge in &grid.merges {
            merges.entry(merge.first).or_insert(merge.last);
        }
        let mut pieces: Vec<Piece<'a>> = merges
            .iter()
            .map(|(first, last)| Piece {
                first: *first,
                last: *last,
                cell: grid.cells.get(first).filter(|cell| !fold::is_blank(&cell.text)),
            })
            .collect();
        let mut sheet = Self { grid, pieces: Vec::new(), rows: BTreeMap::new() };
        sheet.index(&pieces);
        for (pos, cell) in &grid.cells {
            // What a merged range covers is not seen by anybody, its top left aside.
            if !merges.contains_key(pos) && sheet.covering(&pieces, *pos).is_none() {
                let cell = Some(cell).filter(|cell| !fold::is_blank(&cell.text));
                pieces.push(Piece { first: *pos, last: *pos, cell });
            }
        }
        pieces.sort_by_key(|piece| piece.first);
        sheet.index(&pieces);
        sheet.pieces = pieces;
        sheet
    }

    /// Every piece with its place, by row and column.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (PieceId, &Piece<'a>)> {
        self.pieces.iter().enumerate()
    }

    /// The pieces that begin in the rows from one to another (not included), with their places, by row and column.
    pub(super) fn pieces_between(&self, from: u32, to: u32) -> impl Iterator<Item = (PieceId, &Piece<'a>)> {
        let first = self.pieces.partition_point(|piece| piece.first.row < from);
        let pieces = self.pieces.get(first..).unwrap_or_default().iter();
        (first..).zip(pieces.take_while(move |piece| piece.first.row < to))
    }

    /// A piece.
    pub(super) fn piece(&self, id: PieceId) -> Piece<'a> {
        let nothing = Piece { first: Pos::new(0, 0), last: Pos::new(0, 0), cell: None };
        self.pieces.get(id).copied().unwrap_or(nothing)
    }

    /// The pieces that cross a row, from left to right.
    pub(super) fn row(&self, row: u32) -> impl DoubleEndedIterator<Item = (PieceId, Piece<'a>)> {
        self.rows.get(&row).into_iter().flatten().map(|id| (*id, self.piece(*id)))
    }

    /// The rows that hold anything, from one to another (not included).
    pub(super) fn rows_between(&self, from: u32, to: u32) -> impl DoubleEndedIterator<Item = u32> {
        self.rows.range(from..to.max(from)).map(|(row, _)| *row)
    }

    /// The piece at a position.
    pub(super) fn at(&self, pos: Pos) -> Option<(PieceId, Piece<'a>)> {
        self.covering(&self.pieces, pos).map(|id| (id, self.piece(id)))
    }

    fn index(&mut self, pieces: &[Piece<'a>]) {
        self.rows.clear();
        for (id, piece) in pieces.iter().enumerate() {
            for row in piece.first.row..=piece.last.row.min(piece.first.row.saturating_add(MOST_ROWS)) {
                self.rows.entry(row).or_default().push(id);
            }
        }
        for row in self.rows.values_mut() {
            row.sort_by_key(|id| pieces.get(*id).map(|piece| piece.first.col));
        }
    }

    fn covering(&self, pieces: &[Piece<'a>], pos: Pos) -> Option<PieceId> {
        let row = self.rows.get(&pos.row)?;
        let end = row.partition_point(|id| pieces.get(*id).is_some_and(|piece| piece.first.col <= pos.col));
        let id = *row.get(end.checked_sub(1)?)?;
        pieces.get(id).filter(|piece| piece.last.col >= pos.col).map(|_| id)
    }
}
